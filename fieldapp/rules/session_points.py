"""The agenda with which a session of a mesa opens: what its agreements ask for (domain D19)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from fieldapp.packs import Pack
from fieldapp.records.agreements import Agreement, Commitment
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.commitments import Standing

_TITLE_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Followed:
    """An agreement that the space follows, with its commitments and the projects of its plan."""

    agreement: Agreement
    commitments: Sequence[tuple[Commitment, Standing]]
    projects: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A point to be treated, with what is known of it before the meeting."""

    title: str
    discussion: str


def points_for(followed: Iterable[Followed], pack: Pack) -> list[Point]:
    """What a session treats: commitments, projects, and the adjustments proposed last.

    A point without anything to look at is left out.
    """
    return [
        point
        for one in followed
        for point in (
            _point(f"Compromisos: {one.agreement.title}", _commitments(one, pack)),
            _point(f"Proyectos del plan: {one.agreement.title}", list(one.projects)),
            _point(f"Medidas de ajuste: {one.agreement.title}", _adjustments(one, pack)),
        )
        if point.discussion
    ]


def _point(title: str, lines: list[str]) -> Point:
    numbered = (f"{n}. {line}" for n, line in enumerate(lines, start=1))
    return Point(title[:_TITLE_MOST], "\n".join(numbered))


def _commitments(one: Followed, pack: Pack) -> list[str]:
    return [
        f"{promise.text} ({label(pack, 'commitment_status', standing.status)})"
        for promise, standing in one.commitments
        if standing.open
    ]


def _adjustments(one: Followed, pack: Pack) -> list[str]:
    """What the last follow-up of each commitment proposed to adjust."""
    return [
        f"{standing.last.adjustment} ({pack.formats.day(standing.last.on)})"
        for _, standing in one.commitments
        if standing.last and standing.last.adjustment and standing.last.on
    ]
