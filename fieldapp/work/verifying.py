"""Is this paper what was issued? Asked of a file, answered from this laptop's ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldapp.store.ledger import KnownActas
from fieldapp.work.desk import Desk

if TYPE_CHECKING:
    from fieldapp.signing.verify import Verdict


class Verifying:
    """Tells what can be proven of a paper."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def verify(self, content: bytes) -> Verdict:
        """The verdict on a PDF, a scan or a photograph; never raises for what the file holds."""
        from fieldapp.signing.verify import verify

        with self._desk.reading() as reading:
            return verify(content, KnownActas(reading))
