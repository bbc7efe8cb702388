"""How a commitment stands, in words a person uses: late, due on a day, done."""

from __future__ import annotations

from datetime import date
from typing import Final

from fieldapp.packs.formats import Formats
from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.moments import late
from fieldapp.ui.ports import Wording
from fieldapp.ui.visit_words import COMMITMENT_LOOKS, Look
from fieldapp.ui.widgets.line import Line
from fieldapp.work.commitment_lines import CommitmentLine

STATUS_BY_KEY: Final = ("pending", "in_progress", "done", "partly_done", "not_done")
"""What the keys 1 to 5 report."""

_ON_A_DAY_FROM: Final = 16


def look_of(promise: CommitmentLine) -> Look:
    """How it stands: late before everything else, then its status."""
    if promise.late:
        return Look("Vencido", "late", "bad")
    return COMMITMENT_LOOKS.get(promise.status, COMMITMENT_LOOKS["pending"])


def due(promise: CommitmentLine, today: date, formats: Formats) -> Text | None:
    """When it is due, seen from today; None without a day or when nothing is owed any more."""
    if promise.due_on is None or not promise.open:
        return None
    if promise.late:
        return late(promise.days_late)
    days = (promise.due_on - today).days
    if days <= 0:
        return say("vence hoy")
    if days == 1:
        return say("vence mañana")
    if days < _ON_A_DAY_FROM:
        return say_n("vence en {n} día", "vence en {n} días", days)
    return say("vence el {day}", day=formats.day(promise.due_on))


def line_of(promise: CommitmentLine, today: date, formats: Formats, words: Wording) -> Line:
    """The commitment as a line of a list: its words, who owes it, and how it stands."""
    look = look_of(promise)
    when = due(promise, today, formats)
    return Line(
        promise.id,
        " ".join(promise.text.split()),
        below=" · ".join(part for part in (promise.responsible, promise.place) if part),
        icon=look.icon,
        word=words(when) if when and promise.late else words(look.word),
        role=look.role,
        aside=_aside(promise, when, formats, words),
    )


def _aside(promise: CommitmentLine, when: Text | None, formats: Formats, words: Wording) -> str:
    if promise.late and promise.due_on:
        return formats.day(promise.due_on)
    return words(when) if when else ""
