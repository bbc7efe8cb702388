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


def agreed_table(
    agreed: Sequence[AgreedBefore], *, by_hand: str = "", within: float = COLUMN
) -> Flowable:
    """The commitments in their order; `by_hand` names a last column that is left for a pen."""
    columns = (*_COLUMNS, (by_hand, 36 * mm)) if by_hand else _COLUMNS
    rows = [_row(n, one) + ([""] if by_hand else []) for n, one in enumerate(agreed, start=1)]
    return ruled_table(
        [head for head, _ in columns],
        rows,
        [width for _, width in columns],
        within=within,
        by_hand=bool(by_hand),
    )


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
