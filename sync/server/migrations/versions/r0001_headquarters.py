"""The generic tables, their guards (writer and seal), and row-level security.

`record` holds every kind of record as jsonb, so that a new kind or field needs no revision here
and an older server keeps what a newer laptop sends. `history` has one row per record and commit;
the creation of a record writes none, its values stand in `record` and its author in `commit`.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_PEOPLE_AND_PLACES = """
create table realm (
    id smallint primary key default 1 check (id = 1),
    rev bigint not null default 0,
    devices integer not null default 0,
    country text not null default ''
) with (fillfactor = 50);
insert into realm default values;

create table scope (
    id text primary key,
    name text not null default '',
    digest numeric(20) not null default 0
) with (fillfactor = 50);

create table office (
    id uuid primary key,
    code text not null unique,
    name text not null,
    territory text not null,
    scope_id text not null references scope
);

create table account (
    id uuid primary key,
    login text not null unique,
    full_name text not null,
    role text not null,
    office_id uuid not null references office,
    person_id uuid not null,
    active boolean not null default true,
    made_at timestamptz not null
);

create table permit (
    account uuid not null references account,
    scope_id text not null references scope,
    since timestamptz not null,
    until timestamptz,
    primary key (account, scope_id, since)
);

create table device (
    id uuid primary key,
    account uuid not null references account,
    public_key bytea not null unique,
    code text not null unique,
    state text not null default 'active' check (state in ('active', 'revoked')),
    last_batch bigint not null default 0,
    schema_no integer not null default 0,
    app text not null default '',
    platform text not null default '',
    clock_ahead_us bigint not null default 0,
    recovery bytea,
    enrolled_at timestamptz not null,
    seen_at timestamptz
);

create table enrolment_code (
    mark bytea primary key,
    account uuid not null references account,
    expires_at timestamptz not null,
    used_at timestamptz,
    device uuid references device
);
"""

_CHANGES = """
create table commit (
    rev bigint primary key,
    commit_id bytea not null,
    device uuid,
    batch bigint,
    account uuid,
    at timestamptz not null
);

create table batch (
    device uuid not null references device,
    number bigint not null,
    hash bytea not null,
    receipt bytea not null,
    signature bytea not null,
    rev bigint not null,
    received_at timestamptz not null,
    primary key (device, number)
);

create table record (
    scope_id text not null references scope,
    kind text not null,
    id uuid not null,
    rev bigint not null,
    commit_rev bigint not null,
    unit uuid not null,
    author uuid,
    gone boolean not null default false,
    sealed boolean not null default false,
    vals jsonb not null,
    primary key (scope_id, kind, id)
);
create unique index record_by_rev on record (scope_id, rev);
create index record_by_id on record (id);
create index record_by_unit on record (unit);

create table history (
    scope_id text not null references scope,
    rev bigint not null,
    kind text not null,
    id uuid not null,
    patch jsonb not null,
    device uuid,
    account uuid,
    at timestamptz not null
);
create index history_by_rev on history (scope_id, rev);
create index history_by_id on history (id);

create table conflict (
    scope_id text not null references scope,
    number bigint generated always as identity,
    kind text not null,
    id uuid not null,
    field text not null,
    kept jsonb not null,
    offered jsonb not null,
    device uuid,
    batch bigint,
    account uuid,
    at timestamptz not null,
    state text not null default 'open',
    primary key (scope_id, number)
);

create table quarantine (
    scope_id text not null,
    number bigint generated always as identity,
    device uuid not null,
    batch bigint not null,
    reason text not null,
    body bytea not null,
    mark bytea not null,
    at timestamptz not null,
    state text not null default 'open',
    primary key (scope_id, number),
    unique (device, mark)
);

create table held (
    scope_id text not null references scope,
    number bigint generated always as identity,
    waits_for uuid not null,
    device uuid not null,
    batch bigint not null,
    account uuid not null,
    body bytea not null,
    at timestamptz not null,
    primary key (scope_id, number)
);
create index held_by_record on held (waits_for);
"""

_FILES_AND_BEACONS = """
create table file (
    sha256 bytea primary key,
    bytes bigint not null,
    device uuid not null,
    stored_at timestamptz not null
);

create table file_use (
    scope_id text not null references scope,
    sha256 bytea not null,
    id uuid not null,
    primary key (scope_id, sha256, id)
);

create table beacon (
    at timestamptz primary key,
    body bytea not null,
    signature bytea not null
);
"""

_GUARDS = """
create function refuse_other_writers() returns trigger language plpgsql as $$
begin
    if coalesce(current_setting('bitacora.writer', true), '') <> 'on' then
        raise exception 'records are written only by sync.server.records';
    end if;
    return null;
end $$;
create trigger only_the_writer before insert or update or delete or truncate on record
    for each statement execute function refuse_other_writers();

create function refuse_broken_seal() returns trigger language plpgsql as $$
begin
    raise exception 'record % is sealed', old.id;
end $$;
create trigger seal_stands before update on record for each row
    when (old.sealed and not new.gone and (new.vals is distinct from old.vals or not new.sealed))
    execute function refuse_broken_seal();
create trigger seal_stays before delete on record for each row
    when (old.sealed) execute function refuse_broken_seal();

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'history is only added to';
end $$;
create trigger history_stands before update or delete or truncate on history
    for each statement execute function refuse_change();
"""

_ROLE = """
do $$ begin
    create role bitacora_app nologin nosuperuser nobypassrls;
exception when duplicate_object or unique_violation then null;
end $$;
grant bitacora_app to current_user;
grant usage on schema public to bitacora_app;
grant select on realm, scope, office, account, permit, device, commit, batch, record, history,
    conflict, held, file, file_use, beacon to bitacora_app;
grant update on realm, scope, device, record to bitacora_app;
grant insert on record, commit, batch, history, conflict, quarantine, held, file, file_use, beacon
    to bitacora_app;
grant delete on held to bitacora_app;
"""

_SCOPED = ("record", "history", "conflict", "held", "file_use")


def upgrade() -> None:
    for statements in (_PEOPLE_AND_PLACES, _CHANGES, _FILES_AND_BEACONS, _GUARDS, _ROLE):
        op.execute(statements)
    for table in _SCOPED:
        op.execute(f"alter table {table} enable row level security")
        op.execute(
            f"create policy granted_scopes on {table} to bitacora_app using (scope_id = any("
            "(select string_to_array(current_setting('app.scopes', true), ','))::text[]))"
        )
    # What nobody could place is taken in from anyone and read by nobody but headquarters.
    op.execute("alter table quarantine enable row level security")
    op.execute("create policy taken_in on quarantine for insert to bitacora_app with check (true)")
