"""What a paper signed with a pen needs beside its list: fingerprints, requests, refusals."""

from __future__ import annotations

from typing import Final

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from fieldapp.documents.paper import COLUMN, HAIRLINE, LABEL, SMALL, text
from fieldapp.documents.tables import plain_table

_PRINT: Final = (24 * mm, 28 * mm)
"""A thumb with room around it."""
_GAP: Final = 3 * mm
_BLANK_LINE: Final = 7 * mm


def request_boxes(count: int = 2, column: float = COLUMN) -> list[Flowable]:
    """So many boxes for a fingerprint, each with who signs on that person's request and why."""
    width = (column - (count - 1) * _GAP) / count
    lines = (
        "Persona (n.º de la fila y nombre)",
        "Firma a ruego (nombre y firma)",
        "Testigo (nombre y firma)",
        "Motivo: no sabe · no puede · otro",
    )
    cells: list[object] = []
    for place in range(count):
        cells += [*([""] if place else []), _request_box(width, lines)]
    widths = [width if place % 2 == 0 else _GAP for place in range(2 * count - 1)]
    head = text("Huella y firma a ruego, de quien no sabe o no puede firmar", LABEL)
    return [_kept(head, plain_table([cells], widths), column)]


def refusal_lines(count: int = 2, column: float = COLUMN) -> list[Flowable]:
    """Lines for who was there and does not sign, in that person's words (field rule R15)."""
    rows = [[text("Fila, nombre y motivo", SMALL), ""] for _ in range(count)]
    label = 34 * mm
    lines = plain_table(
        rows,
        [label, column - label],
        style=[
            ("LINEBELOW", (1, 0), (1, -1), HAIRLINE, black),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ],
        heights=[_BLANK_LINE] * count,
    )
    return [_kept(text("Se niegan a firmar", LABEL), lines, column), Spacer(0, 2 * mm)]


def _kept(head: Flowable, content: Flowable, column: float) -> Flowable:
    """A heading on the page of what it stands above."""
    return plain_table([[head], [content]], [column], style=[("TOPPADDING", (0, 0), (-1, 0), 6)])


def _request_box(width: float, lines: tuple[str, ...]) -> Flowable:
    thumb, height = _PRINT
    rows = [
        [text("Huella", SMALL) if place == 0 else "", "", text(line, SMALL)]
        for place, line in enumerate(lines)
    ]
    return plain_table(
        rows,
        [thumb, 2 * mm, width - thumb - 2 * mm],
        style=[
            ("BOX", (0, 0), (0, -1), HAIRLINE, black),
            ("LEFTPADDING", (0, 0), (0, -1), 2),
            ("LINEBELOW", (2, 0), (2, -1), HAIRLINE, black),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ],
        heights=[height / len(lines)] * len(lines),
    )
