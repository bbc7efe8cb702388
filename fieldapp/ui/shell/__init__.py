"""The parts of the window that are always there, around whichever page is open."""
