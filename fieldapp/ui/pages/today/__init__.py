"""The first page: what this day asks of the officer."""
