"""Records of an officer's day, with invented people; every id is made from a word."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from fieldapp.records.agreements import Agreement, Commitment, FollowUp, Party
from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.people import Organization, Person, SameAs
from fieldapp.records.visits import Activity, Attendance, Consent, Ink

NINE_IN_GUAPI = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
GUAPI = TerritoryCode("19318")
CAUCA = "19"


def an_id(word: str) -> UUID:
    return uuid5(NAMESPACE_OID, word)


def a_visit(word: str = "visit", **changes: Any) -> Activity:
    written: dict[str, Any] = {
        "kind": Code("session"),
        "axis": Code("GT"),
        "territory": GUAPI,
        "objective": "Revisar el plan local de empleo",
        "starts_at": NINE_IN_GUAPI,
        "ends_at": NINE_IN_GUAPI + timedelta(hours=2),
        "lead_officer": an_id("Amparo"),
        "created_by": an_id("Amparo"),
        "status": Code("done"),
    }
    return Activity(id=an_id(word), **written | changes)


def an_attendee(name: str = "Rosa Elvira Angulo", **changes: Any) -> Attendance:
    written: dict[str, Any] = {
        "activity": an_id("visit"),
        "full_name": name,
        "id_type": Code("CC"),
        "id_number": "31234567",
    }
    return Attendance(id=an_id(f"attendee {name}"), **written | changes)


def a_consent(of: Attendance, **changes: Any) -> Consent:
    written: dict[str, Any] = {
        "activity": of.activity,
        "attendance": of.id,
        "data": True,
        "sensitive": True,
        "given_at": NINE_IN_GUAPI,
    }
    return Consent(id=an_id(f"consent {of.id}"), **written | changes)


def an_ink(of: Attendance, **changes: Any) -> Ink:
    written: dict[str, Any] = {
        "activity": of.activity,
        "attendance": of.id,
        "signer": of.full_name,
        "method": Code("drawn"),
        "capacity": Code("attendee"),
    }
    return Ink(id=an_id(f"ink {of.id}"), **written | changes)


def a_commitment(word: str = "commitment", **changes: Any) -> Commitment:
    written: dict[str, Any] = {
        "origin": an_id("visit"),
        "text": "Convocar la mesa",
        "responsible_name": "Alcaldía de Guapi",
        "due_on": date(2026, 12, 4),
    }
    return Commitment(id=an_id(word), **written | changes)


def a_follow_up(
    status: str, on: date, of: str = "commitment", word: str = "", **changes: Any
) -> FollowUp:
    return FollowUp(
        id=an_id(f"{of} {status} {on} {word}"),
        commitment=an_id(of),
        on=on,
        status=Code(status),
        **changes,
    )


def an_agreement(**changes: Any) -> Agreement:
    written: dict[str, Any] = {
        "type": Code("acuerdo_voluntades"),
        "title": "Acuerdo por el empleo",
        "territory": GUAPI,
    }
    return Agreement(id=an_id("agreement"), **written | changes)


def a_party(name: str, **changes: Any) -> Party:
    return Party(
        id=an_id(f"party {name}"),
        agreement=an_id("agreement"),
        organization_name=name,
        **changes,
    )


def a_person(name: str, word: str = "", **changes: Any) -> Person:
    return Person(id=an_id(f"person {name} {word}"), full_name=name, **changes)


def an_entity(name: str, word: str = "", **changes: Any) -> Organization:
    return Organization(id=an_id(f"entity {name} {word}"), name=name, **changes)


def joined(first: Any, second: Any, state: str = "joined", **changes: Any) -> SameAs:
    return SameAs(
        id=an_id(f"same {first.id} {second.id} {state}"),
        first=first.id,
        second=second.id,
        basis=Code("person"),
        state=Code(state),
        **changes,
    )
