"""The book of blank forms, which was the laptop's own, becomes records that go to headquarters."""

from uuid import UUID, uuid5

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_FORMS = UUID("3c9a4d52-7e1b-5f60-8d24-b6a90c1e5f73")

_BOOK = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'blank_form'"
_TABLE = """
CREATE TABLE blank_form (
  "row" INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT, series TEXT, seq INTEGER,
  form TEXT, printed_at INTEGER, fate TEXT, reason TEXT, activity BLOB, minutes BLOB,
  created_at INTEGER
)
"""
_GIVEN = """
INSERT INTO series SELECT series, max(seq) FROM blank_form WHERE true GROUP BY series
ON CONFLICT (code) DO UPDATE SET last = max(last, excluded.last)
"""


def upgrade() -> None:
    """Keep every form and its fate; the ids follow from the numbers, so two copies agree."""
    connection = op.get_bind()
    if not connection.exec_driver_sql(_BOOK).first():
        return
    op.execute(_GIVEN)
    book = connection.exec_driver_sql(
        "SELECT number, series, seq, form, printed_at, fate, reason, activity, minutes, printed_at "
        "FROM blank_form ORDER BY series, seq"
    ).all()
    op.execute("DROP TABLE blank_form")
    op.execute(_TABLE)
    for form in book:
        named = uuid5(_FORMS, f"{form.series} {form.seq}").bytes
        marks = ", ".join("?" * (len(form) + 1))
        connection.exec_driver_sql(
            "INSERT INTO blank_form (id, number, series, seq, form, printed_at, fate, reason, "
            f"activity, minutes, created_at) VALUES ({marks})",
            (named, *form),
        )
        connection.exec_driver_sql("INSERT INTO dirty VALUES ('blank_form', ?, '', NULL)", (named,))
