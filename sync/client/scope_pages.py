"""What is new in each scope, taken in so that a laptop never shows half of a visit.

A scope's pages are kept aside until it is complete, and applied together. First come the records
of all complete scopes, then what left them: so what only moved is never taken away in between. A
record is replaced by a later revision of itself only, and nothing is ever inferred from absence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

import msgspec

from sync.client.absorbed import Absorbed
from sync.client.incoming import incoming, is_later
from sync.client.taking import Taking
from sync.protocol.anchors import compact, remember
from sync.protocol.body import rows_written
from sync.protocol.digest import written
from sync.protocol.laptop import WHOLE_RECORD, Incoming, Known, Standing
from sync.protocol.messages import (
    Cursor,
    Gone,
    Request,
    Rows,
    ScopePage,
    ScopeState,
    Stage,
    Yours,
)

_LEAVING_MAX: Final = 200
"""More than so many removals at once, or than one in five, are asked about one by one first."""
_LEAVING_SHARE: Final = 5


class ScopePages:
    """Takes the pages of one answer in. `asked` is the request that it answers."""

    def __init__(self, taking: Taking, asked: Request, absorbed: Absorbed) -> None:
        self._taking = taking
        self._asked = asked
        self._absorbed = absorbed
        self._more_comes = False

    def take(self, pages: Sequence[ScopePage]) -> None:
        """Take in what each page says of its scope."""
        pages = [told for page in pages if (told := self._spelled_out(page)) is not None]
        self._more_comes = any(page.more or page.state is ScopeState.BUNDLE for page in pages)
        current = [page for page in pages if self.is_current(page)]
        before = {
            ScopeState.REWIND: self._rewind,
            ScopeState.RESTAGE: self._restage,
            ScopeState.BUNDLE: self._note_bundle,
        }
        for page in current:
            if page.state in before:
                before[page.state](page)
        for page in current:
            if page.state is ScopeState.REPAIR:
                self._repair(page)
        complete = [page for page in current if page.state is ScopeState.OK]
        complete = [page for page in complete if page.anchor and not self._keep_aside(page)]
        marks = {page.scope: self._apply(page) for page in complete}
        for scope, gone in marks.items():
            self._let_go(scope, gone)
        for page in complete:
            self._complete(page)

    def _spelled_out(self, page: ScopePage) -> ScopePage | None:
        """Say row by row what the page says of whole batches, which lie here as they were sent.

        None for a letter's answer that comes when a batch of it is not kept any more, or under
        another number: the page says nothing then, and its rows come with the next.
        """
        yours = list(page.yours)
        for sent in page.sent:
            body = self._taking.body(sent.device, sent.number)
            if body is None:
                return None
            revs: dict[str, dict[UUID, int]] = defaultdict(dict)
            for place, (kind, record) in enumerate(rows_written(body)):
                revs[kind][record] = sent.rev + place
            yours += [Yours(kind, [*some], [*some.values()]) for kind, some in revs.items()]
        return msgspec.structs.replace(page, yours=yours, sent=[]) if page.sent else page

    def is_current(self, page: ScopePage) -> bool:
        """Tell whether the page answers the question that would be asked today."""
        asked = self._asked.cursors.get(page.scope, Cursor())
        standing = self._taking.standing(page.scope)
        return asked.stage == standing.stage and asked.anchors == compact(standing.anchors)

    def _rewind(self, page: ScopePage) -> None:
        """Headquarters was restored: go on from the newest point that both sides know."""
        common = page.anchor.rev if page.anchor else 0
        anchors = tuple(a for a in self._taking.standing(page.scope).anchors if a.rev <= common)
        self._taking.unstage(page.scope)
        self._taking.stand(page.scope, Standing(anchors))
        self._absorbed.ask_again = True

    def _restage(self, page: ScopePage) -> None:
        self._taking.unstage(page.scope)
        standing = self._taking.standing(page.scope)
        self._taking.stand(page.scope, replace(standing, stage=None))
        self._absorbed.ask_again = True

    def _note_bundle(self, page: ScopePage) -> None:
        if page.bundle is not None:
            self._absorbed.bundles[page.scope] = page.bundle

    # Rows

    def _keep_aside(self, page: ScopePage) -> bool:
        """Keep a page whose scope is not complete yet, anchored at the newest head seen."""
        if not page.more or page.anchor is None:
            return False
        self._taking.stage(page.scope, page)
        standing = self._taking.standing(page.scope)
        stage = Stage(page.upto, page.anchor)
        self._taking.stand(page.scope, replace(standing, stage=stage))
        self._absorbed.ask_again = True
        return True

    def _apply(self, page: ScopePage) -> list[Gone]:
        """Write what came in all pages of a scope; give what left it."""
        scope = page.scope
        parts = (*self._taking.staged(scope), page)
        gone = [mark for part in parts for mark in part.gone]
        left = {(mark.kind, mark.id): mark.rev for mark in gone}
        for part in parts:
            for rows in part.rows:
                self._absorbed.received[rows.kind] += self._write_later(rows, scope, left)
            for mine in part.yours:
                self._raise(mine, scope)
        self._taking.unstage(scope)
        return gone + list(self._taking.postponed(scope))

    def _raise(self, mine: Yours, scope: str) -> None:
        """Note the revision of what stands as this laptop sent it.

        What left it meanwhile, with a scope of before, must come after all: it is asked about.
        """
        known = self._taking.known(mine.kind, mine.ids)
        revs = dict(zip(mine.ids, mine.revs, strict=False))
        later = {one: rev for one, rev in revs.items() if is_later(rev, one, known)}
        lost = [one for one in later if one not in known]
        self._taking.raise_revs(mine.kind, scope, {one: later[one] for one in later.keys() & known})
        if lost:
            self._taking.doubt(mine.kind, lost)
            self._absorbed.ask_again = True

    def _write_later(self, rows: Rows, scope: str, left: Mapping[tuple[str, UUID], int]) -> int:
        """Write what is later than here; not what came and left again while pages were on the way.

        Its root may never have come through this scope.
        """
        known = self._taking.known(rows.kind, rows.ids)
        unsent = self._taking.unsent(rows.kind, rows.ids)
        chosen = [
            row
            for row in incoming(rows, scope, unsent)
            if is_later(row.rev, row.id, known)
            and (row.id in known or left.get((rows.kind, row.id), 0) < row.rev)
        ]
        self._doubt_out_of_sight(rows, scope, known)
        return self._write(rows.kind, chosen)

    def _doubt_out_of_sight(self, rows: Rows, scope: str, known: Mapping[UUID, Known]) -> None:
        """Ask about what seems newer here, in a scope that headquarters may not speak of.

        A restored headquarters may have it back in this scope under an earlier revision; the sign
        of that would come with the other scope, which is not granted any more, and is dropped.
        """
        hidden = [
            record
            for record, rev in zip(rows.ids, rows.revs, strict=False)
            if record in known
            and known[record].scope != scope
            and not is_later(rev, record, known)
            and self._taking.is_revoked(known[record].scope)
        ]
        if hidden:
            self._taking.doubt(rows.kind, hidden)
            self._absorbed.ask_again = True

    def _write(self, kind: str, chosen: list[Incoming]) -> int:
        self._taking.write(kind, chosen)
        if chosen:
            self._absorbed.changed.add(kind)
        return len(chosen)

    # What left

    def _let_go(self, scope: str, marks: Iterable[Gone]) -> None:
        """Remove what left the scope, unless it is already elsewhere or something waits in it.

        What moved may be among the pages of another scope that are still on their way: until
        they are here it stays, so that a cut between two answers hides no record.
        """
        leaving: list[Gone] = []
        for gone in self._held(scope, marks):
            if self._is_unsent_creation(gone):
                continue
            if self._more_comes or self._taking.unit_waits(gone.kind, gone.id):
                self._taking.postpone(scope, gone)
            else:
                leaving.append(gone)
        if self._is_mass_removal(scope, len(leaving)):
            self._doubt(leaving)
        else:
            for gone in leaving:
                self._remove(gone)

    def _held(self, scope: str, marks: Iterable[Gone]) -> list[Gone]:
        """Those of the marks that are newer than what is held of the record in this scope."""
        by_kind: dict[str, list[Gone]] = defaultdict(list)
        for gone in marks:
            by_kind[gone.kind].append(gone)
        held: list[Gone] = []
        for kind, some in by_kind.items():
            known = self._taking.known(kind, [gone.id for gone in some])
            held += [
                gone
                for gone in some
                if (here := known.get(gone.id)) is None
                or (here.scope == scope and here.rev < gone.rev)
            ]
        return held

    def _is_unsent_creation(self, gone: Gone) -> bool:
        """What headquarters moved away although its creation is still unsent here is asked about.

        True too for a record that is not here at all: there is nothing to remove.
        """
        unsent = self._taking.unsent(gone.kind, [gone.id]).get(gone.id, frozenset())
        if WHOLE_RECORD in unsent:
            self._doubt([gone])
            return True
        return gone.id not in self._taking.known(gone.kind, [gone.id])

    def _is_mass_removal(self, scope: str, leaving: int) -> bool:
        return leaving > _LEAVING_MAX or leaving * _LEAVING_SHARE > self._taking.size(scope)

    def _doubt(self, marks: Sequence[Gone]) -> None:
        for gone in marks:
            self._taking.doubt(gone.kind, [gone.id])
        self._absorbed.ask_again = True

    def _remove(self, gone: Gone) -> None:
        if self._taking.remove(gone.kind, gone.id, gone.rev):
            self._absorbed.removed += 1
            self._absorbed.changed.add(gone.kind)

    # Digests

    def _complete(self, page: ScopePage) -> None:
        """Move the cursor; when both sides do not hold the same, compare the parts of the scope."""
        scope, standing = page.scope, self._taking.standing(page.scope)
        anchors = remember(standing.anchors, page.anchor) if page.anchor else standing.anchors
        now = replace(standing, anchors=anchors, stage=None)
        if page.digest is not None and self._is_settled():
            same = page.digest == written(self._taking.digest(scope))
            compared = bool(self._asked.cursors.get(scope, Cursor()).buckets)
            differs = not same and (standing.differs or compared)
            now = replace(now, comparing=not (same or differs), differs=differs)
            self._note(scope, now)
        self._taking.stand(scope, now)

    def _is_settled(self) -> bool:
        """Only a laptop that waits for nothing can hold exactly what headquarters has."""
        return not (
            self._more_comes or self._taking.anything_unsent() or self._taking.anything_doubted()
        )

    def _note(self, scope: str, standing: Standing) -> None:
        if standing.differs:
            self._absorbed.differing.add(scope)
        if standing.comparing:
            self._absorbed.ask_again = True

    def _repair(self, page: ScopePage) -> None:
        """Take all of some parts that differ, whichever side is newer; ask about what is left over.

        When nothing in them was other than here, asking again would not help: a person must look.
        """
        scope = page.scope
        if not self._asked.cursors.get(scope, Cursor()).buckets:
            return
        named: set[tuple[str, UUID]] = set()
        mended = 0
        for rows in page.rows:
            named |= {(rows.kind, record) for record in rows.ids}
            known = self._taking.known(rows.kind, rows.ids)
            unsent = self._taking.unsent(rows.kind, rows.ids)
            chosen = [
                row
                for row in incoming(rows, scope, unsent)
                if known.get(row.id) != (scope, row.rev)
            ]
            mended += self._write(rows.kind, chosen)
        unnamed = [one for one in self._taking.held_in(scope, page.buckets) if one not in named]
        for kind, record in unnamed:
            self._taking.doubt(kind, [record])
        failed = not mended and not unnamed
        standing = self._taking.standing(scope)
        now = replace(standing, comparing=not failed, differs=standing.differs or failed)
        self._note(scope, now)
        self._taking.stand(scope, now)
