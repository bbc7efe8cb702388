"""What a visit asks for stands in sight, and a closed one asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from fieldapp.ui.widgets.field_box import FieldBox
from fieldapp.work.work import Work
from tests.ui.rooms import Room, a_room

PAGE_OF_A_LAPTOP = (1093, 648)
"""What 1366x768 leaves for a page."""


def somebody(work: Work, visit: UUID) -> None:
    work.attendance.add(visit, {"full_name": "Rosa Mina", "id_type": "CC", "id_number": "31234567"})


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with a_room(qtbot, tmp_path, given=somebody) as opened:
        opened.screen.page.resize(*PAGE_OF_A_LAPTOP)
        yield opened


def test_whatever_is_needed_to_plan_a_visit_is_in_sight_at_1366_by_768(room: Room) -> None:
    page = room.screen.page
    page.start_new()
    foot = page.foot.mapTo(page, QPoint(0, 0)).y()
    for name in ("territory", "planned_on", "objective", "kind", "axis"):
        editor = page.basics.form.editors[name]
        assert editor.mapTo(page, QPoint(0, editor.height())).y() < foot, name


def test_a_signed_visit_says_why_it_takes_no_words_and_shows_what_was_written_alone(
    room: Room,
) -> None:
    page = room.screen.page
    assert page.bars.closed.sentence == ""
    room.screen.tab("Acta")
    page.main_action()
    assert page.bars.closed.sentence == ""
    room.screen.tab("Datos")
    assert "Hacer acta aclaratoria" in page.bars.closed.sentence
    boxes = [one for one in page.basics.findChildren(FieldBox) if one.isVisible()]
    lines = [line for box in boxes for line in box.findChildren(QLineEdit)]
    assert lines
    assert all(line.isReadOnly() and line.text() and not line.placeholderText() for line in lines)
    said = [one.text() for box in boxes for one in box.findChildren(QLabel) if one.isVisible()]
    assert "obligatorio" not in said
    assert not any(line.hasFocus() for line in lines)

    page.start_new()
    assert page.basics.form.editors["venue"].isVisible()
    assert page.bars.closed.sentence == ""
