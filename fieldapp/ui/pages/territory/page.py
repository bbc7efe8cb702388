"""Territorio: choose a municipality or a department, and see all that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from fieldapp.records.text import Text, say
from fieldapp.rules.people_seen import People
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.pages.territory.cards import TerritoryCards
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.cards import CardColumns
from fieldapp.ui.widgets.line_row import LineRow
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.work.territory_card import TerritoryCard
from fieldapp.work.travel import OpeningPapers
from fieldapp.work.work import Work

_PICKER_PX: Final = 320


class TerritoryPage(Page):
    """The territory looked at last comes first; Esc goes from a municipality to its department."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {
            "activity",
            "agreement",
            "attendance",
            "commitment",
            "follow_up",
            "logbook_entry",
            "minutes",
            "party",
            "space",
            "space_member",
            "territorial_plan",
            "recommendation_doc",
            "policy_instrument",
            "pilot",
            "accompaniment",
        }
    )
    purpose: ClassVar[Text] = say(
        "Aquí está todo lo que se sabe de un municipio o un departamento: reuniones, compromisos, "
        "acuerdos, espacios, bitácora, actores, personas y a dónde no se ha ido."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work = work
        self._code = ""
        self._above = ""
        self._card: TerritoryCard | None = None
        self._people: People | None = None
        self._made = TerritoryCards(
            tools, Text(work.desk.pack.words.visit.many), self.open_requested.emit, self.look_at
        )
        self.choose = Picker(tools.kinds["activity"]["territory"], self.form_tools(work.registers))
        self.up = QPushButton()
        self.print = QPushButton(self.words(say("Imprimir página de apertura")))
        self._spaces = QPushButton(self.words(say("Espacios y sesiones")))
        self._actors = QPushButton(self.words(say("Mapa de actores")))
        self._cards = CardColumns(tools.theme)
        self._lay_out()
        self.choose.picked.connect(self._on_chosen)
        self.up.clicked.connect(self.go_back)
        self.print.clicked.connect(self.main_action)
        self._spaces.clicked.connect(partial(self.open_requested.emit, "spaces", None))
        self._actors.clicked.connect(partial(self.open_requested.emit, "actors", None))

    # What the shell asks.

    def reload(self) -> None:
        self.load(self._read, self._show)

    def main_action(self) -> None:
        """Print what was agreed there the last time."""
        code = self._code
        if code:
            self.load(partial(self._work.travel.opening_of, code), self._print, topic="opening")

    def go_back(self) -> bool:
        if not self._above:
            return False
        self.look_at(self._above)
        return True

    def look_at(self, code: str) -> None:
        """Show another territory, and remember it."""
        if code != self._code:
            self._code, self._people = code, None
            self.save(partial(self._work.territories.show, code), done=lambda _saved: self.reload())

    # Inside.

    def _lay_out(self) -> None:
        theme, words = self.tools.theme, self.words
        label = QLabel(words(say("Territorio")))
        mark(label, "label")
        label.setBuddy(self.choose)
        self.choose.setAccessibleName(words(say("Elija un municipio o un departamento")))
        self.choose.setMaximumWidth(theme.px(_PICKER_PX))
        mark(self.up, "quiet")
        theme.dress(self.up, "up", "accent")
        above = QHBoxLayout()
        above.setContentsMargins(*(theme.space(step) for step in (5, 3, 5, 0)))
        above.setSpacing(theme.space(3))
        above.addWidget(label)
        above.addWidget(self.choose, 1)
        above.addWidget(self.up)
        above.addStretch(1)
        theme.dress(self.print, "print", "on_accent")
        foot = ActionBar(theme)
        for button, icon, kind in (
            (self._spaces, "space", "space"),
            (self._actors, "people", "actor_assessment"),
        ):
            mark(button, "quiet")
            theme.dress(button, icon, "accent")
            foot.add(button)
            button.setVisible(not self.tools.kinds[kind].off)
        foot.add_main(self.print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self._cards, 1)
        column.addWidget(foot)
        self.setFocusProxy(self.choose)

    def _read(self) -> TerritoryCard:
        return self._work.territories.card(self._code or self._work.territories.shown())

    def _show(self, card: TerritoryCard) -> None:
        if card.code != self._code:
            self._people = None
        self._code, self._card, self._above = card.code, card, card.above
        self.choose.show_value(card.code)
        self.up.setVisible(bool(card.above))
        if card.above:
            path = self._work.desk.pack.territories.path(card.above)
            self.up.setText(self.words(say("Ver {place}", place=path)))
        self.place_changed.emit(self.words(say("Territorio · {place}", place=card.place)))
        self._show_cards()
        people = partial(self._work.territories.people, card.code)
        self.load(people, partial(self._show_people, card.code), topic="people")

    def _show_people(self, code: str, people: People) -> None:
        if code == self._code:
            self._people = people
            self._show_cards()

    def _show_cards(self) -> None:
        """The cursor stays on its line while the people are still being counted."""
        if self._card is None:
            return
        had = self._focused()
        self._cards.show_cards(
            self._made.left(self._card), self._made.right(self._card, self._people)
        )
        again = next((row for row in self._rows() if had is not None and row.line.id == had), None)
        if again is not None:
            again.setFocus()

    def _rows(self) -> Sequence[LineRow]:
        return self.findChildren(LineRow)

    def _focused(self) -> object:
        widget = self.focusWidget()
        return widget.line.id if isinstance(widget, LineRow) and widget.hasFocus() else None

    # What happens.

    def _on_chosen(self, code: object) -> None:
        if code:
            self.look_at(str(code))
        elif self._code:
            self.choose.show_value(self._code)

    def _print(self, papers: OpeningPapers) -> None:
        from fieldapp.ui.printing import ask_and_print

        ask_and_print(self.tools, papers.pdf, papers.name)
