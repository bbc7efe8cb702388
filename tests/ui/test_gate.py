"""The first window lets an officer in, or activates the laptop, and says what is missing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.records.text import SPANISH, Refused, say
from fieldapp.ui.gate import Gate
from fieldapp.work.enrolment import Headquarters
from tests.ui.screens.gate import GateScreen
from tests.ui.standins import tools_for


@pytest.fixture
def unlock(qtbot: QtBot) -> GateScreen:
    return a_gate(qtbot, {"0000d07": "yriascos (D07)"})


@pytest.fixture
def activate(qtbot: QtBot) -> GateScreen:
    return a_gate(qtbot, {})


def a_gate(qtbot: QtBot, officers: Mapping[str, str]) -> GateScreen:
    gate = Gate(tools_for().theme, SPANISH, officers)
    qtbot.addWidget(gate)
    gate.show()
    return GateScreen(gate)


def test_the_password_and_enter_open_the_laptop(unlock: GateScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(unlock.gate.unlock_wished) as wished:
        unlock.write("Contraseña", "tres tristes tigres")
        unlock.press(Qt.Key.Key_Return)
    assert wished.args == ["tres tristes tigres", "0000d07"]


def test_a_wrong_password_is_said_and_can_be_tried_again(unlock: GateScreen) -> None:
    unlock.write("Contraseña", "no es esta")
    unlock.press(Qt.Key.Key_Return)
    assert not unlock.can_press("Abrir")
    unlock.gate.show_fault(Refused(say("La contraseña no es esa.")))
    assert unlock.fault == "La contraseña no es esa."
    assert unlock.can_press("Abrir")


def test_activating_asks_for_the_code_first(activate: GateScreen) -> None:
    activate.click("Activar este equipo")
    assert activate.fault == "Falta el código de activación."


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [
        ("corta", "corta", "La contraseña necesita al menos 8 letras o números."),
        (
            "bastante larga",
            "bastante larga!",
            "Las dos contraseñas no son iguales. Escríbalas otra vez.",
        ),
    ],
)
def test_a_password_that_cannot_be_is_refused_before_the_network(
    activate: GateScreen, first: str, second: str, fault: str
) -> None:
    activate.write("Código de activación", "ABCD-1234")
    activate.write("Contraseña nueva", first)
    activate.write("Repita la contraseña", second)
    activate.click("Activar este equipo")
    assert activate.fault == fault


def test_all_of_it_together_activates(activate: GateScreen, qtbot: QtBot) -> None:
    activate.write("Dirección del nivel central", "sede.example")
    activate.write("Código de activación", " ABCD-1234 ")
    activate.write("Contraseña nueva", "tres tristes tigres")
    activate.write("Repita la contraseña", "tres tristes tigres")
    with qtbot.waitSignal(activate.gate.activation_wished) as wished:
        activate.press(Qt.Key.Key_Return)
    assert wished.args == [
        Headquarters("https://sede.example"),
        "ABCD-1234",
        "tres tristes tigres",
    ]


def test_an_activation_file_fills_in_all_but_the_password_and_names_who_is_believed(
    activate: GateScreen, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(activate.gate.file_wished):
        activate.click("Abrir archivo o foto de activación…")
    sede = Headquarters("https://sede.example", "PEM", b"h" * 32)
    activate.gate.fill_in(sede, "ABCD-1234")
    activate.write("Contraseña nueva", "tres tristes tigres")
    activate.write("Repita la contraseña", "tres tristes tigres")
    with qtbot.waitSignal(activate.gate.activation_wished) as wished:
        activate.click("Activar este equipo")
    assert wished.args == [sede, "ABCD-1234", "tres tristes tigres"]


def test_where_several_officers_share_a_laptop_each_chooses_the_own_vault(qtbot: QtBot) -> None:
    shared = a_gate(qtbot, {"0000d07": "cangulo (D07)", "0000d09": "yriascos (D09)"})
    shared.choose("De quién es la bitácora", "yriascos (D09)")
    shared.write("Contraseña", "tres tristes tigres")
    with qtbot.waitSignal(shared.gate.unlock_wished) as wished:
        shared.press(Qt.Key.Key_Return)
    assert wished.args == ["tres tristes tigres", "0000d09"]


def test_an_only_officer_is_not_asked_who_it_is(unlock: GateScreen) -> None:
    assert not unlock.shows("De quién es la bitácora")


def test_another_person_activates_beside_who_is_already_here(unlock: GateScreen) -> None:
    unlock.click("Activar para otra persona…")
    unlock.click("Activar este equipo")
    assert unlock.fault == "Falta el código de activación."


def test_closing_it_without_coming_in_gives_up(unlock: GateScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(unlock.gate.given_up):
        unlock.gate.close()


def test_coming_in_closes_it_without_giving_up(unlock: GateScreen, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(unlock.gate.given_up):
        unlock.gate.let_in()
    assert not unlock.gate.isVisible()


def test_the_first_window_offers_the_other_language(unlock: GateScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(unlock.gate.language_wished) as wished:
        unlock.click("English")
    assert wished.args == ["en"]


def test_a_new_password_is_judged_while_it_is_typed(activate: GateScreen) -> None:
    activate.write("Contraseña nueva", "12345678")
    assert activate.says("Fácil de adivinar. Pruebe tres o cuatro palabras que no van juntas.")
    activate.write("Contraseña nueva", " canoa tejado viernes")
    assert activate.says("Buena contraseña.")


def test_who_forgot_the_password_uses_the_recovery_code(unlock: GateScreen, qtbot: QtBot) -> None:
    unlock.click("Olvidé la contraseña…")
    unlock.click("Recuperar la bitácora")
    assert unlock.fault == "Falta el código de recuperación."
    unlock.write("Código de recuperación", "K7QX-2M9P-T4WD-8RNB")
    unlock.write_new("corta")
    unlock.click("Recuperar la bitácora")
    assert unlock.fault == "La contraseña necesita al menos 8 letras o números."
    unlock.write_new(" canoa tejado viernes")
    with qtbot.waitSignal(unlock.gate.recovery_wished) as wished:
        unlock.click("Recuperar la bitácora")
    assert wished.args == ["K7QX-2M9P-T4WD-8RNB", "corta canoa tejado viernes", "0000d07"]


def test_back_leads_to_the_password_again(unlock: GateScreen) -> None:
    unlock.click("Olvidé la contraseña…")
    unlock.click("Volver")
    unlock.write("Contraseña", "tres tristes tigres")
    assert unlock.can_press("Abrir")


def test_the_sample_is_offered_only_where_nobody_works_yet(
    activate: GateScreen, unlock: GateScreen, qtbot: QtBot
) -> None:
    assert not activate.offers("Probar con datos de ejemplo")
    assert not unlock.offers("Probar con datos de ejemplo")
    fresh = Gate(tools_for().theme, SPANISH, {}, has_sample=True)
    qtbot.addWidget(fresh)
    fresh.show()
    shown = GateScreen(fresh)
    with qtbot.waitSignal(fresh.sample_wished):
        shown.click("Probar con datos de ejemplo")
    assert not shown.can_press("Activar este equipo")
