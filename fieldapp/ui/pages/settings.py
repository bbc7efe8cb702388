"""How the windows look on this laptop, what opens them, and with what its officer signs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, Protocol

import msgspec
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.machine.preferences import LOCK_MINUTES, LOOKS, SCALES_PERCENT, Looks, Preferences
from fieldapp.records.text import Refused, Text, say
from fieldapp.rules.passphrases import lacking_in
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.token_box import TokenBox, TokenChoice
from fieldapp.ui.widgets.choice_button import ChoiceButton
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.sheet import Sheet
from fieldapp.work.support import FILE_NAME

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


class LockWork(Protocol):
    """What the page asks about the lock."""

    def has_pin(self) -> bool:
        """Whether a PIN opens the locked screen."""
        ...

    def choose_pin(self, pin: str) -> None:
        """Take this PIN; none forgets it. Raises Refused."""
        ...

    def change_password(self, old: str, new: str) -> None:
        """Take another password. Raises Refused."""
        ...


class SupportWork(Protocol):
    """Makes the package for whoever gives support."""

    def save(self, target: Path) -> None:
        """Write it. Raises Outside if the disk refuses."""
        ...


class SettingsPage(Page):
    """Every choice is worn at once, except the language, which waits for the next start."""

    purpose: ClassVar[Text] = say(
        "Aquí se eligen los colores, el tamaño de la letra y el idioma, cuándo se bloquea la "
        "pantalla, con qué se abre y con qué se firman las actas."
    )
    shows: ClassVar[frozenset[str]] = frozenset({"minutes"})

    def __init__(
        self,
        tools: PageTools,
        work: PreferencesWork,
        locking: LockWork,
        support: SupportWork,
        tokens: TokenChoice,
    ) -> None:
        super().__init__(tools)
        self._work = work
        self.tokens = TokenBox(self, tokens)
        self._locking = locking
        self._support = support
        self._forget = QPushButton(self.words(say("Quitar el PIN")))
        self._pin_told = QLabel()
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
        self._add_choices(
            say("Bloquear la pantalla"),
            LOCK_MINUTES,
            [
                self.words(say("Tras {n} minutos", n=minutes) if minutes else say("Solo a mano"))
                for minutes in LOCK_MINUTES
            ],
            now.lock_minutes,
            self._on_minutes,
        )
        self._add_lock()
        self._sheet.add_section(self.words(say("Firma electrónica de las actas")))
        self._sheet.add(self.tokens)
        self._add_support()
        self.reload()

    def reload(self) -> None:
        """Ask whether there is a PIN and what signs; the looks stand as they were chosen."""
        self.tokens.reload()
        self.tools.jobs.read(
            self._locking.has_pin, done=self._show_pin, failed=self.tools.prompts.show_error
        )

    def _add_lock(self) -> None:
        """What opens the locked screen: the PIN, and the password."""
        self._pin_told.setWordWrap(True)
        mark(self._pin_told, "soft")
        self._sheet.add(self._pin_told)
        row = QWidget()
        flow = FlowLayout(self.tools.theme.space(2))
        row.setLayout(flow)
        pin = QPushButton(self.words(say("Elegir un PIN…")))
        password = QPushButton(self.words(say("Cambiar la contraseña…")))
        pin.clicked.connect(self._on_choose_pin)
        self._forget.clicked.connect(self._on_forget_pin)
        password.clicked.connect(self._on_change_password)
        for button in (pin, self._forget, password):
            flow.addWidget(button)
        self._sheet.add(row)

    def _add_support(self) -> None:
        """What to send when something does not work."""
        self._sheet.add_section(self.words(say("Soporte")))
        told = QLabel(
            self.words(
                say(
                    "Si algo no funciona, guarde este paquete y entréguelo a quien le da soporte. "
                    "Lleva el registro del programa y cifras; ningún nombre ni texto suyo."
                )
            )
        )
        told.setWordWrap(True)
        mark(told, "soft")
        self._sheet.add(told)
        save = QPushButton(self.words(say("Guardar el paquete de soporte…")))
        save.clicked.connect(self._on_support)
        row = QWidget()
        flow = FlowLayout(self.tools.theme.space(2))
        row.setLayout(flow)
        flow.addWidget(save)
        self._sheet.add(row)

    def _on_support(self) -> None:
        title = say("Guardar el paquete de soporte")
        target = self.tools.prompts.file_to_save(title, FILE_NAME)
        if target is not None:
            done = say("Paquete para soporte, sin datos personales: {file}", file=str(target))
            self._write(partial(self._support.save, target), done)

    def _show_pin(self, has_pin: bool) -> None:
        self._forget.setVisible(has_pin)
        self._pin_told.setText(
            self.words(
                say(
                    "La pantalla bloqueada se abre con su PIN o su contraseña. Al abrir el "
                    "programa se pide siempre la contraseña."
                )
                if has_pin
                else say(
                    "La pantalla bloqueada se abre con la contraseña. En una reunión es más "
                    "rápido un PIN de 4 a 8 números."
                )
            )
        )

    def _on_choose_pin(self) -> None:
        given = self.tools.prompts.ask_secrets(
            say("Elija un PIN de 4 a 8 números para abrir la pantalla bloqueada."),
            (say("PIN"), say("Repita el PIN")),
            verb=say("Usar este PIN"),
        )
        if given is None:
            return
        pin, again = given
        if not pin or pin != again:
            self.tools.prompts.show_error(
                Refused(say("Los dos PIN no son iguales. No se cambió nada; elíjalo otra vez."))
            )
            return
        self._write(partial(self._locking.choose_pin, pin), say("El PIN quedó elegido."))

    def _on_forget_pin(self) -> None:
        self._write(partial(self._locking.choose_pin, ""), say("Ya no hay PIN."))

    def _on_change_password(self) -> None:
        given = self.tools.prompts.ask_secrets(
            say(
                "Su contraseña abre esta bitácora en este equipo. El código de recuperación que "
                "guarda el nivel central sigue sirviendo."
            ),
            (say("Contraseña actual"), say("Contraseña nueva"), say("Repita la contraseña")),
            verb=say("Cambiar la contraseña"),
        )
        if given is None:
            return
        old, new, again = given
        if lacking := lacking_in(new, again):
            self.tools.prompts.show_error(Refused(lacking))
            return
        self._write(
            partial(self._locking.change_password, old, new), say("La contraseña quedó cambiada.")
        )

    def _write(self, work: Callable[[], None], done: Text) -> None:
        def tell(_nothing: None) -> None:
            self.tools.prompts.tell(done)
            self.reload()

        self.tools.jobs.write(work, done=tell, failed=self.tools.prompts.show_error)

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
            button.clicked.connect(partial(chosen, value))
            group.addButton(button)
            flow.addWidget(button)
        self._sheet.add(row)

    def _on_looks(self, looks: Looks) -> None:
        self._choose(looks=looks)

    def _on_scale(self, percent: int) -> None:
        self._choose(scale_percent=percent)

    def _on_language(self, language: str) -> None:
        self._choose(language=language)
        self._hint.setText(self.words(say("El idioma cambia al abrir Bitácora otra vez.")))

    def _on_minutes(self, minutes: int) -> None:
        self._choose(lock_minutes=minutes)

    def _choose(self, **choice: object) -> None:
        self._work.choose(msgspec.structs.replace(self._work.chosen(), **choice))
