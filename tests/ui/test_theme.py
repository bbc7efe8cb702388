"""What everything looks like: readable in every theme, and only in colours that have a role."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget

from fieldapp.ui.theme import THEMES, Roles, Theme, ThemeName, contrast
from tests.ui.standins import RESOURCES

TEXTS = ("text", "text_soft", "accent", "good", "warn", "bad", "info")
GROUNDS = ("surface", "raised", "tint")


@pytest.mark.parametrize("name", THEMES)
def test_every_text_can_be_read_on_every_ground(name: ThemeName) -> None:
    roles = Roles.read(RESOURCES / "themes" / f"{name}.json")
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [("on_accent", "accent"), ("surface", "text")]
    ratios = {pair: contrast(*(getattr(roles, role) for role in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", THEMES)
def test_controls_and_focus_stand_out_from_every_ground(name: ThemeName) -> None:
    roles = Roles.read(RESOURCES / "themes" / f"{name}.json")
    pairs = [(line, ground) for line in ("control", "focus") for ground in GROUNDS]
    ratios = {pair: contrast(*(getattr(roles, role) for role in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_style_sheet_grows_with_the_font_setting_but_its_hairlines_do_not(
    qapp: QApplication,
) -> None:
    plain, double = (Theme(RESOURCES, "light", scale).style_sheet() for scale in (1.0, 2.0))
    assert "font-size: 10.5pt" in plain
    assert "font-size: 21pt" in double
    assert "border: 1px" in double
    assert "border: 2px" in double


def test_the_style_sheet_names_no_colour_that_has_no_role() -> None:
    source = (RESOURCES / "themes" / "desktop.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", source) == []


@pytest.mark.parametrize("name", THEMES)
def test_a_box_to_tick_is_seen_and_its_tick_too(qapp: QApplication, name: ThemeName) -> None:
    theme = Theme(RESOURCES, name)
    window = QWidget()
    window.setStyleSheet(theme.style_sheet())
    box = QCheckBox("Autoriza", window)
    box.resize(120, 30)

    def colours() -> set[str]:
        picture = box.grab().toImage()
        return {picture.pixelColor(x, y).name().upper() for x in range(20) for y in range(30)}

    assert theme.roles.control in colours()
    box.setChecked(True)
    assert {theme.roles.accent, "#FFFFFF" if name == "light" else "#000000"} <= colours()


def test_every_drawn_icon_takes_the_colour_of_its_role(qapp: QApplication) -> None:
    theme = Theme(RESOURCES, "dark")
    for file in (RESOURCES / "icons").glob("*.svg"):
        picture = theme.pixmap(file.stem, "accent", 48).toImage()
        colours = {
            picture.pixelColor(x, y).name().upper()
            for x in range(48)
            for y in range(48)
            if picture.pixelColor(x, y).alpha() == 255
        }
        assert colours == {theme.roles.accent}, file.name


def test_a_dressed_button_changes_with_the_theme(qapp: QApplication) -> None:
    theme = Theme(RESOURCES, "light")
    button = QPushButton()
    theme.dress(button, "add")
    before = button.icon().pixmap(20, 20).toImage()
    theme.wear("dark", 2.0)
    assert button.icon().pixmap(20, 20).toImage() != before
    assert button.iconSize().width() == 40
