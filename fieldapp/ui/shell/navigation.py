"""The words on the left: always the same, each with an icon and, where something waits, a count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.text import Text, say
from fieldapp.ui.ports import Wording
from fieldapp.ui.theme import Theme, mark

_WIDE, _NARROW = 212, 60


class Navigation(QWidget):
    """A column of places; collapses to its icons where there is little room."""

    chosen = Signal(str)
    """The name of the place."""

    def __init__(self, theme: Theme, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(words(say("Páginas")))
        self._theme = theme
        self._words = words
        self._entries: dict[str, _Entry] = {}
        self._collapsed = False
        self._brand = QLabel("Bitácora")
        mark(self._brand, "brand")
        held = QWidget()
        held.setObjectName("scrolled")
        self._column = QVBoxLayout(held)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scrolled = _Scrolled(held)
        whole.addWidget(self._scrolled)
        self._column.addWidget(self._brand)
        self._column.addStretch(1)
        theme.changed.connect(self._fit)
        self._fit()

    def add(self, name: str, label: Text, icon: str, *, below: bool = False) -> None:
        """Add a place, above or below the space that divides them; all of them before it shows."""
        entry = _Entry(self._theme, self._words(label), icon)
        entry.button.clicked.connect(partial(self.chosen.emit, name))
        self._entries[name] = entry
        here = self._column.count() if below else self._column.count() - 1 - self._below()
        entry.below = below
        self._column.insertWidget(here, entry)

    def clear(self) -> None:
        """Take every place away."""
        for entry in self._entries.values():
            self._column.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        self._entries = {}

    def _below(self) -> int:
        return sum(entry.below for entry in self._entries.values())

    def show_place(self, name: str) -> None:
        """Mark the place where the person is; one without a word of its own marks none."""
        for other, entry in self._entries.items():
            entry.show_here(here=other == name)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how much waits for the officer in each place; zero shows nothing."""
        for name, entry in self._entries.items():
            entry.show_count(counts.get(name, 0), collapsed=self._collapsed)
        self._fit()

    def collapse(self, *, collapsed: bool) -> None:
        """Show icons only, or icons with words."""
        if collapsed != self._collapsed:
            self._collapsed = collapsed
            self._fit()

    @property
    def names(self) -> Sequence[str]:
        """The places in order, as Alt+1…8 counts them."""
        return tuple(self._entries)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # only now do the words have the letters of the style sheet

    def _fit(self) -> None:
        theme = self._theme
        side = theme.space(2)
        widest = max((entry.widest() for entry in self._entries.values()), default=0)
        bar = self._scrolled.verticalScrollBar().sizeHint().width()
        roomy = max(theme.px(_WIDE), widest + 2 * side + bar)
        self.setFixedWidth(theme.px(_NARROW) + bar if self._collapsed else roomy)
        self._column.setContentsMargins(side, theme.space(4), side, theme.space(3))
        self._column.setSpacing(theme.space(1))
        self._brand.setContentsMargins(theme.space(2), 0, 0, theme.space(3))
        self._brand.setText("B" if self._collapsed else "Bitácora")
        for entry in self._entries.values():
            entry.collapse(collapsed=self._collapsed)


class _Scrolled(QScrollArea):
    """Where the words do not all fit, as with large letters on a low screen, they scroll."""

    def __init__(self, held: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(held)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the arrows walk from word to word, and the one reached comes into sight


class _Entry(QWidget):
    """One word of the navigation with its count at the right end."""

    def __init__(self, theme: Theme, label: str, icon: str) -> None:
        super().__init__()
        self.below = False
        self._theme = theme
        self._label = label
        self._icon = icon
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setText(f" {label}")  # the style leaves the icon too near its word
        self.button.setAccessibleName(label)
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        mark(self.button, "place")
        theme.dress(self.button, icon)
        self._count = QLabel()
        mark(self._count, "count")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        over = QHBoxLayout(self.button)
        over.setContentsMargins(0, 0, theme.space(2), 0)
        over.addWidget(self._count, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._count.hide()
        self.collapse(collapsed=False)

    def widest(self) -> int:
        """The width that the word needs while it is marked, with its count."""
        self.button.ensurePolished()
        bold = QFont(self.button.font())
        bold.setWeight(QFont.Weight.DemiBold)
        plain = QFontMetrics(self.button.font()).horizontalAdvance(self.button.text())
        more = QFontMetrics(bold).horizontalAdvance(self.button.text()) - plain
        count = 0 if self._count.isHidden() else self._count.sizeHint().width()
        return self.button.sizeHint().width() + max(more, 0) + count + self._theme.space(2)

    def show_here(self, *, here: bool) -> None:
        self.button.setChecked(here)
        self._theme.dress(self.button, self._icon, "accent" if here else "text")

    def show_count(self, count: int, *, collapsed: bool) -> None:
        self._count.setText(str(count))
        self._count.setVisible(count > 0 and not collapsed)
        named = f"{self._label} ({count})" if count else self._label
        self.button.setAccessibleName(named)
        self.button.setToolTip(named if collapsed else "")

    def collapse(self, *, collapsed: bool) -> None:
        style = Qt.ToolButtonStyle
        self.button.setToolButtonStyle(
            style.ToolButtonIconOnly if collapsed else style.ToolButtonTextBesideIcon
        )
        self.button.setToolTip(self._label if collapsed else "")
        if collapsed:
            self._count.hide()
