"""The board as a sheet: what each line says, a column a fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from fieldapp.records.text import Text, say
from fieldapp.ui.commitment_words import look_of
from fieldapp.ui.kept_lines import Cells, LineSheet
from fieldapp.ui.page import PageTools
from fieldapp.work.commitment_board import BoardFilter, BoardGroup
from fieldapp.work.commitment_lines import CommitmentLine

_HEADS: Final[Sequence[Text]] = (
    say("Grupo"),
    say("Compromiso"),
    say("Responsable"),
    say("Vence"),
    say("Estado"),
    say("Días de atraso"),
    say("Avance (%)"),
    say("Lugar"),
    say("De dónde viene"),
)


def board_sheet(
    tools: PageTools, board: Callable[[BoardFilter], Sequence[BoardGroup]]
) -> LineSheet[BoardFilter]:
    """The sheet of what the board shows, in its order."""

    def read(wanted: BoardFilter) -> list[Cells]:
        return [
            [(tools.words(group.title), None), *_cells(line, tools)]
            for group in board(wanted)
            for line in group.lines
        ]

    return LineSheet("board", say("Compromisos"), _HEADS, read)


def _cells(line: CommitmentLine, tools: PageTools) -> Cells:
    due = tools.formats.day(line.due_on) if line.due_on else ""
    late = str(line.days_late) if line.late else ""
    progress = "" if line.progress_percent is None else str(line.progress_percent)
    return [
        (line.text, None),
        (line.responsible, None),
        (due, line.due_on),
        (tools.words(look_of(line).word), None),
        (late, line.days_late),
        (progress, line.progress_percent),
        (line.place, None),
        (line.origin_title, None),
    ]
