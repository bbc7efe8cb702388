"""From the records of a visit to the content of its acta: what it says, in the pack's words.

The same records, pack and issue give the same bytes, on the laptop and at headquarters. Papers
speak Spanish and the pack's words, whatever language the screen has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Final, TypeVar
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.agreements import Commitment
from fieldapp.records.describe import Record
from fieldapp.records.minutes import Minutes
from fieldapp.records.spaces import Space
from fieldapp.records.values import microseconds
from fieldapp.records.visits import Activity, AgendaItem, Attendance, Consent, Ink
from fieldapp.rules.acta_attendance import personal_values, row_of
from fieldapp.rules.acta_content import (
    ACTA_SCHEMA,
    PERSONAL_SCHEMA,
    Acta,
    AgendaPoint,
    AgreedBefore,
    Attendee,
    Beacon,
    Personal,
    Promise,
    Reference,
    Signer,
    digest_of,
    write_content,
)
from fieldapp.rules.acta_meeting import audience_of, clock, label, meeting_of
from fieldapp.rules.acta_signers import signers_of
from fieldapp.rules.acta_words import Phrases, heading_of, next_meeting, words_of
from fieldapp.rules.agreed_before import EarlierPromise, agreed_before, left_unspoken
from fieldapp.rules.approval import Approving, reading_and_approval, statements_text
from fieldapp.rules.clarifying import Clarifying, clarified, hidden_values, people_of
from fieldapp.rules.notices import notices_read, notices_sentence

NO_ACTA: Final = Reference()
"""The first acta of a device has none before it, and most clarify none."""

NO_BEACON: Final = Beacon()
"""A laptop that never synced holds none."""


@dataclass(frozen=True, kw_only=True)
class VisitRecords:
    """Everything of one visit that its acta speaks of; annulled records are passed over.

    `organizations` names the directory's entities that the records refer to. `earlier` are the
    commitments of before that this meeting spoke of; `unspoken` so many others are still open.
    """

    minutes: Minutes
    activity: Activity
    agenda: Sequence[AgendaItem] = ()
    attendance: Sequence[Attendance] = ()
    consents: Sequence[Consent] = ()
    inks: Sequence[Ink] = ()
    commitments: Sequence[Commitment] = ()
    earlier: Sequence[EarlierPromise] = ()
    unspoken: int = 0
    approving: Approving = field(default_factory=Approving)
    clarifying: Clarifying | None = None
    space: Space | None = None
    organizations: Mapping[UUID, str] = field(default_factory=dict[UUID, str])


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """Whose acta it is: officer, office and device as enrolment gave them."""

    officer: UUID
    officer_name: str
    officer_position: str
    office: UUID
    office_name: str
    device: UUID


@dataclass(frozen=True, kw_only=True)
class Issue:
    """What an acta gets when it is issued. `secret` is 32 random bytes kept for its salts.

    `beacon` is headquarters' newest word of a time that the laptop holds; `time_unverified` is
    printed beside `at` where the laptop's clock is not to be believed.
    """

    number: str
    at: datetime
    secret: bytes
    previous: Reference = NO_ACTA
    supersedes: Reference = NO_ACTA
    beacon: Beacon = NO_BEACON
    time_unverified: str = ""


@dataclass(frozen=True, kw_only=True)
class ActaContent:
    """acta.json, its digest `D`, and personal.json."""

    content: bytes
    digest: bytes
    personal: bytes


R = TypeVar("R", bound=Record)


def acta_content(records: VisitRecords, pack: Pack, issuer: Issuer, issue: Issue) -> ActaContent:
    """The content of an acta that is being issued, and the personal values it only hashes."""
    content = write_content(_acta(records, pack, issuer, issue))
    digest = digest_of(content)
    values = [
        value
        for row in people_of(_standing(records.attendance), records.clarifying)
        if row.presence == "present"
        for value in personal_values(row, issue.secret)
    ]
    values += hidden_values(records.clarifying, issue.secret)
    personal = Personal(schema=PERSONAL_SCHEMA, acta=digest.hex(), values=tuple(values))
    return ActaContent(content=content, digest=digest, personal=write_content(personal))


def officer_of(issuer: Issuer, pack: Pack) -> Signer:
    """The officer as a signer of the acta."""
    return Signer(
        id="officer",
        name=issuer.officer_name,
        position=issuer.officer_position,
        capacity=pack.catalogue("ink_capacities").label("officer"),
    )


def draft_content(records: VisitRecords, pack: Pack, issuer: Issuer) -> bytes:
    """The content of an acta as it stands, for the preview: without number, time or hashes."""
    return write_content(acta_of_draft(records, pack, issuer))


def acta_of_draft(records: VisitRecords, pack: Pack, issuer: Issuer) -> Acta:
    """The draft as a value, to look for what cannot be printed before it is issued."""
    return _acta(records, pack, issuer, None)


def _acta(records: VisitRecords, pack: Pack, issuer: Issuer, issue: Issue | None) -> Acta:
    said = _of_records(records, pack, issuer, issue)
    if records.clarifying is None:
        return said
    return clarified(said, records.clarifying, pack, issue.secret if issue else b"")


def _of_records(records: VisitRecords, pack: Pack, issuer: Issuer, issue: Issue | None) -> Acta:
    activity = records.activity
    meeting = meeting_of(activity, subject=records.minutes.title, space=records.space, pack=pack)
    present, absent = _rows(records, pack, issue)
    notices = notices_read(_of_the_present(records), pack)
    phrase = Phrases(pack, activity, meeting)
    officer = officer_of(issuer, pack)
    return Acta(
        schema=ACTA_SCHEMA,
        minutes=str(records.minutes.id),
        number=issue.number if issue else "",
        country=pack.country,
        pack=pack.version,
        paper=pack.paper,
        document=pack.wording("acta.document"),
        nature=pack.wording("acta.nature"),
        facts=pack.acta.facts,
        parts=pack.acta.parts,
        heading=heading_of(pack, issuer.office_name, meeting),
        office=str(issuer.office),
        device=str(issuer.device),
        officer=officer,
        meeting=meeting,
        opening=phrase("acta.opening"),
        agreed_before=_agreed_before(records, pack),
        agreed_before_note=left_unspoken(records.unspoken) if records.earlier else "",
        agenda=tuple(_point(point) for point in _in_order(records.agenda)),
        development=activity.development,
        results=activity.results,
        recommendations=activity.recommendations,
        commitments=tuple(
            _promise(one, records.organizations, pack) for one in _in_order(records.commitments)
        ),
        attendance=present,
        absent=absent,
        audience=audience_of(activity, len(present)),
        remarks=statements_text(records.minutes, records.approving, pack),
        reading=_lines(
            reading_and_approval(records.minutes, records.approving, pack),
            notices_sentence(notices),
        ),
        next_meeting=next_meeting(activity, pack),
        closing=phrase("acta.closing"),
        signers=signers_of(records.minutes, _in_order(records.attendance), officer, pack),
        notice=Reference(number=pack.data_protection.version, digest=pack.data_protection.sha256),
        notices=notices,
        previous=issue.previous if issue else NO_ACTA,
        supersedes=issue.supersedes if issue else NO_ACTA,
        frozen_at=microseconds(issue.at) if issue else 0,
        frozen_text=_frozen_text(issue.at, pack) if issue else "",
        time_unverified=issue.time_unverified if issue else "",
        beacon=issue.beacon if issue else NO_BEACON,
        words=words_of(pack),
    )


def _agreed_before(records: VisitRecords, pack: Pack) -> tuple[AgreedBefore, ...]:
    starts, planned = records.activity.starts_at, records.activity.planned_on
    day = pack.formats.day_of(starts) if starts else planned or date.min
    return tuple(agreed_before(one, pack, day, records.activity.id) for one in records.earlier)


def _point(point: AgendaItem) -> AgendaPoint:
    votes = (
        (point.votes_for, "a favor"),
        (point.votes_against, "en contra"),
        (point.votes_abstain, "abstenciones"),
    )
    return AgendaPoint(
        id=str(point.id),
        title=point.title,
        presenter=point.presenter,
        discussion=point.discussion,
        decision=point.decision,
        votes=", ".join(f"{count} {how}" for count, how in votes if count is not None),
    )


def _promise(promise: Commitment, organizations: Mapping[UUID, str], pack: Pack) -> Promise:
    known = organizations.get(promise.responsible, "") if promise.responsible else ""
    return Promise(
        id=str(promise.id),
        text=promise.text,
        responsible="; ".join(
            one for one in (promise.responsible_name or known, promise.co_responsible) if one
        ),
        person=promise.responsible_person,
        due=promise.due_on.isoformat() if promise.due_on else "",
        due_text=pack.formats.day(promise.due_on)
        if promise.due_on
        else label(pack, "periodicities", promise.periodicity),
        evidence=label(pack, "verification_means", promise.expected_evidence),
    )


def _rows(
    records: VisitRecords, pack: Pack, issue: Issue | None
) -> tuple[tuple[Attendee, ...], tuple[Attendee, ...]]:
    """Who was there, and who was awaited in vain."""
    consents = {one.attendance: one for one in records.consents if not one.annulled}
    inks = {one.attendance: one for one in records.inks if not one.annulled}
    present: list[Attendee] = []
    absent: list[Attendee] = []
    for row in _in_order(people_of(records.attendance, records.clarifying)):
        if row.presence == "present":
            entity = records.organizations.get(row.organization, "") if row.organization else ""
            present.append(
                row_of(
                    row,
                    pack,
                    entity=entity,
                    consent=consents.get(row.id),
                    ink=inks.get(row.id),
                    secret=issue.secret if issue else b"",
                )
            )
        else:
            excused = "con excusa" if row.presence == "excused" else "sin excusa"
            absent.append(Attendee(id=str(row.id), name=row.full_name, mark=excused))
    return tuple(present), tuple(absent)


def _of_the_present(records: VisitRecords) -> list[Consent]:
    present = {row.id for row in _standing(records.attendance) if row.presence == "present"}
    return [one for one in records.consents if one.attendance in present]


def _lines(*said: str) -> str:
    return "\n".join(one for one in said if one)


def _frozen_text(at: datetime, pack: Pack) -> str:
    return f"{pack.formats.day_long(pack.formats.day_of(at))}, {clock(at, pack)}"


def _standing(records: Sequence[R]) -> list[R]:
    return [record for record in records if not record.annulled]


def _in_order(records: Sequence[R]) -> list[R]:
    """Standing records by their position; what has none comes last, by its id."""
    return sorted(
        _standing(records),
        key=lambda one: (
            (place := attrgetter("position")(one)) is None,
            place or 0,
            str(one.id),
        ),
    )
