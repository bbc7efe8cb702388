"""Promises: said in a sentence, followed up, late only after midnight of their day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused
from fieldapp.rules.acta_content import Acta, read_content
from fieldapp.store.ledger import content_of
from fieldapp.work.commitment_board import BoardFilter
from fieldapp.work.commitments import Commitments
from fieldapp.work.desk import Desk, WrongFields
from fieldapp.work.minutes import Actas
from fieldapp.work.registers import Registers
from fieldapp.work.today import Today
from fieldapp.work.visits import Visits
from tests.given.desks import GUAPI, Clock
from tests.given.meetings import a_meeting, saved


@pytest.fixture
def visit(desk: Desk) -> UUID:
    return Visits(desk).start(changes={"territory": GUAPI, "objective": "Mesa de empleo"}).id


def a_promise(desk: Desk, visit: UUID, text: str = "Convocar la mesa", **changes: object) -> UUID:
    typed = {
        "text": text,
        "responsible_name": "Alcaldía de Guapi",
        "due_on": date(2026, 12, 4),
        **changes,
    }
    return Commitments(desk).promise(visit, typed).id


@pytest.mark.parametrize(
    ("sentence", "who", "what", "due"),
    [
        (
            "@Alcaldía de Guapi: convocar la mesa, en 15 días",
            "Alcaldía de Guapi",
            "Convocar la mesa",
            date(2026, 12, 5),
        ),
        (
            "convocar la mesa el 4 de diciembre @SENA",
            "SENA",
            "Convocar la mesa el 4 de diciembre",
            None,
        ),
        (
            "@Alcaldía de Guapi entregar el acta 30 nov",
            "Alcaldía de Guapi",
            "Entregar el acta",
            date(2026, 11, 30),
        ),
        (
            "@personería de guapi enviar copia mañana",
            "personería de guapi",
            "Enviar copia",
            date(2026, 11, 21),
        ),
        ("@SENA, enviar la oferta 30 nov", "SENA", "Enviar la oferta", date(2026, 11, 30)),
        ("@SENA, enviar la oferta antes del 15 ene", "SENA", "Enviar la oferta", date(2027, 1, 15)),
        ("Enviar la oferta en dos semanas.", "", "Enviar la oferta", date(2026, 12, 4)),
        ("Enviar la oferta en 3 días hábiles", "", "Enviar la oferta", date(2026, 11, 25)),
        ("Revisar el plan 2026", "", "Revisar el plan 2026", None),
    ],
)
def test_a_sentence_says_who_what_and_when(
    desk: Desk, sentence: str, who: str, what: str, due: date | None
) -> None:
    said = Commitments(desk).read_sentence(sentence)
    assert said["text"] == what
    assert said.get("responsible_name", "") == who
    assert said.get("due_on") == due


def test_a_known_entity_needs_no_comma(desk: Desk) -> None:
    Registers(desk).save("organization", None, {"name": "Consejo Comunitario Río Guapi"})
    said = Commitments(desk).read_sentence("@consejo comunitario rio guapi enviar el acta mañana")
    assert said == {
        "text": "Enviar el acta",
        "responsible_name": "Consejo Comunitario Río Guapi",
        "due_on": date(2026, 11, 21),
    }


def test_the_due_day_is_not_late_and_the_next_working_day_is(
    desk: Desk, clock: Clock, visit: UUID
) -> None:
    a_promise(desk, visit)
    commitments = Commitments(desk)
    clock.go_on(days=14)
    assert not commitments.of(visit)[0].late
    clock.go_on(days=1)
    line = commitments.of(visit)[0]
    assert (line.late, line.days_late) == (True, 1)
    assert Today(desk).page().owed.late == [line]


def test_done_needs_evidence_and_a_new_day_needs_its_reason(desk: Desk, visit: UUID) -> None:
    promise = a_promise(desk, visit)
    commitments = Commitments(desk)
    with pytest.raises(WrongFields) as caught:
        commitments.set_status(promise, "done")
    assert [fault.field for fault in caught.value.faults] == ["evidence"]
    with pytest.raises(WrongFields):
        commitments.reschedule(promise, date(2027, 1, 15), "")
    commitments.reschedule(promise, date(2027, 1, 15), "La lancha no salió")
    line = commitments.of(visit)[0]
    assert (line.due_on, line.first_due_on) == (date(2027, 1, 15), date(2026, 12, 4))
    commitments.set_status(promise, "done", evidence="Acta de instalación")
    room = commitments.get(promise)
    assert not room.line.open
    assert [report.status for report in room.follow_ups] == ["done", "rescheduled"]


def test_the_board_groups_by_date_entity_and_territory(
    desk: Desk, clock: Clock, visit: UUID
) -> None:
    a_promise(desk, visit, due_on=date(2026, 11, 19))
    a_promise(desk, visit, "Enviar la oferta", responsible_name="SENA")
    done = a_promise(desk, visit, "Abrir la oficina")
    commitments = Commitments(desk)
    commitments.set_status(done, "done", evidence="Foto")
    assert [group.key for group in commitments.board()] == ["late", "month"]
    by_entity = commitments.board(BoardFilter(by="entity"))
    assert [str(group.title) for group in by_entity] == ["Alcaldía de Guapi", "SENA"]
    (place,) = commitments.board(BoardFilter(by="territory", territory="19"))
    assert (str(place.title), len(place.lines)) == ("Guapi, Cauca", 2)
    assert commitments.board(BoardFilter(territory="76")) == []
    assert len(commitments.board(BoardFilter(late_only=True))[0].lines) == 1
    assert len(commitments.board(BoardFilter(text="oferta"))[0].lines) == 1
    assert commitments.board(BoardFilter(status=frozenset({"done"})))[0].lines[0].id == done


def test_they_keep_their_order_and_number_and_are_fixed_by_the_acta(
    desk: Desk, clock: Clock
) -> None:
    visit = a_meeting(desk, clock)
    commitments = Commitments(desk)
    second = a_promise(desk, visit, "Segundo")
    commitments.move(second, None)
    lines = commitments.of(visit)
    assert [(line.number, line.id == second) for line in lines] == [(1, True), (2, False)]
    saved(Actas(desk).issue(visit))
    with pytest.raises(Refused, match="firmada"):
        commitments.edit(second, {"text": "Otro"})
    with pytest.raises(Refused, match="firmada"):
        commitments.promise(visit, {"text": "Uno más"})
    commitments.edit(second, {"responsible_person": "Neiva Torres"})
    commitments.set_status(second, "in_progress", "Ya se citó")
    assert commitments.of(visit)[0].status == "in_progress"


def test_the_next_visit_begins_with_what_was_agreed_the_last_time(
    desk: Desk, clock: Clock, visit: UUID
) -> None:
    open_one = a_promise(desk, visit)
    done = a_promise(desk, visit, "Hecho")
    Commitments(desk).set_status(done, "done", evidence="Acta")
    clock.go_on(days=20)
    again = Visits(desk).start(changes={"territory": GUAPI}).id
    elsewhere = Visits(desk).start(changes={"territory": "76001"}).id
    assert [line.id for line in Visits(desk).last_agreed(again)] == [open_one]
    assert Visits(desk).last_agreed(elsewhere) == []


def test_what_the_meeting_hears_of_it_stands_in_its_acta_and_nothing_said_after(
    desk: Desk, clock: Clock
) -> None:
    earlier = a_meeting(desk, clock)
    kept, left = a_promise(desk, earlier, "Convocar la mesa"), a_promise(desk, earlier, "Otro")
    first = saved(Actas(desk).issue(earlier))
    clock.go_on(days=20)
    again = a_meeting(desk, clock)
    commitments = Commitments(desk)
    commitments.set_status(kept, "done", evidence="Oficio 12", meeting=again)
    acta = saved(Actas(desk).issue(again)).id
    told = content_of_acta(desk, acta)
    assert [one.id for one in told.agreed_before] == [str(kept)]
    assert told.agreed_before[0].agreed.startswith(f"Acta N.º {number_of(desk, first.id)}")
    assert told.agreed_before_note  # the other one, and those that `a_meeting` brings
    commitments.set_status(left, "in_progress", meeting=again)
    assert commitments.get(left).follow_ups[0].activity is None
    assert commitments.get(kept).follow_ups[0].activity == again


def content_of_acta(desk: Desk, minutes: UUID) -> Acta:
    with desk.reading() as reading:
        acta = reading.get(Minutes, minutes)
        assert acta is not None
        said = content_of(reading, acta.digest)
    assert said is not None
    return read_content(said.content, Acta)


def number_of(desk: Desk, minutes: UUID) -> str:
    with desk.reading() as reading:
        acta = reading.get(Minutes, minutes)
    assert acta is not None
    return acta.number


def test_a_picked_entity_writes_its_name(desk: Desk, visit: UUID) -> None:
    field = desk.kinds["commitment"]["responsible"]
    town = Registers(desk).options(field, "alcaldia guapi")[0]
    a_promise(desk, visit, responsible_name="", responsible=town.value)
    assert Commitments(desk).of(visit)[0].responsible == town.label


def test_a_continuous_promise_needs_no_day(desk: Desk, visit: UUID) -> None:
    a_promise(desk, visit, due_on=None, kind=Code("continuous"), periodicity=Code("quarterly"))
    line = Commitments(desk).of(visit)[0]
    assert (line.late, line.due_on) == (False, None)


def test_a_promise_may_come_from_a_plan_with_its_priority_and_indicator(desk: Desk) -> None:
    plan = Registers(desk).save("plan", None, {"title": "Plan de Guapi", "territory": GUAPI}).id
    promise = a_promise(desk, plan, priority=Code("high"))
    (line,) = Commitments(desk).of(plan)
    assert (line.id, line.origin_kind, line.origin_title) == (promise, "plan", "Plan de Guapi")
    assert line.place == "Guapi, Cauca"
    assert Commitments(desk).get(promise).commitment.priority == "high"
    late = Commitments(desk).board(BoardFilter())
    assert promise in [one.id for group in late for one in group.lines]
