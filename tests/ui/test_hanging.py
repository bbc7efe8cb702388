"""What hangs below a line: the arrows step in it, and its two ends share the width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from fieldapp.ui.widgets.hanging import HangingList
from fieldapp.ui.widgets.two_ended import TwoEnded
from tests.ui.standins import tools_for

LONG = "Participar en la Mesa Técnica de Concertación, acorde con los roles de cada parte"


class Eliding(TwoEnded):
    """Tells which words it would draw."""

    def words(self, hanging: HangingList, row: int) -> str:
        option = QStyleOptionViewItem()
        option.initFrom(hanging)
        option.rect = hanging.visualRect(hanging.model().index(row, 0))
        self.initStyleOption(option, hanging.model().index(row, 0))
        return option.text


@pytest.fixture
def hanging(qtbot: QtBot) -> HangingList:
    line = QLineEdit()
    line.resize(400, 600)
    qtbot.add_widget(line)
    line.show()
    return HangingList(line, tools_for().theme)


def test_down_and_up_go_round_the_answers_and_only_while_they_hang(hanging: HangingList) -> None:
    assert not hanging.steps(Qt.Key.Key_Down)
    hanging.show_answers([("uno", 1), ("dos", 2)], heading="Abierto hace poco")
    assert hanging.steps(Qt.Key.Key_Down)
    assert hanging.chosen == 2
    assert hanging.steps(Qt.Key.Key_Down)
    assert hanging.chosen == 1
    assert hanging.steps(Qt.Key.Key_Up)
    assert hanging.chosen == 2
    assert not hanging.steps(Qt.Key.Key_Return)


def test_a_long_title_gives_way_to_the_kind_of_record_at_its_end(hanging: HangingList) -> None:
    hanging.show_answers([(LONG, 1), ("Corto", 2)], ends=["Compromiso", "Acta"])
    metrics, drawing = hanging.fontMetrics(), Eliding(tools_for().theme, hanging)
    shown = drawing.words(hanging, 0)
    assert shown.endswith("…")
    both = metrics.horizontalAdvance(shown) + metrics.horizontalAdvance("Compromiso")
    assert both < hanging.visualRect(hanging.model().index(0, 0)).width()
    assert drawing.words(hanging, 1) == "Corto"
    assert hanging.shown == (f"{LONG}   ·   Compromiso", "Corto   ·   Acta")
