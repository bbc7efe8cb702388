"""The only writer of records: every change gets a revision, a commit and its history here.

Revisions are taken from one counter, last in the transaction and under its row lock, so that the
order of revisions is the order of commits: a laptop that has seen revision n has seen all before.
A trigger refuses writes to `record` from anywhere else. All else that a commit writes goes in one
statement, because whoever waits for the counter waits for it.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, cast
from uuid import UUID

import msgspec
from sqlalchemy import Connection, text

from sync.server.books import Commit
from sync.server.changes import Change, changes_between, digest_steps, file_uses, patches, seals
from sync.server.database import Driver, ask
from sync.server.units import Key, Row, Rows

ROW_KEY: Final = "scope_id, kind, id, unit, rev, author"
ROW_COLUMNS: Final = f"{ROW_KEY}, vals::text"

RECORDS_ASKED: Final = (
    "unnest(cast(:ids as uuid[])) as asked(sought) cross join lateral "
    "(select * from record where id = asked.sought offset 0) as found"
)
"""The records with these ids, each found by its id. Asked for with `any`, PostgreSQL may think it
cheaper to read whole scopes, whose policy is part of every question; `offset 0` forbids it."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode

_TAKE_REVISIONS: Final = (
    "update realm set rev = rev + :rows "
    "where set_config('bitacora.writer', 'on', true) = 'on' returning rev"
)

# A text of JSON rather than an array of texts, which would have every quote escaped again.
_WRITE: Final = """
with made as (
    insert into commit values (:last, :commit, :device, :batch, :account, :at)
), told as (
    insert into history
    select s, r, k, i, p, :device, :account, :at from rows from (
        unnest(cast(:h_scopes as text[]), cast(:h_revs as bigint[]), cast(:h_kinds as text[]),
            cast(:h_ids as uuid[])),
        jsonb_array_elements(cast(:h_patches as jsonb))) as t(s, r, k, i, p)
), counted as (
    update scope set digest = mod(digest + step, 18446744073709551616)
    from unnest(cast(:d_scopes as text[]), cast(:d_steps as numeric[])) as t(counted, step)
    where id = counted
), named as (
    insert into file_use
    select * from unnest(cast(:f_scopes as text[]), cast(:f_names as bytea[]),
        cast(:f_ids as uuid[])) on conflict do nothing
), closed as (
    insert into seal
    select acta, activity, :device from unnest(cast(:s_actas as uuid[]),
        cast(:s_activities as uuid[])) as t(acta, activity) on conflict do nothing
), written as (
    insert into record (scope_id, kind, id, rev, commit_rev, unit, author, gone, sealed, vals)
    select s, k, i, :before + place, :last, u, a, g, l, v from rows from (
        unnest(cast(:scopes as text[]), cast(:kinds as text[]), cast(:ids as uuid[]),
            cast(:units as uuid[]), cast(:authors as uuid[]),
            cast(:gone as boolean[]), cast(:sealed as boolean[])),
        jsonb_array_elements(cast(:vals as jsonb))) with ordinality
        as t(s, k, i, u, a, g, l, v, place)
    on conflict (scope_id, kind, id) do update set rev = excluded.rev,
        commit_rev = excluded.commit_rev, unit = excluded.unit, author = excluded.author,
        gone = excluded.gone, sealed = excluded.sealed, vals = excluded.vals
    returning 1
)
select set_config('bitacora.writer', '', true) from (select count(*) from written) as all_written
"""


def load_rows(connection: Connection, ids: Collection[UUID], scopes: Collection[str]) -> Rows:
    """Read the records with these ids in these scopes, as far as the caller's role sees them."""
    found = connection.execute(
        text(
            f"select {ROW_COLUMNS} from {RECORDS_ASKED} "
            "where scope_id = any(:scopes) and not gone order by rev"
        ),
        {"ids": list(ids), "scopes": list(scopes)},
    )
    rows = (read_row(*columns) for columns in found)
    return {row.key: row for row in rows}


def read_row(
    scope: str, kind: str, record: UUID, unit: UUID, rev: int, author: UUID | None, vals: str
) -> Row:
    """Read a record from `ROW_COLUMNS`."""
    return Row(scope, kind, record, unit, cast("dict[str, Any]", _decode(vals)), rev, author)


def lock_scopes(connection: Connection, scopes: Collection[str]) -> None:
    """Take the merge locks of scopes, always in the same order, so that nobody waits in a ring."""
    connection.execute(
        text("select id from scope where id = any(:scopes) order by id for no key update"),
        {"scopes": sorted(scopes)},
    )


def realm_revision(connection: Connection | Driver) -> int:
    """Read the newest revision."""
    ((rev,),) = ask(connection, "select rev from realm")
    return rev


def write_records(
    connection: Connection | Driver,
    before: Rows,
    after: Rows,
    commit: Commit,
    again: Collection[Key] = (),
) -> tuple[int, dict[Key, int]]:
    """Write what differs between two states of some rows: `Books.write` over PostgreSQL."""
    changes = changes_between(before, after, again)
    if not changes:
        return realm_revision(connection), {}
    rows = _rows(changes) | _named(changes)
    ((last,),) = ask(connection, _TAKE_REVISIONS, rows=len(changes))
    # From here to the commit everybody else waits for the counter.
    first = last - len(changes) + 1
    revs = range(first, last + 1)
    ask(
        connection,
        _WRITE,
        before=first - 1,
        last=last,
        commit=commit.id,
        device=commit.device,
        batch=commit.batch,
        account=commit.account,
        at=commit.at,
        **rows,
        **_numbered(changes, revs),
    )
    written = {
        change.after.key: rev for change, rev in zip(changes, revs, strict=True) if not change.gone
    }
    return last, written


def _rows(changes: Sequence[Change]) -> dict[str, Any]:
    return {
        "scopes": array(change.after.scope for change in changes),
        "kinds": array(change.after.kind for change in changes),
        "ids": id_array(change.after.id for change in changes),
        "units": id_array(change.after.unit for change in changes),
        "authors": array(
            row.author.hex if (row := change.after).author else "null" for change in changes
        ),
        "gone": array("t" if change.gone else "f" for change in changes),
        # A mark holds no values, so nothing of it is sealed: the acta may come back to its scope.
        "sealed": array(
            "t" if change.after.sealed and not change.gone else "f" for change in changes
        ),
        "vals": _encode([{} if change.gone else change.after.vals for change in changes]).decode(),
    }


def array(parts: Iterable[str]) -> str:
    """Spell a PostgreSQL array at once; the driver would look at each part on its own.

    Parts are numbers, ids in hexadecimal, or names of kinds and scopes, which need no quotes.
    """
    return "{" + ",".join(parts) + "}"


def id_array(ids: Iterable[UUID]) -> str:
    """Spell an array of ids."""
    return array(record.hex for record in ids)


def _named(changes: Sequence[Change]) -> dict[str, Any]:
    """The columns of uses of files and of seals."""
    uses = file_uses(changes)
    closed = seals(changes)
    return {
        "s_actas": id_array(acta for acta, _ in closed),
        "s_activities": id_array(activity for _, activity in closed),
        "f_scopes": array(scope for scope, _, _ in uses),
        "f_names": [name for _, name, _ in uses],
        "f_ids": id_array(record for _, _, record in uses),
    }


def _numbered(changes: Sequence[Change], revs: range) -> dict[str, Any]:
    """The columns of history and digests, for which the revisions must be known."""
    told = patches(changes, revs)
    steps = digest_steps(changes, revs)
    return {
        "h_scopes": array(row.scope for _, row, _ in told),
        "h_revs": array(str(rev) for rev, _, _ in told),
        "h_kinds": array(row.kind for _, row, _ in told),
        "h_ids": id_array(row.id for _, row, _ in told),
        "h_patches": _encode([patch for _, _, patch in told]).decode(),
        "d_scopes": array(steps),
        "d_steps": array(map(str, steps.values())),
    }
