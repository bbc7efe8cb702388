"""A visit from its plan to its close."""

from __future__ import annotations

from datetime import date

import pytest

from fieldapp.records.text import Refused
from fieldapp.work.attendance import AttendanceList
from fieldapp.work.desk import Desk, WrongFields
from fieldapp.work.visit_list import VisitFilter
from fieldapp.work.visits import Visits
from tests.given.desks import CAUCA, GUAPI, Clock

GUAPI_MEETING = {
    "objective": "Instalar la mesa de empleo de Guapi",
    "territory": GUAPI,
    "kind": "session",
    "axis": "GT",
}


def test_a_planned_visit_begins_with_one_stamp_and_ends_with_another(
    desk: Desk, clock: Clock
) -> None:
    visits, people = Visits(desk), AttendanceList(desk)
    planned = visits.plan({**GUAPI_MEETING, "planned_on": date(2026, 11, 20)})
    visits.start(planned.id)
    people.add(planned.id, {"full_name": "Yesenia Riascos"})
    clock.go_on(hours=2)
    assert visits.finish(planned.id).kinds == {"activity"}
    done = visits.get(planned.id)
    assert done is not None
    assert done.ends_at is not None
    assert done.starts_at is not None
    assert (done.ends_at - done.starts_at).total_seconds() == 7200
    assert done.lead_officer == desk.posting.officer


def test_a_draft_may_be_incomplete_and_a_wrong_value_names_its_field(desk: Desk) -> None:
    visits = Visits(desk)
    saved = visits.plan({})
    with pytest.raises(WrongFields) as caught:
        visits.edit(saved.id, {"territory": "05001", "objective": "Medellín"})
    assert [fault.field for fault in caught.value.faults] == ["territory"]
    assert "Territorio" in str(caught.value.text)
    assert visits.get(saved.id).objective == ""  # type: ignore[union-attr]


def test_a_meeting_without_people_ends_only_with_the_reason(desk: Desk) -> None:
    visits = Visits(desk)
    begun = visits.start(changes=GUAPI_MEETING)
    with pytest.raises(Refused, match="asistentes"):
        visits.finish(begun.id)
    visits.edit(begun.id, {"without_attendance": "El río creció y nadie pudo llegar"})
    visits.finish(begun.id)
    assert visits.missing(begun.id) == []
    visits.close(begun.id)
    assert visits.get(begun.id).status == "closed"  # type: ignore[union-attr]


def test_what_is_missing_is_said_field_by_field_before_closing(desk: Desk) -> None:
    visits = Visits(desk)
    begun = visits.start(changes={"without_attendance": "Nadie llegó"})
    visits.finish(begun.id)
    missing = {one.field for one in visits.missing(begun.id)}
    assert missing == {"kind", "axis", "territory", "objective"}
    with pytest.raises(Refused, match="Falta"):
        visits.close(begun.id)


def test_only_a_coordinator_opens_a_closed_visit_again(desk: Desk) -> None:
    visits = Visits(desk)
    begun = visits.start(changes={**GUAPI_MEETING, "without_attendance": "Nadie llegó"})
    visits.finish(begun.id)
    visits.close(begun.id)
    with pytest.raises(Refused, match="coordinación"):
        visits.reopen(begun.id, "Faltó un compromiso")


def test_the_list_filters_by_words_state_and_department(desk: Desk) -> None:
    visits, people = Visits(desk), AttendanceList(desk)
    guapi = visits.start(changes=GUAPI_MEETING)
    people.add(guapi.id, {"full_name": "Célimo Angulo"})
    visits.plan({"objective": "Taller en Cali", "territory": "76001"})
    assert visits.page().total == 2
    line = visits.page(VisitFilter(territory=CAUCA)).lines[0]
    assert (line.place, line.people, line.status) == ("Guapi, Cauca", 1, "in_progress")
    assert [one.title for one in visits.page(VisitFilter(text="taller")).lines] == [
        "Taller en Cali"
    ]
    assert visits.page(VisitFilter(status=frozenset({"closed"}))).total == 0


def test_a_cancelled_visit_keeps_its_reason_and_an_annulled_one_comes_back(desk: Desk) -> None:
    visits = Visits(desk)
    planned = visits.plan(GUAPI_MEETING)
    with pytest.raises(Refused, match="por qué"):
        visits.cancel(planned.id, "  ")
    visits.cancel(planned.id, "Paro en la vía")
    assert visits.get(planned.id).status_reason == "Paro en la vía"  # type: ignore[union-attr]
    visits.annul(planned.id, "Escrita dos veces")
    assert visits.page().total == 0
    visits.restore(planned.id)
    assert visits.page().total == 1
