"""The follow-up list of commitments: what was promised, by whom, by when, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from fieldapp.packs.folding import fold
from fieldapp.packs.pack import Pack
from fieldapp.records.agreements import Commitment
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.agreed_before import late_text
from fieldapp.rules.commitments import Standing
from fieldapp.rules.report import Block, Paragraph, Report, Row, table

_HEADS: Final = (
    ("N.º", 9),
    ("Responsable", 34),
    ("Con quién", 20),
    ("Compromiso", 52),
    ("Origen", 30),
    ("Territorio", 24),
    ("Empieza", 19),
    ("Vence", 19),
    ("Atraso", 21),
    ("Estado", 25),
    ("Evidencia esperada", 25),
    ("Último seguimiento", 32),
)
"""One table: on paper in the order of who owes, in a sheet sorted and filtered as anybody likes."""


@dataclass(frozen=True, slots=True)
class FollowedCommitment:
    """A commitment with how it stands. `origin` is its acta's number or its agreement's title."""

    commitment: Commitment
    standing: Standing
    origin: str
    responsible: str
    place: str = ""


def commitments_report(
    followed: Sequence[FollowedCommitment], pack: Pack, *, today: date
) -> Report:
    """The list as of a day, by the name of who owes, the late ones first."""
    late = sum(one.standing.late for one in followed)
    blocks: list[Block] = [Paragraph(f"Compromisos: {len(followed)}. Vencidos: {late}.")]
    if followed:
        owed = enumerate(sorted(followed, key=_order), start=1)
        blocks.append(table(_HEADS, [_row(n, one, pack) for n, one in owed], caption="Compromisos"))
    return Report(
        name="compromisos",
        title="Seguimiento de compromisos",
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=tuple(blocks),
        sideways=True,
    )


def _responsible(one: FollowedCommitment) -> str:
    return one.responsible or "Sin responsable"


def _order(one: FollowedCommitment) -> tuple[str, str, bool, date]:
    name = _responsible(one)
    return fold(name), name, not one.standing.late, one.standing.due_on or date.max


def _row(n: int, one: FollowedCommitment, pack: Pack) -> Row:
    standing = one.standing
    status = label(pack, "commitment_status", standing.status)
    progress = f"{status}, {standing.progress_percent} %" if standing.progress_percent else status
    return (
        n,
        _responsible(one),
        one.commitment.co_responsible,
        one.commitment.text,
        one.origin,
        one.place,
        one.commitment.starts_on,
        standing.due_on,
        late_text(standing.days_late) if standing.late else "",
        progress,
        one.commitment.expected_evidence,
        _last(standing, pack),
    )


def _last(standing: Standing, pack: Pack) -> str:
    if standing.last is None:
        return ""
    day = pack.formats.day(standing.last.on) if standing.last.on else ""
    return ": ".join(part for part in (day, standing.last.text) if part)
