"""The timeline as a sheet: every entry that the filters let through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from fieldapp.records.text import Text, say
from fieldapp.ui.kept_lines import Cells, LineSheet
from fieldapp.ui.logbook_words import ENTRY_LOOKS
from fieldapp.ui.page import PageTools
from fieldapp.work.logbook import LogbookFilter, LogbookLine, LogbookPage

_PIECE: Final = 1_000
_HEADS: Final[Sequence[Text]] = (
    say("Fecha"),
    say("Territorio"),
    say("Tipo"),
    say("Anotación"),
    say("Corrige la anotación del"),
    say("Corregida después"),
)


def timeline_sheet(
    tools: PageTools, page: Callable[[LogbookFilter, int, int], LogbookPage]
) -> LineSheet[LogbookFilter]:
    """The sheet of the whole timeline, not only of what is shown."""

    def read(wanted: LogbookFilter) -> list[Cells]:
        rows: list[Cells] = []
        while lines := page(wanted, _PIECE, len(rows)).lines:
            rows += [_cells(line, tools) for line in lines]
        return rows

    return LineSheet("logbook", say("Bitácora del territorio"), _HEADS, read)


def _cells(line: LogbookLine, tools: PageTools) -> Cells:
    entry, day = line.entry, tools.formats.day
    look = ENTRY_LOOKS.get(str(entry.type))
    corrects = line.corrects_on
    return [
        (day(entry.on) if entry.on else "", entry.on),
        (line.place, None),
        (tools.words(look.word) if look else "", None),
        (entry.text, None),
        (day(corrects) if corrects else "", corrects),
        (tools.words(say("sí")) if line.corrected_by else "", None),
    ]
