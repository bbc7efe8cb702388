"""The follow-up list of commitments: what was promised, by whom, by when, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
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
    ("Compromiso", 78),
    ("Origen", 48),
    ("Vence", 28),
    ("Atraso", 20),
    ("Estado", 26),
    ("Último seguimiento", 46),
)


@dataclass(frozen=True, slots=True)
class FollowedCommitment:
    """A commitment with how it stands. `origin` is its acta's number or its agreement's title."""

    commitment: Commitment
    standing: Standing
    origin: str
    responsible: str


def commitments_report(
    followed: Sequence[FollowedCommitment], pack: Pack, *, today: date
) -> Report:
    """The list as of a day, under the name of who owes it, the late ones first."""
    late = sum(one.standing.late for one in followed)
    blocks: list[Block] = [Paragraph(f"Compromisos: {len(followed)}. Vencidos: {late}.")]
    for responsible, owed in groupby(sorted(followed, key=_order), key=_responsible):
        rows = [_row(n, one, pack) for n, one in enumerate(owed, start=1)]
        blocks.append(table(_HEADS, rows, caption=responsible))
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
        one.commitment.text,
        one.origin,
        standing.due_on,
        late_text(standing.days_late) if standing.late else "",
        progress,
        _last(standing, pack),
    )


def _last(standing: Standing, pack: Pack) -> str:
    if standing.last is None:
        return ""
    day = pack.formats.day(standing.last.on) if standing.last.on else ""
    return ": ".join(part for part in (day, standing.last.text) if part)
