"""A page that waits for its records says so after a moment, and no longer than it waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fieldapp.ui.page import Page
from fieldapp.ui.widgets.rows_model import Asked, Column
from fieldapp.ui.widgets.table import RecordTable
from tests.ui.standins import InlineJobs, tools_for
from tests.ui.test_form import PackOptions

T = TypeVar("T")


class SlowReader(InlineJobs):
    """Answers when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def read(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self.waiting.append(partial(super().read, work, done=done, failed=failed))

    def answer(self) -> None:
        self.waiting.pop(0)()


class SmallPage(Page):
    """Shows a word."""

    def reload(self) -> None:
        self.load(lambda: "aquí está", print)


@pytest.fixture
def slow() -> SlowReader:
    return SlowReader()


@pytest.fixture
def page(qtbot: QtBot, slow: SlowReader) -> SmallPage:
    made = SmallPage(replace(tools_for(), jobs=slow))
    qtbot.add_widget(made)
    made.resize(600, 400)
    made.show()
    return made


def says_loading(page: Page) -> bool:
    return any(one.isVisible() and one.text() == "Cargando…" for one in page.findChildren(QLabel))


def test_a_page_says_that_it_loads_only_after_a_moment_and_until_the_newest_answer(
    page: SmallPage, slow: SlowReader, qtbot: QtBot
) -> None:
    assert not says_loading(page)
    qtbot.wait_until(lambda: says_loading(page))
    page.reload()
    slow.answer()
    assert says_loading(page)
    slow.answer()
    assert not says_loading(page)


def test_what_cannot_be_loaded_is_not_waited_for(
    page: SmallPage, slow: SlowReader, qtbot: QtBot
) -> None:
    def fails() -> str:
        raise LookupError

    slow.answer()
    faults: list[Exception] = []
    page.load(fails, print, failed=faults.append)
    qtbot.wait_until(lambda: says_loading(page))
    slow.answer()
    assert not says_loading(page)
    assert len(faults) == 1


def test_an_empty_list_that_is_still_coming_does_not_say_that_there_is_nothing(
    slow: SlowReader, qtbot: QtBot
) -> None:
    page = SmallPage(replace(tools_for(), jobs=slow))
    qtbot.add_widget(page)
    table = RecordTable((Column("", "Nombre"),), no_rows, page.form_tools(PackOptions()))
    qtbot.add_widget(table)
    table.say_when_empty("Todavía no hay nada.")
    table.refresh()
    qtbot.wait_until(lambda: table.empty_sentence == "Cargando…")
    slow.answer()
    assert table.empty_sentence == "Todavía no hay nada."


class NoRows:
    rows = ()
    total = 0


def no_rows(_asked: Asked, _offset: int, _limit: int) -> NoRows:
    return NoRows()
