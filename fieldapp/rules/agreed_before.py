"""What was agreed before, as an acta and the page that opens a meeting tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.agreements import Commitment, FollowUp
from fieldapp.rules.acta_content import AgreedBefore
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.commitments import Standing, standing_of

AGREED_BEFORE: Final = "Lo acordado la última vez"
"""How the section is called on paper, in the acta and on the page that opens a meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPromise:
    """A commitment of an earlier meeting or of an agreement, with all that was reported of it.

    `agreed` says where it comes from: "Acta N.º ACTA-DTCAUCA-2026-D07-0003, vie 20 nov 2026".
    """

    commitment: Commitment
    follow_ups: Sequence[FollowUp]
    agreed: str
    responsible: str


def agreed_before(
    one: EarlierPromise, pack: Pack, day: date, meeting: UUID | None = None
) -> AgreedBefore:
    """Tell a promise as of a day: as `meeting` found it and what it heard, or all that is known.

    A promise that is kept late was still owed late: what the meeting heard does not change how
    it was found. What others reported after that day is not known yet.
    """
    heard = [report for report in one.follow_ups if meeting and report.activity == meeting]
    before = [
        report for report in one.follow_ups if report not in heard and (report.on or day) <= day
    ]
    found = standing_of(one.commitment, before, day, pack)
    now = standing_of(one.commitment, [*before, *heard], day, pack) if heard else found
    return AgreedBefore(
        id=str(one.commitment.id),
        report=str(now.last.id) if now.last else "",
        text=one.commitment.text,
        agreed=one.agreed,
        responsible=one.responsible,
        due_text=pack.formats.day(found.due_on) if found.due_on else "",
        late_text=late_text(found.days_late) if found.late else "",
        status=now.status,
        status_text=label(pack, "commitment_status", now.status),
        said="\n".join(_said(now, pack)),
    )


def left_unspoken(count: int) -> str:
    """What a meeting that looked at some promises says of the others; empty when of none."""
    if not count:
        return ""
    if count == 1:
        return "Sigue abierto otro compromiso anterior que no se revisó en esta reunión."
    return (
        f"Siguen abiertos otros {count} compromisos anteriores que no se revisaron en esta reunión."
    )


def late_text(days: int) -> str:
    """How long ago a promise was due, as papers say it."""
    return "vencido hace 1 día" if days == 1 else f"vencido hace {days} días"


def _said(now: Standing, pack: Pack) -> Iterator[str]:
    last = now.last
    if last is None:
        return
    if last.new_due_on:
        yield f"Nueva fecha: {pack.formats.day(last.new_due_on)}"
    if last.text:
        yield last.text
    if last.evidence:
        yield f"Evidencia: {last.evidence}"
