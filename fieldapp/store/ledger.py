"""The ledger of official numbers, of what each acta says, and of every file that was issued.

A number is taken in the transaction that freezes the acta, is never reused, and keeps its fate
for ever: the series has no unexplained gap. What an issued text said stays here by its digest D
even when the text went back to review; a sealed file is known by its hash and never made again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from fieldapp.records.values import instant_of, microseconds
from fieldapp.store.unit_of_work import Reading, Where, Writing


class Fate(StrEnum):
    """What became of a number: taken by a text not yet signed, sealed, or void with a reason."""

    TAKEN = "taken"
    SEALED = "sealed"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class NumberTaken:
    """One line of the ledger. `number` is printed; `seq` is its place in the series."""

    series: str
    seq: int
    number: str
    minutes: UUID
    taken_at: datetime
    fate: Fate
    reason: str


@dataclass(frozen=True, slots=True)
class ActaSaid:
    """What an acta said when it was frozen: acta.json, and the personal values it only hashes."""

    digest: str
    minutes: UUID
    content: bytes
    personal: bytes | None
    frozen_at: datetime


class Version(StrEnum):
    """Which copy a file is, and what came to it after it was handed over.

    `signed` is the officer's electronic signature added later, `stamped` headquarters' stamp.
    """

    DELIVERED = "delivered"
    DELIVERED_SIGNED = "delivered_signed"
    DELIVERED_STAMPED = "delivered_stamped"
    ARCHIVE = "archive"
    ARCHIVE_SIGNED = "archive_signed"
    ARCHIVE_STAMPED = "archive_stamped"

    @property
    def copy(self) -> Version:
        """The copy as it was first handed over."""
        return Version(self.split("_")[0])


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """A file as it was handed over: which version of which acta, and when."""

    sha256: str
    minutes: UUID
    version: Version
    issued_at: datetime


_NUMBERS: Final = 'SELECT series, seq, number, minutes, taken_at, fate, reason FROM "number_taken"'
_CONTENTS: Final = 'SELECT digest, minutes, content, personal, frozen_at FROM "acta_content"'
_FILES: Final = 'SELECT sha256, minutes, version, issued_at FROM "issued_file"'


def take_number(
    writing: Writing, series: str, minutes: UUID, at: datetime, worded: Callable[[int], str]
) -> NumberTaken:
    """Give an acta the series' next number, or the one it has: back from review it keeps it.

    `worded` makes the official number of its place in the series (from 1).
    """
    held = number_of(writing, minutes)
    if held is not None and held.fate is not Fate.VOID:
        return held
    seq = take_place(writing, series)
    number = worded(seq)
    writing.connection.execute(
        "INSERT INTO number_taken VALUES (?, ?, ?, ?, ?, ?, NULL)",
        (series, seq, number, minutes.bytes, microseconds(at), Fate.TAKEN.value),
    )
    return NumberTaken(series, seq, number, minutes, at, Fate.TAKEN, "")


def take_place(writing: Writing, series: str, *, after: int = 0) -> int:
    """Take the next place in a series, which nothing gives back; it comes after `after` too."""
    seq = max(last_number(writing, series), after) + 1
    writing.connection.execute(
        "INSERT INTO series VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET last = excluded.last",
        (series, seq),
    )
    return seq


def take_this_number(writing: Writing, taken: NumberTaken) -> None:
    """Give an acta the number that its paper bore before it was typed.

    The draft of the same paper that was given up before leaves it the number.
    """
    writing.connection.execute(
        "INSERT INTO number_taken VALUES (?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (series, seq) "
        "DO UPDATE SET minutes = excluded.minutes, taken_at = excluded.taken_at",
        (
            taken.series,
            taken.seq,
            taken.number,
            taken.minutes.bytes,
            microseconds(taken.taken_at),
            taken.fate.value,
        ),
    )


def settle_number(writing: Writing, number: str, fate: Fate, reason: str = "") -> None:
    """Write down what became of a number; a void one says why."""
    writing.connection.execute(
        "UPDATE number_taken SET fate = ?, reason = ? WHERE number = ?",
        (fate.value, reason or None, number),
    )


def last_number(reading: Reading, series: str) -> int:
    """The last place taken in a series; 0 if none is."""
    found = reading.connection.execute("SELECT last FROM series WHERE code = ?", (series,))
    return found.scalar() or 0


def number_of(reading: Reading, minutes: UUID) -> NumberTaken | None:
    """The newest number of an acta."""
    newest = f"{_NUMBERS} WHERE minutes = ? ORDER BY taken_at DESC, seq DESC LIMIT 1"
    row = reading.connection.execute(newest, (minutes.bytes,)).first()
    return None if row is None else _number(*row)


def numbers(reading: Reading, series: str = "") -> list[NumberTaken]:
    """Every number and its fate, in order; of one series or of all."""
    chosen = f"{_NUMBERS} WHERE ? IN ('', series) ORDER BY series, seq"
    return [_number(*row) for row in reading.connection.execute(chosen, (series,))]


def keep_content(writing: Writing, said: ActaSaid) -> None:
    """Keep what an acta says for ever; the same D twice is the same content."""
    writing.connection.execute(
        "INSERT INTO acta_content VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            said.digest,
            said.minutes.bytes,
            said.content,
            said.personal,
            microseconds(said.frozen_at),
        ),
    )


def content_of(reading: Reading, digest: str) -> ActaSaid | None:
    """What the acta with this D said; None if it was not frozen here."""
    row = reading.connection.execute(f"{_CONTENTS} WHERE digest = ?", (digest,)).first()
    if row is None:
        return None
    return ActaSaid(row[0], UUID(bytes=row[1]), row[2], row[3], instant_of(row[4]))


def issue_file(writing: Writing, issued: IssuedFile) -> None:
    """Remember a file by its hash before it is handed over."""
    writing.connection.execute(
        "INSERT INTO issued_file VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            issued.sha256,
            issued.minutes.bytes,
            issued.version,
            microseconds(issued.issued_at),
        ),
    )


def issued_file(reading: Reading, sha256: str) -> IssuedFile | None:
    """Which version of which acta a file is; None if this laptop never issued it."""
    row = reading.connection.execute(f"{_FILES} WHERE sha256 = ?", (sha256,)).first()
    return None if row is None else _issued(*row)


def issued_files(reading: Reading, minutes: UUID) -> list[IssuedFile]:
    """Every version of an acta's file that was issued here, the oldest first."""
    chosen = f"{_FILES} WHERE minutes = ? ORDER BY issued_at"
    rows = reading.connection.execute(chosen, (minutes.bytes,))
    return [_issued(*row) for row in rows]


def newest_file(reading: Reading, minutes: UUID, copy: Version) -> IssuedFile | None:
    """The fullest version of a copy that is here; None if none was issued here."""
    of_copy = [one for one in issued_files(reading, minutes) if one.version.copy is copy]
    return max(of_copy, key=lambda one: list(Version).index(one.version), default=None)


def as_handed_over(reading: Reading) -> list[UUID]:
    """The actas sealed here of which no version came after the one that was handed over."""
    asked = (
        'SELECT minutes FROM "issued_file" GROUP BY minutes '
        "HAVING max(version NOT IN (?, ?)) = 0 ORDER BY min(issued_at)"
    )
    found = reading.connection.execute(asked, (Version.DELIVERED, Version.ARCHIVE))
    return [UUID(bytes=minutes) for minutes in found.scalars()]


class KnownActas:
    """Every acta this laptop knows: issued here, or received from headquarters.

    What `fieldapp verify` asks. Hashes and digests are hexadecimal. One that was recovered from a
    copy vouches for nothing: anybody may have made that copy, so only its signatures speak for it.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def number_of_file(self, sha256: str) -> str | None:
        """The number of the acta of which this is a file that was issued."""
        issued = issued_file(self._reading, sha256)
        if issued is not None:
            taken = number_of(self._reading, issued.minutes)
            return taken.number if taken else self._received("id", issued.minutes)
        return (
            self._stamped(sha256)
            or self._received("file_sha256", sha256)
            or self._received("archive_sha256", sha256)
        )

    def number_of_content(self, digest: str) -> str | None:
        """The number of the acta that says exactly this."""
        said = content_of(self._reading, digest)
        taken = number_of(self._reading, said.minutes) if said else None
        return taken.number if taken else self._received("digest", digest)

    def _stamped(self, sha256: str) -> str | None:
        """The number of the acta of which headquarters stamped this file, or made it by that."""
        for field in ("file_sha256", "completed_sha256"):
            for (minutes,) in self._reading.listing("stamp", ["minutes"], {field: sha256}, limit=1):
                return self._number_where({"id": minutes})
        return None

    def _received(self, field: str, value: object) -> str | None:
        return self._number_where({field: value, "recovered_at": None}) if value else None

    def _number_where(self, where: Where) -> str | None:
        found = self._reading.listing("minutes", ["number"], where, limit=1)
        return found[0][0] or None if found else None


def _number(
    series: str, seq: int, number: str, minutes: bytes, taken_at: int, fate: str, reason: str | None
) -> NumberTaken:
    return NumberTaken(
        series, seq, number, UUID(bytes=minutes), instant_of(taken_at), Fate(fate), reason or ""
    )


def _issued(sha256: str, minutes: bytes, version: str, issued_at: int) -> IssuedFile:
    return IssuedFile(sha256, UUID(bytes=minutes), Version(version), instant_of(issued_at))
