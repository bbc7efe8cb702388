"""The window: eight words, keys that take you anywhere, and an honest line at the bottom."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from fieldapp.records.text import Words, say
from fieldapp.rules.where import Where
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.place import Place
from fieldapp.ui.recents import Recents
from tests.ui.screens.window import Found, SmallWork, WindowScreen
from tests.ui.standins import FakePrompts, Figures, InlineJobs, SetClock, tools_for

GUAPI = UUID(int=7)


class PlainPage(Page):
    """A page with one line to write on, which remembers what was asked of it."""

    shows = frozenset({"activity"})
    purpose = say("Para probar.")

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self.asked: list[object] = []
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)

    def reload(self) -> None:
        self.asked.append("reload")

    def open_record(self, kind: str, record_id: UUID) -> None:
        self.asked.append((kind, record_id))

    def open_row(self, kind: str, row: UUID) -> None:
        self.asked.append((kind, row))

    def start_new(self) -> None:
        self.asked.append("new")

    def edit(self) -> None:
        self.asked.append("edit")

    def main_action(self) -> None:
        self.asked.append("main")

    def go_back(self) -> bool:
        self.asked.append("back")
        return True

    def flush(self) -> None:
        self.asked.append("flush")


PLACES = (
    Place("today", say("Hoy"), "today", PlainPage),
    Place("visits", say("Visitas"), "visits", PlainPage, frozenset({"activity"})),
    Place("sync", say("Sincronizar"), "sync", PlainPage, below=True),
    Place("visit_room", say("Visita"), "visits", PlainPage, frozenset({"attendance"}), word=False),
)


@pytest.fixture
def tools() -> PageTools:
    return tools_for()


@pytest.fixture
def screen(qtbot: QtBot, tools: PageTools) -> WindowScreen:
    work = SmallWork(
        {"Mesa de Guapi": Found("activity", GUAPI, "Mesa de Guapi")},
        Figures(False, 4, datetime(2026, 11, 19, 22, 42, tzinfo=UTC), {"visits": 2}),
    )
    opened = WindowScreen(qtbot, tools, PLACES, work)
    opened.window.go("today")
    return opened


def page_of(screen: WindowScreen) -> PlainPage:
    assert isinstance(screen.window.page, PlainPage)
    return screen.window.page


def test_alt_and_a_number_go_to_a_page_and_its_word_stands_above(screen: WindowScreen) -> None:
    screen.alt(2)
    assert (screen.window.here, screen.title) == ("visits", "Visitas")


def test_only_places_with_a_word_are_on_the_left(screen: WindowScreen) -> None:
    assert screen.words == ["Hoy", "Visitas", "Sincronizar"]


def test_what_waits_is_counted_beside_its_word(screen: WindowScreen) -> None:
    screen.window.refresh_standing()
    assert screen.words == ["Hoy", "Visitas (2)", "Sincronizar"]


@pytest.mark.parametrize(
    ("key", "modifier", "asked"),
    [
        (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier, "new"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, "main"),
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier, "edit"),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "back"),
    ],
)
def test_the_same_keys_mean_the_same_on_every_page(
    screen: WindowScreen, key: Qt.Key, modifier: Qt.KeyboardModifier, asked: str
) -> None:
    page_of(screen).line.setFocus()
    screen.press(key, modifier)
    assert page_of(screen).asked[-1] == asked


def test_searching_shows_results_while_typing_and_enter_opens_one_where_it_belongs(
    screen: WindowScreen, qtbot: QtBot
) -> None:
    screen.ctrl(Qt.Key.Key_K)
    screen.type("guapi")
    qtbot.wait_until(lambda: bool(screen.window.search.shown))
    assert screen.window.search.shown == ("Mesa de Guapi   ·   Visita",)
    screen.press(Qt.Key.Key_Return)
    assert screen.window.here == "visits"
    assert ("activity", GUAPI) in page_of(screen).asked


def test_a_row_that_was_found_is_shown_in_the_record_to_which_it_belongs(qtbot: QtBot) -> None:
    row = ("agenda_item", UUID(int=9))
    found = Found("activity", GUAPI, "Verificación del quórum", row)
    screen = WindowScreen(qtbot, tools_for(), PLACES, SmallWork({found.title: found}))
    screen.window.go("today")
    screen.ctrl(Qt.Key.Key_K)
    screen.type("quórum")
    qtbot.wait_until(lambda: bool(screen.window.search.shown))
    screen.press(Qt.Key.Key_Return)
    assert page_of(screen).asked[-2:] == [("activity", GUAPI), row]


def test_a_search_that_finds_nothing_says_so(screen: WindowScreen, qtbot: QtBot) -> None:
    screen.ctrl(Qt.Key.Key_K)
    screen.type("zzz")
    qtbot.wait_until(lambda: bool(screen.window.search.shown))
    assert screen.window.search.shown == ("No se encontró nada con esas palabras",)
    screen.press(Qt.Key.Key_Escape)
    assert screen.window.search.shown == ()


def test_a_question_mark_can_be_typed_and_elsewhere_shows_the_keys(
    qtbot: QtBot,
) -> None:
    prompts = FakePrompts()
    screen = WindowScreen(qtbot, tools_for(prompts=prompts), PLACES, SmallWork())
    page = screen.window.go("today")
    assert isinstance(page, PlainPage)
    page.line.setFocus()
    screen.type("¿ya?")
    assert page.line.text() == "¿ya?"
    assert prompts.explained == []
    screen.press(Qt.Key.Key_F1)
    assert "Para probar." in prompts.explained[0]


def test_a_page_loads_when_it_is_shown_and_when_its_kinds_change(
    screen: WindowScreen, tools: PageTools
) -> None:
    page = page_of(screen)
    tools.changes.publish({"space"})
    assert page.asked.count("reload") == 1
    tools.changes.publish({"activity"})
    assert page.asked.count("reload") == 2


def test_a_hidden_page_waits_until_the_person_comes_back(
    screen: WindowScreen, tools: PageTools
) -> None:
    page = page_of(screen)
    screen.alt(2)
    tools.changes.publish({"activity"})
    assert page.asked == ["reload", "flush"]
    screen.alt(1)
    assert page.asked == ["reload", "flush", "reload"]


def test_the_line_at_the_bottom_is_honest(qtbot: QtBot) -> None:
    clock = SetClock()
    tools = tools_for(clock=clock)
    figures = Figures(False, 4, datetime(2026, 11, 19, 22, 42, tzinfo=UTC))
    screen = WindowScreen(qtbot, tools, PLACES, SmallWork(figures=figures))
    assert screen.window.status.sentence == "Todo está guardado en este equipo"
    tools.changes.publish({"activity"})
    clock.pass_time(seconds=2)
    screen.window.refresh_standing()
    assert screen.window.status.sentence == (
        "Guardado hace 2 s  ·  Sin red  ·  4 por enviar  ·  Último acuse de recibo: ayer 17:42"
    )
    screen.window.status.show_writing(True)
    assert screen.window.status.sentence.startswith("Guardando…")


def test_closing_saves_what_was_typed_and_tells_who_assembled_it(
    screen: WindowScreen, qtbot: QtBot
) -> None:
    page = page_of(screen)
    with qtbot.wait_signal(screen.window.closing):
        screen.window.close()
    assert "flush" in page.asked


def test_the_window_speaks_the_chosen_language(qtbot: QtBot) -> None:
    english = Words("en", {"Hoy": "Today", "Visitas": "Visits", "Sincronizar": "Sync"})
    screen = WindowScreen(qtbot, tools_for(words=english), PLACES, SmallWork())
    assert screen.words == ["Today", "Visits", "Sync"]


def test_at_double_size_the_window_still_fits_a_small_screen(qtbot: QtBot) -> None:
    screen = WindowScreen(qtbot, tools_for(scale=2.0), PLACES, SmallWork())
    screen.window.resize(1366, 768)
    assert screen.window.minimumSizeHint().width() <= 1366
    assert screen.window.minimumSizeHint().height() <= 768


def test_only_nine_places_have_a_number(qtbot: QtBot, tools: PageTools) -> None:
    many = [Place(f"place {n}", say("Sitio"), "today", PlainPage) for n in range(1, 12)]
    screen = WindowScreen(qtbot, tools, many, SmallWork())
    screen.alt(9)
    assert screen.window.here == "place 9"
    keys = [one.shortcut().toString() for one in screen.window.actions()]
    assert "Alt+9" in keys
    assert not [key for key in keys if key.startswith("Alt+") and len(key) > 5]


def test_an_empty_search_offers_what_was_opened_last(qtbot: QtBot) -> None:
    timbiqui = Found("activity", UUID(int=8), "Mesa de Timbiquí")
    work = SmallWork(opened=[timbiqui, Found("activity", GUAPI, "Mesa de Guapi")])
    screen = WindowScreen(qtbot, tools_for(), PLACES, work)
    screen.window.go("today")
    screen.ctrl(Qt.Key.Key_K)
    assert screen.window.search.shown == (
        "Abierto hace poco",
        "Mesa de Timbiquí   ·   Visita",
        "Mesa de Guapi   ·   Visita",
    )
    screen.press(Qt.Key.Key_Up)  # round to the last one: the heading cannot be chosen
    screen.press(Qt.Key.Key_Return)
    assert ("activity", GUAPI) in page_of(screen).asked


def test_whoever_opened_nothing_yet_is_told_to_type_and_escape_puts_it_away(
    screen: WindowScreen,
) -> None:
    screen.ctrl(Qt.Key.Key_K)
    assert screen.window.search.shown == ("Escriba para buscar en todo lo que hay en este equipo",)
    screen.press(Qt.Key.Key_Escape)
    assert screen.window.search.shown == ()


def test_a_record_counts_as_opened_when_it_stayed_in_sight(qtbot: QtBot) -> None:
    noted: list[UUID] = []
    recents = Recents(InlineJobs(), lambda _kind, one: noted.append(one), FakePrompts().show_error)
    for passed_over in range(5):
        recents.follow(Where("visits", "activity", UUID(int=passed_over)))
    recents.follow(Where("visit", "activity", GUAPI, 0))
    recents.follow(Where("visit", "activity", GUAPI, 2))
    qtbot.wait_until(lambda: noted == [GUAPI])


def test_ctrl_z_takes_back_the_last_action_that_can_be_and_says_which(
    screen: WindowScreen,
) -> None:
    undone: list[str] = []
    screen.window.show_notice("Punto quitado", lambda: undone.append("punto"))
    screen.window.show_notice("Compromiso quitado", lambda: undone.append("compromiso"))
    screen.window.show_notice("Copia guardada")
    page_of(screen).setFocus()
    screen.ctrl(Qt.Key.Key_Z)
    assert undone == ["compromiso"]
    assert screen.notice == "Se deshace: Compromiso quitado"
    screen.ctrl(Qt.Key.Key_Z)
    assert undone == ["compromiso"]
    assert screen.notice == "No hay nada que deshacer."


def test_ctrl_z_in_a_line_takes_back_what_was_typed_there(screen: WindowScreen) -> None:
    undone: list[str] = []
    screen.window.show_notice("Punto quitado", lambda: undone.append("punto"))
    page_of(screen).line.setFocus()
    screen.type("abc")
    screen.ctrl(Qt.Key.Key_Z)
    assert page_of(screen).line.text() == ""
    assert undone == []
