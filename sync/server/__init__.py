"""Headquarters: accounts, changes, files and figures on PostgreSQL."""
