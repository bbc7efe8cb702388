"""Values that two people wrote for one thing: both in words, and a button for each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, Protocol
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fieldapp.records.text import Text, say
from fieldapp.ui.ports import Wording
from fieldapp.ui.theme import Theme
from fieldapp.ui.widgets.cards import Card
from fieldapp.work.conflicts import OpenConflict
from fieldapp.work.desk import Saved

_SHOWN_MOST: Final = 20
_BUTTON_LETTERS: Final = 28


class Deciding(Protocol):
    """What the card leads to. Called on the writing worker."""

    def keep(self, id: UUID, reason: str) -> Saved:
        """Let the value stand that stands."""
        ...

    def take(self, id: UUID, reason: str) -> Saved:
        """Let the other value stand."""
        ...


class ConflictCard(Card):
    """Lists what must be decided; a press says which value is to stand."""

    chosen = Signal(object, bool)
    """The conflict, and whether the other value is taken."""

    def __init__(self, theme: Theme, words: Wording, waiting: Sequence[OpenConflict]) -> None:
        super().__init__(theme, words(say("Por decidir")), len(waiting))
        self._words = words
        self.add_words(words(say("Dos personas cambiaron lo mismo. Los dos valores se guardan.")))
        for one in waiting[:_SHOWN_MOST]:
            self.add_words(words(one.sentence), "")
            self.add(self._buttons(theme, one), wide=False)

    def _buttons(self, theme: Theme, one: OpenConflict) -> QWidget:
        held = QWidget()
        across = QHBoxLayout(held)
        across.setContentsMargins(theme.space(2), 0, theme.space(2), theme.space(2))
        across.addWidget(
            self._button(one, say("Dejar «{value}»", value=one.kept.words), take=False)
        )
        if not one.sealed and one.offered.shown is not None:
            tell = say("Poner «{value}»", value=one.offered.words)
            across.addWidget(self._button(one, tell, take=True))
        return held

    def _button(self, one: OpenConflict, tell: Text, *, take: bool) -> QPushButton:
        told = self._words(tell)
        short = told if len(told) <= _BUTTON_LETTERS else f"{told[: _BUTTON_LETTERS - 2]}…»"
        button = QPushButton(short.replace("&", "&&"))
        button.setAccessibleName(told)
        button.setToolTip(told)
        button.clicked.connect(partial(self.chosen.emit, one, take))
        return button
