"""Territorio: everything known of a municipality or a department, on one page."""
