"""Alembic's revisions of headquarters' generic tables; kinds of records need none."""
