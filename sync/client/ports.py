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
from sync.client.taking import Taking
from sync.protocol.files import HeldFile, Lane
from sync.protocol.laptop import Frozen, Standing
from sync.protocol.messages import Signed


class Step(StrEnum):
    """Where on the way to headquarters something failed; each has its own sentence."""

    NETWORK = "network"
    PROXY = "proxy"
    PROXY_LOGIN = "proxy_login"
    """The proxy asks for a user and a password."""
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


class NotUnderstood(LineFailure):
    """Headquarters could not read the frame (status 400): it may be older than this laptop."""


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


class Watch(Protocol):
    """Whoever looks on while files travel, and may ask for a pause."""

    def moved(self, lane: str, bytes_sent: int, bytes_received: int) -> None:
        """Hear how much one lane has carried in this sync."""
        ...

    def may_go_on(self) -> bool:
        """Tell whether the next piece may travel."""
        ...


class Unwatched:
    """Nobody looks on."""

    def moved(self, lane: str, bytes_sent: int, bytes_received: int) -> None:
        """Nobody hears it."""

    def may_go_on(self) -> bool:
        """Nothing is ever held up."""
        return True


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

    def public_of(self, seed: bytes) -> bytes:
        """Give the public half of the key that grows from a seed."""
        ...

    def go_on_with(self, seed: bytes) -> None:
        """Sign with the key of this seed from now on: the vault became another device."""
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

    def piece_at(self, sha256: bytes, offset: int) -> bytes:
        """Give the piece kept that begins at a byte; empty if there is none."""
        ...

    def drop_pieces(self, sha256: bytes) -> None:
        """Throw away what came of a file."""
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

    def series_untold(self) -> str:
        """Give the series a restored copy gave itself and headquarters has not heard of, or ""."""
        ...

    def begin_successor(self) -> None:
        """Keep a new key on disk before headquarters hears of it; the same one until it answers."""
        ...

    def successor_seed(self) -> bytes | None:
        """Give the seed of the device this vault is about to become; None if it stays as it is."""
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

    def asked(self, most: int) -> Sequence[tuple[str, UUID]]:
        """Give records of which headquarters must tell the truth."""
        ...

    def buckets(self, scope: str) -> Sequence[bytes]:
        """Give the digest of each part of a scope, to find out which records differ."""
        ...

    def unanswered(self) -> int:
        """Tell how many requests with several batches got no answer, since one last did."""
        ...

    def note_unanswered(self, times: int) -> None:
        """Note that number."""
        ...

    def put_away(self, now_us: int) -> frozenset[str]:
        """Let leave what need not be held in full any more; give the kinds that changed.

        `now_us` is headquarters' clock.
        """
        ...

    def beacon_us(self) -> int:
        """Give the time of the newest beacon, 0 if there is none."""
        ...

    def taking(self) -> AbstractContextManager[Taking]:
        """Begin the transaction that takes an answer in."""
        ...
