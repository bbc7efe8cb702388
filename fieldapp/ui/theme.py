"""How everything looks: colour roles read from a theme file, one style sheet, one set of icons.

Code never names a colour, a font size or a pixel: it marks a widget with a look (`mark`) or asks
for a role. Lengths are given at 100 % and grow with the font setting (`Theme.px`).
"""

from __future__ import annotations

import json
import re
import weakref
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Literal, Self

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

ThemeName = Literal["light", "dark", "high_contrast"]
THEMES: tuple[ThemeName, ...] = ("light", "dark", "high_contrast")

SPACE = (0, 4, 8, 12, 16, 24, 32)
"""The only distances of the layouts, in pixels at 100 %; a step is an index: `theme.space(4)`."""

_ICON_SIDE = 20
_LENGTH = re.compile(r"\b(\d+(?:\.\d+)?)(px|pt)\b")
_HAIRLINE_PX = 2
_LINEAR_BELOW = 0.04045  # of sRGB
_TICKS = {"dark": "#000000", "light": "#FFFFFF"}


@dataclass(frozen=True, slots=True)
class Roles:
    """The colours of a theme, each `#RRGGBB`, named by what they are for."""

    surface: str
    raised: str
    line: str
    control: str
    text: str
    text_soft: str
    accent: str
    on_accent: str
    tint: str
    good: str
    warn: str
    bad: str
    info: str
    focus: str

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read a theme file; a missing or unknown role is a fault of the shipped file."""
        return cls(**json.loads(file.read_text(encoding="utf-8")))


class Theme(QObject):
    """The looks in force; `changed` is emitted once the new ones are ready to be asked for."""

    changed = Signal()

    def __init__(
        self,
        resources: Path,
        name: ThemeName = "light",
        scale: float = 1.0,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._resources = resources
        self._dressed: weakref.WeakKeyDictionary[QWidget, tuple[str, str, int]] = (
            weakref.WeakKeyDictionary()
        )
        self._wear(name, scale)

    def wear(self, name: ThemeName, scale: float) -> None:
        """Change the looks of the running program; `scale` 1.0 is 100 % of the font setting."""
        self._wear(name, scale)
        for widget, (icon, role, side) in list(self._dressed.items()):
            if shiboken6.isValid(widget):
                self._put(widget, icon, role, side)
        self.changed.emit()

    def _wear(self, name: ThemeName, scale: float) -> None:
        self.name: ThemeName = name
        self.scale = scale
        self._icons: dict[tuple[str, str], QIcon] = {}
        self.roles = Roles.read(self._resources / "themes" / f"{name}.json")

    def px(self, length: float) -> int:
        """Return a length in pixels, grown with the font setting."""
        return round(length * self.scale)

    def space(self, step: int) -> int:
        """Return one of the six distances of `SPACE`, grown with the font setting."""
        return self.px(SPACE[step])

    def colour(self, role: str) -> QColor:
        """Return the colour of a role of `Roles`."""
        return QColor(getattr(self.roles, role))

    def style_sheet(self) -> str:
        """Return the one style sheet, with this theme's colours and sizes."""
        folder = self._resources / "themes"
        source = (folder / "desktop.qss").read_text(encoding="utf-8")
        colours = {field.name: getattr(self.roles, field.name) for field in fields(Roles)}
        # A style sheet cannot colour a picture: the tick comes in two, and one is seen on a fill.
        tick = max(("dark", "light"), key=lambda tone: contrast(_TICKS[tone], self.roles.accent))
        sheet = _LENGTH.sub(self._grown, Template(source).substitute(colours, tick="$tick"))
        return Template(sheet).substitute(tick=(folder / f"tick_{tick}.svg").as_posix())

    def _grown(self, length: re.Match[str]) -> str:
        number, unit = float(length[1]), length[2]
        if unit == "px":
            return f"{self.px(number) if number > _HAIRLINE_PX else round(number)}px"
        return f"{number * self.scale:g}pt"

    def palette(self) -> QPalette:
        """Return the colours for what Qt draws itself: check marks, arrows, placeholders."""
        palette = QPalette()
        role = QPalette.ColorRole
        for name, colour in {
            role.Window: "surface",
            role.WindowText: "text",
            role.Base: "raised",
            role.AlternateBase: "raised",
            role.Text: "text",
            role.Button: "raised",
            role.ButtonText: "text",
            role.Highlight: "accent",
            role.HighlightedText: "on_accent",
            role.PlaceholderText: "text_soft",
            role.ToolTipBase: "text",
            role.ToolTipText: "surface",
            role.Link: "accent",
            role.Accent: "accent",
        }.items():
            palette.setColor(name, self.colour(colour))
        return palette

    def icon_for(self, kind: str, otherwise: str = "registers") -> str:
        """Return the icon of a kind of record, or another where none was drawn for it."""
        return kind if (self._resources / "icons" / f"{kind}.svg").exists() else otherwise

    def icon(self, name: str, role: str = "text") -> QIcon:
        """Return a drawn icon in the colour of a role, sharp at the sizes the window uses."""
        drawn = self._icons.get((name, role))
        if drawn is not None:
            return drawn
        icon = QIcon()
        for side in (self.px(_ICON_SIDE), self.px(_ICON_SIDE) * 2):
            icon.addPixmap(self.pixmap(name, role, side))
            icon.addPixmap(self.pixmap(name, "text_soft", side), QIcon.Mode.Disabled)
            if role == "on_accent":  # a main button turns its colours round while it has the focus
                icon.addPixmap(self.pixmap(name, "accent", side), QIcon.Mode.Active)
        self._icons[name, role] = icon  # a table asks for it at every cell it paints
        return icon

    def pixmap(self, name: str, role: str, side_px: int) -> QPixmap:
        """Return an icon as a square picture of `side_px` (already grown)."""
        drawing = _drawing(self._resources / "icons" / f"{name}.svg")
        renderer = QSvgRenderer(
            QByteArray(drawing.replace("#000000", self.colour(role).name()).encode())
        )
        picture = QPixmap(side_px, side_px)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, side_px, side_px))
        painter.end()
        return picture

    def dress(
        self,
        widget: QAbstractButton | QLabel,
        icon: str,
        role: str = "text",
        side: int = _ICON_SIDE,
    ) -> None:
        """Put an icon on a button or label, and again whenever the looks change."""
        self._dressed[widget] = (icon, role, side)
        self._put(widget, icon, role, side)

    def _put(self, widget: QWidget, icon: str, role: str, side: int) -> None:
        if isinstance(widget, QAbstractButton):
            widget.setIcon(self.icon(icon, role))
            widget.setIconSize(QSize(self.px(side), self.px(side)))
        elif isinstance(widget, QLabel):
            widget.setPixmap(self.pixmap(icon, role, self.px(side)))


def mark(widget: QWidget, look: str) -> None:
    """Give a widget one of the looks of the style sheet, now and when it already stands."""
    restyle(widget, "look", look)


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet reads, and have the widget drawn accordingly."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio, 1 to 21, of two `#RRGGBB` colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= _LINEAR_BELOW else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=128)
def _drawing(file: Path) -> str:
    return file.read_text(encoding="utf-8")
