"""What services reached, added up (domain D47, D65)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from fieldapp.records.services import ServiceDelivery

WITH_ONE: Final = "with_one"
"""The group of people with a disability of which nobody said which it is."""


def within_period(
    rows: Iterable[ServiceDelivery], since: date | None, until: date | None
) -> list[ServiceDelivery]:
    """The rows whose time lies wholly inside; a row of four years is not cut into its months."""
    return [
        row
        for row in rows
        if not row.annulled
        and row.people is not None
        and (since is None or (row.from_on is not None and row.from_on >= since))
        and (until is None or (row.to_on is not None and row.to_on <= until))
    ]


def people_by(
    rows: Iterable[ServiceDelivery], group: Callable[[ServiceDelivery], str]
) -> Mapping[tuple[str, str, str], int]:
    """People added up by service, measure and a group, "" where a row does not say."""
    sums: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        sums[str(row.service or ""), str(row.measure or ""), group(row)] += row.people or 0
    return sums


def disability_of(row: ServiceDelivery) -> str:
    """The kind of disability, WITH_ONE where only that there is one is known, or "none"."""
    if row.disability:
        return str(row.disability)
    return {True: WITH_ONE, False: "none", None: ""}[row.with_disability]


def gap_percent(women: int | None, men: int | None) -> int | None:
    """How far women's share lies from men's, in points of a hundred: +20 is 60 to 40 for women.

    None where either is covered or nobody came.
    """
    if women is None or men is None or not women + men:
        return None
    return round(100 * (women - men) / (women + men))
