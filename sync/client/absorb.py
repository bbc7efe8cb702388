"""What an answer does to the laptop, inside one transaction of its store.

Receipts first, so that what they settle may be overwritten; then the records that did not come
out as this laptop wished, and those it asked about; then the scopes: what is not granted any more,
signs that headquarters went back in time, and what is new. A field that was changed here and not
yet received keeps the laptop's value: its base is still what the officer saw, so headquarters
will tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from uuid import UUID

from sync.client.absorbed import Absorbed
from sync.client.incoming import incoming, is_later
from sync.client.scope_pages import ScopePages
from sync.client.taking import Taking
from sync.protocol.anchors import expand
from sync.protocol.digest import BUCKETS
from sync.protocol.laptop import WHOLE_RECORD, Incoming, Known
from sync.protocol.messages import (
    Answer,
    AnswerState,
    Beacon,
    Certificate,
    Gone,
    Receipt,
    Request,
    Rows,
    ScopePage,
    ScopeState,
    Signed,
    read_statement,
)
from sync.protocol.signing import Purpose, statement_to_sign

IsHeadquarters = Callable[[bytes, bytes], bool]
"""Tells whether headquarters made the signature (first) of the message (second)."""


class Absorbing:
    """Takes one answer in. `asked` is the request that it answers.

    `heir` is the seed of the device that the request asked to become, if it did. `arrived_us` is
    the laptop's clock when the answer came over a line; an envelope's travel tells of no clock.
    """

    def __init__(
        self,
        taking: Taking,
        asked: Request,
        is_headquarters: IsHeadquarters,
        heir: bytes | None = None,
        arrived_us: int | None = None,
    ) -> None:
        self._taking = taking
        self._asked = asked
        self._is_headquarters = is_headquarters
        self._heir = heir
        self._arrived_us = arrived_us
        self._absorbed = Absorbed()
        self._pages = ScopePages(taking, asked, self._absorbed)
        self._met: list[tuple[str, UUID]] = []
        self._behind: dict[tuple[str, UUID], int] = {}

    def take(self, answer: Answer) -> Absorbed:
        """Take in everything the answer says; raises whatever the store raises, then nothing is."""
        if self._arrived_us is not None:
            ahead_us = answer.now - (self._asked.now + self._arrived_us) // 2
            self._taking.keep_clock(answer.now, ahead_us, answer.next_sync_after_s)
        self._keep_beacon(answer.beacon)
        for signed in answer.receipts:
            self._settle(signed, answer.now)
        self._resend(answer)
        self._correct(answer.standing)
        self._learn(answer.truths)
        lacking = {digest for digest, _ in answer.files_lacking}
        self._taking.confirm_files([d for d in self._asked.held_files if d not in lacking])
        if answer.state is AnswerState.OK:
            self._ordinary(answer)
        elif answer.state is AnswerState.REVOKED:
            for scope in self._asked.cursors:
                self._revoke(scope)
        self._succeed(answer.successor)
        return self._absorbed

    def _ordinary(self, answer: Answer) -> None:
        """What only a laptop is told that headquarters works with."""
        if self._asked.series:
            self._taking.series_told(self._asked.series)
        for page in answer.scopes:
            if page.state is ScopeState.REVOKED:
                self._take_leave(page.scope)
            elif self._taking.is_revoked(page.scope):
                self._come_back(page.scope)
        self._learn_absent(answer)
        self._look_back(answer)
        self._pages.take(answer.scopes)
        self._doubt_met()
        self._doubt_behind()

    # Batches

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
        self._met += settled.met
        for kind, records in _by_kind(settled.refused).items():
            # What was kept aside still shows here; what stands must come although nobody changed
            # it. A record that headquarters never had stays as it is.
            known = self._taking.known(kind, records)
            self._doubt(kind, [one for one in records if one in known and known[one].rev])

    def _resend(self, answer: Answer) -> None:
        """Send again what headquarters lost; without the first of it, go on as another device.

        For an id of before, under which nothing waits, nothing more can be done.
        """
        self._absorbed.copied = bool(answer.forked)
        for device, number in answer.resend:
            if self._taking.reopen(device, number):
                self._absorbed.ask_again = True
            elif self._taking.is_stuck(device):
                self._absorbed.copied = True

    def _succeed(self, signed: Signed | None) -> None:
        """Become the device that headquarters made for this copy of a vault."""
        if signed is None or self._heir is None:
            return
        if not self._is_signed(Purpose.CERTIFICATE, signed):
            return
        certificate = read_statement(Certificate, signed)
        if certificate.device_key == self._asked.successor:
            self._taking.become(certificate, signed)
            self._absorbed.became = self._heir
            self._absorbed.ask_again = True

    # Single records

    def _correct(self, pages: Iterable[ScopePage]) -> None:
        """Put what stands at headquarters where it is not what this laptop sent.

        The revision is raised only when every value was taken and the record is where the laptop
        has it: a value that still waits to be sent hides the one that stands, and what moved comes
        with its new scope; either way the record must come again.
        """
        for page in pages:
            for rows in page.rows:
                known = self._taking.known(rows.kind, rows.ids)
                unsent = self._taking.unsent(rows.kind, rows.ids)
                standing = [
                    row
                    for row in incoming(rows, page.scope, unsent)
                    if row.id in known and row.rev >= known[row.id].rev
                ]
                corrected = [_corrected(row, known[row.id]) for row in standing]
                self._behind |= {
                    (rows.kind, row.id): row.rev
                    for row, now in zip(standing, corrected, strict=True)
                    if now.rev < row.rev
                }
                self._write(rows.kind, corrected)

    def _learn(self, truths: Iterable[ScopePage]) -> None:
        """Take the truth about what was in doubt, whatever its revision, and the roots above it."""
        told = [self._learn_rows(page.scope, rows) for page in truths for rows in page.rows]
        self._ask_on(sum(told))

    def _learn_absent(self, answer: Answer) -> None:
        """Remove what is in none of the laptop's scopes.

        While a scope that is not granted any more waits to be dropped, the record may be there
        and stays in doubt: were the scope granted again, its pages would go on from where they
        were, and not bring it back.
        """
        revoked = (page.scope for page in answer.scopes if page.state is ScopeState.REVOKED)
        if not any(self._taking.standing(scope).anchors for scope in revoked):
            self._ask_on(sum(self._part_with(gone) for gone in answer.absent))

    def _ask_on(self, told: int) -> None:
        """Ask for the rest of what is in doubt, as long as answers tell something of it."""
        if told and self._taking.anything_doubted():
            self._absorbed.ask_again = True

    def _learn_rows(self, scope: str, rows: Rows) -> int:
        doubted = self._taking.doubted(rows.kind, rows.ids)
        known = self._taking.known(rows.kind, rows.ids)
        unsent = self._taking.unsent(rows.kind, rows.ids)
        chosen = [
            row
            for row in incoming(rows, scope, unsent)
            if row.id in doubted or is_later(row.rev, row.id, known)
        ]
        self._write(rows.kind, chosen)
        self._taking.told(rows.kind, doubted)
        return len(doubted)

    def _part_with(self, gone: Gone) -> int:
        """Remove what is in none of the laptop's scopes, once nothing of it waits here.

        While its creation is unsent it stays in doubt: where it is will be known afterwards.
        """
        unsent = self._taking.unsent(gone.kind, [gone.id]).get(gone.id, frozenset())
        if WHOLE_RECORD in unsent or not self._taking.doubted(gone.kind, [gone.id]):
            return 0
        self._taking.told(gone.kind, [gone.id])
        here = self._taking.known(gone.kind, [gone.id]).get(gone.id)
        if self._taking.remove(gone.kind, gone.id, gone.rev):
            self._absorbed.removed += here is not None
            self._absorbed.changed |= {gone.kind} if here else set()
        elif here is not None:
            self._taking.postpone(here.scope, gone)
        return 1

    def _doubt_met(self) -> None:
        """Ask about what was meant as new and was there, unless this answer brought it."""
        for kind, records in _by_kind(self._met).items():
            known = self._taking.known(kind, records)
            self._doubt(kind, [one for one in records if one in known and known[one].rev <= 0])

    def _doubt_behind(self) -> None:
        """Ask about corrected records whose revision could not be raised, unless it was since.

        They hold values newer than their revision, so a headquarters that goes back in time before
        they come again would not make them doubtful.
        """
        for kind, records in _by_kind(self._behind).items():
            known = self._taking.known(kind, records)
            late = [one for one in records if one in known]
            self._doubt(kind, [one for one in late if known[one].rev < self._behind[kind, one]])

    def _doubt(self, kind: str, records: list[UUID]) -> None:
        if records:
            self._taking.doubt(kind, records)
            self._absorbed.ask_again = True

    def _write(self, kind: str, rows: list[Incoming]) -> None:
        self._taking.write(kind, rows)
        if rows:
            self._absorbed.changed.add(kind)

    # Scopes

    def _revoke(self, scope: str) -> None:
        self._taking.revoke(scope)
        self._absorbed.revoked.add(scope)

    def _take_leave(self, scope: str) -> None:
        """Drop what is held of a scope not granted any more, once all of it is received."""
        self._revoke(scope)
        self._taking.unite(scope)
        if not self._taking.waits_in(scope) and not self._taking.files_wait():
            self._absorbed.removed += self._taking.drop(scope)

    def _come_back(self, scope: str) -> None:
        """Doubt what is held of a scope that is granted again before it was dropped.

        While it was not, receipts came without what stands: what lost a merge still shows here.
        """
        for kind, records in _by_kind(self._taking.held_in(scope, range(BUCKETS))).items():
            self._doubt(kind, records)

    def _look_back(self, answer: Answer) -> None:
        """On any sign that headquarters went back in time, doubt all that is newer.

        Records move between scopes and out of them, so one scope's sign counts for all.
        """
        common: list[int] = []
        restaged = False
        for page in answer.scopes:
            if page.state is ScopeState.REWIND and self._pages.is_current(page):
                common.append(page.anchor.rev if page.anchor else 0)
            restaged = restaged or page.state is ScopeState.RESTAGE
        if answer.resend or restaged:
            claims = [expand(cursor.anchors) for cursor in self._asked.cursors.values()]
            common += [claim[0].rev if claim else 0 for claim in claims]
        if not common:
            return
        self._taking.doubt_files()
        if self._taking.doubt_newer_than(min(common)):
            self._absorbed.ask_again = True

    # Proofs

    def _keep_beacon(self, signed: Signed | None) -> None:
        if signed is not None and self._is_signed(Purpose.BEACON, signed):
            self._taking.keep_beacon(signed, read_statement(Beacon, signed).at)

    def _is_signed(self, purpose: Purpose, signed: Signed) -> bool:
        return self._is_headquarters(signed.signature, statement_to_sign(purpose, signed.body))


def _corrected(row: Incoming, here: Known) -> Incoming:
    masked = bool(row.hidden) or WHOLE_RECORD in row.kept
    rises = here.rev >= 0 and here.scope == row.scope and not masked
    return replace(row, scope=here.scope, rev=row.rev if rises else here.rev)


def _by_kind(records: Iterable[tuple[str, UUID]]) -> dict[str, list[UUID]]:
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for kind, record in records:
        by_kind[kind].append(record)
    return by_kind
