"""The keys of the window, and the menu bar that lists them for screen readers; F10 shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from fieldapp.records.text import Text, say
from fieldapp.ui.ports import Wording

KEYS_IN_WORDS: tuple[Text, ...] = (
    say("Alt+1 a Alt+9: ir a una página"),
    say("Ctrl+K: buscar en todo"),
    say("Ctrl+N: nuevo aquí"),
    say("F2: editar"),
    say("Ctrl+Intro: la acción principal de la página"),
    say("Ctrl+Z: deshacer lo último"),
    say("Esc: volver"),
    say("F9: sincronizar"),
    say("Ctrl+L: bloquear la pantalla"),
    say("Ctrl+B: mostrar u ocultar las palabras de la izquierda"),
)


@dataclass(frozen=True, slots=True)
class Key:
    """One key and what it does, everywhere in the window."""

    keys: str
    label: Text
    act: Callable[[], object]


def add_menu(window: QMainWindow, words: Wording, heading: Text, keys: Sequence[Key]) -> None:
    """List keys under a heading; they work whether or not the menu bar is shown."""
    menu = window.menuBar().addMenu(words(heading))
    for key in keys:
        action = QAction(words(key.label), window)
        action.setShortcut(QKeySequence(key.keys))
        action.triggered.connect(_without_the_mark(key.act))
        menu.addAction(action)
        window.addAction(action)


def clear_menus(window: QMainWindow) -> None:
    """Take every heading and key away again."""
    window.menuBar().clear()
    for action in window.actions():
        window.removeAction(action)
        action.deleteLater()


def _without_the_mark(act: Callable[[], object]) -> Callable[[bool], object]:
    """Qt also says whether the entry is marked; none of ours ever is."""
    return lambda _is_marked: act()
