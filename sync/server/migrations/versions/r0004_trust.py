"""Officers' certificates, since when a device is revoked and why, and what became of each paper."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STATEMENTS = """
alter table device
    add revoked_at timestamptz,
    add revocation text not null default '';
update device set revoked_at = now() where state = 'revoked';

create table certificate (
    serial bytea primary key,
    device uuid not null references device,
    issuer text not null,
    public_key bytea not null,
    content bytea not null,
    issued_at timestamptz not null,
    valid_until timestamptz not null
);
create index certificate_by_device on certificate (device, issued_at);
create index certificate_by_key on certificate (public_key);

-- Judged are files that are no signed paper, and papers that were completed or left as they are.
alter table file
    add judged boolean not null default false,
    alter device drop not null;
create index file_unjudged on file (sha256) where not judged;

-- What became of each signed paper; one that failed is tried again.
create table paper (
    sha256 bytea primary key,
    acta uuid not null,
    version text not null check (version in ('delivered', 'archive')),
    state text not null check (state in ('completed', 'left', 'failed')),
    reason text not null default '',
    tries integer not null default 1,
    at timestamptz not null
);
"""


def upgrade() -> None:
    op.execute(_STATEMENTS)
