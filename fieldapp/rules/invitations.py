"""The invitation to a planned meeting: who is called, where, when and what for (field rule R31)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from msgspec.structs import replace

from fieldapp.packs.pack import Pack
from fieldapp.records.spaces import Space
from fieldapp.records.visits import Activity, AgendaItem, Attendance
from fieldapp.rules.acta import Issuer
from fieldapp.rules.acta_content import Heading, Signer
from fieldapp.rules.acta_meeting import clock, day_long, meeting_of
from fieldapp.rules.acta_words import heading_of

_NO_HOUR = "por confirmar"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMeeting:
    """A meeting to come, its agenda and who is in its list, each in its order."""

    visit: Activity
    agenda: Sequence[AgendaItem]
    called: Sequence[Attendance]
    space: Space | None
    organizations: Mapping[UUID, str]
    """Names of the directory's entities that the list refers to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """All that the letter says, in the country's words.

    `number` is a label whose line stays empty: an oficio is numbered by the register of letters.
    """

    heading: Heading
    document: str
    number: str
    written: str
    invited: tuple[str, ...]
    greeting: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    agenda: tuple[str, ...]
    closing: str
    signer: Signer
    country: str
    paper: str

    @property
    def title(self) -> str:
        """The document and its subject in one line."""
        subject = next((said for label, said in self.facts if label == "Asunto"), "")
        return f"{self.document} · {subject}" if subject else self.document


def invitation_of(meeting: PlannedMeeting, pack: Pack, issuer: Issuer, today: date) -> Invitation:
    """The letter to those of the list who have a name or an entity.

    Minors are not written to: they are called through whoever answers for them (R4).
    """
    visit = meeting.visit
    head = meeting_of(visit, subject="", space=meeting.space, pack=pack)
    hour = clock(visit.starts_at, pack)
    facts = (
        ("Asunto", visit.objective),
        ("Espacio", head.space),
        ("Fecha", head.day_text),
        ("Hora", hour or _NO_HOUR),
        ("Lugar", ", ".join(part for part in (visit.venue, head.place) if part)),
    )
    named = meeting.organizations
    called = (_called(row, named) for row in meeting.called if not row.minor)
    return Invitation(
        heading=replace(heading_of(pack, issuer.office_name, head), quality=()),
        document=pack.wording("invitation.document"),
        number=pack.wording("invitation.number"),
        written=day_long(today, pack),
        invited=tuple(one for one in called if one),
        greeting=pack.wording("invitation.greeting"),
        opening=pack.wording("invitation.opening"),
        facts=tuple(fact for fact in facts if fact[1]),
        agenda=tuple(point.title for point in meeting.agenda if point.title),
        closing=pack.wording("invitation.closing"),
        signer=Signer(
            id="officer",
            name=issuer.officer_name,
            position=issuer.officer_position,
            capacity=issuer.office_name,
        ),
        country=pack.country,
        paper=pack.paper,
    )


def _called(row: Attendance, organizations: Mapping[UUID, str]) -> str:
    entity = row.organization_name
    if not entity and row.organization:
        entity = organizations.get(row.organization, "")
    return ", ".join(part for part in (row.full_name, row.position_title, entity) if part)
