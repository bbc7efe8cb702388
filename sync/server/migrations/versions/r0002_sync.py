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

-- Which device sealed an acta: what a seal locks, that device alone had written before it.
create table seal (
    acta uuid primary key,
    activity uuid not null,
    device uuid
);
create index seal_by_activity on seal (activity);
grant select, insert on seal to bitacora_app;

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

-- What stands out of sight of `app.scopes`: that it does, and the values of the country's public
-- bodies, which are nobody's secret and which any laptop may pick.
create function elsewhere(asked uuid[])
returns table (kind text, id uuid, rev bigint, vals text)
language sql stable security definer set search_path = pg_catalog, public as $$
    select r.kind, r.id, r.rev,
        case when r.author is null and r.kind in ('organization', 'office') then r.vals::text end
    from record r where r.id = any(asked) and not r.gone and not r.scope_id = any(
        coalesce(string_to_array(current_setting('app.scopes', true), ','), '{}'))
$$;

-- A unit is held under the scope its author believed in; the record may come under another.
create function take_held(asked uuid[]) returns setof held
language sql security definer set search_path = pg_catalog, public as $$
    delete from held where waits_for = any(asked) returning *
$$;
revoke execute on function elsewhere, take_held from public;
grant execute on function elsewhere, take_held to bitacora_app;
revoke delete on held from bitacora_app;
"""


def upgrade() -> None:
    op.execute(_STATEMENTS)
