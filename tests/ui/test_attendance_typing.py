"""The attendance list under the fingers of an officer: typed, scanned and pasted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.visit_room.attendance_model import DOCUMENT, ENTITY, INK, NAME, PRESENCE
from fieldapp.work.work import Work
from tests.rules.test_cards import a_co_card
from tests.ui.rooms import Room, a_room
from tests.ui.screens.keys import type_text
from tests.ui.screens.visit_room import CTRL


def rosa_before(work: Work, _visit: UUID) -> None:
    """Rosa was at another meeting, with her entity and her telephone."""
    earlier = work.visits.start(None, {"objective": "La anterior"}).id
    work.attendance.add(
        earlier,
        {
            "full_name": "Rosa Mina",
            "id_type": "CC",
            "id_number": "31234567",
            "organization_name": "Alcaldía",
            "position_title": "Secretaria",
        },
    )


def rosa_here(work: Work, visit: UUID) -> None:
    work.attendance.add(visit, {"full_name": "Rosa Mina", "id_type": "CC", "id_number": "31234567"})


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with a_room(qtbot, tmp_path, given=rosa_before) as opened:
        opened.screen.tab("Asistencia")
        yield opened


@pytest.fixture
def listed(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with a_room(qtbot, tmp_path, given=rosa_here) as opened:
        opened.screen.tab("Asistencia")
        yield opened


def paste(room: Room, text: str) -> None:
    """Where the cursor stands anyway: in the cell of the next document."""
    QGuiApplication.clipboard().setText(text)
    room.screen.key(Qt.Key.Key_V, CTRL)


# Typed.


def test_a_known_document_and_enter_is_a_whole_row_however_fast(room: Room, qtbot: QtBot) -> None:
    begun = time.monotonic()
    room.screen.type("31234567")
    room.screen.key(Qt.Key.Key_Return)  # before the list of known people had time to hang
    qtbot.wait_until(lambda: room.screen.cell().place.row() == 1)
    assert time.monotonic() - begun < 8
    assert room.rows("full_name", "organization_name", "position_title") == [
        ("Rosa Mina", "Alcaldía", "Secretaria")
    ]
    assert room.screen.cell().place.column() == 1


def test_who_is_not_known_is_named_next(room: Room, qtbot: QtBot) -> None:
    room.screen.type("10432277")
    room.screen.key(Qt.Key.Key_Return)
    qtbot.wait(20)
    room.screen.type("Luis Mosquera")
    room.screen.key(Qt.Key.Key_Return)
    assert room.rows("id_number", "full_name") == [("10432277", "Luis Mosquera")]


def test_a_name_under_way_is_not_replaced_by_what_was_known(room: Room, qtbot: QtBot) -> None:
    room.screen.type("31234567")
    room.screen.key(Qt.Key.Key_Return)
    room.screen.type("R")  # the answer comes while somebody writes the name
    qtbot.wait(20)
    room.screen.type("osa Elena Mina")
    room.screen.key(Qt.Key.Key_Return)
    assert room.rows("full_name") == [("Rosa Elena Mina",)]


def test_a_digit_begins_the_next_row_wherever_one_stands(listed: Room) -> None:
    listed.screen.key(Qt.Key.Key_Escape)
    listed.screen.stand_on(0, 6)
    listed.screen.type("1")
    listed.screen.type("0432277")
    listed.screen.key(Qt.Key.Key_Return)
    assert listed.rows("id_number") == [("31234567",), ("10432277",)]


def test_a_row_like_another_waits_for_its_document(room: Room) -> None:
    paste(room, "31234567\tRosa Mina\tAlcaldía\n")
    room.screen.stand_on(0, 3)
    room.screen.key(Qt.Key.Key_D, CTRL)
    room.screen.type("10432277")
    room.screen.key(Qt.Key.Key_Tab)
    assert room.rows("id_number", "organization_name") == [
        ("31234567", "Alcaldía"),
        ("10432277", "Alcaldía"),
    ]


# Scanned.


def scan(room: Room, qtbot: QtBot, card: str) -> None:
    """Type as a scanner does: into whatever has the cursor, and then silence."""
    for sign in card:
        target = room.screen.focused
        if sign in "\r\n":
            qtbot.keyClick(target, Qt.Key.Key_Return)
        elif sign == "\t":
            qtbot.keyClick(target, Qt.Key.Key_Tab)
        elif sign.isprintable():
            type_text(qtbot, target, sign)
    qtbot.wait(300)


def test_a_scanned_card_fills_in_its_row(room: Room, qtbot: QtBot) -> None:
    scan(room, qtbot, a_co_card(number="1061999001", padding=" ") + "\r")
    assert room.rows("id_type", "id_number", "full_name", "sex") == [
        ("CC", "1061999001", "Rosa Elena de la Cruz Mina", "F")
    ]
    assert room.screen.cell().place.row() == 1
    assert room.screen.cell().text() == ""  # the fingerprint's noise went nowhere


def test_a_scanned_card_of_somebody_known_brings_the_rest(room: Room, qtbot: QtBot) -> None:
    scan(room, qtbot, a_co_card(padding=" ") + "\r")
    assert room.rows("id_number", "full_name", "organization_name") == [
        ("31234567", "Rosa Mina", "Alcaldía")
    ]


def test_a_scanner_without_a_final_enter_is_understood_when_it_is_silent(
    room: Room, qtbot: QtBot
) -> None:
    scan(room, qtbot, a_co_card(number="1061999001", padding=" ").partition("O+")[0] + "O+")
    assert room.rows("id_number") == [("1061999001",)]


def test_a_card_scanned_over_a_row_leaves_that_row_alone(listed: Room, qtbot: QtBot) -> None:
    listed.screen.stand_on(0, 3)
    scan(listed, qtbot, a_co_card(number="1061999001", padding=" ") + "\r")
    assert listed.rows("id_number", "full_name") == [
        ("31234567", "Rosa Mina"),
        ("1061999001", "Rosa Elena de la Cruz Mina"),
    ]


def test_a_card_of_a_minor_is_marked_so_and_keeps_nothing_private(room: Room, qtbot: QtBot) -> None:
    scan(room, qtbot, a_co_card(born="20150101", padding=" ") + "\r")
    ((minor, number, phone),) = room.rows("minor", "id_number", "phone")
    assert (minor, phone) == (True, "")
    assert number in ("", "31234567")


def test_who_types_on_after_a_card_loses_nothing(room: Room, qtbot: QtBot) -> None:
    for sign in a_co_card(number="1061999001", padding=" ").partition("O+")[0] + "\r":
        if sign == "\r":
            room.screen.key(Qt.Key.Key_Return)
        else:
            room.screen.type(sign)
    for digit in "1043":  # a hand, and no pause longer than the one between its keys
        qtbot.wait(90)
        room.screen.type(digit)
    assert room.screen.cell().text() == "1043"
    assert room.rows("id_number") == [("1061999001",)]


def test_half_a_card_is_told_and_leaves_the_cell_as_it_was(room: Room, qtbot: QtBot) -> None:
    scan(room, qtbot, a_co_card(padding=" ")[:90])
    assert "No se entendió el código leído" in room.prompts.told[-1]
    assert room.rows("id_number") == []


def test_a_card_scanned_twice_asks_in_place(room: Room, qtbot: QtBot) -> None:
    for _ in range(2):
        scan(room, qtbot, a_co_card(padding=" ") + "\r")
    assert room.screen.page.attendance.question.sentence.startswith("Ya está en la fila 1")


# Pasted.


def test_a_sheet_is_pasted_by_its_own_headings(room: Room) -> None:
    paste(
        room,
        "No.\tApellidos\tNombres\tCédula\tInstitución\tCelular\tFirma\n"
        "1\tRiascos\tYesenia\t1061234567\tSENA\t310 555 0000\t\n"
        '2\tÑáñez\tCélimo\t10432277\t"Consejo\nComunitario"\t\t\n',
    )
    assert room.prompts.explained == []
    assert room.rows("full_name", "id_type", "id_number", "organization_name", "phone") == [
        ("Yesenia Riascos", "CC", "1061234567", "SENA", "310 555 0000"),
        ("Célimo Ñáñez", "CC", "10432277", "Consejo Comunitario", ""),
    ]
    assert room.prompts.told == ["2 personas añadidas a la lista."]


def test_a_word_is_pasted_in_its_cell(room: Room) -> None:
    paste(room, "31234567")
    assert room.screen.cell().text() == "31234567"
    assert room.kept.people == []


def test_rows_are_pasted_where_nothing_is_being_typed_too(room: Room) -> None:
    room.screen.key(Qt.Key.Key_Escape)
    paste(room, "31234567\tRosa Mina\n")
    assert room.rows("full_name") == [("Rosa Mina",)]
    assert room.screen.cell().place.row() == 1  # and on with the next one


def test_what_is_pasted_is_taken_back_at_once(room: Room) -> None:
    paste(room, "31234567\tRosa Mina\n10432277\tLuis Mosquera\n")
    assert len(room.kept.people) == 2
    assert room.prompts.undo is not None
    room.prompts.undo()
    assert room.kept.people == []


def test_faults_are_named_by_row_and_column_and_nothing_is_half_pasted(room: Room) -> None:
    paste(
        room,
        "Documento\tNombre\tSexo\tColor\n31234567\tRosa Mina\tMujer\trojo\n1043\tLuis\tquizás\t\n",
    )
    (told,) = room.prompts.explained
    assert "No se importó nada" in told
    assert "Lo pegado, fila 2, columna «Color»: no es una columna de «Asistencias»." in told
    assert "Lo pegado, fila 3, columna «Sexo»: «quizás»" in told
    assert room.kept.people == []


def test_who_is_in_the_list_already_is_passed_and_another_name_is_asked_about(
    listed: Room,
) -> None:
    paste(listed, "31.234.567\tRosa Mina\n10432277\tLuis Mosquera\n")
    assert listed.prompts.told == ["1 persona añadida a la lista. 1 ya estaba en ella."]
    paste(listed, "99999\tAna\n31234567\tOtra Persona\n")
    (told,) = listed.prompts.explained
    assert "fila 2" in told
    assert "ya está en la fila 1 de la lista: Rosa Mina" in told
    assert len(listed.kept.people) == 2


def test_a_column_too_many_without_headings_is_not_dropped_unseen(room: Room) -> None:
    paste(room, "1\t2\t3\t4\t5\n")
    assert "Copie también los encabezados" in str(room.prompts.errors[0])
    assert room.kept.people == []


def test_rows_are_taken_out_and_brought_back_together(room: Room) -> None:
    paste(room, "31234567\tRosa Mina\n10432277\tLuis Mosquera\n555\tAna\n")
    room.screen.stand_on(0, 3)
    room.screen.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    room.screen.key(Qt.Key.Key_Delete)
    assert room.rows("full_name") == [("Ana",)]
    assert room.prompts.undo is not None
    room.prompts.undo()
    assert len(room.kept.people) == 3


# Convened.


def a_space_with_members(work: Work, visit: UUID) -> None:
    space = work.registers.save("space", None, {"name": "Mesa de empleo"}).id
    for name, until in (
        ("Alcaldía de Guapi", None),
        ("SENA", None),
        ("Ya salió", date(2020, 1, 1)),
    ):
        entity = work.registers.save("organization", None, {"name": name}).id
        work.registers.save(
            "space_member", None, {"space": space, "organization": entity, "to_on": until}
        )
    work.visits.edit(visit, {"space": space})


def test_the_members_of_the_space_are_the_expected_attendance(qtbot: QtBot, tmp_path: Path) -> None:
    with a_room(qtbot, tmp_path, given=a_space_with_members) as room:
        room.screen.tab("Asistencia")
        assert "¿Traer a los miembros" in room.screen.page.attendance.question.sentence
        room.screen.press("Sí, traerlos (Alt+S)")
        assert sorted(room.rows("organization_name", "presence")) == [
            ("Alcaldía de Guapi", "expected"),
            ("SENA", "expected"),
        ]
        assert room.prompts.told == ["2 personas añadidas a la lista."]
        assert room.prompts.undo is not None
        room.screen.stand_on(0, 6)
        room.screen.key(Qt.Key.Key_P)
        room.screen.stand_on(1, 6)
        room.screen.key(Qt.Key.Key_E)
        counts = room.kept.counts
        assert (counts.present, counts.expected, counts.excused) == (1, 0, 1)


def test_at_the_working_size_no_name_number_or_mark_is_cut(listed: Room) -> None:
    listed.screen.page.resize(1050, 700)
    table = listed.screen.page.attendance.table
    listed.work.attendance.edit(
        listed.kept.people[0].attendance.id,
        {"full_name": "Héctor Yáñez Portocarrero Montaño", "organization_name": "Alcaldía " * 9},
    )
    listed.screen.page.reload()
    table.fit()
    for column in (DOCUMENT, NAME, PRESENCE, INK):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column)
    assert table.columnWidth(ENTITY) < table.sizeHintForColumn(ENTITY)
