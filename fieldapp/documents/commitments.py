"""The follow-up list of commitments: what was promised, by whom, by when, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from fieldapp.documents.archival import finish
from fieldapp.documents.letterhead import letterhead
from fieldapp.documents.paper import ABOVE_TABLE, NOTE, SMALL, TITLE, Sheet, lay_out, text
from fieldapp.documents.tables import Cell, ruled_table
from fieldapp.packs.pack import Pack
from fieldapp.records.agreements import Commitment
from fieldapp.rules.acta_content import Heading
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.agreed_before import late_text
from fieldapp.rules.commitments import Standing

_COLUMNS = (
    ("N.º", 9 * mm),
    ("Compromiso", 78 * mm),
    ("Origen", 48 * mm),
    ("Vence", 30 * mm),
    ("Estado", 28 * mm),
    ("Último seguimiento", 46 * mm),
)
_HEAD_AND_ROW = 32 * mm


@dataclass(frozen=True, slots=True)
class FollowedCommitment:
    """A commitment with how it stands. `origin` is its acta's number or its agreement's title."""

    commitment: Commitment
    standing: Standing
    origin: str
    responsible: str


def render_commitments(
    followed: Sequence[FollowedCommitment], pack: Pack, *, office: str, today: date
) -> bytes:
    """The list as of a day, under the name of who owes it, the late ones first."""
    institution = pack.wording("institution.name")
    name = "Seguimiento de compromisos"
    as_of = f"Al {pack.formats.day_long(today)}"
    sheet = Sheet(
        title=f"{name} · {as_of}",
        author=institution,
        language=f"es-{pack.country}",
        paper=pack.paper,
        running=f"{institution} · {name} · {as_of}",
        foot=lambda _: f"{name} · {as_of}",
        sideways=True,
    )
    heading = Heading(
        institution=institution,
        area=pack.wording("institution.area"),
        programme=pack.wording("institution.programme"),
        office=office,
    )
    late = sum(one.standing.late for one in followed)
    story: list[Flowable] = [
        *letterhead(heading, sheet.column),
        text(name.upper(), TITLE),
        text(f"{as_of}. Compromisos: {len(followed)}. Vencidos: {late}.", NOTE),
    ]
    ordered = sorted(followed, key=_order)
    for responsible, owed in groupby(ordered, key=_responsible):
        story += [
            CondPageBreak(_HEAD_AND_ROW),
            text(responsible, ABOVE_TABLE),
            _table(list(owed), pack, sheet),
            Spacer(0, 2 * mm),
        ]
    return finish(lay_out(sheet, story))


def _responsible(one: FollowedCommitment) -> str:
    return one.responsible or "Sin responsable"


def _order(one: FollowedCommitment) -> tuple[str, bool, date]:
    return _responsible(one), not one.standing.late, one.standing.due_on or date.max


def _table(owed: Sequence[FollowedCommitment], pack: Pack, sheet: Sheet) -> Flowable:
    rows = [_row(n, one, pack) for n, one in enumerate(owed, start=1)]
    return ruled_table(
        [head for head, _ in _COLUMNS],
        rows,
        [width for _, width in _COLUMNS],
        within=sheet.column,
    )


def _row(n: int, one: FollowedCommitment, pack: Pack) -> list[Cell]:
    standing = one.standing
    due = pack.formats.day(standing.due_on) if standing.due_on else ""
    status = label(pack, "commitment_status", standing.status)
    progress = f"{status}, {standing.progress_percent} %" if standing.progress_percent else status
    return [
        text(str(n)),
        text(one.commitment.text),
        text(one.origin),
        [text(due), *([text(late_text(standing.days_late), SMALL)] if standing.late else [])],
        text(progress),
        text(_last(standing, pack), SMALL),
    ]


def _last(standing: Standing, pack: Pack) -> str:
    if standing.last is None:
        return ""
    day = pack.formats.day(standing.last.on) if standing.last.on else ""
    return ": ".join(part for part in (day, standing.last.text) if part)
