"""A unit whose root changed territory goes to another scope whole, with all that follows it.

Until its acta is issued a visit may change department freely (a draft often gets its place only
after the first sync). Afterwards only headquarters moves it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from fieldapp.records.describe import FieldType, KindSpec
from fieldapp.records.kinds import Kinds
from fieldapp.records.review import ABOUT
from sync.server.books import Books
from sync.server.units import Key, Row, Rows

_STILL_OPEN: Final = frozenset({None, "draft", "review"})


def unit_moved(
    books: Books, kinds: Kinds, rows: Mapping[Key, Row], root: Row, scope: str
) -> tuple[Rows, Rows]:
    """Give all rows that leave with a root, as they stood and as they will stand in `scope`.

    `rows` are the rows as merged so far; what the books hold besides is read here. Nothing moves
    (both are empty) when an acta of the root was issued.
    """
    stood = {row.key: row for row in books.unit(root.scope, root.unit)}
    stood |= _all_followers(books, kinds, root)
    current = {key: rows.get(key, row) for key, row in stood.items()}
    current |= {key: row for key, row in rows.items() if row.unit == root.unit}
    issued = any(
        row.kind == "minutes" and row.vals.get("status") not in _STILL_OPEN
        for row in current.values()
    )
    if issued:
        return Rows(), Rows()
    about = _about(books, root.scope, current)
    stood |= about
    current |= {key: rows.get(key, row) for key, row in about.items()}
    return stood, {key: replace(row, scope=scope) for key, row in current.items()}


def _about(books: Books, scope: str, moving: Rows) -> Rows:
    """What waits for a person about any of these records, and what was answered about them."""
    ids = [row.id for row in moving.values()]
    found = (books.followers(scope, kind, field, ids) for kind, field in ABOUT.items())
    return {row.key: row for rows in found for row in rows}


def _all_followers(books: Books, kinds: Kinds, above: Row) -> Rows:
    """What follows a record, and what follows that in turn (a promise's follow-ups)."""
    found = Rows()
    for spec in _followers(kinds, above.kind):
        for row in books.followers(above.scope, spec.name, spec.scope_by, [above.id]):
            found[row.key] = row
            found |= _all_followers(books, kinds, row)
    return found


def _followers(kinds: Kinds, kind: str) -> list[KindSpec]:
    """The kinds that are units of their own and find their scope through a record of `kind`."""
    return [
        spec
        for spec in kinds
        if spec.scope_by
        and not spec.unit
        and spec[spec.scope_by].type is FieldType.REF
        and kind in spec[spec.scope_by].fact.to
    ]
