"""What a laptop asks in one request: the batches that fit, where it stands, what it doubts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from sync.client.ports import Clock, EngineStore, Signer
from sync.protocol import PROTOCOL_VERSION
from sync.protocol.anchors import compact
from sync.protocol.frame import ANSWER_BYTES_MAX, PAYLOAD_BYTES_MAX, REQUEST_BYTES_MAX
from sync.protocol.laptop import Frozen, Standing
from sync.protocol.messages import ASKED_MAX, BATCHES_MAX, Batch, Cursor, Request

_PACKED_MAX: Final = REQUEST_BYTES_MAX - 16 * 1024
"""Room for batches in a frame; the rest is for cursors, files and the frame itself."""
_BODIES_MAX: Final = PAYLOAD_BYTES_MAX - 1024 * 1024
"""Room for batches in a payload before it is compressed."""
ANSWER_BYTES_MIN: Final = 4096
"""The smallest answer that may be asked for: receipts, and little that is new."""
FILES_ASKED_MAX: Final = 200
_ASKED_BYTES: Final = 32
"""About what a record asked about takes in a frame: its id cannot be compressed."""
_COMPARED_MAX: Final = 4
"""So many scopes are compared part by part in one request."""
_UNANSWERED_MAX: Final = 3
"""After so many requests without an answer, batches go one by one: one may be too much."""


@dataclass(frozen=True, slots=True)
class About:
    """What the laptop says of itself: its program, its descriptions, and how much it can take.

    `signing_request` gives the request for a certificate (PKCS#10) when one is due, else b"".
    """

    app: str
    schema: int
    answer_bytes_max: int = ANSWER_BYTES_MAX
    signing_request: Callable[[], bytes] = bytes


@dataclass(frozen=True, slots=True)
class Question:
    """One request, and what the engine must remember of it until it is answered."""

    request: Request
    others_wait: bool
    """Batches are left that did not fit."""
    heir: bytes | None
    """The seed of the device that the request asks to become."""


class Asking:
    """Makes the next question from what the laptop remembers."""

    def __init__(self, store: EngineStore, clock: Clock, signer: Signer, about: About) -> None:
        self._store = store
        self._clock = clock
        self._signer = signer
        self._about = about

    def next(self, *, bundles: bool = False) -> Question:
        """Ask for all that is wanted now; a copy that waits for its new id sends no batches.

        With `bundles`, a territory never held may be offered as one file.
        """
        heir, doubtful = self._store.successor_seed(), self._store.asked(ASKED_MAX)
        batches, others_wait = ([], True) if heir else self._batches(len(doubtful))
        request = self._request(batches, doubtful, heir)
        if bundles and any(not cursor.anchors for cursor in request.cursors.values()):
            request = replace(request, bundles=True)
        return Question(request, others_wait, heir)

    def note_unanswered(self, asked: Request) -> None:
        """No answer came to this request."""
        if len(asked.batches) > 1:
            self._store.note_unanswered(self._store.unanswered() + 1)

    def note_answered(self, question: Question) -> None:
        """Several batches go together again once all that waited are received."""
        if not question.others_wait and self._store.unanswered():
            self._store.note_unanswered(0)

    def all_at_once(self, most: int) -> list[Question]:
        """Ask for all that is wanted in requests sent together, with all batches that wait.

        At most so many; only the last one asks for what is new.
        """
        heir, doubtful = self._store.successor_seed(), self._store.asked(ASKED_MAX)
        waiting = self._store.waiting(0 if heir else most * BATCHES_MAX)
        *before, last = list(_portions(waiting, len(doubtful)))[:most] or [list[Frozen]()]
        requests = [self._carrying_only(load) for load in before]
        requests.append(self._request(last, doubtful, heir))
        return [Question(one, others_wait=False, heir=heir) for one in requests]

    def _carrying_only(self, load: list[Frozen]) -> Request:
        request = self._request(load, [], None)
        return replace(request, cursors={}, held_files=[], answer_bytes_max=ANSWER_BYTES_MIN)

    def _batches(self, doubtful: int) -> tuple[list[Frozen], bool]:
        """The oldest batches that fit in one request, and whether others must wait."""
        waiting = self._store.waiting(BATCHES_MAX)
        most = 1 if self._store.unanswered() >= _UNANSWERED_MAX else BATCHES_MAX
        chosen = next(_portions(waiting[:most], doubtful), list[Frozen]())
        return chosen, len(chosen) < len(waiting) or len(waiting) == BATCHES_MAX

    def _request(
        self, batches: list[Frozen], doubtful: Sequence[tuple[str, UUID]], heir: bytes | None
    ) -> Request:
        return Request(
            protocol=PROTOCOL_VERSION,
            schema=self._about.schema,
            app=self._about.app,
            now=self._clock.now_us(),
            answer_bytes_max=self._about.answer_bytes_max,
            batches=[Batch(batch.device, batch.number, batch.body) for batch in batches],
            acknowledged=list(self._store.acknowledged()),
            cursors=self._cursors(compare=not batches and not doubtful),
            held_files=list(self._store.files_to_confirm(FILES_ASKED_MAX)),
            beacon=self._store.beacon_us(),
            by_batch=True,
            asked=list(doubtful),
            successor=self._signer.public_of(heir) if heir else None,
            series=self._store.series_untold(),
            signing_request=b"" if heir else self._about.signing_request(),
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


def _portions(waiting: Sequence[Frozen], doubtful: int) -> Iterator[list[Frozen]]:
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
