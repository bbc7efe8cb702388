"""History is only added to, and may forget: values of a patch are taken out, nothing else changes.

Whoever asks to be forgotten must not be read in what a record said before (workflow W12).
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STATEMENTS = """
drop trigger history_stands on history;
create trigger history_stands before delete or truncate on history
    for each statement execute function refuse_change();
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
    if (new.scope_id, new.rev, new.kind, new.id, new.device, new.account, new.at)
        is distinct from
        (old.scope_id, old.rev, old.kind, old.id, old.device, old.account, old.at)
        or new.patch is distinct from
        coalesce((select jsonb_object_agg(key, value) from jsonb_each(old.patch)
            where jsonb_exists(new.patch, key)), '{}') then
        raise exception 'history is only added to';
    end if;
    return new;
end $$;
create trigger history_forgets before update on history
    for each row execute function refuse_rewriting();
create index access_by_record on record ((vals->>'what')) where kind = 'data_access';
"""


def upgrade() -> None:
    op.execute(_STATEMENTS)
