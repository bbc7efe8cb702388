"""Earlier commitments on paper: who owed what, since when, and what was heard of it."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from fieldapp.documents.paper import COLUMN, SMALL, text
from fieldapp.documents.tables import Cell, ruled_table
from fieldapp.rules.acta_content import AgreedBefore

_COLUMNS = (
    ("N.º", 9 * mm),
    ("Compromiso", 60 * mm),
    ("Responsable", 34 * mm),
    ("Vence", 26 * mm),
    ("Cómo va", 41 * mm),
)
_BY_HAND_MM = (8, 52, 28, 29, 29, 24)


def agreed_table(agreed: Sequence[AgreedBefore], *, by_hand: str = "") -> Flowable:
    """The commitments in their order; `by_hand` names a last column that is left for a pen."""
    heads, widths = [head for head, _ in _COLUMNS], [width for _, width in _COLUMNS]
    rows = [_row(n, one) for n, one in enumerate(agreed, start=1)]
    if by_hand:
        heads, widths = [*heads, by_hand], [width * mm for width in _BY_HAND_MM]
        rows = [[*row, ""] for row in rows]
    return ruled_table(heads, rows, widths, within=COLUMN, by_hand=bool(by_hand))


def _row(number: int, one: AgreedBefore) -> list[Cell]:
    return [
        text(str(number)),
        _with_small(one.text, one.agreed),
        text(one.responsible),
        _with_small(one.due_text, one.late_text),
        _with_small(one.status_text, one.said),
    ]


def _with_small(said: str, below: str) -> Cell:
    return [text(said), text(below, SMALL)] if below else text(said)
