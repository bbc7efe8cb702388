"""What each report says: pure functions from records to a `Report`, one subject a file."""
