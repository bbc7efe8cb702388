"""Visits as lines of a page: what they are for, where, when, and how they and their acta stand."""

from __future__ import annotations

from datetime import date
from typing import Final

from fieldapp.packs.formats import Formats
from fieldapp.records.text import say
from fieldapp.ui.ports import Wording
from fieldapp.ui.visit_words import ACTA_LOOKS, VISIT_LOOKS
from fieldapp.ui.widgets.line import Line
from fieldapp.work.visit_list import VisitLine

_TITLE_MOST: Final = 48


def line_of_visit(visit: VisitLine, today: date, formats: Formats, words: Wording) -> Line:
    """The visit as a line; of a closed one its acta is told, and the day unless it is today."""
    look = VISIT_LOOKS.get(visit.status) or VISIT_LOOKS["planned"]
    status = words(look.word)
    if visit.status == "closed":
        acta = ACTA_LOOKS.get(visit.acta_status)
        word = words(acta.word) if acta else words(say("Sin acta"))
        look = acta or look
        status = words(say("Acta: {status}", status=word))
    return Line(
        visit.id,
        " ".join(visit.title.split()) or words(say("Sin objetivo todavía")),
        below=visit.place,
        icon=look.icon,
        word=status,
        role=look.role,
        aside=formats.day(visit.day) if visit.day and visit.day != today else "",
    )


def short(words: str) -> str:
    """A title that fits on a button or a line."""
    line = " ".join(words.split())
    return line if len(line) <= _TITLE_MOST else f"{line[: _TITLE_MOST - 1].rstrip()}…"
