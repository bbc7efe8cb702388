"""Commitments: late first, every promise with its past, each report kept once and for ever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.records.agreements import FollowUp
from fieldapp.ui.history_view import HistoryView
from fieldapp.ui.pages.commitments import CommitmentsPage
from fieldapp.ui.record_file import FileButton
from fieldapp.work.work import Work
from tests.given.busy_days import BusyDays, busy_days
from tests.given.calendars import events_of
from tests.given.desks import Clock, a_desk
from tests.ui.screens.commitments import CommitmentsScreen
from tests.ui.standins import FakePrompts, tools_for

LATE = "Entregar el listado"


@dataclass
class Bench:
    """The page in front of a real store some weeks into its work."""

    work: Work
    days: BusyDays
    prompts: FakePrompts
    screen: CommitmentsScreen

    def reports(self) -> list[FollowUp]:
        return self.work.commitments.get(self.days.late).follow_ups


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    clock, prompts = Clock(), FakePrompts()
    with a_desk(tmp_path, clock) as desk:
        days, work = busy_days(desk, clock), Work(desk)
        page = CommitmentsPage(tools_for(prompts=prompts), work)
        yield Bench(work, days, prompts, CommitmentsScreen(qtbot, page))


def test_the_late_ones_come_first_with_icon_word_and_colour(bench: Bench) -> None:
    assert bench.screen.headings[0] == "Vencidos"
    first = bench.screen.lines[0]
    assert (first.icon, first.word, first.role) == ("late", "vencido hace 10 días", "bad")
    assert "vencido hace 10 días" in first.spoken


def test_they_are_grouped_as_somebody_needs_them(bench: Bench) -> None:
    bench.screen.press("Por entidad")
    assert bench.screen.headings[0] == "Alcaldía de Guapi"
    bench.screen.press("Por territorio")
    assert "Guapi, Cauca" in bench.screen.headings
    bench.screen.press("Solo vencidos")
    assert [one.id for one in bench.screen.lines] == [bench.days.late]


def test_the_arrows_open_each_promise_beside_the_list(bench: Bench) -> None:
    bench.screen.walk_to("Convocar la mesa")
    assert "Responsable: Consejo Comunitario Río Guapi\nVence: mié 25 nov 2026" in "\n".join(
        bench.screen.words
    )
    bench.screen.key(Qt.Key.Key_Up)
    assert "vencido hace 10 días" in bench.screen.words


def test_one_key_says_how_it_goes_and_leaves_a_follow_up(bench: Bench) -> None:
    bench.screen.walk_to(LATE)
    bench.screen.type_key("2")
    assert [one.status for one in bench.reports()] == ["in_progress"]
    assert bench.prompts.told == ["Seguimiento guardado: En proceso"]
    assert "En proceso" in bench.screen.words


def test_done_asks_for_its_evidence_before_it_is_kept(bench: Bench) -> None:
    bench.screen.walk_to(LATE)
    bench.screen.type_key("3")
    assert bench.reports() == []
    bench.screen.press("Guardar el seguimiento")
    assert "evidencia" in bench.screen.field("Evidencia").sentence
    bench.screen.write("Evidencia", "Oficio 114 recibido")
    bench.screen.write("Avance (%)", "100")
    bench.screen.press("Guardar el seguimiento")
    (kept,) = bench.reports()
    assert (kept.status, kept.evidence, kept.progress_percent) == (
        "done",
        "Oficio 114 recibido",
        100,
    )
    assert bench.days.late not in [one.id for one in bench.screen.lines]
    assert bench.prompts.errors == []


def test_a_file_proves_what_is_reported_and_a_copy_of_it_is_taken(
    bench: Bench, tmp_path: Path
) -> None:
    bench.prompts.open_from, bench.prompts.save_to = tmp_path / "foto.jpg", tmp_path / "copia.jpg"
    bench.prompts.open_from.write_bytes(b"foto")
    bench.screen.walk_to(LATE)
    bench.screen.type_key("3")
    bench.screen.press("Adjuntar un archivo…")
    bench.screen.press("Guardar el seguimiento")
    (kept,) = bench.reports()
    assert (kept.status, kept.file_name) == ("done", "foto.jpg")
    bench.screen.page.open_record("commitment", bench.days.late)
    menu = bench.screen.page.panel.findChildren(FileButton)[-1].menu()
    assert menu is not None
    (keep,) = menu.actions()
    keep.trigger()
    assert bench.prompts.save_to.read_bytes() == b"foto"


def test_a_report_left_for_later_waits_with_its_promise(bench: Bench) -> None:
    bench.screen.walk_to(LATE)
    bench.screen.press("Registrar seguimiento")
    bench.screen.write("Qué pasó", "Falta la planta de hielo")
    bench.screen.walk_to("Convocar la mesa")
    assert bench.reports() == []
    bench.screen.walk_to(LATE)
    bench.screen.press("Registrar seguimiento")
    bench.screen.press("Guardar el seguimiento")
    assert [one.text for one in bench.reports()] == ["Falta la planta de hielo"]


def test_a_new_day_needs_its_reason_and_keeps_the_first(bench: Bench) -> None:
    bench.screen.walk_to(LATE)
    bench.screen.press("Reprogramar")
    bench.screen.write("Nueva fecha", "30 nov")
    bench.screen.press("Guardar la nueva fecha")
    assert bench.screen.field("Qué pasó").sentence != ""
    bench.screen.write("Qué pasó", "El muelle estuvo cerrado")
    bench.screen.press("Guardar la nueva fecha")
    (kept,) = bench.reports()
    assert (kept.status, kept.new_due_on) == ("rescheduled", date(2026, 11, 30))
    said = "\n".join(bench.screen.words)
    assert "Vence: lun 30 nov 2026 (al comienzo, mar 10 nov 2026)" in said


def test_the_origin_is_one_key_away(bench: Bench) -> None:
    bench.screen.walk_to(LATE)
    bench.screen.press("Acompañar a la alcaldía en la ruta de empleabilidad rural")
    assert bench.screen.opened == [("activity", bench.days.unfinished)]


def test_what_is_not_found_offers_to_drop_the_filters(bench: Bench) -> None:
    bench.screen.search("zzz")
    assert bench.screen.page.list.empty_sentence == "Ningún compromiso coincide con lo buscado."
    bench.screen.press("Quitar los filtros")
    assert len(bench.screen.lines) == 3


def test_escape_closes_first_the_form_and_then_the_promise(bench: Bench) -> None:
    bench.screen.walk_to(LATE)
    bench.screen.press("Registrar seguimiento")
    assert bench.screen.page.go_back()
    assert bench.screen.page.panel.form.isHidden()
    assert bench.screen.page.go_back()
    assert not bench.screen.page.go_back()


def test_a_report_left_half_typed_is_there_when_the_program_opens_again(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.screen.walk_to(LATE)
    bench.screen.press("Registrar seguimiento")
    bench.screen.write("Qué pasó", "Llamó la alcaldía y")
    bench.screen.page.flush()
    again = CommitmentsScreen(qtbot, CommitmentsPage(tools_for(prompts=FakePrompts()), bench.work))
    again.walk_to(LATE)
    again.press("Registrar seguimiento")
    assert again.field("Qué pasó").editor.value() == "Llamó la alcaldía y"
    assert not bench.reports()


def test_the_history_lies_over_the_page_and_escape_gives_it_back(bench: Bench) -> None:
    bench.screen.walk_to(LATE)
    bench.screen.type_key("2")
    bench.screen.press("Historia")
    (view,) = bench.screen.page.findChildren(HistoryView)
    told = view.shown.splitlines()
    assert told[0] == "Quién lo creó"
    assert told[1].startswith("usted, ")
    assert "Lo que se cambió en este equipo" in told
    assert "Creado, sin enviar todavía" in told
    assert any(line.startswith("Compromiso: «Entregar el listado") for line in told)
    bench.screen.key(Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert bench.screen.page.panel.commitment_id == bench.days.late


def test_what_is_shown_goes_to_a_calendar_on_its_days_as_they_stand_now(
    bench: Bench, tmp_path: Path
) -> None:
    bench.work.commitments.reschedule(bench.days.late, date(2026, 11, 30), "El muelle cerró")
    bench.screen.page.reload()
    bench.prompts.save_to = tmp_path / "Compromisos.ics"
    bench.screen.press("Llevar al calendario")
    days = {one["UID"]: one for one in events_of(bench.prompts.save_to.read_bytes())}
    late, soon = (days[f"{one}@bitacora"] for one in (bench.days.late, bench.days.soon))
    assert late["DTSTART;VALUE=DATE"] == "20261130"
    assert late["SUMMARY"].startswith("Alcaldía de Guapi: Entregar el listado")
    assert "Primera fecha: mar 10 nov 2026" in late["DESCRIPTION"]
    assert soon["DTSTART;VALUE=DATE"] == "20261125"
    assert bench.prompts.errors == []


def test_the_calendar_holds_only_what_the_filters_leave(bench: Bench, tmp_path: Path) -> None:
    bench.screen.press("Solo vencidos")
    bench.prompts.save_to = tmp_path / "Compromisos.ics"
    bench.screen.press("Llevar al calendario")
    (only,) = events_of(bench.prompts.save_to.read_bytes())
    assert only["UID"] == f"{bench.days.late}@bitacora"
    assert bench.prompts.told[-1].endswith("con 1 compromiso.")


def test_the_board_is_saved_as_a_sheet_as_it_is_shown(bench: Bench, tmp_path: Path) -> None:
    bench.prompts.save_to = tmp_path / "compromisos.xlsx"
    bench.screen.press("Solo vencidos")
    bench.screen.press("Guardar lista en XLSX")
    heads, *rows = load_workbook(tmp_path / "compromisos.xlsx").worksheets[0].values
    assert heads[:4] == ("Grupo", "Compromiso", "Responsable", "Vence")
    assert len(rows) == len(bench.screen.lines)
    assert (rows[0][0], rows[0][5]) == ("Vencidos", 10)
    assert str(rows[0][1]).startswith(LATE)


def test_the_filters_of_the_board_are_there_again_the_next_time(bench: Bench, qtbot: QtBot) -> None:
    bench.screen.press("Por entidad")
    bench.screen.press("Solo vencidos")
    again = CommitmentsScreen(qtbot, CommitmentsPage(tools_for(), bench.work))
    assert again.page.filters.wanted == bench.screen.page.filters.wanted
    assert again.headings[0] == "Alcaldía de Guapi"
    assert len(again.lines) == len(bench.screen.lines)
