"""A PES Scan read: the score of each dimension, its gaps, and which became an action (D22)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.records.evaluation import AssessmentItem

MOST: Final = Decimal(4)
"""The best score; the scale of 1 to 4 is to be confirmed by the ministry."""
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One side of the radar. `mean` is of the scored questions, to a tenth; None without any."""

    code: str
    label: str
    questions: int
    scored: int
    gaps: int
    mean: Decimal | None


def dimensions_of(items: Sequence[AssessmentItem], pack: Pack) -> list[Dimension]:
    """Every dimension of the instrument, also one about which nothing was asked."""
    return [
        _dimension(
            choice.code, choice.label, [one for one in items if one.dimension == choice.code]
        )
        for choice in pack.catalogue("pes_dimensions")
    ]


def _dimension(code: str, label: str, items: Sequence[AssessmentItem]) -> Dimension:
    scores = [one.score for one in items if one.score is not None]
    mean = (Decimal(sum(scores)) / len(scores)).quantize(_TENTH, ROUND_HALF_UP) if scores else None
    return Dimension(code, label, len(items), len(scores), len(gaps_in(items)), mean)


def gaps_in(items: Sequence[AssessmentItem]) -> list[AssessmentItem]:
    """The questions that show a gap, in their order."""
    return [one for one in items if one.gap.strip()]


def gaps_without_action(
    items: Sequence[AssessmentItem], acted_on: Collection[UUID]
) -> list[AssessmentItem]:
    """The gaps that no action of a plan takes up; `acted_on` are the questions that one does."""
    return [one for one in gaps_in(items) if one.id not in acted_on]
