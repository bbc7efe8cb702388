"""Signing on the screen: geometry in units of the pad, whatever the size of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from fieldapp.records.text import SPANISH
from fieldapp.rules.ink import Drawing, pack_drawing, unpack_drawing
from fieldapp.ui.widgets.ink_pad import InkPad
from tests.ui.standins import tools_for


@pytest.fixture
def pad(qtbot: QtBot) -> InkPad:
    made = InkPad(tools_for().theme, SPANISH)
    qtbot.add_widget(made)
    made.resize(500, 180)
    made.show()
    return made


def sign(qtbot: QtBot, pad: InkPad, *points: tuple[int, int]) -> None:
    first, *more = (QPoint(*point) for point in points)
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=first)
    for point in more:
        qtbot.mouseMove(pad, point)
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))


def test_a_stroke_is_kept_in_units_of_the_pad(qtbot: QtBot, pad: InkPad) -> None:
    with qtbot.wait_signal(pad.changed):
        sign(qtbot, pad, (50, 50), (100, 90), (150, 50))
    assert pad.drawing().strokes == (((100, 100), (200, 180), (300, 100)),)
    assert not pad.is_blank


def test_a_dot_of_a_resting_hand_is_no_signature(qtbot: QtBot, pad: InkPad) -> None:
    sign(qtbot, pad, (50, 50), (51, 50))
    assert pad.is_blank


def test_del_wipes_the_pad(qtbot: QtBot, pad: InkPad) -> None:
    sign(qtbot, pad, (50, 50), (100, 90))
    qtbot.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.drawing().strokes == ()


def test_a_signature_of_another_pad_keeps_its_shape(qtbot: QtBot, pad: InkPad) -> None:
    sign(qtbot, pad, (50, 50), (100, 90), (150, 50))
    kept = unpack_drawing(pack_drawing(pad.drawing()))
    pad.resize(900, 300)
    pad.show_drawing(kept)
    assert pad.drawing() == kept
    pad.show_drawing(Drawing(500, 200, (((50, 50), (100, 100)),)))
    assert pad.drawing().strokes == (((100, 100), (200, 200)),)


def test_a_stroke_outside_the_sheet_stays_on_its_edge(qtbot: QtBot, pad: InkPad) -> None:
    sign(qtbot, pad, (10, 10), (5000, 5000))
    assert pad.drawing().strokes[0][-1] == (1000, 360)


def test_what_was_drawn_is_seen(qtbot: QtBot, pad: InkPad) -> None:
    before = pad.grab().toImage()
    sign(qtbot, pad, (50, 50), (100, 90))
    assert pad.grab().toImage() != before
