"""The plans and policies of a territory as lines: what there is, and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.describe import FieldSpec
from fieldapp.rules.acta_meeting import label
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A plan, recommendations, an instrument, a pilot or company; `standing` in words."""

    kind: str
    id: UUID
    title: str
    standing: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A kind that is shown, the field that says how it stands, and the one that names it.

    Without one it is the kind's own title.
    """

    kind: str
    standing: str
    title: str = ""


_KINDS: Final = (
    _Asked("territorial_plan", "approval_act"),
    _Asked("recommendation_doc", "status"),
    _Asked("policy_instrument", "stage"),
    _Asked("pilot", "status"),
    _Asked("accompaniment", "stage", title="body"),
)


def papers_of(
    desk: Desk, reading: Reading, inside: Sequence[str], most: int
) -> tuple[list[PaperLine], int]:
    """The first few of each kind in some territories, the newest first; and how many in all.

    Kinds with which the office does not work are left out (field rule R30).
    """
    lines: list[PaperLine] = []
    total = 0
    there: dict[str, object] = {"territory": inside}
    for asked in _KINDS:
        spec = desk.kinds[asked.kind]
        if spec.off:
            continue
        total += reading.count(spec.name, there)
        named, stands = spec[asked.title or spec.title], spec[asked.standing]
        found = reading.listing(
            spec.name, ("id", named.name, stands.name), there, ("-created_at",), most
        )
        lines += [
            PaperLine(
                spec.name,
                paper,
                _worded(desk.pack, named, title) or spec.label,
                _worded(desk.pack, stands, standing),
            )
            for paper, title, standing in found
        ]
    return lines, total


def _worded(pack: Pack, field: FieldSpec, value: str | None) -> str:
    return label(pack, field.fact.catalogue, value) if field.fact.catalogue else value or ""
