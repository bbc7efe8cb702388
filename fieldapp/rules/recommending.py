"""Whether a territory has its recommendations, whole: the document and its summary (domain D43)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.records.policies import RecommendationDoc

SUMMARY_WORDS_MOST: Final = 700
"""What two pages hold; a longer summary is printed whole, and said to be too long."""


@dataclass(frozen=True, slots=True)
class Recommended:
    """What a territory has. It is `complete` only with both, and of one and the same document."""

    territory: str
    documents: tuple[RecommendationDoc, ...]
    has_document: bool
    has_summary: bool
    complete: bool
    socialised: bool


def recommended_in(
    territories: Sequence[str],
    documents: Iterable[RecommendationDoc],
    with_recommendations: Collection[UUID],
    socialised: Collection[UUID],
) -> list[Recommended]:
    """What each territory has, in the order given, those without anything too.

    `with_recommendations` are the documents that hold at least one, `socialised` those that were
    told in a workshop.
    """
    by_territory: dict[str, list[RecommendationDoc]] = {code: [] for code in territories}
    for one in documents:
        if not one.annulled and one.territory in by_territory:
            by_territory[one.territory].append(one)
    return [
        Recommended(
            code,
            tuple(own),
            has_document=any(one.id in with_recommendations for one in own),
            has_summary=any(is_summed_up(one) for one in own),
            complete=any(is_summed_up(one) and one.id in with_recommendations for one in own),
            socialised=any(one.id in socialised for one in own),
        )
        for code, own in by_territory.items()
    ]


def is_summed_up(document: RecommendationDoc) -> bool:
    """Tell whether a document has its executive summary."""
    return bool(document.executive_summary.strip())
