"""Informes: a report is chosen, told what it needs, seen, saved in three forms and printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from docx import Document
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from fieldapp.records.logbook import LogbookEntry
from fieldapp.ui.jobs import LongWork, ThreadedJobs
from fieldapp.ui.pages.registers import RegistersPage
from fieldapp.ui.pages.reports import ReportsPage
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, a_desk
from tests.given.papers import words_of
from tests.ui.screens.registers import RegistersScreen
from tests.ui.screens.reports import ReportsScreen
from tests.ui.standins import FakePrompts, tools_for


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    with a_desk(tmp_path) as desk:
        yield Work(desk)


@pytest.fixture
def prompts(tmp_path: Path) -> FakePrompts:
    return FakePrompts(save_to=tmp_path / "informe")


@pytest.fixture
def screen(qtbot: QtBot, work: Work, prompts: FakePrompts) -> ReportsScreen:
    page = ReportsPage(tools_for(prompts=prompts), work.reports, work.registers)
    return ReportsScreen(qtbot, page)


def _a_plan(work: Work) -> UUID:
    return work.registers.save("plan", None, {"title": "Plan de empleo de Guapi"}).id


def test_reports_stand_under_their_groups_and_say_what_they_are_for(
    screen: ReportsScreen, work: Work
) -> None:
    screen.choose("commitments")
    assert "Convenios y compromisos" in screen.page.reports.lines
    assert "Seguimiento de compromisos" in screen.page.reports.lines
    listed = [one.name for group in work.reports.groups() for one in group.reports]
    assert sorted(listed) == sorted(one.name for one in work.reports.known())


def test_only_what_a_report_needs_is_asked(screen: ReportsScreen, work: Work) -> None:
    screen.choose("commitments")
    assert screen.asked == ["Territorio"]
    about = next(one for one in work.reports.known() if one.about == "plan")
    screen.choose(about.name)
    assert screen.asked == ["Plan"]


def test_the_informe_de_vigencia_is_narrowed_by_axis_and_by_officer(
    screen: ReportsScreen, work: Work
) -> None:
    screen.choose("results")
    assert {"Territorio", "Eje", "Funcionario"} <= set(screen.asked)
    axis = next(iter(work.desk.pack.catalogue("axes")))
    screen.write("axis", axis.label[:12])
    wanted = screen.page.choices.wanted()
    assert wanted is not None
    assert (wanted.axis, wanted.officer) == (axis.code, None)
    screen.page.main_action()
    assert screen.pages >= 1


def test_a_report_is_seen_and_saved_in_three_forms(
    screen: ReportsScreen, prompts: FakePrompts, tmp_path: Path
) -> None:
    screen.choose("commitments")
    assert not screen.button("Guardar…").isVisible()
    screen.write("territory", "guapi")
    screen.page.main_action()
    assert screen.pages == 1
    for form in ("PDF", "XLSX", "DOCX"):
        prompts.save_to = tmp_path / f"informe.{form.lower()}"
        screen.save_as(form)
    assert prompts.errors == []
    assert len(prompts.told) == 3
    assert "Seguimiento de compromisos" in words_of((tmp_path / "informe.pdf").read_bytes())
    assert load_workbook(tmp_path / "informe.xlsx").sheetnames
    assert Document(str(tmp_path / "informe.docx")).paragraphs


def test_a_period_chosen_by_its_name_writes_its_days_which_may_be_changed(
    screen: ReportsScreen,
) -> None:
    screen.choose("logbook")
    screen.write("period", "trimestre ant")
    wanted = screen.page.choices.wanted()
    assert wanted is not None
    assert (wanted.since, wanted.until) == (date(2026, 7, 1), date(2026, 9, 30))
    screen.write("until", "31/08/2026")
    wanted = screen.page.choices.wanted()
    assert wanted is not None
    assert wanted.until == date(2026, 8, 31)
    assert screen.page.choices.asked["period"].editor.value() is None
    screen.write("period", "vigencia 2016-1")
    wanted = screen.page.choices.wanted()
    assert wanted is not None
    assert wanted.since == date(2016, 1, 1)


def test_another_choice_takes_the_prepared_report_away(screen: ReportsScreen) -> None:
    screen.choose("commitments")
    screen.page.main_action()
    assert screen.pages == 1
    screen.write("territory", "guapi")
    assert screen.pages == 0
    assert not screen.button("Imprimir").isVisible()


def test_a_report_about_a_record_asks_for_it_by_its_name(screen: ReportsScreen, work: Work) -> None:
    _a_plan(work)
    about = next(one for one in work.reports.known() if one.about == "plan")
    screen.choose(about.name)
    screen.enter()
    screen.page.main_action()
    assert screen.sentence_under("record") == "Elija de qué registro es el informe."
    screen.write("record", "guapi")
    screen.page.main_action()
    assert screen.pages >= 1


def test_a_period_that_ends_before_it_begins_is_said_under_its_field(
    screen: ReportsScreen, work: Work
) -> None:
    timed = next(one for one in work.reports.known() if {a.value for a in one.asks} >= {"period"})
    screen.choose(timed.name)
    screen.write("since", "20 nov 2026")
    screen.write("until", "1 nov 2026")
    screen.page.main_action()
    assert screen.sentence_under("until") == "Es anterior al comienzo."
    assert screen.pages == 0


def test_every_report_that_asks_for_no_record_can_be_prepared(
    screen: ReportsScreen, work: Work, prompts: FakePrompts
) -> None:
    for facts in work.reports.known():
        if not facts.about:
            screen.choose(facts.name)
            screen.page.main_action()
            assert screen.page.prepared is not None, facts.name
    assert prompts.errors == []


def test_an_open_record_offers_the_reports_about_it(qtbot: QtBot, work: Work) -> None:
    trip = work.registers.save("trip", None, {"object": "Instalar la mesa de Guapi"}).id
    tools = tools_for()
    page = RegistersPage(*(tools, work.registers, work.lists, work.histories), work.reports.of)
    registers = RegistersScreen(qtbot, page)
    page.open_record("trip", trip)
    with qtbot.wait_signal(page.open_requested) as asked:
        registers.choose_report(str(work.reports.of("trip")[0].label))
    reports = ReportsScreen(qtbot, ReportsPage(tools, work.reports, work.registers))
    assert asked.args is not None
    reports.page.open_record(*asked.args)
    assert reports.pages >= 1


def test_a_long_report_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, work: Work, prompts: FakePrompts
) -> None:
    """With the real workers: the window lives on, and what was stopped leaves nothing behind."""
    first = work.logbook.write({"territory": GUAPI, "text": "Contacto con la alcaldía"})
    with work.desk.writing() as writing:
        entry = writing.get(LogbookEntry, first.id)
        assert entry is not None
        for number in range(4_000):
            text = f"Contacto {number} con la alcaldía"
            writing.put(msgspec.structs.replace(entry, id=work.desk.new_id(), text=text))
    jobs = ThreadedJobs()
    moved: list[LongWork | None] = []
    jobs.long_moved.connect(moved.append)
    tools = replace(tools_for(prompts=prompts), jobs=jobs)
    screen = ReportsScreen(qtbot, ReportsPage(tools, work.reports, work.registers))
    screen.choose("logbook")
    screen.page.main_action()
    qtbot.wait_until(lambda: any(one is not None and one.total for one in moved), timeout=60_000)
    jobs.stop_long()
    qtbot.wait_until(lambda: screen.said.startswith("Se detuvo"), timeout=60_000)
    assert screen.pages == 0
    assert prompts.errors == []
    screen.page.main_action()
    qtbot.wait_until(lambda: screen.pages > 1, timeout=60_000)
    jobs.stop()


def test_where_the_institution_has_its_own_form_it_is_offered_and_filled(
    screen: ReportsScreen, prompts: FakePrompts, tmp_path: Path
) -> None:
    screen.choose("monthly")
    screen.page.main_action()
    prompts.save_to = tmp_path / "mes.docx"
    screen.save_as("Formato de la entidad, DOCX")
    assert prompts.errors == []
    assert any(
        "Funcionario: " in one.text for one in Document(str(tmp_path / "mes.docx")).paragraphs
    )
    screen.choose("commitments")
    screen.page.main_action()
    acts = [act.text() for act in screen.button("Guardar…").menu().actions()]
    assert acts == ["PDF", "XLSX", "DOCX"]
