"""A name is shown as it is written: nothing come from another laptop is drawn as a page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.widgets.elided import Elided
from fieldapp.ui.widgets.tips import plain_tip

HOSTILE = "<img src='//otra.maquina/x.png'> & <b>Luz</b>"


@pytest.mark.usefixtures("qapp")
def test_every_label_of_the_program_shows_plain_text(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = QVBoxLayout(window)
    labels = [QLabel(HOSTILE), Elided(), QLabel()]
    for label in labels:
        room.addWidget(label)
    window.show()
    labels[2].setText(HOSTILE)
    asked = QMessageBox(window)
    asked.setText(HOSTILE)
    asked.open()
    QApplication.processEvents()
    labels += [label for label in asked.findChildren(QLabel) if label.text()]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_a_tip_shows_the_tags_of_a_name() -> None:
    assert plain_tip("Luz Riascos") == "Luz Riascos"
    assert "<img" not in plain_tip(HOSTILE)
    assert "&lt;img" in plain_tip(HOSTILE)
