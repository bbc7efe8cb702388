"""Units that headquarters did not simply apply: what it said then, and what it made of them since.

A unit stays in review until what waited is settled: a contested value is decided, a quarantined
unit is answered, a held one found what it waited for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from fieldapp.records.review import Conflict, ReviewNote
from fieldapp.store.unit_of_work import Reading
from sync.protocol.messages import Verdict

_OPEN: Final = "open"


@dataclass(frozen=True, slots=True)
class Review:
    """A unit that headquarters did not simply apply, with its words."""

    kind: str
    id: UUID
    verdict: str
    words: str
    at_us: int
    answer: str = ""
    """Headquarters' words when a person there had looked at it; empty while it waits."""
    outcome: str = ""
    """What became of it: `accepted`, `rejected`, `returned`; `decided` for contested values."""

    @property
    def waits(self) -> bool:
        """Tell whether somebody must still look at it."""
        return not self.outcome


def reviews(reading: Reading) -> tuple[Review, ...]:
    """Every unit that was not simply applied, the oldest first."""
    lines = reading.connection.execute(
        'SELECT a."device", a."number", a."kind", a."id", a."verdict", a."words", a."at", s."rev" '
        'FROM "attention" AS a LEFT JOIN "row_state" AS s USING ("kind", "id") ORDER BY a."at"'
    ).all()
    if not lines:
        return ()
    decided, notes = _decided(reading), _notes(reading)
    return tuple(_review(line, decided, notes) for line in lines)


_Batch = tuple[UUID, int]


def _decided(reading: Reading) -> dict[_Batch, bool]:
    """Tell, for every batch of which values were contested, whether all are decided."""
    decided: dict[_Batch, bool] = defaultdict(lambda: True)
    if "conflict" in reading.schema.kinds:
        for conflict in reading.all(Conflict, include_annulled=True):
            if conflict.device is not None and conflict.batch is not None:
                decided[conflict.device, conflict.batch] &= conflict.state != _OPEN
    return dict(decided)


def _notes(reading: Reading) -> dict[tuple[_Batch, UUID], ReviewNote]:
    if "review_note" not in reading.schema.kinds:
        return {}
    notes = reading.all(ReviewNote, order_by=["at"], include_annulled=True)
    return {
        ((note.device, note.batch), note.unit_id): note
        for note in notes
        if note.device is not None and note.batch is not None and note.unit_id is not None
    }


def _review(
    line: Any, decided: dict[_Batch, bool], notes: dict[tuple[_Batch, UUID], ReviewNote]
) -> Review:
    device, number, kind, raw, verdict, words, at_us, rev = line
    batch, record = (UUID(bytes=device), number), UUID(bytes=raw)
    answer, outcome = "", ""
    note = notes.get((batch, record))
    if note is not None:
        answer, outcome = note.words, str(note.verdict or "")
    elif verdict in (Verdict.CONFLICT, Verdict.SEALED):
        outcome = "decided" if decided.get(batch) else ""
    elif verdict == Verdict.HELD:
        outcome = "accepted" if rev is not None and rev > 0 else ""
    return Review(kind, record, verdict, words, at_us, answer, outcome)
