"""Sending without a network: the sealed envelope, as a person handles it.

Records alone are a few kilobytes; files go in further envelopes, each small enough for a mail or
headquarters' public page. A closed vault leaves its unsent work beside it (field rule R10).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from fieldapp.records.text import Outside, Refused, Worded, say
from fieldapp.store.disk import disk_in_words, write_whole
from fieldapp.store.outgoing import Destination, Outgoing
from fieldapp.store.settings import remember_here, remembered
from fieldapp.store.unit_of_work import Store
from fieldapp.work.syncing import Synchroniser, SyncReport

_log = logging.getLogger(__name__)

_LEFT = "envelope_left"
_READ_BYTES = 256 * 1024


class Sealed(Protocol):
    """An envelope as the engine writes it."""

    @property
    def content(self) -> bytes:
        """The file."""
        ...


class Taken(Protocol):
    """What an answer did."""

    @property
    def number(self) -> int:
        """Of headquarters' acknowledgement."""
        ...

    @property
    def report(self) -> SyncReport:
        """What it brought."""
        ...

    @property
    def unknown(self) -> int:
        """Answers to requests this laptop does not remember."""
        ...


class Received(Protocol):
    """What a bundle brought."""

    @property
    def received(self) -> Mapping[str, int]:
        """Records by kind."""
        ...


class Postman(Protocol):
    """What work needs of the engine's envelopes."""

    def records(self) -> Sealed:
        """Seal all that waits."""
        ...

    def files_bytes(self) -> int:
        """How many bytes of files headquarters may lack."""
        ...

    def files(self) -> Iterator[bytes]:
        """Seal those files, in as many envelopes as they need."""
        ...

    def take(self, envelope: bytes) -> Taken:
        """Take an answer in. Raises Refused for whatever is none to this laptop."""
        ...

    def is_bundle(self, beginning: bytes) -> bool:
        """Whether a file that begins so is a bundle."""
        ...

    def take_bundle(self, content: Iterator[bytes]) -> Received:
        """Take whole territories in, bit by bit. Raises Refused."""
        ...


class Unsent(Protocol):
    """What work needs of the vault's memory of syncs."""

    def freeze(self, now_us: int) -> None:
        """Fix what was changed as batches."""
        ...

    def waiting(self, most: int) -> Sequence[Any]:
        """Batches without a receipt."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """Envelopes on a memory stick: the files, and how many bytes are records and attachments."""

    paths: list[Path]
    records_bytes: int
    files_bytes: int


@dataclass(frozen=True, slots=True)
class Envelopes:
    """What a person can do with envelopes. `now_us` is the laptop's clock."""

    store: Store
    memory: Unsent
    postman: Postman
    now_us: Callable[[], int]
    outgoing: Outgoing

    def write(self, path: Path, *, with_files: bool) -> Written:
        """Write what is unsent to a file, and attachments, if wished, to others beside it.

        Colleagues' envelopes, on which work of this laptop rests, go to others too.
        """
        sealed = self.postman.records().content
        write_whole(path, sealed)
        paths = [path]
        handed = (letter.read_bytes() for letter in self.outgoing.handed())
        others = chain(handed, self.postman.files() if with_files else ())
        for place, content in enumerate(others, 2):
            paths.append(path.with_name(f"{path.stem}-{place}{path.suffix}"))
            write_whole(paths[-1], content)
        return Written(paths, len(sealed), self.postman.files_bytes())

    def take_bundle(self, path: Path) -> int | None:
        """Take whole territories in and tell how many records came; None for another file.

        Raises Refused or Outside, in words; cut off, it goes on where it stopped.
        """
        with disk_in_words(), path.open("rb") as file:
            if not self.postman.is_bundle(file.read(_READ_BYTES)):
                return None
            file.seek(0)
            taken = self.postman.take_bundle(iter(partial(file.read, _READ_BYTES), b""))
        return sum(taken.received.values())

    def take(self, path: Path) -> Taken:
        """Take headquarters' answer in. Raises Refused or Outside, in words; nothing is lost."""
        with disk_in_words():
            content = path.read_bytes()
        taken = self.postman.take(content)
        if taken.unknown:
            raise Refused(
                say(
                    "Esta respuesta es de un envío que esta bitácora ya no recuerda. No se perdió "
                    "nada: haga otro archivo de envío."
                )
            )
        return taken

    def letter(self) -> bytes:
        """Fix all changes, and seal what has no receipt to headquarters; empty if all has."""
        self.memory.freeze(self.now_us())
        return self.postman.records().content if self.memory.waiting(1) else b""

    def leave(self) -> None:
        """Leave what is unsent beside the vault, before it closes; nothing if nothing waits.

        Closing goes on whatever the disk says.
        """
        try:
            self._leave()
        except Worded as failure:
            _log.warning("no envelope left: %s", type(failure).__name__)

    def _leave(self) -> None:
        self.memory.freeze(self.now_us())
        waiting = self.memory.waiting(1_000)
        if not waiting:
            self.outgoing.clear()
            return
        last = (waiting[-1].device, waiting[-1].number)
        with self.store.read() as reading:
            left = remembered(reading, _LEFT, tuple[UUID, int])
        if left == last and self.outgoing.there:
            return
        self.outgoing.leave(self.postman.records().content)
        with self.store.database.writing() as connection:
            remember_here(connection, _LEFT, last)

    def take_answers(self) -> None:
        """Take in what others brought back while the vault was closed."""
        for path in self.outgoing.answers():
            # Damaged, or not for us: what it answered is sent again anyway.
            with suppress(Refused):
                self.postman.take(path.read_bytes())
            with disk_in_words():
                path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class SentOn:
    """What became of the envelope of one vault: handed over, or why not."""

    vault: str
    failure: Outside | Refused | None = None


HandIn = Callable[[Destination, bytes], bytes]
"""Hands an envelope in and gives the answer, sealed to its vault. Raises Outside or Refused."""


def send_on(vaults: Sequence[Path], hand_in: HandIn) -> list[SentOn]:
    """Send what closed vaults left, without opening any; the answers wait beside each."""
    done: list[SentOn] = []
    for folder in vaults:
        outgoing = Outgoing(folder)
        destination, waiting = outgoing.destination(), outgoing.waiting()
        if destination is None or not (waiting or outgoing.handed()):
            continue
        try:
            hand_in_first(outgoing, partial(hand_in, destination))
            if waiting:
                answer = hand_in(destination, waiting)
                outgoing.keep_answer(waiting, answer)
            done.append(SentOn(folder.name))
        except (Outside, Refused) as failure:
            done.append(SentOn(folder.name, failure))
    return done


def hand_in_first(outgoing: Outgoing, hand_in: Callable[[bytes], bytes]) -> None:
    """Hand in colleagues' envelopes before a sync; what fails waits and stops nothing.

    What headquarters refuses for good would be refused for ever.
    """
    for path in outgoing.handed():
        try:
            with suppress(Refused):
                hand_in(path.read_bytes())
        except Outside:
            continue
        with disk_in_words():
            path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class HandingInFirst:
    """A sync before which colleagues' envelopes are handed in: what follows may rest on them."""

    engine: Synchroniser
    outgoing: Outgoing
    hand_in: Callable[[bytes], bytes]

    def sync(self, *, large_files: bool = True) -> SyncReport:
        """Sync once."""
        hand_in_first(self.outgoing, self.hand_in)
        return self.engine.sync(large_files=large_files)
