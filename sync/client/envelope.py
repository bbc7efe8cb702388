"""A sync without a network: the same requests in a sealed envelope, and its answer taken in.

An envelope may arrive twice, late, in any order, or never. Batches are taken once by their
number. An answer is taken with the request it answers, which is remembered here; what it says of
a scope counts only if the laptop still stands where it stood when it asked, or further along on
the same road, because a gap between two answers would lose records.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, Protocol

from msgspec.structs import replace

from fieldapp.records.text import Refused, say
from sync.client.absorbed import Absorbed
from sync.client.asking import Asking, Question
from sync.client.bundle import Bundles
from sync.client.correspondence import Correspondence, unrecognised
from sync.client.engine import SyncReport
from sync.client.ports import Clock, EngineStore, Taking
from sync.protocol.anchors import compact, expand
from sync.protocol.envelope import (
    HEAD_BYTES,
    Box,
    EnvelopeDamaged,
    Form,
    begin,
    read_head,
    seal_whole,
    unseal,
    unseal_whole,
)
from sync.protocol.frame import answer_mark
from sync.protocol.laptop import Standing
from sync.protocol.letter import (
    FRAMES_MAX,
    PARTS_MAX,
    Letter,
    LetterAnswer,
    Part,
    read_letter_answer,
    read_signed,
    write_letter,
)
from sync.protocol.messages import (
    Answer,
    AnswerState,
    Cursor,
    Request,
    ScopePage,
    ScopeState,
    read_request,
    write_request,
)
from sync.protocol.packing import FrameError
from sync.protocol.signing import Purpose, statement_to_sign

_PARTS_BYTES: Final = 9_500_000
"""How many bytes of files go in one envelope, which may hold ten million."""
_ANSWER_BYTES_MIN: Final = 4096
_FILES_MAX: Final = 10_000


class Sealing(Protocol):
    """The keys of envelopes: headquarters' public one, and this laptop's own."""

    @property
    def reply_key(self) -> bytes:
        """The public key to which headquarters seals its answers."""
        ...

    @property
    def headquarters(self) -> bytes:
        """Headquarters' public key."""
        ...

    def sealing_to(self, recipient: bytes) -> tuple[bytes, Box]:
        """Give a public key made once, and the box that seals with it."""
        ...

    def opening(self, once: bytes) -> Box:
        """Give the box of an envelope sealed to this laptop; raises `ValueError`."""
        ...


class LetterMemory(Protocol):
    """What a laptop remembers of the requests it sent by letter."""

    def note_asked(self, asked: Sequence[tuple[bytes, bytes]]) -> None:
        """Keep the marks of frames and the requests in them, so that answers can be taken in."""
        ...

    def asked(self, mark: bytes) -> bytes | None:
        """Give the request that was in the frame of this mark, if it is still remembered."""
        ...


@dataclass(frozen=True, slots=True)
class Sealed:
    """An envelope ready to travel."""

    content: bytes
    batches: int
    """How many batches are in it that have no receipt yet."""


@dataclass(slots=True)
class Taken:
    """What an answer that came in an envelope did."""

    number: int
    """Of headquarters' acknowledgement."""
    report: SyncReport = field(default_factory=SyncReport)
    files: int = 0
    """Files that headquarters now has whole."""
    unknown: int = 0
    """Answers to requests that this laptop does not remember; nothing was taken of them."""


@dataclass(frozen=True, slots=True)
class Envelopes:
    """Writes envelopes for headquarters and takes its answers in."""

    letters: Correspondence
    asking: Asking
    memory: LetterMemory
    clock: Clock
    sealing: Sealing

    @property
    def store(self) -> EngineStore:
        """What the laptop remembers between two syncs."""
        return self.letters.store

    def records(self) -> Sealed:
        """Seal all that waits, and the question for all that is new."""
        self.store.freeze(self.clock.now_us())
        asked = [question.request for question in self.asking.all_at_once(FRAMES_MAX)]
        asked[0] = replace(asked[0], certificate=self.store.certificate())
        frames = [self.letters.frame(one) for one in asked]
        self.memory.note_asked(
            [
                (answer_mark(frame), write_request(replace(one, batches=[])))
                for frame, one in zip(frames, asked, strict=True)
            ]
        )
        return Sealed(self._sealed(frames, []), sum(len(one.batches) for one in asked))

    def files_bytes(self) -> int:
        """Tell how many bytes of files headquarters may lack."""
        return sum(self._lacking().values())

    def files(self) -> Iterator[bytes]:
        """Seal the files headquarters may lack, in as many envelopes as they need."""
        parts: list[Part] = []
        room = _PARTS_BYTES
        for name, size in self._lacking().items():
            offset = 0
            while offset < size:
                some = self.store.file(name, offset, room)
                parts.append(Part(name, size, offset, some))
                offset += len(some)
                room -= len(some)
                if room <= 0 or len(parts) == PARTS_MAX:
                    yield self._sealed([], parts)
                    parts, room = [], _PARTS_BYTES
        if parts:
            yield self._sealed([], parts)

    def _lacking(self) -> dict[bytes, int]:
        """The sizes of the files that headquarters has not confirmed."""
        held = self.store.held_files(self.store.files_to_confirm(_FILES_MAX))
        return {name: one.size_bytes for name, one in held.items()}

    def _sealed(self, frames: list[bytes], parts: list[Part]) -> bytes:
        letter = Letter(self.store.device(), self.sealing.reply_key, frames, parts)
        head, box = begin(Form.LETTER, self.sealing.headquarters, self.sealing.sealing_to)
        return seal_whole(head, box, write_letter(letter, self.letters.signer.sign))

    def is_bundle(self, beginning: bytes) -> bool:
        """Tell whether a file that begins so is a bundle, and not an answer."""
        try:
            return read_head(beginning).form is Form.BUNDLE
        except FrameError:
            return False

    def take_bundle(self, content: Iterator[bytes]) -> Absorbed:
        """Take in whole territories that headquarters sealed to this laptop, bit by bit.

        Cut off, it goes on where it stopped when it is taken again, or by the next sync. Raises
        Refused, in words, for whatever is no bundle for this laptop.
        """
        beginning = next(content, b"")
        with _in_words():
            head = read_head(beginning)
            if not head.is_for(self.sealing.reply_key):
                raise _not_ours()
            sealed = chain([beginning[HEAD_BYTES:]], content)
            clear = unseal(head, self.sealing.opening, sealed)
            return Bundles(self.store, self.letters.signer).take(clear)

    def take(self, envelope: bytes) -> Taken:
        """Take headquarters' answer in; again, late and out of order it changes nothing.

        Raises Refused, in words, for whatever is not an answer to this laptop.
        """
        answer = self._opened(envelope)
        taken = Taken(answer.number)
        for place, frame in enumerate(answer.frames):
            self._take(frame, taken, last=place == len(answer.frames) - 1)
        lacking = self._lacking()
        for name, received in answer.received:
            if received == lacking.get(name):
                self.store.file_received(name)
                taken.files += 1
        return taken

    def _opened(self, envelope: bytes) -> LetterAnswer:
        with _in_words():
            head = read_head(envelope)
            if head.form is not Form.ANSWER or not head.is_for(self.sealing.reply_key):
                raise _not_ours()
            signed = read_signed(unseal_whole(head, self.sealing.opening, envelope))
            message = statement_to_sign(Purpose.LETTER_ANSWER, signed.body)
            if not self.letters.signer.is_headquarters(signed.signature, message):
                raise EnvelopeDamaged("not signed by headquarters")
            return read_letter_answer(signed)

    def _take(self, frame: bytes, taken: Taken, *, last: bool) -> None:
        """Take one answer in; only the last one was asked for what is new."""
        answer = self.letters.believe(frame)
        request = self.memory.asked(answer.answers)
        if request is None:
            taken.unknown += 1
            return
        if answer.state is AnswerState.WHO:
            raise unrecognised()
        if not last:
            answer = replace(answer, scopes=[])
        asked = self._as_asked_today(read_request(request), answer)
        with self.store.taking() as taking:
            overtaken = _is_overtaken(taking, answer)
        if overtaken:
            return
        heir = self.store.successor_seed()
        if heir is not None and self.letters.signer.public_of(heir) != asked.successor:
            heir = None
        absorbed = self.letters.take(Question(asked, others_wait=False, heir=heir), answer)
        taken.report.add(absorbed, answer)
        told = {device for device, _ in (*answer.forked, *answer.resend)}
        if self.store.device() in told:
            self.letters.must_succeed(absorbed, self.store.successor_seed())

    def _as_asked_today(self, asked: Request, answer: Answer) -> Request:
        """Give the request with today's place in every scope where the answer goes on from it.

        A page counts only where it answers the question that would be asked today.
        """
        today = self.store.standings()
        pages = {page.scope: page for page in answer.scopes}
        cursors = {
            scope: (
                Cursor(compact(today[scope].anchors), today[scope].stage)
                if scope in pages
                and scope in today
                and _goes_on(pages[scope], cursor, today[scope])
                else cursor
            )
            for scope, cursor in asked.cursors.items()
        }
        return replace(asked, cursors=cursors)


@contextmanager
def _in_words() -> Generator[None]:
    try:
        yield
    except FrameError as fault:
        raise Refused(
            say(
                "El archivo está dañado, incompleto o no es del nivel central. "
                "No se cambió nada: cópielo otra vez."
            )
        ) from fault


def _not_ours() -> Refused:
    return Refused(
        say(
            "Este archivo no es una respuesta del nivel central para esta bitácora. "
            "No se cambió nada: busque el que corresponde a este equipo."
        )
    )


def _goes_on(page: ScopePage, asked: Cursor, here: Standing) -> bool:
    if page.state is not ScopeState.OK or page.anchor is None or asked.stage or here.stage:
        return False
    began = expand(asked.anchors)[:1]
    same_road = not began or any(began[0].rev == one.rev for one in here.anchors)
    return same_road and all(one.rev <= page.anchor.rev for one in here.anchors)


def _is_overtaken(taking: Taking, answer: Answer) -> bool:
    """Tell whether the laptop holds something newer than what the answer corrects.

    Then the batches are sent again and answered with what stands on that day.
    """
    for page in (*answer.standing, *answer.truths):
        for rows in page.rows:
            known = taking.known(rows.kind, rows.ids)
            revs = dict(zip(rows.ids, rows.revs, strict=True))
            if any(here.rev > revs[one] for one, here in known.items()):
                return True
    return False
