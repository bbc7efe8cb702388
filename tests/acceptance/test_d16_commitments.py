"""D16: commitments: permanent ones, working days, what is late whatever the filter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fieldapp.demo.day import agree_in_cali
from fieldapp.records.describe import Code
from fieldapp.work.commitment_board import BoardFilter
from fieldapp.work.desk import WrongFields
from fieldapp.work.work import Work
from tests.given.desks import CALI, GUAPI


def test_d16_the_eleven_of_cali_are_permanent(work: Work) -> None:
    lines = work.commitments.of(agree_in_cali(work))
    assert [(line.kind, line.periodicity) for line in lines] == [("continuous", "on_demand")] * 11
    assert not any(line.late for line in lines)


def test_d16_what_is_due_on_a_holiday_is_due_on_the_next_working_day(work: Work) -> None:
    visit = work.visits.start(changes={"objective": "Mesa", "territory": GUAPI}).id
    holiday = date(2026, 11, 16)
    assert work.desk.pack.calendar.roll_forward(holiday) == date(2026, 11, 17)
    promise = work.commitments.promise(
        visit, {"text": "Convocar", "due_on": holiday, "responsible_name": "SENA"}
    ).id
    room = work.commitments.get(promise)
    assert room.line.due_on == holiday
    today = work.desk.today()
    assert room.line.days_late == (today - date(2026, 11, 17)).days


def test_d16_three_late_ones_are_late_for_every_entity_and_every_grouping(work: Work) -> None:
    visit = work.visits.start(changes={"objective": "Mesa", "territory": CALI}).id
    yesterday = work.desk.today() - timedelta(days=10)
    for name in ("Alcaldía de Cali", "SENA", "Cámara de Comercio"):
        promise = {"text": f"Entregar a {name}", "due_on": yesterday, "responsible_name": name}
        work.commitments.promise(visit, promise)
    for grouping in ("date", "entity", "territory"):
        groups = work.commitments.board(BoardFilter(by=grouping))
        assert sum(line.late for group in groups for line in group.lines) == 3


def test_d16_done_needs_its_evidence_and_a_new_day_its_reason(work: Work) -> None:
    visit = work.visits.start(changes={"objective": "Mesa", "territory": GUAPI}).id
    promise = work.commitments.promise(
        visit, {"text": "Convocar", "due_on": date(2026, 12, 4), "responsible_name": "SENA"}
    ).id
    with pytest.raises(WrongFields):
        work.commitments.set_status(promise, "done")
    with pytest.raises(WrongFields):
        work.commitments.reschedule(promise, date(2027, 1, 20), "")
    work.commitments.reschedule(promise, date(2027, 1, 20), "La entidad cambió de titular")
    line = work.commitments.get(promise).line
    assert (line.first_due_on, line.due_on) == (date(2026, 12, 4), date(2027, 1, 20))
    work.commitments.set_status(promise, "done", evidence="Acta 3")
    assert work.commitments.get(promise).line.status == Code("done")
