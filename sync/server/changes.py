"""What a commit writes besides the rows: history, digests, seals, files that values name. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sync.protocol.digest import moved, row_digest
from sync.server.units import Key, Row, Rows, reference

_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")
_SHA256_LETTERS: Final = 64


@dataclass(frozen=True, slots=True)
class Change:
    """One row to write: as it stood, if it did, and as it will stand."""

    before: Row | None
    after: Row
    gone: bool = False
    """The mark left in the scope that the row goes from."""


def changes_between(before: Rows, after: Rows, again: Collection[Key] = ()) -> list[Change]:
    """Give the changes between two states, in the order in which they take their revisions."""
    return list(_changes(before, after, again))


def _changes(before: Rows, after: Rows, again: Collection[Key]) -> Iterator[Change]:
    for key, row in after.items():
        stood = before.get(key)
        if stood is None:
            yield Change(None, row)
        elif stood.scope != row.scope:
            yield Change(stood, stood, gone=True)
            yield Change(stood, row)
        elif stood.vals != row.vals or stood.author != row.author or key in again:
            yield Change(stood, row)


def patches(changes: Sequence[Change], revs: Sequence[int]) -> list[tuple[int, Row, Any]]:
    """Give what each record was before, as {field: [old, new]} with its revision.

    The creation of a record has none: its values stand in the row and its author in the commit.
    """
    found = [
        (rev, change.after, _patch(change.before.vals, change.after.vals))
        for change, rev in zip(changes, revs, strict=True)
        if change.before is not None and not change.gone
    ]
    return [one for one in found if one[2]]


def _patch(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {
        name: [before.get(name), after.get(name)]
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    }


def digest_steps(changes: Sequence[Change], revs: Sequence[int]) -> dict[str, int]:
    """Give by how much the digest of each scope moves (modulo 2^64), scopes ascending."""
    come: dict[str, list[int]] = {}
    went: dict[str, list[int]] = {}
    for change, rev in zip(changes, revs, strict=True):
        row, stood = change.after, change.before
        if not change.gone:
            come.setdefault(row.scope, []).append(row_digest(row.kind, row.id, rev))
        if stood is not None and stood.scope == row.scope:
            went.setdefault(row.scope, []).append(row_digest(stood.kind, stood.id, stood.rev))
    return {
        scope: moved(0, come.get(scope, ()), went.get(scope, ()))
        for scope in sorted({*come, *went})
    }


def file_uses(changes: Sequence[Change]) -> list[tuple[str, bytes, UUID]]:
    """Tell which record of which scope names which file: by values that read like a SHA-256."""
    return [
        (change.after.scope, bytes.fromhex(value), change.after.id)
        for change in changes
        if not change.gone
        for value in change.after.vals.values()
        if type(value) is str and len(value) == _SHA256_LETTERS and _SHA256.match(value)
    ]


def seals(changes: Sequence[Change]) -> list[tuple[UUID, UUID]]:
    """Give the actas that are sealed from now on, each with its activity."""
    found: list[tuple[UUID, UUID]] = []
    for change in changes:
        row, stood = change.after, change.before
        if row.sealed and not change.gone and not (stood and stood.sealed):
            activity = reference(row.vals.get("activity"))
            found += [(row.id, activity)] if activity else []
    return found
