"""Who decided what waited in quarantine and why; bundles only for who may see the scope."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STATEMENTS = """
alter table quarantine
    add decided_by uuid references account,
    add decided_at timestamptz,
    add decision text not null default '',
    add constraint quarantine_state check (state in ('open', 'accepted', 'rejected', 'returned')),
    add constraint quarantine_decided check ((state = 'open') = (decided_by is null));

alter table bundle enable row level security;
create policy granted_scopes on bundle to bitacora_app using (scope_id = any(
    (select string_to_array(current_setting('app.scopes', true), ','))::text[]));

-- An envelope's number was told to whoever handed it in: it is never taken back.
revoke delete on envelope from bitacora_app;
"""


def upgrade() -> None:
    op.execute(_STATEMENTS)
