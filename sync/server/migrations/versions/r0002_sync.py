"""What a hard link needs: successors of copied vaults, files in parts, bundles, envelopes.

Values that lost became records of the kind `conflict`, which every laptop of the scope receives;
the table of that name goes. No headquarters was in use before this revision.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_STATEMENTS = """
alter table device
    add parent uuid references device,
    add series text[] not null default '{}',
    add reply_key bytea not null default '';

drop table conflict;

create table file_part (
    sha256 bytea not null,
    off bigint not null,
    bytes bigint not null,
    device uuid not null,
    at timestamptz not null,
    primary key (sha256, device, off)
);
create index file_part_by_device on file_part (device, at);
create index file_by_device on file (device, stored_at);

create table bundle (
    scope_id text not null references scope,
    rev bigint not null,
    account uuid not null references account,
    sha256 bytea not null,
    bytes bigint not null,
    at timestamptz not null,
    primary key (scope_id, rev, account)
);

create table envelope (
    number bigint generated always as identity primary key,
    sha256 bytea not null unique,
    device uuid,
    at timestamptz not null,
    answer bytea not null
);

grant select, insert, update, delete on file_part, bundle, envelope to bitacora_app;
"""


def upgrade() -> None:
    op.execute(_STATEMENTS)
