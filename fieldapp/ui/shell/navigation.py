"""The words on the left: always the same, each with an icon and, where something waits, a count.

What is opened seldom is folded under one word, so that the others are few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
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
        self._fold = _Fold(theme, words)
        self._fold.opened.connect(self._bring_into_sight)
        held = QWidget()
        held.setObjectName("scrolled")
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        self._column = QVBoxLayout(held)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._scrolled = _Scrolled(held)
        whole.addWidget(self._scrolled)
        self._column.addWidget(self._brand)
        self._column.addLayout(self._above)
        self._column.addWidget(self._fold)
        self._column.addStretch(1)
        rule = QFrame()
        mark(rule, "hairline")
        whole.addWidget(rule)
        whole.addLayout(self._below)
        theme.changed.connect(self._fit)
        self._fit()

    def add(
        self, name: str, label: Text, icon: str, *, below: bool = False, seldom: bool = False
    ) -> None:
        """Add a place, above or below the space that divides them; all of them before it shows.

        One that is opened `seldom` is folded away under the last word of those above. Those below
        never scroll out of sight.
        """
        entry = _Entry(self._theme, self._words(label), icon)
        entry.button.clicked.connect(partial(self.chosen.emit, name))
        self._entries[name] = entry
        if seldom:
            self._fold.take(name, entry)
        else:
            (self._below if below else self._above).addWidget(entry)
        for one, next_one in pairwise(entry.button for entry in self._in_order()):
            self.setTabOrder(one, next_one)

    def _in_order(self) -> Iterator[_Entry]:
        """All words as they stand, from above to below."""

        def standing(where: QVBoxLayout) -> Iterator[_Entry]:
            return (one for one in self._entries.values() if where.indexOf(one) >= 0)

        yield from standing(self._above)
        yield self._fold.word
        yield from standing(self._fold.column)
        yield from standing(self._below)

    def clear(self) -> None:
        """Take every place away."""
        for entry in self._entries.values():
            entry.hide()
            entry.deleteLater()
        self._entries = {}
        self._fold.clear()

    def show_place(self, name: str) -> None:
        """Mark the place where the person is; one without a word of its own marks none."""
        for other, entry in self._entries.items():
            entry.show_here(here=other == name)
        self._fold.show_place(name)
        if name in self._entries:
            self._bring_into_sight(self._entries[name])

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how much waits for the officer in each place; zero shows nothing."""
        for name, entry in self._entries.items():
            entry.show_count(counts.get(name, 0), collapsed=self._collapsed)
        self._fold.show_counts(counts, collapsed=self._collapsed)
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
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QToolButton):
                focused.click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # only now do the words have the letters of the style sheet

    def _bring_into_sight(self, one: QWidget) -> None:
        """Scroll to it, once it has its place."""
        QTimer.singleShot(0, one, partial(self._scrolled.ensureWidgetVisible, one))

    def _fit(self) -> None:
        theme = self._theme
        side = theme.space(2)
        words = (*self._entries.values(), self._fold.word)
        widest = max(entry.widest() for entry in words)
        bar = self._scrolled.verticalScrollBar().sizeHint().width()
        roomy = max(theme.px(_WIDE), widest + 2 * side + bar)
        self.setFixedWidth(theme.px(_NARROW) + bar if self._collapsed else roomy)
        self._column.setContentsMargins(side, theme.space(4), side, theme.space(1))
        self._below.setContentsMargins(side, theme.space(1), side + bar, theme.space(2))
        for column in (self._column, self._above, self._below, self._fold.column):
            column.setSpacing(theme.space(1))
        self._fold.column.setContentsMargins(0, theme.space(1), 0, 0)
        self._brand.setContentsMargins(theme.space(2), 0, 0, theme.space(3))
        self._brand.setText("B" if self._collapsed else "Bitácora")
        for entry in words:
            entry.collapse(collapsed=self._collapsed)


class _Fold(QWidget):
    """A word under which other words are folded; it is open while the person is in one of them.

    Opened by hand it stays open.
    """

    opened = Signal(QWidget)
    """All that was folded, in sight now."""

    def __init__(self, theme: Theme, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._names: set[str] = set()
        self._by_hand = False
        self.word = _Entry(theme, words(say("Más")), "right")
        self.word.button.setCheckable(False)
        self.word.button.clicked.connect(self._on_clicked)
        self._counts: Mapping[str, int] = {}
        self._collapsed = False
        self._held = QWidget()
        self.column = QVBoxLayout(self._held)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.word)
        whole.addWidget(self._held)
        self.clear()

    def clear(self) -> None:
        """Hold nothing; without a word under it, it is not seen."""
        self._names = set()
        self.hide()
        self._open(shown=False)

    def take(self, name: str, entry: _Entry) -> None:
        """Fold a place away."""
        self._names.add(name)
        self.column.addWidget(entry)
        self.show()

    def show_place(self, name: str) -> None:
        if name in self._names or not self._by_hand:
            self._open(shown=name in self._names)

    def show_counts(self, counts: Mapping[str, int], *, collapsed: bool) -> None:
        """Say of what is folded away how much waits there."""
        self._counts, self._collapsed = counts, collapsed
        waiting = sum(counts.get(name, 0) for name in self._names) if self._held.isHidden() else 0
        self.word.show_count(waiting, collapsed=collapsed)

    def _on_clicked(self) -> None:
        self._by_hand = self._held.isHidden()
        self._open(shown=self._by_hand)
        if not self._held.isHidden():
            self.opened.emit(self._held)

    def _open(self, *, shown: bool) -> None:
        self._held.setVisible(shown)
        self.word.show_icon("down" if shown else "right")
        state = say("Abierto") if shown else say("Plegado")
        self.word.button.setAccessibleDescription(self._words(state))
        self.show_counts(self._counts, collapsed=self._collapsed)


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

    def show_icon(self, icon: str) -> None:
        self._icon = icon
        self.show_here(here=self.button.isChecked())

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
