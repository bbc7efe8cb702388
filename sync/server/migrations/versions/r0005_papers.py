"""Actas are found by their number, by the hash of a file and by the digest of their content."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STATEMENTS = """
create index minutes_by_digest on record ((vals->>'digest')) where kind = 'minutes';
create index minutes_by_number on record ((vals->>'number')) where kind = 'minutes';
create index minutes_by_file on record ((vals->>'file_sha256')) where kind = 'minutes';
create index minutes_by_archive on record ((vals->>'archive_sha256')) where kind = 'minutes';
create index minutes_by_earlier on record ((vals->>'supersedes')) where kind = 'minutes';
create index stamp_by_minutes on record ((vals->>'minutes')) where kind = 'stamp';
create index stamp_by_file on record ((vals->>'completed_sha256')) where kind = 'stamp';
create index whom_to_believe on record (kind) where kind in ('signer', 'trust_list');
"""


def upgrade() -> None:
    op.execute(_STATEMENTS)
