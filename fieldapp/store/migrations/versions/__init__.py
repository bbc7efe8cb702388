"""Revisions that move data from one place to another, one file each, in Alembic's form."""
