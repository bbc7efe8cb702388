"""The plans and policies of a territory as lines: what there is, and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.rules.acta_meeting import label
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A plan, a document of recommendations, an instrument or a pilot; `standing` in words."""

    kind: str
    id: UUID
    title: str
    standing: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A kind that is shown, the field that names it, and the one that says how it stands."""

    kind: str
    standing: str


_KINDS: Final = (
    _Asked("territorial_plan", "approval_act"),
    _Asked("recommendation_doc", "status"),
    _Asked("policy_instrument", "stage"),
    _Asked("pilot", "status"),
)


def papers_of(
    desk: Desk, reading: Reading, inside: Sequence[str], most: int
) -> tuple[list[PaperLine], int]:
    """The first few of each kind in some territories, the newest first; and how many in all."""
    lines: list[PaperLine] = []
    total = 0
    there: dict[str, object] = {"territory": inside}
    for asked in _KINDS:
        spec = desk.kinds[asked.kind]
        total += reading.count(spec.name, there)
        names = ("id", spec.title, asked.standing)
        catalogue = spec[asked.standing].fact.catalogue
        for paper, title, standing in reading.listing(
            spec.name, names, there, ("-created_at",), most
        ):
            told = label(desk.pack, catalogue, standing) if catalogue else standing or ""
            lines.append(PaperLine(spec.name, paper, title or spec.label, told))
    return lines, total
