"""Disseminations by audience: what is counted are disseminations, and people beside them (D67)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from fieldapp.records.visits import Activity, Audience

DISSEMINATION: Final = "dissemination"
"""The type of activity that is one, in every country."""

_HELD: Final = frozenset({"done", "closed"})


@dataclass(frozen=True, slots=True)
class AudienceReached:
    """An audience: in how many disseminations it was reached, and how many people they counted."""

    audience: str
    disseminations: int
    people: int


@dataclass(frozen=True, slots=True)
class Disseminations:
    """The indicator is `held`: one activity for three audiences is one dissemination."""

    held: int
    people: int
    by_audience: tuple[AudienceReached, ...]
    without_audience: int


def disseminations_of(
    activities: Iterable[Activity], audiences: Iterable[Audience], order: Sequence[str]
) -> Disseminations:
    """Count the disseminations that were held; `order` is that of the audiences."""
    held = {
        one.id
        for one in activities
        if one.kind == DISSEMINATION and one.status in _HELD and not one.annulled
    }
    rows = [one for one in audiences if one.activity in held and not one.annulled]
    told = {one.activity for one in rows}
    return Disseminations(
        held=len(held),
        people=sum(one.people or 0 for one in rows),
        by_audience=tuple(_reached(code, rows) for code in order),
        without_audience=len(held - told),
    )


def _reached(code: str, rows: Sequence[Audience]) -> AudienceReached:
    own = [one for one in rows if one.audience == code]
    return AudienceReached(
        code, len({one.activity for one in own}), sum(one.people or 0 for one in own)
    )
