"""Modo asistente: an attendee alone with the laptop, with real keys and presses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.records.describe import Code
from fieldapp.ui.application import wear
from fieldapp.ui.theme import THEMES, ThemeName
from fieldapp.work.work import Work
from tests.given.packs import NOT_A_TRANSLATION, WAYUU, pack_with_notice
from tests.rules.test_cards import a_co_card
from tests.ui.rooms import Room, a_room
from tests.ui.screens.kiosk import KioskScreen
from tests.ui.standins import tools_for

PIN = "4827"
PASSWORD = "el patio de la escuela"


def rosa_here(work: Work, visit: UUID) -> None:
    """Rosa is in the list already, typed by the officer; the attendee must never see her."""
    work.attendance.add(
        visit,
        {
            "full_name": "Rosa Mina",
            "id_type": "CC",
            "id_number": "31234567",
            "organization_name": "Alcaldía de Guapi",
        },
    )


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with a_room(qtbot, tmp_path, given=rosa_here, pin=PIN) as opened:
        opened.screen.tab("Asistencia")
        yield opened


@pytest.fixture
def kiosk(room: Room, qtbot: QtBot) -> Iterator[KioskScreen]:
    room.screen.press("Modo asistente")
    made = room.screen.page.attendance.handing.kiosk
    assert made is not None
    yield KioskScreen(qtbot, made)
    made.hide()  # nobody but the officer can close it


def test_an_attendee_fills_in_their_own_card_by_keyboard(room: Room, kiosk: KioskScreen) -> None:
    enter = Qt.Key.Key_Return
    assert kiosk.question == "Sus datos personales"
    assert "Autorizo de manera previa" in kiosk.words()
    kiosk.key(enter)
    assert kiosk.question == "¿Es menor de 18 años?"
    kiosk.key(Qt.Key.Key_Down)
    kiosk.key(enter)
    assert kiosk.question == "¿Qué documento tiene?"
    assert kiosk.chosen() == ["Cédula de ciudadanía"]
    kiosk.key(enter)
    kiosk.enter("10432277")
    kiosk.enter("Luis Mosquera")
    assert kiosk.question == "¿A qué entidad u organización representa?"
    kiosk.enter("SENA")
    kiosk.enter("Instructor")
    kiosk.enter("310 555 0000")
    kiosk.enter("")
    for question in ("¿Cuál es su sexo?", "¿Qué edad tiene?"):
        assert kiosk.question == question
        assert kiosk.chosen() == ["Prefiero no responder"]
        kiosk.key(enter)
    assert "datos sensibles" in kiosk.words()
    kiosk.key(enter)  # "Prefiero no responder" is chosen already: nothing sensitive is asked
    assert "su imagen" in kiosk.question
    kiosk.key(enter)
    kiosk.sign()
    kiosk.press("Seguir")
    assert kiosk.question == "Entregue el equipo al funcionario"
    _, row = room.kept.people
    person = row.attendance
    assert (person.full_name, person.id_type, person.id_number) == (
        "Luis Mosquera",
        "CC",
        "10432277",
    )
    assert (person.organization_name, person.position_title) == ("SENA", "Instructor")
    assert (person.capture, person.minor, person.sex, person.phone) == (
        "kiosk",
        False,
        None,
        "310 555 0000",
    )
    assert row.ink is not None
    assert row.consent is not None
    assert (row.consent.data, row.consent.sensitive, row.consent.image) == (True, False, False)


def fill_in_until_sensitive(kiosk: KioskScreen) -> None:
    kiosk.press("Autorizo")
    kiosk.press("No")
    kiosk.press("No lo trae")
    kiosk.enter("Ana")
    for _ in range(4):
        kiosk.key(Qt.Key.Key_Return)
    kiosk.press("Mujer")
    kiosk.press("Prefiero no responder")


def test_sensitive_questions_are_asked_of_who_wants_to_answer(
    room: Room, kiosk: KioskScreen
) -> None:
    fill_in_until_sensitive(kiosk)
    kiosk.press("Autorizo y respondo")
    assert "pueblo o rasgos físicos" in kiosk.question
    assert kiosk.chosen() == ["Prefiero no responder"]
    kiosk.press("Indígena")
    kiosk.press("Prefiero no responder")
    assert kiosk.question == "¿Se reconoce en alguno de estos grupos?"
    kiosk.press("Joven")
    kiosk.press("Población rural")
    assert kiosk.chosen() == ["Joven", "Población rural"]
    kiosk.press("Seguir")
    person = room.kept.people[1].attendance
    assert (person.ethnic_group, person.disability) == ("1", None)
    assert person.population_groups == {"youth", "rural"}
    assert (person.sex, person.id_type, person.id_number) == ("F", "NOT_BROUGHT", "")


def test_what_was_allowed_is_taken_back_by_going_back(room: Room, kiosk: KioskScreen) -> None:
    kiosk.press("Autorizo")
    kiosk.press("No")
    kiosk.press("Cédula de ciudadanía")
    kiosk.enter("10432277")
    while kiosk.question != "Sus datos personales":
        kiosk.press("Atrás")
    kiosk.press("No autorizo")
    person = room.kept.people[1].attendance
    assert (person.anonymous, person.id_number) == (True, "")
    assert kiosk.question == "Firme en el recuadro"
    kiosk.press("Seguir")
    assert kiosk.question == "Entregue el equipo al funcionario"


def test_a_minor_is_asked_for_no_contact_answer_or_signature(
    room: Room, kiosk: KioskScreen
) -> None:
    kiosk.press("Autorizo")
    kiosk.press("Sí")
    kiosk.press("Tarjeta de identidad")
    kiosk.enter("1061999001")
    kiosk.enter("Juan")
    kiosk.enter("Colegio")
    kiosk.key(Qt.Key.Key_Return)
    assert kiosk.question == "Entregue el equipo al funcionario"
    assert "firma su acudiente" in kiosk.words()
    assert room.kept.people[1].attendance.minor is True


def test_each_answer_is_kept_while_it_is_typed(
    room: Room, kiosk: KioskScreen, qtbot: QtBot
) -> None:
    kiosk.press("Autorizo")
    kiosk.press("No")
    kiosk.press("Cédula de ciudadanía")
    kiosk.type("1043")
    qtbot.wait_until(lambda: room.kept.people[1].attendance.id_number == "1043", timeout=1000)


def test_nothing_of_other_people_is_ever_shown(room: Room, kiosk: KioskScreen) -> None:
    seen: list[str] = []
    kiosk.press("Autorizo")
    kiosk.press("No")
    seen.append(kiosk.words())
    kiosk.press("Cédula de ciudadanía")
    kiosk.type("31234567")  # Rosa's own number
    seen.append(kiosk.words())
    kiosk.key(Qt.Key.Key_Return)
    seen.append(kiosk.words())
    kiosk.type("Ros")
    seen.append(kiosk.words())
    kiosk.key(Qt.Key.Key_Return)
    kiosk.type("Alcal")
    seen.append(kiosk.words())
    assert not room.screen.page.isVisible()
    for words in seen:
        assert not any(said in words for said in ("Rosa Mina", "fila 1", "Alcaldía de Guapi"))


def test_the_next_person_finds_nothing_of_the_one_before(room: Room, kiosk: KioskScreen) -> None:
    kiosk.press("No autorizo")
    kiosk.press("Seguir")
    assert "Atrás" not in kiosk.offered()
    kiosk.press("Sigue otra persona")
    assert kiosk.question == "Sus datos personales"
    assert kiosk.chosen() == []
    assert "Atrás" not in kiosk.offered()
    kiosk.press("Autorizo")
    assert len(room.kept.people) == 3


def test_leaving_needs_the_officers_secret(room: Room, kiosk: KioskScreen) -> None:
    kiosk.kiosk.close()
    assert kiosk.kiosk.isVisible()
    assert kiosk.kiosk.is_locked
    assert kiosk.kiosk.lock.secret.accessibleName() == "PIN o contraseña"
    kiosk.enter("1357")
    assert "Ese no es el PIN" in kiosk.fault
    assert not room.screen.page.isVisible()
    kiosk.enter(PIN)
    assert not kiosk.kiosk.isVisible()
    assert room.screen.page.isVisible()
    assert len(room.kept.people) == 1


def test_the_password_opens_it_too(room: Room, kiosk: KioskScreen) -> None:
    kiosk.press("Funcionario: salir")
    kiosk.enter(PASSWORD)
    assert room.screen.page.isVisible()


def test_three_wrong_secrets_have_to_wait(kiosk: KioskScreen) -> None:
    kiosk.press("Funcionario: salir")
    for _ in range(3):
        kiosk.enter("adivino")
    assert "La contraseña no es correcta" in kiosk.fault
    assert not kiosk.kiosk.lock.secret.isEnabled()


def test_losing_the_focus_locks_and_keeps_the_half_filled_card(
    room: Room, kiosk: KioskScreen, qtbot: QtBot
) -> None:
    kiosk.press("Autorizo")
    kiosk.press("No")
    kiosk.press("Cédula de ciudadanía")
    kiosk.type("1043")
    other = QWidget()
    qtbot.add_widget(other)
    other.show()
    other.activateWindow()
    qtbot.wait_until(lambda: kiosk.kiosk.is_locked)
    assert "1043" not in kiosk.words()
    assert room.kept.people[1].attendance.id_number == "1043"
    other.hide()
    kiosk.kiosk.activateWindow()
    qtbot.wait_until(kiosk.kiosk.isActiveWindow)
    kiosk.kiosk.lock.secret.setFocus()
    kiosk.type(PIN)
    kiosk.press("Seguir con el asistente")
    assert kiosk.question == "Escriba el número de su documento"
    kiosk.type("2277")
    kiosk.key(Qt.Key.Key_Return)
    assert room.kept.people[1].attendance.id_number == "10432277"


def test_a_minute_untouched_locks(kiosk: KioskScreen, qtbot: QtBot) -> None:
    kiosk.kiosk.idle_ms(50)
    kiosk.press("Autorizo")
    qtbot.wait_until(lambda: kiosk.kiosk.is_locked)


def test_ones_own_card_may_be_scanned(room: Room, kiosk: KioskScreen, qtbot: QtBot) -> None:
    kiosk.press("Autorizo")
    kiosk.press("No")
    kiosk.press("Cédula de ciudadanía")
    kiosk.type("".join(sign for sign in a_co_card(padding=" ") if sign.isprintable()))
    qtbot.wait_until(lambda: kiosk.question == "¿Cómo se llama?")
    assert kiosk.kiosk.focusWidget().property("text") == "Rosa Elena de la Cruz Mina"
    assert room.kept.people[1].attendance.id_number == "31234567"


def test_who_was_convened_by_the_same_document_is_the_one_who_came(
    room: Room, kiosk: KioskScreen
) -> None:
    convened = room.work.attendance.add(
        room.visit,
        {
            "id_type": "CC",
            "id_number": "10432277",
            "organization_name": "SENA",
            "presence": Code("expected"),
        },
    )
    kiosk.press("Autorizo")
    kiosk.press("No")
    kiosk.press("Cédula de ciudadanía")
    kiosk.enter("10432277")
    kiosk.enter("Luis Mosquera")
    for _ in range(4):
        kiosk.key(Qt.Key.Key_Return)
    while kiosk.question != "Entregue el equipo al funcionario":
        kiosk.press("Seguir")
    assert convened is not None
    assert room.rows("full_name", "organization_name", "presence")[1:] == [
        ("Luis Mosquera", "SENA", "present")
    ]


def test_a_document_written_twice_is_told_to_the_officer_alone(
    room: Room, kiosk: KioskScreen
) -> None:
    kiosk.press("Autorizo")
    kiosk.press("No")
    kiosk.press("Cédula de ciudadanía")
    kiosk.enter("31234567")
    kiosk.enter("Rosa Elena")
    kiosk.press("Funcionario: salir")
    kiosk.enter(PIN)
    assert "Las filas 1 y 2 tienen el mismo documento" in room.prompts.told[-1]


def test_the_notice_is_read_in_ones_own_language_where_the_pack_has_its_text(
    qtbot: QtBot, tmp_path: Path
) -> None:
    wayuu = pack_with_notice(tmp_path / "pack")
    with a_room(qtbot, tmp_path, pin=PIN, pack=wayuu) as room:
        room.screen.tab("Asistencia")
        room.screen.press("Modo asistente")
        made = room.screen.page.attendance.handing.kiosk
        assert made is not None
        kiosk = KioskScreen(qtbot, made)
        assert {"Español", "Wayuunaiki"} <= set(kiosk.offered())
        assert "Nasa yuwe" not in kiosk.offered()  # no text of it: somebody has to interpret
        kiosk.press("Wayuunaiki")
        assert NOT_A_TRANSLATION[0] in kiosk.words()
        kiosk.press("Autorizo")
        consent = room.kept.people[0].consent
        assert consent is not None
        assert (consent.language, consent.data) == (WAYUU, True)
        assert consent.text_sha256 == wayuu.data_protection.sha256
        assert consent.translation_version == "co-habeas-data-1-guc-1"
        kiosk.press("Atrás")
        assert kiosk.chosen() == ["Wayuunaiki", "Autorizo"]
        made.hide()


def test_a_name_and_a_number_are_asked_for_once_more(kiosk: KioskScreen) -> None:
    kiosk.press("Autorizo")
    kiosk.press("No")
    kiosk.press("Cédula de ciudadanía")
    kiosk.key(Qt.Key.Key_Return)
    assert kiosk.fault == "Falta «Número de documento»."


def test_without_a_way_back_the_laptop_is_handed_to_nobody(qtbot: QtBot, tmp_path: Path) -> None:
    with a_room(qtbot, tmp_path) as room:
        room.screen.tab("Asistencia")
        assert not room.screen.is_offered("Modo asistente")


@pytest.mark.parametrize("theme", THEMES)
def test_at_twice_the_size_nothing_stands_beside_the_screen(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, theme: ThemeName
) -> None:
    with a_room(qtbot, tmp_path, pin=PIN, theme=theme, scale=2.0) as room:
        wear(qapp, room.screen.page.tools.theme)
        room.screen.tab("Asistencia")
        room.screen.press("Modo asistente")
        made = room.screen.page.attendance.handing.kiosk
        assert made is not None
        kiosk = KioskScreen(qtbot, made)
        made.showNormal()
        made.resize(1366, 768)
        seen = 0
        for press in ("Autorizo", "No", "No lo trae"):
            seen += kiosk.all_in_sight()
            kiosk.press(press)
        kiosk.enter("Ana")
        while kiosk.question != "Entregue el equipo al funcionario":
            seen += kiosk.all_in_sight()
            answers = kiosk.offered()
            kiosk.press("Autorizo y respondo" if "Autorizo y respondo" in answers else "Seguir")
        seen += kiosk.all_in_sight()
        kiosk.press("Funcionario: salir")
        seen += kiosk.all_in_sight()
        assert seen > 30
        made.hide()
    wear(qapp, tools_for().theme)
