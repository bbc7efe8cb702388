"""What the engine needs of a laptop: a store, a line to headquarters, a clock, chance, and a pen.

Whoever assembles the program hands these in; the engine itself knows no file, socket or time, so
that a simulation can play a year of bad network in one thread.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import NamedTuple, Protocol
from uuid import UUID

from fieldapp.records.text import Outside, Text
from sync.protocol.files import HeldFile, Lane
from sync.protocol.laptop import Frozen, Incoming, Known, Settled, Standing
from sync.protocol.messages import Gone, Receipt, ScopePage, Signed


class Step(StrEnum):
    """Where on the way to headquarters something failed; each has its own sentence."""

    NETWORK = "network"
    PROXY = "proxy"
    CERTIFICATE = "certificate"
    CLOCK = "clock"
    SERVER = "server"
    BUSY = "busy"
    ANSWER = "answer"
    AUTHORISATION = "authorisation"


class LineFailure(Outside):
    """The way to headquarters failed at one step; what was to be sent still waits here.

    `retry_after_s` is what headquarters asked to wait, 0 if it did not say. With `heard` the way
    itself is good: headquarters said that it cannot work with this request.
    """

    def __init__(
        self, step: Step, text: Text, retry_after_s: int = 0, *, heard: bool = False
    ) -> None:
        super().__init__(text)
        self.step = step
        self.retry_after_s = retry_after_s
        self.heard = heard


class FileDeclined(Outside):
    """Headquarters does not take or give this one file; the line and the other files go on."""


class Carried(NamedTuple):
    """Headquarters' word on a piece that was sent, and how long the line took."""

    received: int
    """Bytes of the file it has, from the first one on."""
    complete: bool
    took_s: float = 0.0


class Fetched(NamedTuple):
    """A piece of a file that came, and how long the line took."""

    content: bytes
    size_bytes: int
    """Of the whole file."""
    took_s: float = 0.0


class Traffic(NamedTuple):
    """What the line has carried: requests made, and bytes of HTTP each way, headers included."""

    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0


class Transport(Protocol):
    """A line to headquarters. Every method raises `LineFailure` when no answer comes."""

    @property
    def traffic(self) -> Traffic:
        """What has been carried since the line was made."""
        ...

    def exchange(self, frame: bytes) -> bytes:
        """Send one request frame and give what came back, not yet believed."""
        ...

    def put_file(self, target: str, content: bytes, headers: Mapping[str, str]) -> Carried:
        """Send a piece of a file. Raises `FileDeclined` if headquarters does not take it."""
        ...

    def get_file(
        self, target: str, headers: Mapping[str, str], start: int, most: int
    ) -> Fetched | None:
        """Fetch a file from a byte on, at most so many; None when there is none for this device."""
        ...


class Clock(Protocol):
    """The laptop's clock, for people and diagnosis; nothing is decided by it."""

    def now_us(self) -> int:
        """Give UTC microseconds since 1970, however wrong."""
        ...


class Chance(Protocol):
    """A source of random numbers (`random.Random`)."""

    def uniform(self, a: float, b: float, /) -> float:
        """Give a number between both."""
        ...


class Signer(Protocol):
    """The device's private key, and headquarters' public one."""

    def sign(self, message: bytes) -> bytes:
        """Give the device's 64-byte Ed25519 signature."""
        ...

    def is_headquarters(self, signature: bytes, message: bytes) -> bool:
        """Tell whether headquarters signed the message."""
        ...


class Taking(Protocol):
    """One transaction in which an answer is taken in; all of it counts, or none."""

    def settle(self, receipt: Receipt, signed: Signed, at_us: int) -> Settled | None:
        """Keep the receipt and archive its batch; None if no such batch waits here.

        `at_us` is headquarters' clock: it also decides which archived batches are old enough to go.
        """
        ...

    def reopen(self, device: UUID, number: int) -> int:
        """Let archived batches wait again, from this number on; tell how many."""
        ...

    def known(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, Known]:
        """Give what headquarters said of those that the laptop holds."""
        ...

    def unsent(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
        """Give the fields changed here that have no receipt yet, or `WHOLE_RECORD`."""
        ...

    def write(self, kind: str, rows: Sequence[Incoming]) -> None:
        """Put records as headquarters has them, and what it said of each."""
        ...

    def raise_revs(self, kind: str, scope: str, revs: Mapping[UUID, int]) -> None:
        """Note the revision of records that already stand as headquarters has them."""
        ...

    def remove(self, kind: str, record: UUID) -> bool:
        """Remove a record and its unit; False, and nothing done, while any of it is unsent."""
        ...

    def postpone(self, scope: str, gone: Gone) -> None:
        """Remember that a record must leave once what was changed in it is received."""
        ...

    def postponed(self, scope: str) -> Sequence[Gone]:
        """Give and forget what was postponed."""
        ...

    def standing(self, scope: str) -> Standing:
        """Tell where the laptop stands in a scope."""
        ...

    def stand(self, scope: str, standing: Standing) -> None:
        """Note where the laptop stands now."""
        ...

    def revoke(self, scope: str) -> None:
        """Note that the scope is not granted any more; nothing is removed."""
        ...

    def stage(self, scope: str, page: ScopePage) -> None:
        """Keep a page until the scope is complete."""
        ...

    def staged(self, scope: str) -> Sequence[ScopePage]:
        """Give the pages kept, in order."""
        ...

    def unstage(self, scope: str) -> None:
        """Forget the pages kept."""
        ...

    def digest(self, scope: str) -> int:
        """Give the digest of the scope's records at their revisions."""
        ...

    def anything_unsent(self) -> bool:
        """Tell whether any change has no receipt yet."""
        ...

    def confirm_files(self, held: Collection[bytes]) -> None:
        """Note that headquarters has these files."""
        ...

    def doubt_files(self) -> None:
        """Offer every file again: headquarters may have lost what it had."""
        ...

    def keep_beacon(self, beacon: Signed, at_us: int) -> None:
        """Keep the newest proof of a time."""
        ...


class FileMemory(Protocol):
    """The files of a laptop: those headquarters may lack, and those on their way here."""

    def files_to_confirm(self, most: int) -> Sequence[bytes]:
        """Give digests of files held here that headquarters may lack, the most urgent first."""
        ...

    def held_files(self, names: Collection[bytes]) -> Mapping[bytes, HeldFile]:
        """Tell the size of each file that is here, and the lane it waits in."""
        ...

    def file(self, sha256: bytes, offset: int = 0, most: int | None = None) -> bytes:
        """Give a file's content, or a part of it. Raises Outside if it is missing or damaged."""
        ...

    def file_received(self, sha256: bytes) -> None:
        """Note that headquarters has all of a file."""
        ...

    def files_wanted(self, lane: Lane, most: int) -> Sequence[bytes]:
        """Give digests of files this laptop should hold; last those that were not to be had."""
        ...

    def file_begun(self, sha256: bytes) -> int:
        """Tell how many bytes of a wanted file are here already, from the first one on."""
        ...

    def keep_piece(self, sha256: bytes, offset: int, content: bytes) -> None:
        """Keep a piece of a wanted file that goes on where the last one ended."""
        ...

    def keep_file(self, sha256: bytes, last: bytes) -> bool:
        """Keep a wanted file with its last piece; False, and all thrown away, if it is another."""
        ...

    def file_missed(self, sha256: bytes) -> None:
        """Note that headquarters has no such file for this laptop yet."""
        ...


class EngineStore(FileMemory, Protocol):
    """What the laptop remembers between two syncs. Reading methods see committed work only."""

    def device(self) -> UUID:
        """Give the id under which this vault speaks now."""
        ...

    def certificate(self) -> Signed:
        """Give headquarters' word on this device, from its enrolment."""
        ...

    def freeze(self, now_us: int) -> None:
        """Turn what was changed since the last time into batches, for good."""
        ...

    def waiting(self, most: int) -> Sequence[Frozen]:
        """Give batches without a receipt, oldest first."""
        ...

    def acknowledged(self) -> Sequence[tuple[UUID, int]]:
        """Give the highest number with a receipt, of every id this vault ever had."""
        ...

    def standings(self) -> Mapping[str, Standing]:
        """Tell where the laptop stands, in every scope it was ever granted and still holds."""
        ...

    def beacon_us(self) -> int:
        """Give the time of the newest beacon, 0 if there is none."""
        ...

    def taking(self) -> AbstractContextManager[Taking]:
        """Begin the transaction that takes an answer in."""
        ...
