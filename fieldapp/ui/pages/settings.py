"""How the windows look on this laptop, and with what its officer signs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Protocol

from PySide6.QtWidgets import QButtonGroup, QLabel, QVBoxLayout, QWidget

from fieldapp.machine.preferences import LOOKS, SCALES_PERCENT, Looks, Preferences
from fieldapp.records.text import Text, say
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.pages.token_box import TokenBox, TokenChoice
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.choice_button import ChoiceButton
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.sheet import Sheet

LOOKS_WORDS: dict[Looks, Text] = {
    "light": say("Claro"),
    "dark": say("Oscuro"),
    "high_contrast": say("Alto contraste"),
}
LANGUAGES = ("es", "en")


class PreferencesWork(Protocol):
    """What the page asks for: the choice in force, and to keep another."""

    def chosen(self) -> Preferences:
        """Return the choice in force."""
        ...

    def choose(self, preferences: Preferences) -> None:
        """Keep this choice and wear it."""
        ...


class SettingsPage(Page):
    """Every choice is worn at once, except the language, which waits for the next start."""

    purpose: ClassVar[Text] = say(
        "Aquí se eligen los colores, el tamaño de la letra, el idioma y con qué se firma."
    )
    shows: ClassVar[frozenset[str]] = frozenset({"minutes"})

    def __init__(self, tools: PageTools, work: PreferencesWork, tokens: TokenChoice) -> None:
        super().__init__(tools)
        self._work = work
        self.tokens = TokenBox(self, tokens)
        self._sheet = Sheet(tools.theme)
        self._hint = QLabel()
        mark(self._hint, "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        now = work.chosen()
        self._add_choices(
            say("Colores"),
            LOOKS,
            [self.words(LOOKS_WORDS[looks]) for looks in LOOKS],
            now.looks,
            self._on_looks,
        )
        self._add_choices(
            say("Tamaño de la letra"),
            SCALES_PERCENT,
            [f"{percent} %" for percent in SCALES_PERCENT],
            now.scale_percent,
            self._on_scale,
        )
        self._add_choices(
            say("Idioma de las ventanas"),
            LANGUAGES,
            ["Español", "English"],
            now.language,
            self._on_language,
        )
        self._sheet.add(self._hint)
        self._sheet.add_section(self.words(say("Firma electrónica de las actas")))
        self._sheet.add(self.tokens)

    def reload(self) -> None:
        """The looks stand as they were chosen; what signs may have been chosen elsewhere."""
        self.tokens.reload()

    def _add_choices(
        self,
        heading: Text,
        values: Sequence[object],
        labels: Sequence[str],
        now: object,
        chosen: Callable[..., object],
    ) -> None:
        self._sheet.add_section(self.words(heading))
        row = QWidget()
        flow = FlowLayout(self.tools.theme.space(2))
        row.setLayout(flow)
        group = QButtonGroup(row)
        for value, label in zip(values, labels, strict=True):
            button = ChoiceButton(label)
            button.setChecked(value == now)
            button.setAccessibleName(f"{self.words(heading)}: {label}")
            button.clicked.connect(partial(self._on_chosen, chosen, value))
            group.addButton(button)
            flow.addWidget(button)
        self._sheet.add(row)

    def _on_chosen(self, chosen: Callable[..., object], value: object, _checked: bool) -> None:
        chosen(value)

    def _on_looks(self, looks: Looks) -> None:
        now = self._work.chosen()
        self._work.choose(Preferences(looks, now.scale_percent, now.language))

    def _on_scale(self, percent: int) -> None:
        now = self._work.chosen()
        self._work.choose(Preferences(now.looks, percent, now.language))

    def _on_language(self, language: str) -> None:
        now = self._work.chosen()
        self._work.choose(
            Preferences(now.looks, now.scale_percent, "en" if language == "en" else "es")
        )
        self._hint.setText(self.words(say("El idioma cambia al abrir Bitácora otra vez.")))
