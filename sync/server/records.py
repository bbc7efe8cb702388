"""The only writer of records: every change gets a revision, a commit and its history here.

Revisions are taken from one counter, last in the transaction and under its row lock, so that the
order of revisions is the order of commits: a laptop that has seen revision n has seen all before.
A trigger refuses writes to `record` from anywhere else.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

import msgspec
from sqlalchemy import Connection, text

from sync.protocol.digest import moved, row_digest
from sync.server.merging import Contest, Key, Row, Rows

ROW_COLUMNS: Final = "scope_id, kind, id, unit, rev, author, vals::text"

_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")
_SHA256_LETTERS: Final = 64
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


@dataclass(frozen=True, slots=True)
class Commit:
    """Who writes, from which device and batch (none at headquarters), and when."""

    id: bytes
    """Eight random bytes that no other history of this headquarters has at the same revision."""
    at: datetime
    account: UUID | None = None
    device: UUID | None = None
    batch: int | None = None


@dataclass(frozen=True, slots=True)
class _Change:
    """One row to write: as it stood, if it did, and as it will stand."""

    before: Row | None
    after: Row
    gone: bool = False


def load_rows(connection: Connection, ids: Collection[UUID], scopes: Collection[str]) -> Rows:
    """Read the records with these ids in these scopes, as far as the caller's role sees them."""
    found = connection.execute(
        text(
            f"select {ROW_COLUMNS} from record "
            "where id = any(:ids) and scope_id = any(:scopes) and not gone order by rev"
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
        text("select id from scope where id = any(:scopes) order by id for update"),
        {"scopes": sorted(scopes)},
    )


def write_records(
    connection: Connection, before: Rows, after: Rows, commit: Commit
) -> tuple[int, dict[Key, int]]:
    """Write what differs between two states of some rows; give the revision and each row's own.

    A row whose scope changed leaves a mark in the scope it left. The caller holds the locks of all
    scopes involved. When nothing differs, nothing is written and the realm's revision is given.
    """
    changes = list(_changes(before, after))
    if not changes:
        return connection.execute(text("select rev from realm")).scalar_one(), {}
    connection.execute(text("select set_config('bitacora.writer', 'on', true)"))
    last = connection.execute(
        text("update realm set rev = rev + :rows returning rev"), {"rows": len(changes)}
    ).scalar_one()
    revs = range(last - len(changes) + 1, last + 1)
    connection.execute(
        text("insert into commit values (:rev, :id, :device, :batch, :account, :at)"),
        {
            "rev": last, "id": commit.id, "device": commit.device, "batch": commit.batch,
            "account": commit.account, "at": commit.at,
        },
    )  # fmt: skip
    _write_rows(connection, changes, revs, last)
    _write_history(connection, changes, revs, commit)
    _write_digests(connection, changes, revs)
    _write_file_uses(connection, changes)
    connection.execute(text("select set_config('bitacora.writer', '', true)"))
    written = {
        change.after.key: rev for change, rev in zip(changes, revs, strict=True) if not change.gone
    }
    return last, written


def _changes(before: Rows, after: Rows) -> Iterable[_Change]:
    for key, row in after.items():
        stood = before.get(key)
        if stood is None:
            yield _Change(None, row)
        elif stood.scope != row.scope:
            yield _Change(stood, stood, gone=True)
            yield _Change(stood, row)
        elif stood.vals != row.vals:
            yield _Change(stood, row)


def _write_rows(
    connection: Connection, changes: list[_Change], revs: range, commit_rev: int
) -> None:
    connection.execute(
        text(
            "insert into record (scope_id, kind, id, rev, commit_rev, unit, author, gone, sealed, "
            "vals) select s, k, i, r, :commit_rev, u, a, g, l, v from rows from (unnest("
            "cast(:scopes as text[]), cast(:kinds as text[]), cast(:ids as uuid[]), "
            "cast(:revs as bigint[]), cast(:units as uuid[]), cast(:authors as uuid[]), "
            "cast(:gone as boolean[]), cast(:sealed as boolean[])), "
            "jsonb_array_elements(cast(:vals as jsonb))) as t(s, k, i, r, u, a, g, l, v) "
            "on conflict (scope_id, kind, id) do update set rev = excluded.rev, "
            "commit_rev = excluded.commit_rev, unit = excluded.unit, gone = excluded.gone, "
            "sealed = excluded.sealed, vals = excluded.vals"
        ),
        {
            "commit_rev": commit_rev,
            "scopes": [change.after.scope for change in changes],
            "kinds": [change.after.kind for change in changes],
            "ids": [change.after.id for change in changes],
            "revs": list(revs),
            "units": [change.after.unit for change in changes],
            "authors": [change.after.author for change in changes],
            "gone": [change.gone for change in changes],
            "sealed": [change.after.sealed for change in changes],
            # One document for all: an array of texts would have every quote escaped again.
            "vals": _encode(
                [{} if change.gone else change.after.vals for change in changes]
            ).decode(),
        },
    )


def _write_history(
    connection: Connection, changes: list[_Change], revs: range, commit: Commit
) -> None:
    """Write what each record was before: one patch {field: [old, new]} a record and commit."""
    kept = [
        (change, rev)
        for change, rev in zip(changes, revs, strict=True)
        if change.before is not None and not change.gone
    ]
    if not kept:
        return
    connection.execute(
        text(
            "insert into history select s, r, k, i, p, :device, :account, :at from rows from ("
            "unnest(cast(:scopes as text[]), cast(:revs as bigint[]), cast(:kinds as text[]), "
            "cast(:ids as uuid[])), jsonb_array_elements(cast(:patches as jsonb))"
            ") as t(s, r, k, i, p)"
        ),
        {
            "device": commit.device,
            "account": commit.account,
            "at": commit.at,
            "scopes": [change.after.scope for change, _ in kept],
            "revs": [rev for _, rev in kept],
            "kinds": [change.after.kind for change, _ in kept],
            "ids": [change.after.id for change, _ in kept],
            "patches": _encode([_patch(change) for change, _ in kept]).decode(),
        },
    )


def _patch(change: _Change) -> dict[str, list[Any]]:
    before: Mapping[str, Any] = change.before.vals if change.before else {}
    after = change.after.vals
    return {
        name: [before.get(name), after.get(name)]
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    }


def _write_digests(connection: Connection, changes: list[_Change], revs: range) -> None:
    """Bring the digest of every scope touched to its new rows."""
    come: dict[str, list[int]] = {}
    went: dict[str, list[int]] = {}
    for change, rev in zip(changes, revs, strict=True):
        row = change.after
        stood = change.before
        if not change.gone:
            come.setdefault(row.scope, []).append(row_digest(row.kind, row.id, rev))
        if stood is not None and stood.scope == row.scope:
            went.setdefault(row.scope, []).append(row_digest(stood.kind, stood.id, stood.rev))
    for scope in sorted({*come, *went}):
        step = moved(0, come.get(scope, ()), went.get(scope, ()))
        connection.execute(
            text(
                "update scope set digest = mod(digest + :step, 18446744073709551616) where id = :id"
            ),
            {"step": step, "id": scope},
        )


def _write_file_uses(connection: Connection, changes: list[_Change]) -> None:
    """Note which scope may ask for which file: any value that reads like a SHA-256 names one."""
    uses = [
        (change.after.scope, bytes.fromhex(value), change.after.id)
        for change in changes
        if not change.gone
        for value in change.after.vals.values()
        if isinstance(value, str) and len(value) == _SHA256_LETTERS and _SHA256.match(value)
    ]
    if uses:
        connection.execute(
            text("insert into file_use values (:scope, :sha256, :id) on conflict do nothing"),
            [{"scope": scope, "sha256": sha256, "id": record} for scope, sha256, record in uses],
        )


def keep_contests(connection: Connection, contests: Collection[Contest], commit: Commit) -> None:
    """Keep values that did not win, beside those that stand, until a person decides."""
    if not contests:
        return
    connection.execute(
        text(
            "insert into conflict (scope_id, kind, id, field, kept, offered, device, batch, "
            "account, at) values (:scope, :kind, :id, :field, cast(:kept as jsonb), "
            "cast(:offered as jsonb), :device, :batch, :account, :at)"
        ),
        [
            {
                "scope": contest.scope,
                "kind": contest.key[0],
                "id": contest.key[1],
                "field": contest.field,
                "kept": _encode(contest.kept).decode(),
                "offered": _encode(contest.offered).decode(),
                "device": commit.device,
                "batch": commit.batch,
                "account": commit.account,
                "at": commit.at,
            }
            for contest in contests
        ],
    )
