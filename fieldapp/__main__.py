"""Open the desktop, or do one job without a window."""
