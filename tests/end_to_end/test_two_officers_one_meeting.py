"""A visit that goes to a colleague's laptop: both work in it, and nobody's word is lost (R18)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from fieldapp.records.describe import Code
from fieldapp.records.minutes import Minutes
from fieldapp.records.people import Organization
from fieldapp.records.visits import Activity, Attendance, Ink
from tests.end_to_end.conftest import Enrolled
from tests.given.field_work import a_commitment, a_visit, an_attendee, an_entity, an_ink
from tests.given.terminals import Laptop

NOON = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What Yesenia wrote down before Rosa came to help."""

    visit: Activity
    attendee: Attendance
    acta: Minutes


def a_meeting(at: Laptop) -> Meeting:
    """A meeting with an attendee who told her ethnic group and signed, written in two sittings."""
    entity = an_entity("Consejo comunitario", str(uuid4()))
    visit = a_visit(str(uuid4()), created_by=None, requested_by=entity.id)
    attendee = an_attendee(
        str(uuid4()), activity=visit.id, ethnic_group=Code("afro"), phone="3105550101"
    )
    acta = Minutes(id=uuid4(), activity=visit.id, title="Mesa de empleo")
    ink = an_ink(attendee, strokes=b"strokes")
    commitment = a_commitment(str(uuid4()), origin=visit.id)
    at.writes(entity, visit, attendee, acta, ink, commitment)
    at.writes(replace(visit, venue="Casa de la cultura"))
    at.writes(replace(visit, venue="Coliseo"))
    return Meeting(replace(visit, venue="Coliseo"), attendee, acta)


def held(at: Laptop, kind: type[Any], record: UUID) -> Any:
    with at.open() as opened, opened.store.read() as reading:
        return reading.get(kind, record)


def code_in(said: str) -> str:
    return said.rsplit(": ", 1)[1].strip()


def passed_on(giver: Laptop, taker: Laptop, visit: UUID, stick: Path) -> None:
    code = code_in(giver.does("visit", "give", str(visit), str(stick)))
    taker.does("visit", "take", str(stick), code.lower().replace("-", " ").replace("0", "o"))


@pytest.mark.parametrize("giver_first", [True, False])
def test_both_work_in_the_visit_and_sync_in_either_order(
    enrolled: Enrolled, tmp_path: Path, giver_first: bool
) -> None:
    yesenia, rosa = enrolled("yesenia"), enrolled("rosa")
    met = a_meeting(yesenia)
    visit, attendee = met.visit.id, met.attendee.id
    passed_on(yesenia, rosa, visit, tmp_path / "visita.bitacora")
    theirs = held(rosa, Activity, visit)
    rosa.writes(
        replace(theirs, objective="Instalar la mesa"),
        an_attendee(str(uuid4()), activity=visit),
        replace(held(rosa, Attendance, attendee), position_title="Presidenta"),
    )
    yesenia.writes(
        replace(held(yesenia, Activity, visit), results="Mesa instalada"),
        replace(held(yesenia, Attendance, attendee), disability=Code("visual")),
    )
    first, second = (yesenia, rosa) if giver_first else (rosa, yesenia)
    for laptop in (first, second, first, second):
        laptop.does("sync")
    for laptop in (yesenia, rosa):
        status = laptop.status()
        assert (status["pending"], status["in_review"], status["differing"]) == ({}, [], [])
        now = held(laptop, Activity, visit)
        assert (now.venue, now.objective, now.results) == (
            *("Coliseo", "Instalar la mesa", "Mesa instalada"),
        )
        assert held(laptop, Attendance, attendee).position_title == "Presidenta"
        with laptop.open() as opened, opened.store.read() as reading:
            assert len(reading.all(Attendance, {"activity": visit})) == 2
    hers, seen = held(yesenia, Attendance, attendee), held(rosa, Attendance, attendee)
    assert (hers.ethnic_group, hers.disability) == ("afro", "visual")
    assert (seen.ethnic_group, seen.disability) == (None, None)


def test_what_is_passed_on_keeps_its_author_and_leaves_out_what_is_sensitive(
    enrolled: Enrolled, tmp_path: Path
) -> None:
    yesenia, rosa = enrolled("yesenia"), enrolled("rosa")
    met = a_meeting(yesenia)
    passed_on(yesenia, rosa, met.visit.id, tmp_path / "visita.bitacora")
    with yesenia.open() as opened:
        author = opened.identity.enrolment.officer.person
    seen = held(rosa, Attendance, met.attendee.id)
    assert (seen.created_by, seen.ethnic_group, seen.phone) == (author, None, "3105550101")
    assert held(rosa, Minutes, met.acta.id).title == "Mesa de empleo"
    with rosa.open() as opened, opened.store.read() as reading:
        assert reading.all(Ink) == []
        entities = reading.many(Organization, [met.visit.requested_by or UUID(int=0)])
    assert [one.name for one in entities.values()] == ["Consejo comunitario"]
    assert rosa.pending() == {}


def test_taking_it_twice_touches_nothing_that_is_here(enrolled: Enrolled, tmp_path: Path) -> None:
    yesenia, rosa = enrolled("yesenia"), enrolled("rosa")
    met = a_meeting(yesenia)
    stick = tmp_path / "visita.bitacora"
    code = code_in(yesenia.does("visit", "give", str(met.visit.id), str(stick)))
    assert "registros nuevos" in rosa.does("visit", "take", str(stick), code)
    rosa.writes(replace(held(rosa, Activity, met.visit.id), objective="Otra cosa"))
    assert "0 registros nuevos" in rosa.does("visit", "take", str(stick), code)
    assert held(rosa, Activity, met.visit.id).objective == "Otra cosa"
    assert "0 registros nuevos" in yesenia.does("visit", "take", str(stick), code)
    rosa.does("sync")
    assert "0 registros nuevos" in rosa.does("visit", "take", str(stick), code)
    assert rosa.status()["in_review"] == []


def test_a_wrong_code_another_file_or_no_visit_is_refused_in_words(
    enrolled: Enrolled, tmp_path: Path
) -> None:
    yesenia, rosa = enrolled("yesenia"), enrolled("rosa")
    met = a_meeting(yesenia)
    stick = tmp_path / "visita.bitacora"
    yesenia.does("visit", "give", str(met.visit.id), str(stick))
    code, said = rosa.tries("visit", "take", str(stick), "0000-0000")
    assert (code, "El código no es el de este archivo" in said) == (65, True)
    stick.write_bytes(b"%PDF-1.7" * 20)
    code, said = rosa.tries("visit", "take", str(stick), "0000-0000")
    assert (code, "no es una visita" in said) == (65, True)
    for unknown in (str(uuid4()), "nada"):
        code, said = yesenia.tries("visit", "give", unknown, str(stick))
        assert code == 65
    assert held(rosa, Activity, met.visit.id) is None


def test_who_never_meets_a_network_again_is_represented_by_the_colleague(
    enrolled: Enrolled, tmp_path: Path
) -> None:
    """The giver's laptop falls into the river: its work arrives with the colleague's sync."""
    yesenia, rosa, third = enrolled("yesenia"), enrolled("rosa"), enrolled("rosa")
    met = a_meeting(yesenia)
    passed_on(yesenia, rosa, met.visit.id, tmp_path / "visita.bitacora")
    report = json.loads(rosa.does("sync", "--json"))
    assert report["in_review"] == 0
    assert rosa.outgoing.handed() == []
    third.does("sync")
    assert held(third, Activity, met.visit.id).venue == "Coliseo"
