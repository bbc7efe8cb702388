"""What Alembic runs: the revisions, on the connection that `sync.server.database` hands over."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table="schema_version",
)
context.run_migrations()
