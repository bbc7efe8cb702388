"""What an acta speaks of, gathered from the records of its visit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.records.approval import Approval, Circulation, Remark
from fieldapp.records.corrections import Correction
from fieldapp.records.minutes import Minutes
from fieldapp.records.people import Organization
from fieldapp.records.spaces import Space
from fieldapp.records.text import Outside, say
from fieldapp.records.visits import Activity, Attendance, Ink
from fieldapp.rules.acta import NO_ACTA, Issue, Issuer, VisitRecords
from fieldapp.rules.acta_content import Acta, Personal, Reference, read_content
from fieldapp.rules.acta_parts import parts_of
from fieldapp.rules.acta_signatures import signatures_content
from fieldapp.rules.approval import Approving
from fieldapp.rules.clarifying import Clarifying
from fieldapp.store.ledger import ActaSaid, Fate, NumberTaken, content_of, numbers
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.agreed_before import heard_in, unspoken_in
from fieldapp.work.clock import doubt_on_paper, newest_beacon
from fieldapp.work.closing import papers_of
from fieldapp.work.desk import Desk
from fieldapp.work.old_visits import must_be_here
from fieldapp.work.visit_list import day_of

_SECRET_BYTES = 32


def records_of(desk: Desk, reading: Reading, minutes: Minutes, visit: Activity) -> VisitRecords:
    """Everything of a visit that its acta speaks of. Refused while its words are not here."""
    must_be_here(reading, visit.id)
    papers = papers_of(reading, visit)
    named = {row.organization for row in papers.attendance if row.organization}
    named |= {one.responsible for one in papers.commitments if one.responsible}
    heard = heard_in(desk, reading, visit)
    return VisitRecords(
        minutes=minutes,
        activity=visit,
        agenda=papers.agenda,
        attendance=papers.attendance,
        consents=papers.consents,
        inks=papers.inks,
        commitments=papers.commitments,
        earlier=heard,
        unspoken=unspoken_in(desk, reading, visit, heard),
        approving=approving_of(reading, minutes.id),
        clarifying=clarifying_of(reading, minutes),
        space=reading.get(Space, visit.space) if visit.space else None,
        organizations=named_in(reading, named),
    )


def clarifying_of(reading: Reading, minutes: Minutes) -> Clarifying | None:
    """The signed acta that one clarifies, with what is corrected; None for an acta of its own.

    Where the signed content is not on this laptop there is nothing to correct in it: None. Outside
    when somebody put corrections down where it is.
    """
    if minutes.supersedes is None:
        return None
    corrections = reading.all(Correction, {"minutes": minutes.id}, ("created_at",))
    earlier = reading.get(Minutes, minutes.supersedes)
    said = content_of(reading, earlier.digest) if earlier else None
    if said is None and not corrections:
        return None
    if said is None:
        raise Outside(
            say(
                "El contenido del acta {number}, que esta corrige, no está en este equipo. "
                "Impórtela de una copia y siga: lo escrito está guardado.",
                number=earlier.number if earlier else "",
            )
        )
    signed = read_content(said.content, Acta)
    known = {one.path for one in parts_of(signed)}
    return Clarifying(
        signed=signed,
        named=_named(reading, minutes.supersedes),
        personal=read_content(said.personal, Personal) if said.personal else None,
        corrections=[one for one in corrections if one.part in known],
    )


def approving_of(reading: Reading, minutes: UUID) -> Approving:
    """All that was written down of one acta's approval, the oldest first."""
    own, first = {"minutes": minutes}, ("created_at",)
    return Approving(
        circulations=reading.all(Circulation, own, first),
        approvals=reading.all(Approval, own, first),
        remarks=reading.all(Remark, own, first),
    )


def named_in(reading: Reading, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of the directory's entities that records refer to."""
    wanted = [one for one in ids if one]
    return {one.id: one.name for one in reading.many(Organization, wanted).values()}


def issuer_of(desk: Desk) -> Issuer:
    """Whose acta it is."""
    posting = desk.posting
    return Issuer(
        officer=posting.officer,
        officer_name=posting.officer_name,
        officer_position=posting.position_title,
        office=posting.office,
        office_name=posting.office_name,
        device=posting.device,
    )


def issue_of(
    desk: Desk, reading: Reading, minutes: Minutes, taken: NumberTaken, at: datetime
) -> Issue:
    """What the acta gets now: its number, its time and what that is worth, the actas it names."""
    return Issue(
        number=taken.number,
        at=at,
        secret=desk.entropy(_SECRET_BYTES),
        previous=_previous(reading, taken),
        supersedes=_named(reading, minutes.supersedes),
        beacon=newest_beacon(reading),
        time_unverified=doubt_on_paper(desk, reading, at),
    )


def said_by(reading: Reading, minutes: Minutes) -> ActaSaid:
    """What an issued acta says; Outside when it was issued on another laptop."""
    said = content_of(reading, minutes.digest)
    if said is None:
        raise Outside(
            say("El contenido del acta {number} no está en este equipo.", number=minutes.number)
        )
    return said


def signatures_of(desk: Desk, reading: Reading, minutes: Minutes) -> bytes:
    """firmas.json of an issued acta, with the signatures given so far."""
    return signatures_content(
        bytes.fromhex(minutes.digest), inks_under(reading, minutes), desk.pack
    )


def inks_under(reading: Reading, minutes: Minutes) -> list[Ink]:
    """The signatures under an acta: those of its list, and those given to its text.

    Those that were voided are among them, because the others are chained to them.

    Who was taken out of the list signs nothing, and what was signed under an earlier acta of the
    same visit was not signed under the one that clarifies it.
    """
    own = {"activity": minutes.activity}
    listed = {row.id for row in reading.all(Attendance, own)}
    earlier = [
        acta.frozen_at
        for acta in reading.all(Minutes, own)
        if acta.status == "sealed" and acta.id != minutes.id and acta.frozen_at
    ]
    return [
        ink
        for ink in reading.all(Ink, own, include_annulled=True)
        if (ink.attendance is None or ink.attendance in listed)
        and not _between(ink.signed_at, earlier, minutes.frozen_at)
    ]


def _between(
    signed_at: datetime | None, earlier: list[datetime], frozen_at: datetime | None
) -> bool:
    """Tell whether something was signed after an earlier acta was issued and before this one."""
    if signed_at is None or frozen_at is None:
        return False
    return any(issued <= signed_at < frozen_at for issued in earlier)


def paper_name(
    desk: Desk, visit: Activity, document: str = "Acta", *, archive: bool = False
) -> str:
    """How a paper is called when it is handed over: "Acta_Guapi_2026-11-20.pdf"."""
    territory = desk.pack.territories.get(visit.territory or "")
    place = fold(territory.name).title().replace(" ", "-") if territory else ""
    day = day_of(desk.pack, visit)
    parts = (document, place, day.isoformat() if day else "", "archivo" if archive else "")
    return "_".join(part for part in parts if part) + ".pdf"


def _previous(reading: Reading, taken: NumberTaken) -> Reference:
    """The acta before this one in the device's series, which chains them."""
    before = [
        one
        for one in numbers(reading, taken.series)
        if one.seq < taken.seq and one.fate is not Fate.VOID
    ]
    return _named(reading, before[-1].minutes) if before else NO_ACTA


def _named(reading: Reading, id: UUID | None) -> Reference:
    minutes = reading.get(Minutes, id) if id else None
    return Reference(number=minutes.number, digest=minutes.digest) if minutes else NO_ACTA
