"""The one door to message boxes: verbs on the buttons, and nothing happens by itself."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from fieldapp.records.text import SPANISH, Refused, say
from fieldapp.ui.prompts import DesktopPrompts


@pytest.fixture
def prompts(qtbot: QtBot) -> DesktopPrompts:
    return DesktopPrompts(SPANISH)


def when_asked(act: Callable[[QDialog], None]) -> None:
    """Do something with the dialog as soon as it is there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            act(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def buttons(box: QDialog) -> list[str]:
    assert isinstance(box, QMessageBox)
    return [button.text() for button in box.buttons()]


def test_a_question_has_a_verb_and_a_way_back(prompts: DesktopPrompts, qtbot: QtBot) -> None:
    seen: list[str] = []

    def press(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        seen.extend([box.text(), *buttons(box)])
        verb = next(one for one in box.buttons() if one.text() == "Anular la visita")
        qtbot.mouseClick(verb, Qt.MouseButton.LeftButton)

    when_asked(press)
    assert prompts.confirm(say("¿Anular la visita?"), verb=say("Anular la visita"), grave=True)
    assert sorted(seen) == ["Anular la visita", "No, volver", "¿Anular la visita?"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_and_enter_leave_things_as_they_are(
    prompts: DesktopPrompts, qtbot: QtBot, key: Qt.Key
) -> None:
    when_asked(lambda box: qtbot.keyClick(box, key))
    assert not prompts.confirm(say("¿Anular?"), verb=say("Anular"), grave=True)


def test_a_reason_is_asked_in_words(prompts: DesktopPrompts, qtbot: QtBot) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        line = dialog.findChild(QLineEdit)
        assert line is not None
        qtbot.keyClicks(line, " Se registro dos veces ")
        qtbot.keyClick(line, Qt.Key.Key_Return)

    when_asked(answer)
    assert prompts.ask_reason(say("¿Por qué?"), verb=say("Anular")) == "Se registro dos veces"


def test_thinking_better_of_it_gives_no_reason(prompts: DesktopPrompts) -> None:
    when_asked(lambda dialog: dialog.reject())
    assert prompts.ask_reason(say("¿Por qué?"), verb=say("Anular")) is None


def test_a_refusal_is_said_in_its_own_words(prompts: DesktopPrompts) -> None:
    said: list[str] = []

    def read(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        said.extend([box.text(), *buttons(box)])
        box.reject()

    when_asked(read)
    prompts.show_error(Refused(say("Falta la fecha de «{field}».", field="Vence")))
    assert said == ["Falta la fecha de «Vence».", "Entendido"]


def test_a_bug_is_admitted_and_noted(
    prompts: DesktopPrompts, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []

    def read(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.reject()

    when_asked(read)
    with caplog.at_level(logging.ERROR):
        prompts.show_error(ZeroDivisionError())
    assert "sigue a salvo" in said[0]
    assert "failed unexpectedly" in caplog.text


def test_a_bug_leaves_a_report_and_says_where(qtbot: QtBot, tmp_path: Path) -> None:
    told: list[str] = []
    reported: list[BaseException] = []

    def report(bug: BaseException) -> Path:
        reported.append(bug)
        return tmp_path / "informe-1.txt"

    prompts = DesktopPrompts(SPANISH, None, report)

    def read(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        told.extend([box.informativeText(), *buttons(box)])
        prompts.show_error(KeyError("another while this one is told"))
        box.reject()

    when_asked(read)
    prompts.show_error(ZeroDivisionError())
    assert told[0].endswith("informe-1.txt")
    assert set(told[1:]) == {"Entendido", "Ver la carpeta"}
    assert [type(bug) for bug in reported] == [ZeroDivisionError, KeyError]


def test_a_notice_is_worded_and_carries_its_way_back(prompts: DesktopPrompts, qtbot: QtBot) -> None:
    undone: list[str] = []
    with qtbot.wait_signal(prompts.told) as told:
        prompts.tell(say("Visita anulada"), undo=lambda: undone.append("undo"))
    assert told.args is not None
    sentence, undo = told.args
    assert sentence == "Visita anulada"
    undo()
    assert undone == ["undo"]


def test_a_proxys_user_and_password_are_asked_for_in_one_box(
    prompts: DesktopPrompts, qtbot: QtBot
) -> None:
    def fill(box: QDialog) -> None:
        user, password = box.findChildren(QLineEdit)
        assert password.echoMode() is QLineEdit.EchoMode.Password
        qtbot.keyClicks(user, "red\\yriascos")
        qtbot.keyClicks(password, "clave")
        box.accept()

    when_asked(fill)
    assert prompts.ask_login(say("Proxy")) == ("red\\yriascos", "clave")
    when_asked(lambda box: box.reject())
    assert prompts.ask_login(say("Proxy")) is None
