"""From the first window to the locked screen and back, in the real program with real workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.app import open_vault
from fieldapp.demo.laptops import PASSPHRASE
from fieldapp.demo.sample import activate_itself, open_sample
from fieldapp.machine.places import Places
from fieldapp.records.text import SPANISH, Refused
from fieldapp.store.backup import back_up
from fieldapp.store.settings import identity
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.gate import Gate
from fieldapp.ui.lock import LockFace
from fieldapp.ui.prompts import DesktopPrompts
from fieldapp.ui.window import Window
from fieldapp.windows import assemble_desktop
from tests.ui.screens.gate import GateScreen

RECOVERY_CODE = "0000-0000-0000-0000"
PATIENCE_MS = 60_000

Begun = Callable[..., Desktop]


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def begun(tmp_path: Path, qtbot: QtBot) -> Iterator[Begun]:
    """Begin the program in a data folder; whatever is open at the end is closed."""
    made: list[Desktop] = []

    def begin(*, active: bool, password: str = "") -> Desktop:
        places = Places.under(tmp_path)
        if active:
            activate_itself(places, now)
        desktop = assemble_desktop(places, SPANISH, now, open_sample)
        made.append(desktop)
        desktop.begin(password)
        return desktop

    yield begin
    for desktop in made:
        with qtbot.waitSignal(desktop.left, timeout=PATIENCE_MS, raising=False):
            for one in QApplication.topLevelWidgets():
                if isinstance(one, Window | Gate | LockFace) and one.isVisible():
                    one.close()


def the(kind: type[QWidget], qtbot: QtBot) -> QWidget:
    """The only window of a kind in sight, once it is there."""

    def there() -> list[QWidget]:
        return [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, kind) and one.isVisible()
        ]

    qtbot.waitUntil(lambda: len(there()) == 1, timeout=PATIENCE_MS)
    return there()[0]


def gate(qtbot: QtBot) -> GateScreen:
    found = the(Gate, qtbot)
    assert isinstance(found, Gate)
    return GateScreen(found)


def type_the_password() -> None:
    """Answer the box that asks for it, as soon as it is there."""
    box = QApplication.activeModalWidget()
    line = box.findChild(QLineEdit) if isinstance(box, QDialog) else None
    if not isinstance(box, QDialog) or line is None:
        QTimer.singleShot(10, type_the_password)
        return
    QTest.keyClicks(line, PASSPHRASE)
    QTest.keyClick(line, Qt.Key.Key_Return)
    if box.isVisible():
        box.accept()


def test_who_has_no_code_yet_tries_it_on_invented_records(begun: Begun, qtbot: QtBot) -> None:
    desktop = begun(active=False)
    gate(qtbot).click("Probar con datos de ejemplo")
    the(Window, qtbot)
    assert desktop.session is not None
    with desktop.session.work.desk.reading() as reading:
        assert reading.count("attendance") == 12
        assert reading.count("minutes") == 1


def test_a_locked_screen_comes_back_where_it_was(begun: Begun, qtbot: QtBot) -> None:
    desktop = begun(active=True, password=PASSPHRASE)
    window = the(Window, qtbot)
    assert isinstance(window, Window)
    window.go("commitments")
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    face = the(LockFace, qtbot)
    assert not window.isVisible()
    line = face.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, PASSPHRASE)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert the(Window, qtbot) is window
    assert desktop.window is window
    assert window.here == "commitments"


def test_nobody_coming_back_closes_the_vault_and_the_password_opens_it_again(
    begun: Begun, qtbot: QtBot
) -> None:
    desktop = begun(active=True, password=PASSPHRASE)
    window = the(Window, qtbot)
    assert isinstance(window, Window)
    window.go("commitments")
    assert desktop.lock is not None
    desktop.lock.lock()
    before = desktop.session
    desktop.lock.worn_out.emit()
    opened = gate(qtbot)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [opened.gate]
    opened.write("Contraseña", PASSPHRASE)
    opened.press(Qt.Key.Key_Return)
    fresh = the(Window, qtbot)
    assert isinstance(fresh, Window)
    assert desktop.session is not before
    qtbot.waitUntil(lambda: fresh.here == "commitments", timeout=PATIENCE_MS)


def test_a_copy_is_brought_back_from_the_first_window(
    begun: Begun, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Places.under(tmp_path / "old")
    activate_itself(old, now)
    copy = tmp_path / "memoria" / "yesenia.bitacora"
    copy.parent.mkdir()
    with open_vault(old, PASSPHRASE) as opened:
        back_up(opened.vault, opened.store.database, copy, opened.files)
    desktop = begun(active=False)
    # The system's own file dialog cannot be driven without a screen.
    monkeypatch.setattr(DesktopPrompts, "file_to_open", lambda *_: copy)
    QTimer.singleShot(0, type_the_password)
    gate(qtbot).click("Recuperar una copia…")
    the(Window, qtbot)
    assert desktop.session is not None
    with desktop.session.work.desk.reading() as reading:
        who = identity(reading)
    assert who is not None
    assert who.series.startswith("D00")
    assert who.series != "D00"


def test_a_forgotten_password_is_replaced_by_the_recovery_code(begun: Begun, qtbot: QtBot) -> None:
    begun(active=True)
    opened = gate(qtbot)
    opened.click("Olvidé la contraseña…")
    opened.click("Recuperar la bitácora")
    assert opened.fault == "Falta el código de recuperación."
    opened.write("Código de recuperación", RECOVERY_CODE)
    opened.write_new("canoa tejado viernes")
    opened.click("Recuperar la bitácora")
    the(Window, qtbot)


def test_a_visit_passed_to_a_colleague_is_taken_in_by_its_code(tmp_path: Path) -> None:
    session = open_sample(now)
    try:
        work = session.work
        planned = work.visits.plan({"objective": "Segunda sesión", "planned_on": now().date()})
        stick = tmp_path / "visita"
        given = session.offline.give(planned.id, stick)
        assert session.offline.take_visit(stick, given.code).records == 0
        with pytest.raises(Refused, match="código"):
            session.offline.take_visit(stick, "AAAA-BBBB")
    finally:
        session.close()
