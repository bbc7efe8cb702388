"""The attendance list as it is shown: each row with what was allowed, signed and doubted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fieldapp.packs.data_protection import SPANISH
from fieldapp.packs.identity import Verification, compact
from fieldapp.records.describe import Code
from fieldapp.records.people import Organization, Position
from fieldapp.records.text import Text
from fieldapp.records.visits import Attendance, Consent, Ink
from fieldapp.rules.checking import Severity, check
from fieldapp.rules.posts import posts_on
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Changes, Desk
from fieldapp.work.order import in_order

_REMEMBERED = (
    "id_type",
    "id_number",
    "full_name",
    "organization",
    "organization_name",
    "position_title",
    "phone",
    "email",
    "territory",
    "locality_kind",
    "locality",
    "sex",
)
_OF_A_PERSON = (
    "id_type",
    "id_number",
    "full_name",
    "organization",
    "organization.name",
    "position_title",
    "phone",
    "email",
    "territory",
    "locality_kind",
    "locality",
    "sex",
)


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One row. `number` is its place; `unverified` marks a document that looks wrong (R2).

    `voided` is the signature that no longer counts of somebody who has to sign again.
    """

    number: int
    attendance: Attendance
    consent: Consent | None
    ink: Ink | None
    voided: Ink | None
    unverified: bool
    warnings: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ListBrought:
    """Many rows that came at once to the list of the visit `id`; `already` were in it.

    `rows` are those that came: taken out together, it is as if they never had.
    """

    kinds: frozenset[str]
    id: UUID
    rows: tuple[UUID, ...]
    already: int

    @property
    def added(self) -> int:
        """How many came."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody seen before; `changes` fill a new row."""

    name: str
    document: str
    organization: str
    changes: Changes


def rows_of(desk: Desk, reading: Reading, activity: UUID) -> list[AttendanceRow]:
    """The list of a visit in its order, with three questions in all."""
    consents = {one.attendance: one for one in reading.all(Consent, {"activity": activity})}
    given = reading.all(Ink, {"activity": activity}, ("signed_at",), include_annulled=True)
    inks = {one.attendance: one for one in given if not one.annulled}
    voided = {one.attendance: one for one in given if one.annulled}
    people = sorted(reading.all(Attendance, {"activity": activity}), key=in_order)
    return [
        _row(
            desk,
            number,
            person,
            consents.get(person.id),
            inks.get(person.id) or voided.get(person.id),
        )
        for number, person in enumerate(people, 1)
    ]


def last_heard(given: Consent | None, rows: Iterable[AttendanceRow]) -> dict[str, Any]:
    """How somebody heard the notice: as their answer says, or like the last one of the list."""
    answers = [row.consent for row in rows if row.consent and row.consent.given_at]
    last = given or max(answers, key=lambda one: str(one.given_at), default=None)
    return {
        "language": (last.language if last else None) or Code(SPANISH),
        "interpreter": last.interpreter if last else "",
    }


def consent_of(reading: Reading, attendance: UUID) -> Consent | None:
    """What somebody allowed; None if nobody asked them yet."""
    return next(iter(reading.all(Consent, {"attendance": attendance})), None)


def known_people(reading: Reading, text: str, limit: int, today: date) -> list[Known]:
    """People whose name or document has the words typed, the last seen first, each once.

    Somebody of the register comes with the post held today, which a list of last year cannot know.
    """
    rows = [
        *_of_the_register(reading, text, limit, today),
        *(
            dict(zip(_REMEMBERED, row, strict=True))
            for row in reading.listing(
                "attendance", _REMEMBERED, {"minor": None}, ("-created_at",), 10 * limit, text=text
            )
        ),
    ]
    found: dict[str, Known] = {}
    for changes in rows:
        key = compact(changes["id_number"]) or changes["full_name"].casefold()
        if key and changes["full_name"] and key not in found:
            found[key] = Known(
                changes["full_name"],
                changes["id_number"],
                changes["organization_name"] or "",
                {name: value for name, value in changes.items() if value},
            )
    return list(found.values())[:limit]


def _of_the_register(reading: Reading, text: str, limit: int, today: date) -> list[dict[str, Any]]:
    columns = ("id", *_OF_A_PERSON)
    people = reading.listing("person", columns, {}, ("-created_at",), limit, text=text)
    held = posts_on(today, reading.all(Position, {"person": [row[0] for row in people]}))
    offices = reading.many(
        Organization, {one.organization for one in held.values() if one.organization}
    )
    found: list[dict[str, Any]] = []
    for ident, *values in people:
        changes: dict[str, Any] = dict(zip(_REMEMBERED, values, strict=True))
        post = held.get(ident)
        if post is not None:
            changes["position_title"] = post.title
            office = offices.get(post.organization) if post.organization else None
            if office is not None:
                changes |= {"organization": office.id, "organization_name": office.name}
        found.append(changes)
    return found


def _row(
    desk: Desk, number: int, person: Attendance, consent: Consent | None, newest: Ink | None
) -> AttendanceRow:
    spec = desk.kinds.spec_of(person)
    faults = check(spec, person, desk.pack, desk.posting.scopes)
    document = desk.pack.identity.check(person.id_type or "", person.id_number)
    return AttendanceRow(
        number=number,
        attendance=person,
        consent=consent,
        ink=newest if newest and not newest.annulled else None,
        voided=newest if newest and newest.annulled else None,
        unverified=document is Verification.UNVERIFIED,
        warnings=tuple(fault.text for fault in faults if fault.severity is Severity.WARNING),
    )
