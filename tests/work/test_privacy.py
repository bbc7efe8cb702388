"""Somebody asks for their data: found everywhere, told, taken back, forgotten (workflow W12)."""

from __future__ import annotations

import pytest

from fieldapp.records.privacy import DataAccess
from fieldapp.records.text import Refused
from fieldapp.records.visits import Activity, Attendance, Consent, Ink
from fieldapp.rules.figures import FieldWork, figures_of
from fieldapp.rules.same_as import Sameness
from fieldapp.work.desk import Desk
from fieldapp.work.privacy import Held
from fieldapp.work.work import Work
from tests.given.desks import Clock
from tests.given.meetings import a_meeting, saved

_WHY = "Lo pidió ella misma, por escrito"


@pytest.fixture
def work(desk: Desk) -> Work:
    return Work(desk)


def _of(found: list[Held], kind: str) -> list[Held]:
    return [one for one in found if one.kind == kind]


def _accesses(desk: Desk) -> list[DataAccess]:
    with desk.reading() as reading:
        return reading.all(DataAccess, order_by=("created_at",))


def _counted(desk: Desk) -> tuple[int, int]:
    with desk.reading() as reading:
        work = FieldWork(visits=reading.all(Activity), attendance=reading.all(Attendance))
        found = figures_of(work, Sameness([]), desk.today(), desk.pack)
    return found.attendances, found.persons


def test_a_person_is_found_by_name_or_document_wherever_they_stand(
    work: Work, desk: Desk, clock: Clock
) -> None:
    a_meeting(desk, clock)
    work.registers.save("person", None, {"full_name": "Yesenia Riascos", "id_number": "1061234567"})
    by_name = work.privacy.find("yesenia riascos")
    assert {one.kind for one in by_name} == {"attendance", "ink", "person"}
    (row,) = _of(by_name, "attendance")
    assert row.of == "Instalar la mesa de empleo de Guapi"
    assert ("Teléfono", "310555120") in row.values
    by_document = work.privacy.find("1.061.234.567")
    assert {one.kind for one in by_document} == {"attendance", "person"}
    assert work.privacy.find("106123456") == []


def test_a_search_is_written_down_without_whom_it_was_for(
    work: Work, desk: Desk, clock: Clock
) -> None:
    a_meeting(desk, clock)
    work.privacy.find("Yesenia Riascos Angulo")
    (noted,) = _accesses(desk)
    assert (noted.what, noted.rows, noted.created_by) == ("person_sought", 2, desk.posting.officer)
    assert "Yesenia" not in repr(noted)
    with pytest.raises(Refused, match="nombre o el documento"):
        work.privacy.find("a")


def test_the_copy_handed_to_the_person_says_everything_and_their_rights(
    work: Work, desk: Desk, clock: Clock
) -> None:
    a_meeting(desk, clock)
    found = work.privacy.find("Yesenia Riascos")
    report = work.privacy.report(found, _WHY)
    values = [cell for table in report.tables for row in table.rows for cell in row]
    assert {"1061234567", "310555120", "Yesenia Riascos Angulo"} <= set(values)
    assert not any(isinstance(cell, bytes) for cell in values)
    assert work.reports.write(report, "pdf").startswith(b"%PDF")
    assert _accesses(desk)[-1].what == "person_told"
    with pytest.raises(Refused, match="quién lo pide"):
        work.privacy.report(found, " ")


def test_withdrawing_erases_what_was_allowed_and_leaves_the_attendance(
    work: Work, desk: Desk, clock: Clock
) -> None:
    visit = a_meeting(desk, clock)
    found = work.privacy.find("Yesenia Riascos")
    work.privacy.withdraw(found, _WHY)
    first = work.attendance.rows(visit)[0]
    assert first.attendance.full_name == "Yesenia Riascos Angulo"
    assert (first.attendance.phone, first.attendance.id_number) == ("", "")
    with desk.reading() as reading:
        taken_back = [one for one in reading.all(Consent) if one.withdrawn_at]
    assert len(taken_back) == 1
    with pytest.raises(Refused, match="ninguna autorización"):
        work.privacy.withdraw(found, _WHY)


def test_forgetting_somebody_keeps_every_count_and_no_trace_of_who_it_was(
    work: Work, desk: Desk, clock: Clock
) -> None:
    visits = [a_meeting(desk, clock), a_meeting(desk, clock)]
    for visit in visits:
        work.visits.finish(visit)
    before = _counted(desk)
    found = _of(work.privacy.find("Yesenia Riascos"), "attendance")
    assert len(found) == len(visits)
    done = work.privacy.forget(found, _WHY)
    assert done.forgotten == len(visits)
    assert _counted(desk) == before
    with desk.reading() as reading:
        rows = [one for one in reading.all(Attendance) if one.anonymous]
        inks = reading.all(Ink, {"attendance": [row.id for row in rows]}, include_annulled=True)
    assert len(rows) == len(visits)
    assert all(not (row.full_name or row.id_number or row.phone) for row in rows)
    assert all(ink.strokes is None and ink.annulled and not ink.signer for ink in inks)
    assert [one.what for one in _accesses(desk)][-2:] == ["anonymised", "anonymised"]
    assert work.privacy.find("Yesenia Riascos") == []


def test_what_an_issued_acta_says_stays_and_the_reason_is_told(
    work: Work, desk: Desk, clock: Clock
) -> None:
    sealed = a_meeting(desk, clock)
    saved(work.minutes.issue(sealed))
    a_meeting(desk, clock)
    found = _of(work.privacy.find("Yesenia Riascos"), "attendance")
    done = work.privacy.forget(found, _WHY)
    assert done.forgotten == 1
    (kept,) = done.kept
    assert kept.stays is not None
    assert "D07" in str(kept.stays.parts["number"])
    with pytest.raises(Refused, match="lo que dice un acta"):
        work.privacy.forget(list(done.kept), _WHY)
    assert work.attendance.rows(sealed)[0].attendance.full_name == "Yesenia Riascos Angulo"


def test_guarded_values_that_leave_in_a_list_or_an_archive_copy_are_written_down(
    work: Work, desk: Desk, clock: Clock
) -> None:
    visit = a_meeting(desk, clock)
    work.exports.table("attendance", "csv")
    work.exports.attendance(visit)
    assert _accesses(desk) == []
    work.exports.table("attendance", "csv", personal=True)
    work.exports.attendance(visit, personal=True)
    acta = saved(work.minutes.issue(visit)).id
    work.papers.pdf(acta)
    work.papers.pdf(acta, archive=True)
    noted = [(one.what, one.about_kind, one.rows) for one in _accesses(desk)]
    assert noted == [
        ("list_taken_out", "attendance", 3),
        ("list_taken_out", "attendance", 3),
        ("archive_copy", "minutes", None),
    ]
