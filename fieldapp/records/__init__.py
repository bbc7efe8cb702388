"""What is kept: every kind of record, described once. Pure: no Qt, SQL, files or network."""
