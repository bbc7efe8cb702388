"""What a signed acta locks: one table for the laptop's triggers and for headquarters.

A seal locks the acta's own fields and every value printed in it. Status, progress and evidence of
a commitment live in follow-ups, which stay open for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Locked:
    """What a seal locks in one kind.

    `activity` names the field that leads to the acta's activity. `open` are the fields that are
    not printed or live on; with `rows`, no new row may join either. What is said of one acta of a
    visit names it in `acta`: on the laptop only that one's seal locks it, because a signed acta is
    there already when a clarifying one is written.
    """

    kind: str
    activity: str
    open: frozenset[str] = frozenset()
    rows: bool = False
    acta: str = ""


LOCKED: Final = (
    Locked("activity", "id", frozenset({"status", "status_reason"})),
    Locked("agenda_item", "activity", rows=True),
    Locked("attendance", "activity", frozenset({"person", "capture"}), rows=True),
    Locked("consent", "activity", frozenset({"withdrawn_at"})),
    Locked("remark", "activity", frozenset({"outcome", "answer"}), acta="minutes"),
    Locked("correction", "", rows=True, acta="minutes"),
    Locked("commitment", "origin", frozenset({"responsible_person", "expected_evidence"})),
)
