"""What a laptop lacks, read from one unchanging snapshot without any lock.

Rows come in order of revision, each once and as it stands: the index has one row for a record at
its newest revision, and a mark where one left the scope.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from fieldapp.records.kinds import Kinds
from sync.protocol.anchors import Anchor, Claim, expand
from sync.protocol.digest import written
from sync.protocol.messages import Cursor, Gone, Rows, ScopePage, ScopeState, Yours
from sync.protocol.packing import columns_of
from sync.server.checking import Author
from sync.server.merging import Key, Row
from sync.server.projection import Projection
from sync.server.records import ROW_COLUMNS, read_row

_ROWS_MAX: Final = 5_000
_ROW_OVERHEAD_BYTES: Final = 40
_NOBODY: Final = UUID(int=0)
"""Stands for headquarters itself where a row says who changed it."""


class _Found(NamedTuple):
    """A row of the pull index; its values are read only if they are sent."""

    gone: bool
    commit_rev: int
    scope: str
    kind: str
    id: UUID
    unit: UUID
    rev: int
    author: UUID | None
    vals: str

    @property
    def row(self) -> Row:
        """The row with its values."""
        return read_row(*self[2:])


class _Mark(NamedTuple):
    """Who made a commit, and when (UTC microseconds)."""

    account: UUID
    device: UUID
    at: int


@dataclass(slots=True)
class Budget:
    """How many bytes of values the rest of an answer may still hold."""

    left: int

    def take(self, found: Sequence[_Found]) -> list[_Found]:
        """Take rows from the front until the budget is spent; at least one if it is not."""
        taken: list[_Found] = []
        for one in found:
            if self.left <= 0:
                break
            self.left -= len(one.vals) + _ROW_OVERHEAD_BYTES
            taken.append(one)
        return taken


@dataclass(frozen=True)
class Pulling:
    """Reads for one laptop inside one snapshot."""

    connection: Connection
    kinds: Kinds
    reader: Author
    plain: Mapping[Key, tuple[int, int]] = field(default_factory=dict[Key, tuple[int, int]])
    """Rows this request brought that stand as sent: revision before it, and now."""

    def pages(
        self, scopes: Sequence[str], cursors: Mapping[str, Cursor], budget: Budget
    ) -> list[ScopePage]:
        """Give a page for every granted scope, and a word on every other the laptop names."""
        revoked = [
            ScopePage(scope, ScopeState.REVOKED) for scope in sorted(cursors) if scope not in scopes
        ]
        head = self._head()
        return revoked + [
            self._page(scope, cursors.get(scope, Cursor()), head, budget) for scope in scopes
        ]

    def standing(self, keys: Collection[Key], scopes: Collection[str]) -> list[Rows]:
        """Give these rows as they stand, whatever the laptop's cursor."""
        if not keys:
            return []
        found = self._found(
            "id = any(:ids) and scope_id = any(:scopes) and not gone",
            {"ids": [record for _, record in keys], "scopes": list(scopes)},
        )
        return self._rows([one for one in found if (one.kind, one.id) in keys])

    def _page(self, scope: str, cursor: Cursor, head: Anchor | None, budget: Budget) -> ScopePage:
        claims = expand(cursor.anchors)
        common = self._newest_common(claims)
        if claims and (common is None or common.rev != claims[0].rev):
            return ScopePage(scope, ScopeState.REWIND, anchor=common)
        since = common.rev if common else 0
        if cursor.stage is not None:
            stage = cursor.stage
            if not self._newest_common([Claim(stage.head.rev, stage.head.commit)]):
                return ScopePage(scope, ScopeState.RESTAGE)
            since = max(since, stage.upto)
        found = self._found(
            "scope_id = :scope and rev > :since order by rev limit :most",
            {"scope": scope, "since": since, "most": _ROWS_MAX},
        )
        taken = budget.take(found)
        more = len(taken) < len(found) or len(found) == _ROWS_MAX
        mine = [one for one in taken if self._is_known(one, since)]
        known = {(one.kind, one.id) for one in mine}
        return ScopePage(
            scope=scope,
            rows=self._rows(
                [one for one in taken if not one.gone and (one.kind, one.id) not in known]
            ),
            yours=_yours(mine),
            gone=[Gone(one.kind, one.id, one.rev) for one in taken if one.gone],
            upto=(taken[-1].rev if taken else since) if more else 0,
            anchor=head,
            more=more,
            digest=None if more else self._digest(scope),
        )

    def _is_known(self, one: _Found, since: int) -> bool:
        """Tell whether the laptop holds this row as it stands: it sent it, nobody came between."""
        prior, rev = self.plain.get((one.kind, one.id), (since + 1, -1))
        return not one.gone and rev == one.rev and prior <= since

    def _found(self, where: str, parameters: Mapping[str, Any]) -> list[_Found]:
        rows = self.connection.execute(
            text(f"select gone, commit_rev, {ROW_COLUMNS} from record where {where}"), parameters
        )
        return [_Found(*columns) for columns in rows]

    def _head(self) -> Anchor | None:
        found = self.connection.execute(
            text("select rev, commit_id from commit order by rev desc limit 1")
        ).one_or_none()
        return Anchor(*found) if found else None

    def _newest_common(self, claims: Sequence[Claim]) -> Anchor | None:
        """Give the newest of a laptop's anchors that this headquarters made."""
        if not claims:
            return None
        made = self.connection.execute(
            text("select rev, commit_id from commit where rev = any(:revs)"),
            {"revs": [claim.rev for claim in claims]},
        )
        known = {rev: bytes(commit) for rev, commit in made}
        for claim in claims:
            commit = known.get(claim.rev)
            if commit is not None and claim.fits(commit):
                return Anchor(claim.rev, commit)
        return None

    def _digest(self, scope: str) -> bytes:
        digest = self.connection.execute(
            text("select digest from scope where id = :scope"), {"scope": scope}
        ).scalar_one()
        return written(int(digest))

    def _rows(self, found: Sequence[_Found]) -> list[Rows]:
        """Group rows by kind and by what is withheld of them, keeping their order."""
        projection = Projection(self.kinds, self.reader, self._roots(found))
        marks = self._marks({one.commit_rev for one in found})
        groups: dict[tuple[str, tuple[str, ...]], list[_Found]] = {}
        for one in found:
            withheld = projection.withheld(one.kind, one.unit, one.author)
            groups.setdefault((one.kind, withheld), []).append(one)
        return [
            _as_columns(kind, withheld, group, marks) for (kind, withheld), group in groups.items()
        ]

    def _roots(self, found: Iterable[_Found]) -> dict[UUID, Row]:
        units = {one.unit for one in found if one.unit != one.id}
        if not units:
            return {}
        roots = self._found("id = any(:units) and unit = id and not gone", {"units": list(units)})
        return {one.id: one.row for one in roots}

    def _marks(self, revs: Collection[int]) -> dict[int, _Mark]:
        made = self.connection.execute(
            text(
                "select rev, account, device, (extract(epoch from at) * 1000000)::bigint "
                "from commit where rev = any(:revs)"
            ),
            {"revs": list(revs)},
        )
        return {
            rev: _Mark(account or _NOBODY, device or _NOBODY, at)
            for rev, account, device, at in made
        }


def _as_columns(
    kind: str, withheld: tuple[str, ...], group: Sequence[_Found], marks: Mapping[int, _Mark]
) -> Rows:
    made = [marks[one.commit_rev] for one in group]
    shown = [
        {name: value for name, value in one.row.vals.items() if name not in withheld}
        for one in group
    ]
    return Rows(
        kind=kind,
        ids=[one.id for one in group],
        revs=[one.rev for one in group],
        columns=columns_of(shown),
        accounts=[mark.account for mark in made],
        ats=[mark.at for mark in made],
        devices=[mark.device for mark in made],
        withheld=list(withheld),
    )


def _yours(mine: Iterable[_Found]) -> list[Yours]:
    groups: dict[str, list[_Found]] = {}
    for one in mine:
        groups.setdefault(one.kind, []).append(one)
    return [
        Yours(kind, [row.id for row in rows], [row.rev for row in rows])
        for kind, rows in groups.items()
    ]
