"""Is this paper what was issued? Asked of a file, answered from this laptop's ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.records.minutes import Minutes
from fieldapp.store.ledger import content_of, issued_file
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk

if TYPE_CHECKING:
    from fieldapp.signing.verify import Verdict


@dataclass(frozen=True, slots=True)
class LaptopLedger:
    """What a laptop knows of issued actas: its own, and those that came by sync."""

    reading: Reading

    def number_of_file(self, sha256: str) -> str | None:
        """The number of the acta whose sealed copy this file is."""
        for name in ("file_sha256", "archive_sha256"):
            found = self.reading.all(Minutes, {name: sha256})
            if found:
                return found[0].number
        issued = issued_file(self.reading, sha256)
        minutes = self.reading.get(Minutes, issued.minutes) if issued else None
        return minutes.number if minutes else None

    def number_of_content(self, digest: str) -> str | None:
        """The number of the acta that says what this digest stands for."""
        found = self.reading.all(Minutes, {"digest": digest})
        if found:
            return found[0].number
        said = content_of(self.reading, digest)
        minutes = self.reading.get(Minutes, said.minutes) if said else None
        return minutes.number if minutes else None


class Verifying:
    """Tells what can be proven of a paper."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def verify(self, content: bytes) -> Verdict:
        """The verdict on a PDF, a scan or a photograph; never raises for what the file holds."""
        from fieldapp.signing.verify import verify

        with self._desk.reading() as reading:
            return verify(content, LaptopLedger(reading))
