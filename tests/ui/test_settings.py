"""Choices are worn at once; the PIN and the password are asked for twice and told in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from fieldapp.machine.preferences import Preferences
from fieldapp.records.text import Outside, Refused, say
from fieldapp.ui.pages.settings import SettingsPage
from fieldapp.work.desk import Saved
from fieldapp.work.tokens import Offered, SigningWith
from tests.ui.standins import FakePrompts, tools_for


@dataclass
class Kept:
    """What was chosen."""

    preferences: Preferences = field(default_factory=Preferences)

    def chosen(self) -> Preferences:
        return self.preferences

    def choose(self, preferences: Preferences) -> None:
        self.preferences = preferences


@dataclass
class Keys:
    """A lock that remembers what it was given."""

    pin: str = ""
    passwords: list[tuple[str, str]] = field(default_factory=list)

    def has_pin(self) -> bool:
        return bool(self.pin)

    def choose_pin(self, pin: str) -> None:
        if pin == "1111":
            raise Refused(say("Ese no."))
        self.pin = pin

    def change_password(self, old: str, new: str) -> None:
        self.passwords.append((old, new))


@dataclass
class Package:
    """A package that is saved, or a disk that refuses."""

    saved: list[Path] = field(default_factory=list)

    def save(self, target: Path) -> None:
        if target.suffix != ".zip":
            raise Outside(say("El disco no deja."))
        self.saved.append(target)


class NoTokens:
    """A laptop that signs with its own key (tests/ui/test_tokens.py has the others)."""

    def offered(self, libraries: Iterable[str]) -> list[Offered]:
        return []

    def use(self, offered: Offered) -> Saved:
        raise AssertionError(offered)

    def signing_with(self) -> SigningWith:
        return SigningWith()

    def forget(self) -> Saved:
        raise AssertionError


@dataclass
class Settings:
    """The page and what it talks to."""

    qtbot: QtBot
    kept: Kept = field(default_factory=Kept)
    keys: Keys = field(default_factory=Keys)
    package: Package = field(default_factory=Package)
    prompts: FakePrompts = field(default_factory=FakePrompts)

    def __post_init__(self) -> None:
        self.page = SettingsPage(
            tools_for(prompts=self.prompts), self.kept, self.keys, self.package, NoTokens()
        )
        self.qtbot.addWidget(self.page)
        self.page.show()

    def click(self, word: str) -> None:
        self.button(word).click()

    def button(self, word: str) -> QAbstractButton:
        buttons = self.page.findChildren(QAbstractButton)
        return next(button for button in buttons if button.text() == word)


@pytest.fixture
def settings(qtbot: QtBot) -> Settings:
    return Settings(qtbot)


def test_every_choice_is_kept_beside_the_others(settings: Settings) -> None:
    for word in ("Oscuro", "150 %", "English", "Tras 2 minutos"):
        settings.click(word)
    assert settings.kept.preferences == Preferences("dark", 150, "en", 2)


def test_a_pin_is_said_twice(settings: Settings) -> None:
    settings.prompts.secrets = ("270914", "270915")
    settings.click("Elegir un PIN…")
    assert not settings.keys.pin
    assert "no son iguales" in str(settings.prompts.errors[-1])
    settings.prompts.secrets = ("270914", "270914")
    settings.click("Elegir un PIN…")
    assert settings.keys.pin == "270914"
    assert settings.prompts.told == ["El PIN quedó elegido."]


def test_a_pin_can_be_taken_away_again(settings: Settings) -> None:
    assert not settings.button("Quitar el PIN").isVisible()
    settings.prompts.secrets = ("270914", "270914")
    settings.click("Elegir un PIN…")
    settings.click("Quitar el PIN")
    assert not settings.keys.pin
    assert not settings.button("Quitar el PIN").isVisible()


def test_a_refused_pin_is_told_in_its_own_words(settings: Settings) -> None:
    settings.prompts.secrets = ("1111", "1111")
    settings.click("Elegir un PIN…")
    assert str(settings.prompts.errors[-1]) == "Ese no."


def test_the_password_is_changed_with_the_old_one(settings: Settings) -> None:
    settings.prompts.secrets = ("la de antes", "canoa tejado", "canoa tejada")
    settings.click("Cambiar la contraseña…")
    assert settings.keys.passwords == []
    settings.prompts.secrets = ("la de antes", "canoa tejado", "canoa tejado")
    settings.click("Cambiar la contraseña…")
    assert settings.keys.passwords == [("la de antes", "canoa tejado")]


def test_thinking_better_of_it_changes_nothing(settings: Settings) -> None:
    settings.prompts.secrets = None
    settings.click("Elegir un PIN…")
    settings.click("Cambiar la contraseña…")
    assert (settings.keys.pin, settings.keys.passwords) == ("", [])
    assert settings.prompts.errors == []


def test_a_package_for_support_is_saved_where_the_person_says(settings: Settings) -> None:
    settings.prompts.save_to = Path("soporte.zip")
    settings.click("Guardar el paquete de soporte…")
    assert settings.package.saved == [Path("soporte.zip")]
    assert "sin datos personales" in settings.prompts.told[-1]
    settings.prompts.save_to = Path("soporte.txt")
    settings.click("Guardar el paquete de soporte…")
    assert str(settings.prompts.errors[-1]) == "El disco no deja."
