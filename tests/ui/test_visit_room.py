"""The room of a visit: a whole meeting by keyboard, from the first stamp to the number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fieldapp.records.describe import Code
from fieldapp.ui.jobs import Jobs
from fieldapp.ui.pages.visit_room.page import VisitRoomPage
from fieldapp.ui.widgets.offered_line import OfferedLineEditor
from fieldapp.work.visit_room import VisitRoom
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, Clock, a_desk
from tests.given.meetings import saved
from tests.ui.screens.visit_room import ALT, CTRL, TABS, VisitRoomScreen
from tests.ui.standins import FakePrompts, LateJobs, tools_for

T = TypeVar("T")

READY: Mapping[str, object] = {
    "objective": "Mesa de empleo",
    "territory": GUAPI,
    "kind": "session",
    "axis": "GT",
}


@dataclass
class Meeting:
    """A real store behind the room."""

    screen: VisitRoomScreen
    work: Work
    prompts: FakePrompts
    clock: Clock
    visit: UUID

    @property
    def room(self) -> VisitRoom:
        return self.work.visits.room(self.visit)


Open = Callable[..., Meeting]


@pytest.fixture
def open_room(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    with ExitStack() as stack:

        def opened(
            *,
            started: bool = True,
            given: Callable[[Work, UUID], object] | None = None,
            jobs: Jobs | None = None,
            **changes: object,
        ) -> Meeting:
            clock, prompts = Clock(), FakePrompts()
            work = Work(stack.enter_context(a_desk(tmp_path, clock)))
            visit = work.visits.plan({**READY, **changes}).id
            if started:
                work.visits.start(visit)
            if given is not None:
                given(work, visit)
            tools = tools_for(prompts=prompts)
            page = VisitRoomPage(replace(tools, jobs=jobs or tools.jobs), work)
            return Meeting(VisitRoomScreen(qtbot, page, visit), work, prompts, clock, visit)

        yield opened


@pytest.fixture
def open_blank(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[VisitRoomScreen, Work]]:
    with a_desk(tmp_path) as desk:
        work = Work(desk)
        yield VisitRoomScreen(qtbot, VisitRoomPage(tools_for(), work)), work


def test_a_whole_meeting_by_keyboard(open_room: Open) -> None:  # noqa: PLR0915 - one whole day
    meeting = open_room(started=False, planned_on=date(2026, 11, 20))
    screen = meeting.screen
    assert screen.places[-1] == "Actividad · Guapi, Cauca"
    screen.page.main_action()
    assert meeting.room.activity.status == "in_progress"
    assert "inició 12:00" in screen.words_shown()

    screen.tab("Asistencia")
    for number, name in (("31234567", "Rosa Mina"), ("10432277", "Luis Mosquera")):
        screen.type(number)
        screen.key(Qt.Key.Key_Return)
        screen.type(name)
        screen.key(Qt.Key.Key_Return)
    screen.type("66123456")
    screen.key(Qt.Key.Key_Tab)
    screen.key(Qt.Key.Key_Tab)
    screen.type("Yolanda Riascos")
    screen.key(Qt.Key.Key_Tab)
    screen.type("Alcaldía de Guapi")
    screen.key(Qt.Key.Key_Return)
    assert screen.names() == ["Rosa Mina", "Luis Mosquera", "Yolanda Riascos"]
    assert [row.attendance.id_type for row in meeting.room.people] == ["CC", "CC", "CC"]

    screen.tab("Desarrollo")
    screen.type("Plan local de empleo")
    screen.key(Qt.Key.Key_Return)
    screen.write("Decisión", "Se aprueba el plan")
    assert [point.decision for point in meeting.room.agenda] == ["Se aprueba el plan"]

    screen.tab("Compromisos")
    screen.type("@Alcaldía de Guapi entregar el acta 30 nov")
    screen.key(Qt.Key.Key_Return)
    (promise,) = meeting.room.commitments
    assert (promise.responsible, promise.text, promise.due_on) == (
        "Alcaldía de Guapi",
        "Entregar el acta",
        date(2026, 11, 30),
    )

    meeting.clock.go_on(hours=2)
    screen.tab("Acta")
    assert "No falta nada" in screen.words_shown()
    screen.page.main_action()
    assert "Después de emitir, el texto ya no se cambia" in meeting.prompts.asked[-1]
    minutes = meeting.room.minutes
    assert minutes is not None
    assert minutes.status == "sealed"
    assert minutes.number in screen.words_shown()
    assert minutes.number in meeting.prompts.told[-1]
    assert meeting.prompts.errors == []
    assert screen.is_offered("Imprimir")


# Datos.


def test_the_first_field_typed_makes_the_visit(
    open_blank: tuple[VisitRoomScreen, Work],
) -> None:
    screen, work = open_blank
    assert not screen.page.tabs.isTabEnabled(1)
    screen.write("Territorio", "guapi")
    screen.write("Objetivo", "Mesa de empleo")
    (line,) = work.visits.page().lines
    assert (line.title, line.place, line.status) == ("Mesa de empleo", "Guapi, Cauca", "planned")
    assert screen.page.tabs.isTabEnabled(1)


def test_a_blank_visit_is_begun_at_once(open_blank: tuple[VisitRoomScreen, Work]) -> None:
    screen, work = open_blank
    screen.press("Iniciar")
    (line,) = work.visits.page().lines
    assert line.status == "in_progress"
    assert screen.is_offered("Terminar")


def test_what_is_typed_and_not_left_is_kept_when_it_is_begun(
    open_blank: tuple[VisitRoomScreen, Work],
) -> None:
    screen, work = open_blank
    screen.page.basics.form.focus_field("venue")
    screen.type("Casa de la cultura")
    screen.page.main_action()
    (line,) = work.visits.page().lines
    visit = work.visits.get(line.id)
    assert visit is not None
    assert (visit.venue, visit.status) == ("Casa de la cultura", "in_progress")


def test_rare_fields_are_folded_away_until_they_are_asked_for(open_room: Open) -> None:
    screen = open_room().screen
    assert not screen.field("Quórum requerido").isVisible()
    screen.press("Más sobre la sesión y quién participa")
    assert screen.field("Quórum requerido").isVisible()


def test_the_end_is_stamped(open_room: Open) -> None:
    meeting = open_room(given=lambda work, visit: work.attendance.add(visit, {"full_name": "Rosa"}))
    meeting.clock.go_on(hours=2)
    meeting.screen.press("Terminar")
    activity = meeting.room.activity
    assert (activity.status, activity.ends_at) == (
        "done",
        datetime(2026, 11, 20, 19, 0, tzinfo=UTC),
    )
    assert "12:00 a 14:00" in meeting.screen.words_shown()


def test_without_anybody_it_says_what_to_do_and_goes_there(open_room: Open) -> None:
    meeting = open_room()
    meeting.screen.press("Terminar")
    assert meeting.screen.page.panel is meeting.screen.page.attendance
    assert "Anote al menos un asistente" in meeting.prompts.told[-1]


def test_a_visit_is_given_up_with_its_reason(open_room: Open) -> None:
    meeting = open_room()
    meeting.prompts.reason = "Se inundó el río"
    meeting.screen.press("Cancelar la actividad")
    assert meeting.room.activity.status == "cancelled"
    assert not meeting.screen.is_offered("Cerrar y firmar el acta")


def test_only_a_coordinator_opens_it_again(open_room: Open) -> None:
    meeting = open_room(given=lambda work, visit: work.visits.cancel(visit, "Se inundó el río"))
    meeting.screen.press("Abrir de nuevo")
    assert meeting.room.activity.status == "cancelled"
    assert len(meeting.prompts.errors) == 1


def test_escape_goes_back_to_the_list(open_room: Open) -> None:
    screen = open_room().screen
    assert screen.page.go_back()
    assert screen.wished == [("visits", None)]


# Asistencia.


def somebody(work: Work, visit: UUID) -> None:
    work.attendance.add(visit, {"full_name": "Rosa Mina", "id_type": "CC", "id_number": "31234567"})


def test_a_known_person_is_one_enter(open_room: Open) -> None:
    def known(work: Work, visit: UUID) -> None:
        earlier = work.visits.start(None, {"objective": "La anterior"}).id
        somebody(work, earlier)

    meeting = open_room(given=known)
    screen = meeting.screen
    screen.tab("Asistencia")
    screen.type("3123")
    assert "Rosa Mina" in screen.wait_for_known()[0]
    screen.key(Qt.Key.Key_Return)
    (row,) = meeting.room.people
    assert (row.attendance.full_name, row.attendance.id_number) == ("Rosa Mina", "31234567")
    assert screen.cell().place.row() == 1


def test_people_are_typed_faster_than_a_slow_disk_writes(open_room: Open) -> None:
    jobs = LateJobs()
    meeting = open_room(jobs=jobs)
    screen = meeting.screen
    screen.tab("Asistencia")
    for number, name in (("31234567", "Rosa Mina"), ("10432277", "Luis Mosquera")):
        screen.type(number)
        screen.key(Qt.Key.Key_Return)
        screen.type(name)
        screen.key(Qt.Key.Key_Return)
    screen.type("66")
    jobs.catch_up()
    assert screen.cell().text() == "66"  # what is under way is not touched by what arrives
    screen.type("123456")
    screen.key(Qt.Key.Key_Return)
    jobs.catch_up()
    assert [
        (row.attendance.id_number, row.attendance.full_name) for row in meeting.room.people
    ] == [
        ("31234567", "Rosa Mina"),
        ("10432277", "Luis Mosquera"),
        ("66123456", ""),
    ]
    assert screen.names() == ["Rosa Mina", "Luis Mosquera", ""]


def test_a_question_that_is_passed_over_keeps_both_rows(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    screen = meeting.screen
    screen.tab("Asistencia")
    screen.type("31234567")
    screen.key(Qt.Key.Key_Tab)
    screen.page.go_back()
    assert screen.page.attendance.question.sentence == ""
    assert len(meeting.room.people) == 2


def test_an_equal_document_asks_in_place(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    screen, bar = meeting.screen, meeting.screen.page.attendance.question
    screen.tab("Asistencia")
    screen.type("31.234.567")
    screen.key(Qt.Key.Key_Tab)
    assert bar.sentence == "Ya está en la fila 1: ¿es la misma persona?"
    screen.press("Sí, es la misma (Alt+S)")
    assert len(meeting.room.people) == 1
    assert screen.page.attendance.table.current == meeting.room.people[0].attendance.id


def test_another_person_with_the_same_document_is_kept(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    screen = meeting.screen
    screen.tab("Asistencia")
    screen.type("31234567")
    screen.key(Qt.Key.Key_Tab)
    screen.press("No, es otra persona (Alt+N)")
    assert len(meeting.room.people) == 2


def test_a_number_that_looks_wrong_is_marked_and_stops_nobody(open_room: Open) -> None:
    meeting = open_room()
    screen = meeting.screen
    screen.tab("Asistencia")
    screen.type("12-A")
    screen.key(Qt.Key.Key_Return)
    screen.type("Ana Quispe")
    screen.key(Qt.Key.Key_Return)
    assert screen.people[0][1] == "12-A · sin verificar"
    assert meeting.prompts.errors == []


@pytest.mark.parametrize(
    ("letter", "word"), [("e", "Con excusa"), ("a", "Ausente"), ("p", "Presente")]
)
def test_a_letter_marks_who_came(open_room: Open, letter: str, word: str) -> None:
    meeting = open_room(given=somebody)
    meeting.screen.tab("Asistencia")
    meeting.screen.stand_on(0, 6)
    meeting.screen.type(letter)
    assert meeting.screen.people[0][6] == word


def test_a_delegate_is_asked_whom_they_stand_for(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    screen = meeting.screen
    screen.tab("Asistencia")
    screen.stand_on(0, 6)
    screen.type("d")
    screen.type("La Gobernadora")
    screen.key(Qt.Key.Key_Tab)
    assert meeting.room.people[0].attendance.on_behalf_of == "La Gobernadora"


def test_whom_a_delegate_stands_for_is_offered_from_the_directory_and_stays_free_text(
    open_room: Open, qtbot: QtBot
) -> None:
    meeting = open_room(given=somebody)
    entity = {"name": "Consejo Comunitario Río Guapi"}
    known = meeting.work.registers.save("organization", None, entity).id
    screen = meeting.screen
    screen.tab("Asistencia")
    screen.stand_on(0, 6)
    screen.type("d")
    editor = screen.page.attendance.card.form.editors["on_behalf_of"]
    assert isinstance(editor, OfferedLineEditor)
    screen.type("consejo comunitario rio")
    qtbot.wait_until(lambda: "Consejo Comunitario Río Guapi" in editor.shown)
    screen.key(Qt.Key.Key_Tab)  # nobody went to it: what was typed stays
    assert meeting.room.people[0].attendance.on_behalf_of == "consejo comunitario rio"
    assert meeting.room.people[0].attendance.represents is None
    editor.focused.setFocus()
    editor.line.selectAll()
    screen.type("consejo comun")
    qtbot.wait_until(lambda: bool(editor.shown))
    screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_Return)
    somebody_there = meeting.room.people[0].attendance
    assert somebody_there.on_behalf_of == "Consejo Comunitario Río Guapi"
    assert somebody_there.represents == known


def test_a_row_is_taken_out_and_brought_back(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    meeting.screen.tab("Asistencia")
    meeting.screen.stand_on(0, 3)
    meeting.screen.key(Qt.Key.Key_Delete)
    assert meeting.screen.people == []
    assert meeting.prompts.undo is not None
    meeting.prompts.undo()
    assert meeting.screen.names() == ["Rosa Mina"]


def test_a_cell_is_corrected_by_typing_on_it(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    meeting.screen.tab("Asistencia")
    meeting.screen.stand_on(0, 3)
    meeting.screen.type("R")
    meeting.screen.type("osa Elvira Mina")
    meeting.screen.key(Qt.Key.Key_Return)
    assert meeting.screen.names() == ["Rosa Elvira Mina"]


def test_a_list_is_pasted_from_a_sheet(open_room: Open) -> None:
    meeting = open_room()
    meeting.screen.tab("Asistencia")
    meeting.screen.key(Qt.Key.Key_Escape)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("31234567\tRosa Mina\tAlcaldía\n\n10432277\tLuis Mosquera\tSENA\n")
    meeting.screen.key(Qt.Key.Key_V, CTRL)
    assert [row[1:6] for row in meeting.screen.people] == [
        ["31234567", "CC", "Rosa Mina", "Alcaldía", ""],
        ["10432277", "CC", "Luis Mosquera", "SENA", ""],
    ]


def test_the_card_takes_the_signature_in_place(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    screen = meeting.screen
    screen.tab("Asistencia")
    screen.stand_on(0, 3)
    screen.page.edit()
    assert not screen.is_offered("Guardar firma")
    screen.sign()
    screen.press("Guardar firma")
    ink = meeting.room.people[0].ink
    assert ink is not None
    assert ink.method == "drawn"
    assert screen.people[0][7] == "Trazo en pantalla"
    assert screen.page.go_back()
    assert not screen.page.attendance.card.isVisible()


def test_who_does_not_sign_says_why(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    meeting.prompts.reason = "No está de acuerdo"
    meeting.screen.tab("Asistencia")
    meeting.screen.stand_on(0, 3)
    meeting.screen.page.edit()
    meeting.screen.press("Se niega a firmar")
    assert meeting.screen.people[0][7] == "Se niega a firmar"
    assert "Motivo: No está de acuerdo" in meeting.screen.words_shown()


def test_a_minor_signs_nothing(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    meeting.screen.tab("Asistencia")
    meeting.screen.stand_on(0, 3)
    meeting.screen.page.edit()
    meeting.screen.press("¿Es menor de 18 años?: Sí")
    assert meeting.screen.people[0][7] == "Menor: no firma"
    assert not meeting.screen.is_offered("Firmó en papel")


def test_the_notice_is_one_press_away_and_the_answer_is_kept(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    screen = meeting.screen
    screen.tab("Asistencia")
    screen.stand_on(0, 3)
    screen.page.edit()
    screen.press("Leer el aviso")
    assert "Autorizo de manera previa" in meeting.prompts.explained[0]
    screen.press("Autoriza")
    consent = meeting.room.people[0].consent
    assert consent is not None
    assert (consent.data, consent.sensitive) == (True, False)
    assert consent.text_version == meeting.work.desk.pack.data_protection.version


def test_the_notice_in_a_language_without_a_text_asks_for_the_interpreter(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    screen = meeting.screen
    screen.tab("Asistencia")
    screen.stand_on(0, 3)
    screen.page.edit()
    screen.write("Lengua del aviso", "Nasa yuwe")
    assert "El aviso no tiene texto en nasa yuwe" in screen.words_shown()
    screen.press("Leer el aviso")
    assert "alguien lo interprete" in meeting.prompts.explained[0]
    assert "Autorizo de manera previa" in meeting.prompts.explained[0]
    screen.press("Autoriza")
    assert meeting.room.people[0].consent is None
    assert "Escriba quién interpretó el aviso" in screen.words_shown()
    screen.write("Interpretó el aviso", "Aida Ulcué")
    screen.press("Autoriza")
    consent = meeting.room.people[0].consent
    assert consent is not None
    assert (consent.language, consent.interpreter, consent.data) == ("pbb", "Aida Ulcué", True)


def test_the_next_person_of_the_list_is_shown_the_same_language_and_interpreter(
    open_room: Open,
) -> None:
    def two(work: Work, visit: UUID) -> None:
        somebody(work, visit)
        work.attendance.add(visit, {"full_name": "Luis Mosquera"})
        first = work.visits.room(visit).people[0].attendance.id
        work.attendance.consent(first, data=True, language="pbb", interpreter="Aida Ulcué")

    meeting = open_room(given=two)
    meeting.screen.tab("Asistencia")
    meeting.screen.stand_on(1, 3)
    meeting.screen.page.edit()
    meeting.screen.press("Autoriza")
    consent = meeting.room.people[1].consent
    assert consent is not None
    assert (consent.language, consent.interpreter) == ("pbb", "Aida Ulcué")


def test_another_language_is_kept_with_the_answer_given_before(open_room: Open) -> None:
    def answered(work: Work, visit: UUID) -> None:
        somebody(work, visit)
        row = work.visits.room(visit).people[0].attendance.id
        work.attendance.consent(row, data=True, image=True)

    meeting = open_room(given=answered)
    screen = meeting.screen
    screen.tab("Asistencia")
    screen.stand_on(0, 3)
    screen.page.edit()
    screen.write("Lengua del aviso", "Wayuunaiki")
    consent = meeting.room.people[0].consent
    assert consent is not None
    assert consent.language == "es"
    screen.write("Interpretó el aviso", "Rosario Epieyú")
    consent = meeting.room.people[0].consent
    assert consent is not None
    assert (consent.language, consent.interpreter) == ("guc", "Rosario Epieyú")
    assert (consent.data, consent.image) == (True, True)


def test_those_who_signed_the_paper_are_marked_together(open_room: Open) -> None:
    def two(work: Work, visit: UUID) -> None:
        somebody(work, visit)
        work.attendance.add(visit, {"full_name": "Luis Mosquera"})

    meeting = open_room(given=two)
    meeting.screen.tab("Asistencia")
    meeting.screen.press("Firmaron en papel")
    assert meeting.prompts.asked == ["¿2 personas firmaron la lista de papel?"]
    assert [row[7] for row in meeting.screen.people] == ["Firmó en papel"] * 2


def test_a_list_comes_from_a_file_and_goes_to_one(open_room: Open, tmp_path: Path) -> None:
    meeting = open_room()
    meeting.screen.tab("Asistencia")
    file = tmp_path / "lista.csv"
    file.write_text("Nombre completo;Entidad\nRosa Mina;Alcaldía\n", encoding="utf-8")
    meeting.prompts.open_from = file
    meeting.screen.page.attendance.papers.bring.trigger()
    assert meeting.prompts.errors == []
    assert meeting.screen.names() == ["Rosa Mina"]
    meeting.prompts.save_to = tmp_path / "lista.xlsx"
    meeting.screen.page.attendance.papers.take.trigger()
    assert (tmp_path / "lista.xlsx").read_bytes().startswith(b"PK")
    meeting.prompts.save_to = tmp_path / "lista.pdf"
    meeting.screen.press("Lista para firmar")
    assert (tmp_path / "lista.pdf").read_bytes().startswith(b"%PDF")


def test_a_file_that_is_no_list_is_explained_and_changes_nothing(
    open_room: Open, tmp_path: Path
) -> None:
    meeting = open_room()
    meeting.screen.tab("Asistencia")
    file = tmp_path / "lista.csv"
    file.write_text("Nombre completo;Estatura\nRosa Mina;alta\n", encoding="utf-8")
    meeting.prompts.open_from = file
    meeting.screen.page.attendance.papers.bring.trigger()
    assert "No se importó nada" in meeting.prompts.explained[0]
    assert meeting.screen.people == []


# Desarrollo.


def agenda(work: Work, visit: UUID) -> None:
    for title in ("Quórum", "Plan local", "Varios"):
        work.agenda.add(visit, {"title": title})


def test_points_are_moved_with_alt_and_the_arrows(open_room: Open) -> None:
    meeting = open_room(given=agenda)
    screen = meeting.screen
    screen.tab("Desarrollo")
    screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_Up, ALT)
    assert screen.page.development.agenda.titles == ["1. Plan local", "2. Quórum", "3. Varios"]
    screen.key(Qt.Key.Key_Down, ALT)
    screen.key(Qt.Key.Key_Down, ALT)
    assert screen.page.development.agenda.titles == ["1. Quórum", "2. Varios", "3. Plan local"]


def test_enter_on_a_point_writes_what_was_said_of_it(open_room: Open) -> None:
    meeting = open_room(given=agenda)
    screen = meeting.screen
    screen.tab("Desarrollo")
    screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_Return)
    screen.type("Se lee el plan")
    screen.key(Qt.Key.Key_Tab)
    assert [point.discussion for point in meeting.room.agenda] == ["", "Se lee el plan", ""]


def test_a_point_is_taken_out_and_brought_back(open_room: Open) -> None:
    meeting = open_room(given=agenda)
    meeting.screen.tab("Desarrollo")
    meeting.screen.key(Qt.Key.Key_Delete)
    assert meeting.screen.page.development.agenda.titles == ["1. Plan local", "2. Varios"]
    assert meeting.prompts.undo is not None
    meeting.prompts.undo()
    assert len(meeting.room.agenda) == 3


def test_the_texts_of_the_whole_meeting_save_themselves(open_room: Open) -> None:
    meeting = open_room()
    meeting.screen.tab("Desarrollo")
    meeting.screen.write("Resultados", "Queda la ruta de formación")
    assert meeting.room.activity.results == "Queda la ruta de formación"


# Compromisos.


def last_time(work: Work, visit: UUID) -> None:
    earlier = work.visits.start(None, {"objective": "La anterior", "territory": GUAPI}).id
    for text, day in (("Convocar la mesa", 8), ("Enviar la línea base", 25)):
        work.commitments.promise(
            earlier,
            {"text": text, "responsible_name": "Alcaldía", "due_on": date(2026, 11, day)},
        )


def test_one_key_says_how_it_went(open_room: Open) -> None:
    meeting = open_room(given=last_time)
    screen = meeting.screen
    screen.tab("Compromisos")
    assert "vencido hace 11 días" in screen.words_shown()
    screen.type("2")
    screen.key(Qt.Key.Key_Down)
    screen.type("5")
    assert [line.status for line in meeting.room.last_agreed] == ["in_progress", "not_done"]


def test_what_is_done_asks_with_what_it_is_proven(open_room: Open) -> None:
    meeting = open_room(given=last_time)
    screen = meeting.screen
    screen.tab("Compromisos")
    screen.type("3")
    screen.type("Oficio 12")
    screen.key(Qt.Key.Key_Return)
    assert [line.text for line in meeting.room.last_agreed] == ["Enviar la línea base"]
    assert "Cumplido" in screen.words_shown()  # it stays in sight, with how it went
    assert meeting.prompts.errors == []


def test_what_is_said_of_them_here_belongs_to_this_meeting(open_room: Open) -> None:
    meeting = open_room(given=last_time)
    meeting.screen.tab("Compromisos")
    first = meeting.room.last_agreed[0].id
    meeting.screen.type("2")
    said = meeting.work.commitments.get(first).follow_ups[0]
    assert said.activity == meeting.room.activity.id


def test_a_meeting_begins_with_what_was_agreed_the_last_time(open_room: Open) -> None:
    meeting = open_room(given=last_time, started=False)
    meeting.screen.page.main_action()
    assert meeting.screen.page.panel is meeting.screen.page.commitments


def test_another_day_asks_which_and_why(open_room: Open) -> None:
    meeting = open_room(given=last_time)
    screen = meeting.screen
    screen.tab("Compromisos")
    screen.type("6")
    screen.type("el día de la madre")
    screen.key(Qt.Key.Key_Return)
    assert "No se entiende" in screen.words_shown()
    screen.page.commitments.last_time[0].answer.clear()
    screen.type("15 dic")
    screen.key(Qt.Key.Key_Return)
    screen.type("Creció el río")
    screen.key(Qt.Key.Key_Return)
    moved = next(one for one in meeting.room.last_agreed if one.text == "Convocar la mesa")
    assert (moved.status, moved.due_on) == ("rescheduled", date(2026, 12, 15))


def test_escape_leaves_a_commitment_as_it_stands(open_room: Open) -> None:
    meeting = open_room(given=last_time)
    meeting.screen.tab("Compromisos")
    meeting.screen.type("3")
    assert meeting.screen.page.go_back()
    assert [line.status for line in meeting.room.last_agreed] == ["pending", "pending"]
    assert meeting.screen.wished == []


def test_the_sentence_is_understood_while_it_is_typed(open_room: Open, qtbot: QtBot) -> None:
    meeting = open_room()
    screen = meeting.screen
    screen.tab("Compromisos")
    screen.type("@SENA, enviar la oferta en 15 d")
    screen.type("ías")
    preview = screen.page.commitments.line.preview
    qtbot.wait_until(lambda: "sáb 5 dic 2026" in preview.text())
    assert preview.text() == "Responsable: SENA · Vence: sáb 5 dic 2026 · Enviar la oferta"


def test_a_commitment_is_edited_in_place_moved_and_taken_out(open_room: Open) -> None:
    def promises(work: Work, visit: UUID) -> None:
        for text in ("Uno", "Dos"):
            work.commitments.promise(visit, {"text": text, "responsible_name": "SENA"})

    meeting = open_room(given=promises)
    screen = meeting.screen
    screen.tab("Compromisos")
    first, _ = screen.page.commitments.today
    first.setFocus()
    screen.key(Qt.Key.Key_Return)
    screen.write("Vence", "30 nov")
    assert meeting.room.commitments[0].due_on == date(2026, 11, 30)
    assert screen.page.go_back()
    screen.key(Qt.Key.Key_Down, ALT)
    assert [line.text for line in meeting.room.commitments] == ["Dos", "Uno"]
    screen.key(Qt.Key.Key_Delete)
    assert [line.text for line in meeting.room.commitments] == ["Dos"]
    assert meeting.prompts.undo is not None
    meeting.prompts.undo()
    assert len(meeting.room.commitments) == 2


# Acta.


def lacking(work: Work, visit: UUID) -> None:
    somebody(work, visit)
    work.commitments.promise(visit, {"text": "Entregar el acta", "responsible_name": "SENA"})


def test_what_lacks_leads_to_where_it_is_written(open_room: Open) -> None:
    meeting = open_room(given=lacking, axis=None)
    screen = meeting.screen
    screen.tab("Acta")
    assert [button.sentence for button in screen.page.acta.lacks.buttons] == [
        "Falta «Eje».",
        "Compromiso 1: Falta «Vence».",
    ]
    screen.press("Compromiso 1: Falta «Vence».")
    assert screen.page.panel is screen.page.commitments
    screen.type("30 nov")
    screen.key(Qt.Key.Key_Tab)
    assert meeting.room.commitments[0].due_on == date(2026, 11, 30)
    screen.tab("Acta")
    screen.press("Falta «Eje».")
    assert screen.focused is screen.page.basics.form.editors["axis"].focused


def test_the_main_action_leads_to_what_lacks_before_it_asks_anything(open_room: Open) -> None:
    meeting = open_room(given=lacking)
    meeting.screen.page.main_action()
    assert meeting.prompts.asked == []
    assert meeting.screen.focused is meeting.screen.page.acta.lacks.buttons[0]
    assert meeting.room.minutes is None


def test_thinking_better_of_it_issues_nothing(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    meeting.prompts.answer = False
    meeting.screen.page.main_action()
    assert len(meeting.prompts.asked) == 1
    assert meeting.room.minutes is None


def test_the_draft_is_seen_as_it_will_be_printed(open_room: Open, tmp_path: Path) -> None:
    meeting = open_room(given=somebody)
    meeting.screen.tab("Acta")
    assert meeting.screen.page.acta.preview.view.page_count == 1
    meeting.prompts.save_to = tmp_path / "borrador.pdf"
    meeting.screen.press("Guardar borrador PDF")
    assert (tmp_path / "borrador.pdf").read_bytes().startswith(b"%PDF")


def test_an_acta_opens_on_its_tab(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    drafted = meeting.work.minutes.draft(meeting.visit)
    meeting.screen.page.start_new()
    meeting.screen.page.open_record("minutes", drafted.id)
    assert meeting.screen.page.panel is meeting.screen.page.acta
    assert meeting.screen.places[-1] == "Actividad · Guapi, Cauca"


def test_words_of_the_acta_begin_its_draft(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    meeting.screen.tab("Acta")
    meeting.screen.write("Preside", "Rosa Mina")
    minutes = meeting.room.minutes
    assert minutes is not None
    assert (minutes.presides, minutes.status, minutes.title) == (
        "Rosa Mina",
        "draft",
        "Mesa de empleo",
    )
    meeting.screen.press("Pasar a revisión")
    assert meeting.room.minutes is not None
    assert meeting.room.minutes.status == "review"


def test_issued_to_be_signed_later_it_can_be_opened_again_or_closed(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    screen = meeting.screen
    screen.tab("Acta")
    screen.press("Emitir y firmar después")
    minutes = meeting.room.minutes
    assert minutes is not None
    assert (minutes.status, bool(minutes.number)) == ("frozen", True)
    screen.press("Volver a revisión")
    assert meeting.room.minutes is not None
    assert (meeting.room.minutes.status, meeting.room.minutes.number) == ("review", minutes.number)
    screen.page.main_action()
    assert meeting.room.minutes.number == minutes.number
    assert meeting.room.minutes is not None
    assert meeting.room.minutes.status == "sealed"


def test_a_signed_acta_locks_what_it_says_and_gives_its_copy(
    open_room: Open, tmp_path: Path
) -> None:
    meeting = open_room(given=somebody)
    screen = meeting.screen
    screen.page.main_action()
    meeting.prompts.save_to = tmp_path / "copia.pdf"
    screen.press("Guardar copia PDF")
    assert (tmp_path / "copia.pdf").read_bytes().startswith(b"%PDF")
    screen.tab("Asistencia")
    assert screen.page.attendance.model.rowCount() == 1  # no empty row any more
    screen.tab("Compromisos")
    assert not screen.page.commitments.line.isVisible()
    assert not screen.is_offered("Cancelar la actividad")


def test_a_clock_that_went_back_is_asked_about(open_room: Open) -> None:
    meeting = open_room(given=somebody)
    meeting.clock.go_on(days=-3)
    meeting.screen.page.main_action()
    assert len(meeting.prompts.asked) == 2
    assert "17 nov 2026" in meeting.prompts.asked[1]
    assert meeting.room.minutes is not None
    assert meeting.room.minutes.status == "sealed"


# For everybody.


def test_everything_that_takes_the_focus_has_a_name(open_room: Open) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit

    def all_kinds(work: Work, visit: UUID) -> None:
        last_time(work, visit)
        lacking(work, visit)
        agenda(work, visit)

    meeting = open_room(given=all_kinds)
    kinds = (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit)
    nameless = [
        f"{type(one).__name__} in {type(one.parent()).__name__}"
        for tab in TABS
        if meeting.screen.tab(tab) is None
        for kind in kinds
        for one in meeting.screen.page.findChildren(kind)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.isVisible()
        and not (one.accessibleName() or getattr(one, "text", str)())
    ]
    assert nameless == []


def test_another_visit_begins_from_the_list_whatever_tab_was_left_open(open_room: Open) -> None:
    meeting = open_room()
    screen = meeting.screen
    screen.tab("Acta")
    screen.page.begin("activity")  # as the window does for the list's «Nueva actividad»
    screen.write("Localidad", "El Carmelo")
    screen.page.flush()
    with meeting.work.desk.store.read() as reading:
        assert reading.count("activity") == 2


def test_opening_the_card_of_who_answered_sensitive_questions_is_written_down(
    open_room: Open,
) -> None:
    def answered(work: Work, visit: UUID) -> None:
        for name in ("Rosa Torres", "Célimo Ñáñez"):
            row = saved(work.attendance.add(visit, {"full_name": name}))
        work.attendance.consent(row.id, data=True, sensitive=True)
        work.attendance.edit(row.id, {"disability": Code("visual")})

    meeting = open_room(given=answered)
    screen = meeting.screen
    screen.tab("Asistencia")
    screen.stand_on(0, 1)
    screen.press("Ficha y firma (F2)")
    assert meeting.work.registers.list("data_access").total == 0
    screen.stand_on(1, 1)
    screen.stand_on(0, 1)
    screen.stand_on(1, 1)
    assert meeting.work.registers.list("data_access").total == 1
