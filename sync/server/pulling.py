"""What a laptop lacks, read from one unchanging snapshot without any lock.

Rows come in order of revision, each once and as it stands: the index has one row for a record at
its newest revision, and a mark where one left the scope.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from fieldapp.records.kinds import Kinds
from sync.protocol.anchors import Anchor, Claim, expand
from sync.protocol.digest import written
from sync.protocol.messages import (
    BundleOffer,
    Cursor,
    Gone,
    Rows,
    ScopePage,
    ScopeState,
    Sent,
    Stage,
    Yours,
)
from sync.protocol.packing import columns_of
from sync.server.books import Books, Found, Mark
from sync.server.projection import Projection
from sync.server.repairing import Part, differing
from sync.server.senders import Author
from sync.server.units import Key, Row, WholeBatch

_ROWS_MAX: Final = 5_000
_ROW_OVERHEAD_BYTES: Final = 40
_NOBODY: Final = UUID(int=0)
"""Stands for headquarters itself where a row says who changed it."""

Offer = Callable[[Books, Author, str], BundleOffer | None]
"""Gives a scope as a bundle for a reader; None where pages are as good."""


@dataclass(slots=True)
class Budget:
    """How many bytes of values the rest of an answer may still hold."""

    left: int

    def take(self, found: Sequence[Found]) -> list[Found]:
        """Take rows from the front until the budget is spent; at least one if it is not."""
        taken: list[Found] = []
        for one in found:
            if self.left <= 0:
                break
            self.spend([one])
            taken.append(one)
        return taken

    def spend(self, found: Sequence[Found]) -> None:
        """Take all of these rows, whether they fit or not."""
        self.left -= sum(len(one.vals) + _ROW_OVERHEAD_BYTES for one in found)


@dataclass(frozen=True, slots=True)
class CommonGround:
    """What the snapshot says of all scopes, asked once for all pages of an answer."""

    head: Anchor | None
    commits: Mapping[int, bytes]
    """Of the revisions that the laptop's cursors name, those that end a commit, with its id."""
    digests: Mapping[str, int]

    def newest_common(self, claims: Iterable[Claim]) -> Anchor | None:
        """Give the newest of a laptop's anchors that this headquarters made."""
        for claim in claims:
            commit = self.commits.get(claim.rev)
            if commit is not None and claim.fits(commit):
                return Anchor(claim.rev, commit)
        return None


@dataclass(frozen=True)
class Pulling:
    """Reads for one laptop inside one snapshot of the scopes granted to it."""

    books: Books
    kinds: Kinds
    reader: Author
    scopes: Sequence[str]
    plain: Mapping[Key, tuple[int, int]] = field(default_factory=dict[Key, tuple[int, int]])
    """Rows this request brought that stand as sent: revision before it, and now."""
    whole: Sequence[WholeBatch] = ()
    """Batches of this request that may be told as a whole."""
    in_full_since: int = 0
    """Visits closed and ended before it (UTC microseconds) are told in short, unless asked for."""

    def pages(
        self, cursors: Mapping[str, Cursor], budget: Budget, offer: Offer | None = None
    ) -> list[ScopePage]:
        """Give a page for every granted scope, and a word on every other the laptop names.

        With `offer`, a scope of which the laptop holds nothing may be offered as a bundle instead.
        """
        revoked = [
            ScopePage(scope, ScopeState.REVOKED)
            for scope in sorted(cursors)
            if scope not in self.scopes
        ]
        held = {scope: cursors.get(scope, Cursor()) for scope in self.scopes}
        ground = CommonGround(
            self.books.head(),
            self.books.commits(
                {claim.rev for cursor in held.values() for claim in _claims(cursor)}
            ),
            self.books.digests(self.scopes),
        )
        return revoked + [
            (offer and self._bundle(scope, cursor, offer))
            or self._page(scope, cursor, ground, budget)
            for scope, cursor in held.items()
        ]

    def _bundle(self, scope: str, cursor: Cursor, offer: Offer) -> ScopePage | None:
        if cursor.anchors or cursor.stage:
            return None
        bundle = offer(self.books, self.reader, scope)
        return bundle and ScopePage(scope, ScopeState.BUNDLE, bundle=bundle)

    def standing(self, keys: Collection[Key]) -> list[ScopePage]:
        """Give these rows as they stand, whatever the laptop's cursor: a page for each scope."""
        if not keys:
            return []
        found = self.books.standing({record for _, record in keys})
        return self._by_scope([one for one in found if one.key in keys])

    def truths(self, asked: Collection[Key], budget: Budget) -> tuple[list[ScopePage], list[Gone]]:
        """Give what a laptop asked for: as it stands, with the roots of its units, or as absent.

        What does not fit in this answer is in neither, and is asked for again.
        """
        if not asked:
            return [], []
        wanted = set(asked)
        found = [
            one
            for one in self.books.standing({record for _, record in wanted})
            if one.key in wanted
        ]
        absent = sorted(wanted - {one.key for one in found})
        taken = budget.take(found)
        roots = self._above(taken)
        left = self.books.left({record for _, record in absent}) if absent else {}
        gone = [Gone(kind, record, left.get((kind, record), 0)) for kind, record in absent]
        # Who asks about a record gets all of it: so an old visit is brought back.
        return replace(self, in_full_since=0)._by_scope([*roots, *taken]), gone  # noqa: SLF001

    def _page(self, scope: str, cursor: Cursor, ground: CommonGround, budget: Budget) -> ScopePage:
        claims = expand(cursor.anchors)
        common = ground.newest_common(claims)
        if claims and (common is None or common.rev != claims[0].rev):
            return ScopePage(scope, ScopeState.REWIND, anchor=common)
        held = since = common.rev if common else 0
        if cursor.stage is not None:
            stage = cursor.stage
            if not ground.newest_common([_begun(stage)]):
                return ScopePage(scope, ScopeState.RESTAGE)
            since = max(since, stage.upto)
        if cursor.buckets and cursor.stage is None:
            parts = differing(self.books.revisions(scope), cursor.buckets)
            if parts:
                return self._repair(scope, parts, budget)
        # What the laptop sent and nobody came between: it holds the row as it stands. A page that
        # waits would put back what stood before the batch: such a row comes whole.
        held_revs = {rev for prior, rev in self.plain.values() if prior <= held}
        found = self.books.page(scope, since, _ROWS_MAX, held_revs)
        taken = budget.take(found)
        more = len(taken) < len(found) or len(found) == _ROWS_MAX
        mine = [one for one in taken if one.rev in held_revs]
        sent = self._sent({one.rev for one in mine})
        told = {rev + place for batch, rev in sent for place in range(len(batch.keys))}
        return ScopePage(
            scope=scope,
            rows=self._rows([one for one in taken if not one.gone and one.rev not in held_revs]),
            yours=_yours([one for one in mine if one.rev not in told]),
            sent=[Sent(batch.device, batch.number, rev) for batch, rev in sent],
            gone=[Gone(one.kind, one.id, one.rev) for one in taken if one.gone],
            upto=(taken[-1].rev if taken else since) if more else 0,
            anchor=ground.head,
            more=more,
            digest=None if more else written(ground.digests[scope]),
        )

    def _repair(self, scope: str, parts: Iterable[Part], budget: Budget) -> ScopePage:
        """Give whole buckets that differ, as many as fit; what differs besides is asked for next.

        Rows of a bucket stand in any order of revision, so the page moves no cursor.
        """
        rows: list[Found] = []
        buckets: list[int] = []
        for part in parts:
            if buckets and budget.left <= 0:
                break
            found = self._of_bucket(scope, part)
            budget.spend(found)
            rows += found
            buckets.append(part.bucket)
        closed = self._rows([*self._above(rows), *rows])
        return ScopePage(scope, ScopeState.REPAIR, rows=closed, buckets=buckets)

    def _above(self, found: Collection[Found]) -> list[Found]:
        """Give the roots of the units of these records that are not among them."""
        above = {one.unit for one in found} - {one.id for one in found}
        return [one for one in self.books.standing(above) if one.unit == one.id] if above else []

    def _of_bucket(self, scope: str, part: Part) -> list[Found]:
        keys = set(part.keys)
        found = self.books.standing({record for _, record in keys}) if keys else []
        return [one for one in found if one.scope == scope and one.key in keys]

    def _sent(self, held: Collection[int]) -> list[tuple[WholeBatch, int]]:
        """Give the batches that can be told by their first revision alone, with that revision.

        `held` are the revisions of the rows to tell that the laptop holds as they stand.
        """
        found: list[tuple[WholeBatch, int]] = []
        for batch in self.whole:
            revs = [self.plain[key][1] for key in batch.keys if key in self.plain]
            in_order = revs == list(range(revs[0], revs[0] + len(batch.keys))) if revs else False
            if in_order and all(rev in held for rev in revs):
                found.append((batch, revs[0]))
        return found

    def _by_scope(self, found: Iterable[Found]) -> list[ScopePage]:
        scopes: dict[str, list[Found]] = {}
        for one in found:
            scopes.setdefault(one.scope, []).append(one)
        return [ScopePage(scope, rows=self._rows(scopes[scope])) for scope in sorted(scopes)]

    def _rows(self, found: Sequence[Found]) -> list[Rows]:
        """Group rows by kind and by what is withheld of them, keeping their order."""
        if not found:
            return []
        projection = Projection(self.kinds, self.reader, self._roots(found), self.in_full_since)
        marks = self.books.marks({one.commit_rev for one in found})
        groups: dict[tuple[str, tuple[str, ...]], list[Found]] = {}
        for one in found:
            groups.setdefault((one.kind, projection.withheld(one)), []).append(one)
        return [
            _as_columns(kind, withheld, group, marks) for (kind, withheld), group in groups.items()
        ]

    def _roots(self, found: Iterable[Found]) -> dict[UUID, Row]:
        units = {one.unit for one in found if one.unit != one.id}
        if not units:
            return {}
        return {one.id: one.row for one in self.books.standing(units) if one.unit == one.id}


def _claims(cursor: Cursor) -> list[Claim]:
    return [*expand(cursor.anchors), *([_begun(cursor.stage)] if cursor.stage else ())]


def _begun(stage: Stage) -> Claim:
    """The commit at which pages of a scope began to be sent."""
    return Claim(stage.head.rev, stage.head.commit)


def _as_columns(
    kind: str, withheld: tuple[str, ...], group: Sequence[Found], marks: Mapping[int, Mark]
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
        accounts=[mark.account or _NOBODY for mark in made],
        ats=[mark.at for mark in made],
        devices=[mark.device or _NOBODY for mark in made],
        withheld=list(withheld),
    )


def _yours(mine: Iterable[Found]) -> list[Yours]:
    groups: dict[str, list[Found]] = {}
    for one in mine:
        groups.setdefault(one.kind, []).append(one)
    return [
        Yours(kind, [row.id for row in rows], [row.rev for row in rows])
        for kind, rows in groups.items()
    ]
