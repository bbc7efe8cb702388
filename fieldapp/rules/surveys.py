"""Satisfaction by service, counted in people; nobody is named anywhere (domain D28)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from fieldapp.packs import Pack
from fieldapp.records.situation import Survey
from fieldapp.rules.suppression import shown


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How people judged a service: how many gave each answer, in the catalogue's order.

    Counts of few people are covered, and what would tell them: None stands in their place.
    """

    service: str
    label: str
    people: tuple[int | None, ...]
    total: int | None

    @property
    def good_percent(self) -> Decimal | None:
        """The part that gave the best answer, to a tenth; None where it would tell of somebody."""
        best = self.people[0]
        if best is None or not self.total:
            return None
        part = Decimal(100 * best) / self.total
        return part.quantize(Decimal("0.1"), ROUND_HALF_UP)


def by_service(rows: Iterable[Survey], pack: Pack) -> list[Satisfaction]:
    """The services about which somebody was asked, in the catalogue's order."""
    answers = [choice.code for choice in pack.catalogue("satisfaction")]
    counted: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.service or "", row.answer or "")
        counted[key] = counted.get(key, 0) + (row.people or 0)
    found: list[Satisfaction] = []
    for one in pack.catalogue("services"):
        if any((one.code, answer) in counted for answer in answers):
            people = [counted.get((one.code, answer), 0) for answer in answers]
            safe = shown(people, pack.least_shown)
            found.append(Satisfaction(one.code, one.label, safe.cells, safe.total))
    return found
