"""How the logbook reads: its entries by month, and when each territory was last written about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from fieldapp.packs.formats import Formats
from fieldapp.records.choices import CHOICES
from fieldapp.records.text import say, say_n
from fieldapp.ui.ports import Wording
from fieldapp.ui.visit_words import Look
from fieldapp.ui.widgets.line import Heading, Line
from fieldapp.work.logbook import LogbookLine, TerritoryLast

_QUIET_DAYS: Final = 30

_LOOKS: Final = {
    "contact": ("person", "info"),
    "meeting": ("people", "info"),
    "advance": ("good", "good"),
    "obstacle": ("warn", "warn"),
    "alert": ("bad", "bad"),
    "decision": ("check", "info"),
}

ENTRY_LOOKS: Final[Mapping[str, Look]] = MappingProxyType(
    {
        choice.code: Look(choice.label, *_LOOKS.get(choice.code, ("logbook", "info")))
        for choice in CHOICES["logbook_types"]
    }
)
"""By the code of the kind: its word, icon and colour role."""


def by_month(
    lines: Sequence[LogbookLine], formats: Formats, words: Wording
) -> list[Line | Heading]:
    """The entries, the newest first, under the month in which they were written."""
    rows: list[Line | Heading] = []
    month = None
    for line in lines:
        on = line.entry.on
        if on is not None and (on.year, on.month) != month:
            month = (on.year, on.month)
            name = formats.dates.months.split()[on.month - 1].capitalize()
            rows.append(Heading(words(say("{month} de {year}", month=name, year=str(on.year)))))
        rows.append(_entry_line(line, formats, words))
    return rows


def territory_line(last: TerritoryLast, words: Wording) -> Line:
    """A territory and when it was last written about; thirty days of silence are marked."""
    days = last.days
    ago = words(say_n("hace {n} día", "hace {n} días", days) if days else say("hoy"))
    if days > _QUIET_DAYS:
        return Line(last.territory, last.place, icon="warn", word=ago, role="warn")
    return Line(last.territory, last.place, aside=ago)


def _entry_line(line: LogbookLine, formats: Formats, words: Wording) -> Line:
    entry = line.entry
    look = ENTRY_LOOKS.get(str(entry.type)) or ENTRY_LOOKS["contact"]
    dated = (formats.day(entry.on) if entry.on else "", line.place)
    below = ""
    if line.corrects_on is not None:
        below = words(say("Corrige la anotación del {day}", day=formats.day(line.corrects_on)))
    return Line(
        entry.id,
        entry.text,
        above=" · ".join(part for part in dated if part),
        below=below,
        icon=look.icon,
        word=words(look.word),
        role=look.role,
        aside=words(say("corregida después")) if line.corrected_by is not None else "",
    )
