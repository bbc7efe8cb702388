"""The words on the left stand whole, in both languages and at every size of letter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionToolButton, QToolButton
from pytestqt.qtbot import QtBot

from fieldapp.packs import load_words
from fieldapp.records.text import say
from fieldapp.ui.application import wear
from fieldapp.ui.shell.navigation import Navigation
from tests.ui.standins import tools_for

PLACES = {
    "visits": say("Visitas"),
    "agreements": say("Convenios y acuerdos"),
    "logbook": say("Bitácora del territorio"),
    "sync": say("Sincronizar"),
}


@pytest.fixture(autouse=True)
def usual_looks(qapp: QApplication) -> Iterator[None]:
    yield
    wear(qapp, tools_for().theme)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_word_is_cut_not_even_the_bold_one_with_its_count(
    qtbot: QtBot, qapp: QApplication, language: str, scale: float
) -> None:
    theme = tools_for(scale=scale).theme
    wear(qapp, theme)
    navigation = Navigation(theme, load_words(language))
    qtbot.add_widget(navigation)
    for name, label in PLACES.items():
        navigation.add(name, label, name)
    navigation.show()
    navigation.show_counts(dict.fromkeys(PLACES, 128))
    for name, button in zip(PLACES, words_of(navigation), strict=True):
        navigation.show_place(name)
        qapp.processEvents()
        assert button.width() >= needed(button), (name, language, scale)


def test_with_large_letters_on_a_low_screen_the_arrows_bring_every_word_into_sight(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme = tools_for(scale=2.0).theme
    wear(qapp, theme)
    navigation = Navigation(theme, load_words("es"))
    qtbot.add_widget(navigation)
    for number in range(14):
        navigation.add(f"place {number}", say("Compromisos"), "commitments")
    navigation.resize(navigation.width(), 600)
    navigation.show()
    qtbot.wait_exposed(navigation)
    navigation.activateWindow()
    qtbot.wait_until(navigation.isActiveWindow)
    assert navigation.minimumSizeHint().height() < 600
    buttons = words_of(navigation)
    buttons[0].setFocus()
    for _ in buttons[1:]:
        qtbot.keyClick(navigation.focusWidget(), Qt.Key.Key_Down)
    assert buttons[-1].hasFocus()
    assert navigation.rect().contains(buttons[-1].mapTo(navigation, buttons[-1].rect().center()))


def words_of(navigation: Navigation) -> list[QToolButton]:
    """The words in sight, from above to below."""
    seen = [one for one in navigation.findChildren(QToolButton) if one.isVisible()]
    return sorted(seen, key=lambda one: one.mapTo(navigation, one.pos()).y())


def test_what_is_opened_seldom_is_folded_away_and_opens_by_keyboard(qtbot: QtBot) -> None:
    navigation = Navigation(tools_for().theme, load_words("es"))
    qtbot.add_widget(navigation)
    navigation.add("visits", say("Visitas"), "visits")
    navigation.add("ledger", say("Libro de actas"), "document", seldom=True)
    navigation.add("sync", say("Sincronizar"), "sync", below=True)
    navigation.show()
    qtbot.wait_exposed(navigation)
    navigation.activateWindow()
    qtbot.wait_until(navigation.isActiveWindow)
    navigation.show_counts({"ledger": 3})
    assert said(navigation) == ["Visitas", "Más (3)", "Sincronizar"]

    words_of(navigation)[0].setFocus()
    qtbot.keyClick(navigation.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(navigation.focusWidget(), Qt.Key.Key_Return)
    assert said(navigation) == ["Visitas", "Más", "Libro de actas (3)", "Sincronizar"]

    with qtbot.wait_signal(navigation.chosen) as gone:
        qtbot.keyClick(navigation.focusWidget(), Qt.Key.Key_Down)
        qtbot.keyClick(navigation.focusWidget(), Qt.Key.Key_Return)
    assert gone.args == ["ledger"]


def test_whoever_is_in_a_folded_place_sees_its_word_and_a_switched_off_one_leaves_none(
    qtbot: QtBot,
) -> None:
    navigation = Navigation(tools_for().theme, load_words("es"))
    qtbot.add_widget(navigation)
    navigation.add("ledger", say("Libro de actas"), "document", seldom=True)
    navigation.show()
    navigation.show_place("ledger")
    assert said(navigation) == ["Más", "Libro de actas"]
    navigation.show_place("visits")
    assert said(navigation) == ["Más"]
    navigation.clear()
    navigation.add("visits", say("Visitas"), "visits")
    qtbot.wait_until(lambda: said(navigation) == ["Visitas"])


def said(navigation: Navigation) -> list[str]:
    return [one.accessibleName() for one in words_of(navigation)]


def needed(button: QToolButton) -> int:
    """What the icon, the bold word and the frame take, measured without the navigation's help."""
    option = QStyleOptionToolButton()
    button.initStyleOption(option)
    bold = button.font()
    bold.setBold(True)
    word = type(button.fontMetrics())(bold).horizontalAdvance(button.text())
    gap = button.style().pixelMetric(QStyle.PixelMetric.PM_ToolBarItemSpacing, option, button)
    return button.iconSize().width() + gap + word
