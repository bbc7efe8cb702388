"""One laptop's side of a sync, as a machine without threads, sleeps, time or chance of its own.

A sync is one request as a rule: frozen batches go up and what is new comes down in the same
answer. More requests follow only while batches wait or pages are left. A batch is written down
before it is sent and sent again, byte for byte, until its receipt is kept; so a cut at any
moment loses nothing and doubles nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import msgspec

from fieldapp.records.text import Text
from sync.client.absorbed import Absorbed, Tally
from sync.client.asking import FILES_ASKED_MAX, About, Asking
from sync.client.bundle_lane import BundleLane
from sync.client.correspondence import Correspondence, unreadable, unrecognised
from sync.client.files import EVERY_LANE, FileLanes, LaneReport
from sync.client.ports import (
    Chance,
    Clock,
    EngineStore,
    LineFailure,
    NotUnderstood,
    Signer,
    Step,
    Traffic,
    Transport,
    Watch,
)
from sync.protocol.dictionary import NO_DICTIONARIES, NO_DICTIONARY, Dictionaries
from sync.protocol.files import Lane
from sync.protocol.frame import answer_mark
from sync.protocol.messages import Answer, AnswerState, Request

_TRIPS_MAX: Final = 2_000
_RETRY_FIRST_S: Final = 2.0
_RETRY_LONGEST_S: Final = 600.0


@dataclass(slots=True)
class SyncReport(Tally):
    """What one sync did."""

    lanes: dict[str, LaneReport] = field(default_factory=dict[str, LaneReport])
    """What the lanes of files did."""
    revoked: bool = False
    """This laptop may send but receives nothing any more."""
    copied: bool = False
    """Headquarters knows another vault under the same id: this one is a device of its own now."""
    differing_scopes: tuple[str, ...] = ()
    next_after_s: int = 0
    traffic: Traffic = field(default_factory=Traffic)

    def add(self, absorbed: Absorbed, answer: Answer) -> None:
        """Count what one more answer did."""
        self.sent.update(absorbed.sent)
        self.received.update(absorbed.received)
        self.changed |= absorbed.changed
        self.removed += absorbed.removed
        self.in_review += absorbed.in_review
        self.receipts += absorbed.receipts
        self.revision = max(self.revision, absorbed.revision)
        self.revoked = answer.state is AnswerState.REVOKED
        self.copied = self.copied or absorbed.copied
        self.differing_scopes = tuple(sorted(absorbed.differing))
        self.next_after_s = answer.next_sync_after_s

    @property
    def files_sent(self) -> int:
        """Files that headquarters now has."""
        return sum(lane.files_sent for lane in self.lanes.values())

    @property
    def files_received(self) -> int:
        """Files that came."""
        return sum(lane.files_received for lane in self.lanes.values())

    @property
    def files_failed(self) -> Text | None:
        """Why the files did not all travel; the records did."""
        return next((lane.failed for lane in self.lanes.values() if lane.failed), None)


class Device:
    """A laptop that syncs. One at a time: whoever runs it keeps it to one worker."""

    def __init__(
        self,
        store: EngineStore,
        transport: Transport,
        clock: Clock,
        rng: Chance,
        signer: Signer,
        about: About,
        dictionaries: Dictionaries = NO_DICTIONARIES,
    ) -> None:
        self._store = store
        self._transport = transport
        self._clock = clock
        self._rng = rng
        self._letters = Correspondence(store, signer, dictionaries)
        self._asking = Asking(store, clock, signer, about)
        self._dictionary = dictionaries.newest
        self._files = FileLanes(store, transport, signer)
        self._bundles = BundleLane(store, transport, signer)

    def let_watch(self, watch: Watch) -> None:
        """Let somebody look on while files travel, and hold them up."""
        self._files.watch = watch

    def sync(self, *, large_files: bool = True) -> SyncReport:
        """Send what waits, take what is new, then let files travel; large ones only if told so.

        Raises `LineFailure` when the way fails; what was received until then is kept, the rest
        waits. Trouble with files alone does not raise: the report says it.
        """
        before = self._transport.traffic
        report = SyncReport()
        self._store.freeze(self._clock.now_us())
        lanes = EVERY_LANE if large_files else (Lane.SMALL,)
        try:
            lacking = self._records(report)
        except LineFailure as failure:
            if failure.heard:
                # Whatever is wrong with the records does not hold back the files.
                unsure = self._store.files_to_confirm(FILES_ASKED_MAX)
                self._files.run([(digest, 0) for digest in unsure], lanes)
            raise
        report.lanes = self._files.run(lacking, lanes)
        report.traffic = _difference(self._transport.traffic, before)
        return report

    def retry_after_s(self, failures: int, failure: LineFailure | None = None) -> float:
        """How long to wait after so many failures in a row: chance spreads laptops out."""
        asked = failure.retry_after_s if failure else 0
        longest = min(_RETRY_LONGEST_S, _RETRY_FIRST_S * 2.0 ** min(failures, 16))
        return asked + self._rng.uniform(0, longest)

    def _records(self, report: SyncReport) -> list[tuple[bytes, int]]:
        """Ask until nothing waits and nothing more comes; give the files headquarters lacks."""
        lacking: list[tuple[bytes, int]] = []
        bundles = True
        for _ in range(_TRIPS_MAX):
            question = self._asking.next(bundles=bundles)
            asked = question.request
            answer = self._ask(asked)
            absorbed = self._letters.take(question, answer, self._clock.now_us())
            report.add(absorbed, answer)
            lacking = _lacking(asked, answer)
            self._asking.note_answered(question)
            if self._letters.must_succeed(absorbed, question.heir):
                continue
            bundles = bundles and self._bundles_taken(absorbed, report)
            progress = absorbed.receipts > 0 and question.others_wait
            if not (absorbed.ask_again or absorbed.bundles or progress):
                report.changed |= self._store.put_away(answer.now)
                break
        return lacking

    def _bundles_taken(self, absorbed: Absorbed, report: SyncReport) -> bool:
        """Fetch what was offered as one file; False when one must come in pages instead."""
        for scope, offer in absorbed.bundles.items():
            taken = self._bundles.fetch(scope, offer)
            if taken is None:
                return False
            report.received.update(taken.received)
            report.changed |= taken.changed
        return True

    def _ask(self, asked: Request) -> Answer:
        """One trip; a second one, with the certificate, if headquarters does not know us."""
        answer = self._exchange(asked)
        if answer.state is AnswerState.WHO:
            known = msgspec.structs.replace(asked, certificate=self._store.certificate())
            answer = self._exchange(known)
        if answer.state is AnswerState.WHO:
            raise unrecognised()
        return answer

    def _exchange(self, asked: Request) -> Answer:
        try:
            frame, came_back = self._carry(asked)
        except LineFailure as failure:
            if failure.step in (Step.SERVER, Step.ANSWER):
                self._asking.note_unanswered(asked)
            raise
        answer = self._letters.believe(came_back)
        if answer.answers != answer_mark(frame):
            raise LineFailure(Step.ANSWER, unreadable())
        return answer

    def _carry(self, asked: Request) -> tuple[bytes, bytes]:
        """Send a request; again without a dictionary if headquarters does not have ours yet."""
        frame = self._letters.frame(asked, self._dictionary)
        try:
            return frame, self._transport.exchange(frame)
        except NotUnderstood:
            if self._dictionary is NO_DICTIONARY:
                raise
        self._dictionary = NO_DICTIONARY
        frame = self._letters.frame(asked)
        return frame, self._transport.exchange(frame)


def _lacking(asked: Request, answer: Answer) -> list[tuple[bytes, int]]:
    """Files to send, each from a byte on; those that nobody asked about do not count."""
    held = frozenset(asked.held_files)
    return [(digest, offset) for digest, offset in answer.files_lacking if digest in held]


def _difference(now: Traffic, before: Traffic) -> Traffic:
    return Traffic(*(late - early for late, early in zip(now, before, strict=True)))
