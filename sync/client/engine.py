"""One laptop's side of a sync, as a machine without threads, sleeps, time or chance of its own.

A sync is one request as a rule: frozen batches go up and what is new comes down in the same
answer. More requests follow only while batches wait or pages are left. A batch is written down
before it is sent and sent again, byte for byte, until its receipt is kept; so a cut at any
moment loses nothing and doubles nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import msgspec

from fieldapp.records.text import Text, say
from sync.client.absorb import Absorbing
from sync.client.absorbed import Absorbed
from sync.client.files import FileLane
from sync.client.ports import (
    Chance,
    Clock,
    EngineStore,
    LineFailure,
    Signer,
    Step,
    Traffic,
    Transport,
)
from sync.protocol import PROTOCOL_VERSION
from sync.protocol.anchors import compact
from sync.protocol.frame import (
    ANSWER_BYTES_MAX,
    HEADQUARTERS,
    PAYLOAD_BYTES_MAX,
    REQUEST_BYTES_MAX,
    NotAFrame,
    answer_mark,
)
from sync.protocol.frame import read as read_frame
from sync.protocol.frame import write as write_frame
from sync.protocol.laptop import Frozen, Standing
from sync.protocol.messages import (
    ASKED_MAX,
    BATCHES_MAX,
    Answer,
    AnswerState,
    Batch,
    Cursor,
    Request,
    read_answer,
    write_request,
)
from sync.protocol.packing import FrameError

_PACKED_MAX: Final = REQUEST_BYTES_MAX - 16 * 1024
"""Room for batches in a frame; the rest is for cursors, files and the frame itself."""
_BODIES_MAX: Final = PAYLOAD_BYTES_MAX - 1024 * 1024
"""Room for batches in a payload before it is compressed."""
_FILES_ASKED_MAX: Final = 200
_ASKED_BYTES: Final = 32
"""About what a record asked about takes in a frame: its id cannot be compressed."""
_COMPARED_MAX: Final = 4
"""So many scopes are compared part by part in one request."""
_UNANSWERED_MAX: Final = 3
"""After so many requests without an answer, batches go one by one: one may be too much."""
_TRIPS_MAX: Final = 2_000
_RETRY_FIRST_S: Final = 2.0
_RETRY_LONGEST_S: Final = 600.0


@dataclass(frozen=True, slots=True)
class About:
    """What the laptop says of itself: its program, its descriptions, and how much it can take."""

    app: str
    schema: int
    answer_bytes_max: int = ANSWER_BYTES_MAX


@dataclass(slots=True)
class SyncReport:
    """What one sync did. Records are counted by kind; `in_review` counts units for a person."""

    sent: Counter[str] = field(default_factory=Counter[str])
    received: Counter[str] = field(default_factory=Counter[str])
    changed: set[str] = field(default_factory=set[str])
    """Kinds of which this laptop now shows something else."""
    removed: int = 0
    in_review: int = 0
    receipts: int = 0
    revision: int = 0
    files_sent: int = 0
    files_received: int = 0
    files_failed: Text | None = None
    """Why the files did not all travel; the records did."""
    revoked: bool = False
    """This laptop may send but receives nothing any more."""
    copied: bool = False
    """Headquarters knows another vault under the same id: this one is a device of its own now."""
    differing_scopes: tuple[str, ...] = ()
    next_after_s: int = 0
    traffic: Traffic = field(default_factory=Traffic)


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
    ) -> None:
        self._store = store
        self._transport = transport
        self._clock = clock
        self._rng = rng
        self._signer = signer
        self._about = about
        self._files = FileLane(store, transport, signer)

    def sync(self) -> SyncReport:
        """Send what waits, take what is new, then let files travel.

        Raises `LineFailure` when the way fails; what was received until then is kept, the rest
        waits. Trouble with files alone does not raise: the report says it.
        """
        before = self._transport.traffic
        report = SyncReport()
        self._store.freeze(self._clock.now_us())
        lacking = self._records(report)
        self._files.run(lacking, report)
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
        for _ in range(_TRIPS_MAX):
            heir, doubtful = self._store.successor_seed(), self._store.asked(ASKED_MAX)
            batches, others_wait = self._batches(len(doubtful)) if heir is None else ([], True)
            asked = self.request(batches, doubtful, heir)
            answer = self._ask(asked)
            absorbed = self.take(asked, answer, report, heir)
            lacking = _lacking(asked, answer)
            self._note_answered(others_wait)
            if self._must_succeed(absorbed, heir):
                continue
            progress = absorbed.receipts > 0 and others_wait
            if not (absorbed.ask_again or progress):
                break
        return lacking

    def take(
        self, asked: Request, answer: Answer, report: SyncReport, heir: bytes | None
    ) -> Absorbed:
        """Take in the believed answer to a request, and add to the report what it did."""
        try:
            with self._store.taking() as taking:
                is_headquarters = self._signer.is_headquarters
                absorbed = Absorbing(taking, asked, is_headquarters, heir).take(answer)
        except FrameError as fault:
            raise LineFailure(Step.ANSWER, _unreadable()) from fault
        if absorbed.became is not None:
            self._signer.go_on_with(absorbed.became)
        _add(report, absorbed, answer)
        return absorbed

    def _must_succeed(self, absorbed: Absorbed, heir: bytes | None) -> bool:
        """Begin to become a device of its own, once, when headquarters knows a copy of this vault.

        The new key is on disk before it is sent: a cut leaves the old device or the new one.
        """
        if not absorbed.copied or heir is not None:
            return False
        self._store.begin_successor()
        return True

    def _batches(self, doubtful: int) -> tuple[list[Frozen], bool]:
        """The oldest batches that fit in one request, and whether others must wait."""
        waiting = self._store.waiting(BATCHES_MAX)
        most = 1 if self._store.unanswered() >= _UNANSWERED_MAX else BATCHES_MAX
        chosen = next(portions(waiting[:most], doubtful), list[Frozen]())
        return chosen, len(chosen) < len(waiting) or len(waiting) == BATCHES_MAX

    def _note_unanswered(self, asked: Request) -> None:
        if len(asked.batches) > 1:
            self._store.note_unanswered(self._store.unanswered() + 1)

    def _note_answered(self, others_wait: bool) -> None:  # noqa: FBT001
        """Several batches go together again once all that waited are received."""
        if not others_wait and self._store.unanswered():
            self._store.note_unanswered(0)

    def request(
        self, batches: Sequence[Frozen], doubtful: Sequence[tuple[str, UUID]], heir: bytes | None
    ) -> Request:
        """Ask for all this laptop lacks, and the truth about what is doubtful, with these batches.

        `heir` is the seed of the device to become, after headquarters met a copy of this vault.
        """
        return Request(
            protocol=PROTOCOL_VERSION,
            schema=self._about.schema,
            app=self._about.app,
            now=self._clock.now_us(),
            answer_bytes_max=self._about.answer_bytes_max,
            batches=[Batch(batch.device, batch.number, batch.body) for batch in batches],
            acknowledged=list(self._store.acknowledged()),
            cursors=self._cursors(compare=not batches and not doubtful),
            held_files=list(self._store.files_to_confirm(_FILES_ASKED_MAX)),
            beacon=self._store.beacon_us(),
            asked=list(doubtful),
            successor=self._signer.public_of(heir) if heir else None,
            series=self._store.series_untold(),
        )

    def _cursors(self, *, compare: bool) -> dict[str, Cursor]:
        """Where the laptop stands; with `compare`, in parts where a digest was found to differ."""
        standings = self._store.standings()
        compared = [scope for scope, one in sorted(standings.items()) if _is_compared(one)]
        compared = compared[:_COMPARED_MAX] if compare else []
        return {
            scope: Cursor(
                compact(standing.anchors),
                standing.stage,
                list(self._store.buckets(scope)) if scope in compared else [],
            )
            for scope, standing in sorted(standings.items())
        }

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
        frame = self.frame(asked)
        try:
            came_back = self._transport.exchange(frame)
        except LineFailure as failure:
            if failure.step in (Step.SERVER, Step.ANSWER):
                self._note_unanswered(asked)
            raise
        answer = self.believe(came_back)
        if answer.answers != answer_mark(frame):
            raise LineFailure(Step.ANSWER, _unreadable())
        return answer

    def frame(self, asked: Request) -> bytes:
        """Write and sign a request."""
        return write_frame(write_request(asked), self._store.device(), self._signer.sign)

    def believe(self, came_back: bytes) -> Answer:
        """Read an answer; it counts for headquarters' signature, never for a transport's status.

        Raises `LineFailure` for whatever it is else. The caller sees to which request it answers.
        """
        try:
            answered = read_frame(came_back, ANSWER_BYTES_MAX)
            signed = self._signer.is_headquarters(answered.signature, answered.signed)
            if answered.sender != HEADQUARTERS or not signed:
                raise LineFailure(Step.ANSWER, _unsigned())
            return read_answer(answered.payload())
        except NotAFrame as fault:
            raise LineFailure(Step.ANSWER, _portal()) from fault
        except FrameError as fault:
            raise LineFailure(Step.ANSWER, _unreadable()) from fault


def portions(waiting: Sequence[Frozen], doubtful: int) -> Iterator[list[Frozen]]:
    """Runs of batches, each as many as fit in a request that asks about so many records."""
    portion: list[Frozen] = []
    packed_max = _PACKED_MAX - doubtful * _ASKED_BYTES
    packed_room, room = packed_max, _BODIES_MAX
    for batch in waiting:
        packed_room -= batch.packed_bytes
        room -= len(batch.body)
        if portion and (min(packed_room, room) < 0 or len(portion) == BATCHES_MAX):
            yield portion
            portion = []
            packed_room, room = packed_max - batch.packed_bytes, _BODIES_MAX - len(batch.body)
        portion.append(batch)
    if portion:
        yield portion


def _is_compared(standing: Standing) -> bool:
    return standing.comparing and standing.stage is None


def _add(report: SyncReport, absorbed: Absorbed, answer: Answer) -> None:
    report.sent.update(absorbed.sent)
    report.received.update(absorbed.received)
    report.changed |= absorbed.changed
    report.removed += absorbed.removed
    report.in_review += absorbed.in_review
    report.receipts += absorbed.receipts
    report.revision = max(report.revision, absorbed.revision)
    report.revoked = answer.state is AnswerState.REVOKED
    report.copied = report.copied or absorbed.copied
    report.differing_scopes = tuple(sorted(absorbed.differing))
    report.next_after_s = answer.next_sync_after_s


def _lacking(asked: Request, answer: Answer) -> list[tuple[bytes, int]]:
    """Files to send, each from a byte on. To a revoked laptop nobody lists them: all are sent."""
    if answer.state is AnswerState.REVOKED:
        return [(digest, 0) for digest in asked.held_files]
    return answer.files_lacking


def _difference(now: Traffic, before: Traffic) -> Traffic:
    return Traffic(*(late - early for late, early in zip(now, before, strict=True)))


def unrecognised() -> LineFailure:
    """What stops a laptop that headquarters does not know even by its certificate."""
    return LineFailure(
        Step.AUTHORISATION,
        say(
            "El nivel central no reconoce este equipo. No se perdió nada: "
            "pida un código nuevo y active el equipo otra vez."
        ),
    )


def _unsigned() -> Text:
    return say(
        "La respuesta no está firmada por el nivel central, así que no se tomó nada de "
        "ella. No se perdió nada; avise a soporte antes de volver a intentarlo."
    )


def _portal() -> Text:
    return say(
        "La red contestó con otra página (¿un portal de acceso al wifi?) y no con el nivel "
        "central. No se perdió nada: entre a la red con el navegador e inténtelo de nuevo."
    )


def _unreadable() -> Text:
    return say(
        "La respuesta del nivel central llegó dañada y no se tomó nada de ella. "
        "No se perdió nada; inténtelo de nuevo."
    )
