"""The scripted day that shows the whole program at work."""
