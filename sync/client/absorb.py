"""What an answer does to the laptop, inside one transaction of its store.

Receipts first, so that what they settle may be overwritten; then the records that did not come
out as this laptop wished; then, scope by scope, what is new. A scope's pages are kept aside until
it is complete, and applied together: no half of a visit is ever shown. A record is only replaced
by a later revision of itself, and a field that was changed here and not yet received keeps the
laptop's value: its base is still what the officer saw, so headquarters will tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sync.client.ports import Taking
from sync.protocol.anchors import Anchor, remember
from sync.protocol.digest import written
from sync.protocol.laptop import WHOLE_RECORD, Incoming, Known, Standing
from sync.protocol.messages import (
    Answer,
    AnswerState,
    Beacon,
    Cursor,
    Gone,
    Receipt,
    Request,
    Rows,
    ScopePage,
    ScopeState,
    Signed,
    Stage,
    read_statement,
)
from sync.protocol.signing import Purpose, statement_to_sign

IsHeadquarters = Callable[[bytes, bytes], bool]
"""Tells whether headquarters made the signature (first) of the message (second)."""


@dataclass(slots=True)
class Absorbed:
    """What one answer brought; the engine adds them up."""

    sent: Counter[str] = field(default_factory=Counter[str])
    received: Counter[str] = field(default_factory=Counter[str])
    changed: set[str] = field(default_factory=set[str])
    """Kinds of which this laptop now shows something else."""
    removed: int = 0
    in_review: int = 0
    receipts: int = 0
    revision: int = 0
    ask_again: bool = False
    """A scope has more to give, or must be asked for from another place."""
    differing: set[str] = field(default_factory=set[str])
    revoked: set[str] = field(default_factory=set[str])


class Absorbing:
    """Takes one answer in. `asked` is the request that it answers."""

    def __init__(self, taking: Taking, asked: Request, is_headquarters: IsHeadquarters) -> None:
        self._taking = taking
        self._asked = asked
        self._is_headquarters = is_headquarters
        self._absorbed = Absorbed()
        self._more_comes = False

    def take(self, answer: Answer) -> Absorbed:
        """Take in everything the answer says; raises whatever the store raises, then nothing is."""
        for signed in answer.receipts:
            self._settle(signed, answer.now)
        if answer.state is AnswerState.REVOKED:
            for scope in self._asked.cursors:
                self._revoke(scope)
        for device, number in answer.resend:
            if self._taking.reopen(device, number):
                self._absorbed.ask_again = True
        for rows in answer.standing:
            self._correct(rows)
        self._more_comes = any(page.more for page in answer.scopes)
        for page in sorted(answer.scopes, key=lambda page: page.state is not ScopeState.REWIND):
            self._page(page)
        self._confirm_files(answer)
        self._keep_beacon(answer.beacon)
        return self._absorbed

    def _settle(self, signed: Signed, at_us: int) -> None:
        """A receipt whose own signature is wrong settles nothing: its batch is sent again."""
        if not self._is_signed(Purpose.RECEIPT, signed):
            return
        receipt = read_statement(Receipt, signed)
        settled = self._taking.settle(receipt, signed, at_us)
        if settled is None:
            return
        self._absorbed.receipts += 1
        self._absorbed.sent.update(settled.records)
        self._absorbed.in_review += settled.in_review
        self._absorbed.revision = max(self._absorbed.revision, receipt.revision)

    def _correct(self, rows: Rows) -> None:
        """Put what stands at headquarters where it is not what this laptop sent.

        The revision is raised only when every value was taken: a value that still waits to be sent
        hides the one that stands, and the record must come again.
        """
        known = self._taking.known(rows.kind, rows.ids)
        unsent = self._taking.unsent(rows.kind, rows.ids)
        incoming: list[Incoming] = []
        for row in _records(rows, "", unsent):
            here = known.get(row.id)
            if here is None:
                continue
            rev = here.rev if row.id in unsent else max(here.rev, row.rev)
            incoming.append(replace(row, scope=here.scope, rev=rev))
        self._write(rows.kind, incoming)

    def _write(self, kind: str, rows: list[Incoming]) -> None:
        self._taking.write(kind, rows)
        if rows:
            self._absorbed.changed.add(kind)

    def _page(self, page: ScopePage) -> None:
        match page.state:
            case ScopeState.OK:
                self._ok(page)
            case ScopeState.REWIND:
                self._rewind(page)
            case ScopeState.RESTAGE:
                self._taking.unstage(page.scope)
                standing = self._taking.standing(page.scope)
                self._taking.stand(page.scope, replace(standing, stage=None))
                self._absorbed.ask_again = True
            case ScopeState.REVOKED:
                self._revoke(page.scope)

    def _revoke(self, scope: str) -> None:
        self._taking.revoke(scope)
        self._absorbed.revoked.add(scope)

    def _ok(self, page: ScopePage) -> None:
        scope, standing = page.scope, self._taking.standing(page.scope)
        asked = self._asked.cursors.get(scope, Cursor())
        if asked.stage != standing.stage or page.anchor is None:
            return
        if page.more:
            self._taking.stage(scope, page)
            stage = Stage(page.upto, page.anchor)
            self._taking.stand(scope, replace(standing, stage=stage))
            self._absorbed.ask_again = True
            return
        for part in (*self._taking.staged(scope), page):
            self._apply(part)
        self._taking.unstage(scope)
        self._apply_gone(scope, self._taking.postponed(scope))
        self._complete(page, page.anchor, standing)

    def _complete(self, page: ScopePage, head: Anchor, standing: Standing) -> None:
        """Move the cursor; when both sides do not hold the same, ask for the scope once more."""
        scope = page.scope
        now = Standing(remember(standing.anchors, head), differs=standing.differs)
        if page.digest is None or self._more_comes or self._taking.anything_unsent():
            self._taking.stand(scope, now)
            return
        differs = page.digest != written(self._taking.digest(scope))
        if differs:
            self._absorbed.differing.add(scope)
        if differs and standing.anchors and not standing.differs:
            self._absorbed.ask_again = True
            now = Standing()
        self._taking.stand(scope, replace(now, differs=differs))

    def _rewind(self, page: ScopePage) -> None:
        """Headquarters was restored: go on from the newest point that both sides know."""
        common = page.anchor.rev if page.anchor else 0
        anchors = tuple(a for a in self._taking.standing(page.scope).anchors if a.rev <= common)
        self._taking.unstage(page.scope)
        self._taking.stand(page.scope, Standing(anchors))
        self._absorbed.ask_again = True

    def _apply(self, page: ScopePage) -> None:
        for rows in page.rows:
            known = self._taking.known(rows.kind, rows.ids)
            unsent = self._taking.unsent(rows.kind, rows.ids)
            later = [
                row
                for row in _records(rows, page.scope, unsent)
                if _is_later(row.rev, row.id, known)
            ]
            self._write(rows.kind, later)
            self._absorbed.received[rows.kind] += len(later)
        for mine in page.yours:
            known = self._taking.known(mine.kind, mine.ids)
            revs = dict(zip(mine.ids, mine.revs, strict=False))
            later_revs = {
                one: rev for one, rev in revs.items() if one in known and rev > known[one].rev
            }
            self._taking.raise_revs(mine.kind, page.scope, later_revs)
        self._apply_gone(page.scope, page.gone)

    def _apply_gone(self, scope: str, left: Iterable[Gone]) -> None:
        """Remove what left the scope, unless it is already elsewhere or something waits in it.

        What moved may be among the pages of another scope that are still on their way: until
        they are here it stays, so that a cut between two answers hides no record.
        """
        for gone in left:
            here = self._taking.known(gone.kind, [gone.id]).get(gone.id)
            if here is None or here.scope != scope or here.rev >= gone.rev:
                continue
            if not self._more_comes and self._taking.remove(gone.kind, gone.id):
                self._absorbed.removed += 1
                self._absorbed.changed.add(gone.kind)
            else:
                self._taking.postpone(scope, gone)

    def _confirm_files(self, answer: Answer) -> None:
        """What is not lacking is there; who is not known hears nothing about files."""
        if answer.state is not AnswerState.WHO:
            lacking = {digest for digest, _ in answer.files_lacking}
            self._taking.confirm_files([d for d in self._asked.held_files if d not in lacking])

    def _keep_beacon(self, signed: Signed | None) -> None:
        if signed is not None and self._is_signed(Purpose.BEACON, signed):
            self._taking.keep_beacon(signed, read_statement(Beacon, signed).at)

    def _is_signed(self, purpose: Purpose, signed: Signed) -> bool:
        return self._is_headquarters(signed.signature, statement_to_sign(purpose, signed.body))


def _is_later(rev: int, record: UUID, known: dict[UUID, Known]) -> bool:
    here = known.get(record)
    return here is None or rev > here.rev


def _records(rows: Rows, scope: str, unsent: dict[UUID, frozenset[str]]) -> Iterator[Incoming]:
    """Walk columns as records; a field without a value is left out, and so is empty."""
    withheld = frozenset(rows.withheld)
    columns: Sequence[tuple[str, list[Any]]] = [
        (name, column) for name, column in rows.columns.items() if name not in withheld
    ]
    for place, record in enumerate(rows.ids):
        waiting = unsent.get(record, frozenset())
        kept = withheld | waiting
        values = (
            {}
            if WHOLE_RECORD in waiting
            else {
                name: column[place]
                for name, column in columns
                if column[place] is not None and name not in waiting
            }
        )
        hidden: dict[str, Any] = {
            name: rows.columns[name][place] if name in rows.columns else None
            for name in waiting - withheld - {WHOLE_RECORD}
        }
        yield Incoming(
            id=record,
            scope=scope,
            rev=rows.revs[place],
            values=values,
            kept=kept,
            account=rows.accounts[place],
            at=rows.ats[place],
            device=rows.devices[place],
            hidden=hidden,
        )
