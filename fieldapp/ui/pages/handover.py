"""Leaving a post: what is open, the acta de entrega, and one button that gives all of it on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say
from fieldapp.ui.commitment_words import line_of
from fieldapp.ui.page import Page, PageTools, Saved
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_lines import line_of_visit
from fieldapp.ui.widgets.cards import Card, CardColumns
from fieldapp.ui.widgets.empty import EmptyState
from fieldapp.ui.widgets.line import Line
from fieldapp.ui.widgets.line_row import LineRow
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.ui.written_file import write_file
from fieldapp.work.handovers import HandoverRoom
from fieldapp.work.reports.offered import Wanted
from fieldapp.work.work import Work

_SHOWN_MOST: Final = 30


class HandoverPage(Page):
    """One hand-over at a time: the one that waits for this officer, or the one that was chosen."""

    sync_wished = Signal()
    """Everything changed hands: it should leave this laptop before it closes."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"handover", "handover_made", "activity", "minutes", "commitment", "follow_up"}
    )
    purpose: ClassVar[Text] = say(
        "Aquí se entrega un puesto: lo que queda abierto se lista en un acta de entrega y pasa de "
        "una vez a quien la coordinación nombró. Le llega en su próxima sincronización."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work = work
        self._id: UUID | None = None
        self._room: HandoverRoom | None = None
        self._sentence = QLabel()
        self._cards = CardColumns(tools.theme)
        self._nothing = EmptyState(tools.theme, "deliver")
        self._stack = QStackedWidget()
        self._print = QPushButton(self.words(say("Imprimir el acta de entrega")))
        self._keep = QPushButton(self.words(say("Guardar en PDF y DOCX")))
        self._make = QPushButton()
        self._foot = ActionBar(tools.theme)
        self._lay_out()
        self.setFocusProxy(self._make)
        self._print.clicked.connect(partial(self._with_paper, self._on_print))
        self._keep.clicked.connect(self._on_keep)
        self._make.clicked.connect(self.main_action)
        self._nothing.wished.connect(partial(self.open_requested.emit, "registers", None))

    # What the shell asks.

    def reload(self) -> None:
        self.load(self._read, self._show)

    def open_record(self, kind: str, record_id: UUID) -> None:
        self._id = record_id
        self.reload()

    def go_back(self) -> bool:
        self.open_requested.emit("today", None)
        return True

    def main_action(self) -> None:
        """Give everything on, after one question that names who takes it."""
        room = self._room
        if room is None or self._make.isHidden():
            return
        question = say(
            "Pasan a {name}: {visits} visitas y {papers} actas sin firmar, con sus compromisos, "
            "y {requests} solicitudes ciudadanas. ¿Entregar todo?",
            name=room.listed.successor,
            visits=len(room.visits),
            papers=len(room.papers),
            requests=len(room.requests),
        )
        if self.tools.prompts.confirm(question, verb=say("Entregar todo")):
            make = partial(self._work.handovers.make, room.handover.id)
            self.save(make, done=self._on_made)

    # Inside.

    def _read(self) -> HandoverRoom | None:
        chosen = self._id or self._work.handovers.newest()
        return self._work.handovers.room(chosen) if chosen is not None else None

    def _lay_out(self) -> None:
        theme = self.tools.theme
        mark(self._sentence, "section")
        self._sentence.setWordWrap(True)
        self._sentence.setContentsMargins(*(theme.space(step) for step in (5, 4, 5, 0)))
        self._nothing.say(
            self.words(
                say(
                    "No hay ninguna entrega del puesto. La coordinación la escribe en los "
                    "Registros, con el nombre de quien recibe."
                )
            ),
            self.words(say("Ver los registros")),
        )
        for button, icon, role in (
            (self._print, "print", "accent"),
            (self._keep, "document", "accent"),
            (self._make, "deliver", "on_accent"),
        ):
            theme.dress(button, icon, role)
        for button in (self._print, self._keep):
            mark(button, "quiet")
            self._foot.add(button)
        self._foot.add_main(self._make)
        shown = QWidget()
        inner = QVBoxLayout(shown)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._sentence)
        inner.addWidget(self._cards, 1)
        inner.addWidget(self._foot)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _show(self, room: HandoverRoom | None) -> None:
        self._room = room
        self._stack.setCurrentIndex(1 if room is None else 0)
        if room is None:
            return
        self.note_opened("handover", room.handover.id)
        self._sentence.setText(self.words(self._standing(room)))
        self._make.setText(self.words(say("Entregar todo a {name}", name=room.listed.successor)))
        self._make.setVisible(room.mine and not (room.is_empty and room.made_at is not None))
        self._cards.show_cards(self._left(room), self._right(room))

    def _standing(self, room: HandoverRoom) -> Text:
        listed, formats = room.listed, self.tools.formats
        if room.made_at is not None and room.is_empty:
            return say(
                "{leaver} entregó su puesto a {successor} el {day}.",
                leaver=listed.leaver,
                successor=listed.successor,
                day=formats.day(formats.day_of(room.made_at)),
            )
        return say(
            "{leaver} entrega su puesto a {successor}. Esto es lo que queda abierto.",
            leaver=listed.leaver,
            successor=listed.successor,
        )

    def _left(self, room: HandoverRoom) -> list[Card]:
        today, tools = self.tools.clock.today(), self.tools
        cards: list[Card] = []
        for heading, visits in (
            (say("Visitas y actividades abiertas"), room.visits),
            (say("Actas sin firmar"), room.papers),
        ):
            lines = [line_of_visit(one, today, tools.formats, tools.words) for one in visits]
            cards.append(self._card(heading, lines, "activity"))
        return cards

    def _right(self, room: HandoverRoom) -> list[Card]:
        today, tools, listed = self.tools.clock.today(), self.tools, room.listed
        owed = [line_of(one, today, tools.formats, tools.words) for one in room.commitments]
        cards = [self._card(say("Compromisos abiertos"), owed, "commitment")]
        days = [(tools.formats.day(one), kind) for one, kind, _ in listed.requests if one]
        for heading, told in (
            (say("Solicitudes ciudadanas por responder"), [f"{day}: {kind}" for day, kind in days]),
            (say("Espacios del territorio"), [name for name, _ in listed.spaces]),
            (say("A medio escribir en este equipo"), [words for _, words in listed.drafts]),
            (say("Series de numeración"), [f"{code}: {last}" for code, last in listed.series]),
        ):
            if told:
                card = Card(tools.theme, self.words(heading), len(told))
                for words in told[:_SHOWN_MOST]:
                    card.add_words(words, "")
                cards.append(card)
        return cards

    def _card(self, heading: Text, lines: Sequence[Line], kind: str) -> Card:
        card = Card(self.tools.theme, self.words(heading), len(lines))
        for line in lines[:_SHOWN_MOST]:
            row = LineRow(self.tools.theme, line)
            row.chosen.connect(partial(self.open_requested.emit, kind, line.id))
            card.add(row)
        if not lines:
            card.add_words(self.words(say("Nada.")))
        return card

    # What happens.

    def _on_made(self, _saved: Saved) -> None:
        said = say("Puesto entregado. Sincronice antes de cerrar: quien recibe lo verá entonces.")
        self.tools.prompts.tell(said)
        self.sync_wished.emit()

    def _with_paper(self, use: Callable[[bytes], object]) -> None:
        room, reports = self._room, self._work.reports
        if room is not None:
            wanted = Wanted(record=room.handover.id)
            self.load(
                lambda: reports.write(reports.build("handover", wanted), "pdf"), use, topic="paper"
            )

    def _on_print(self, pdf: bytes) -> None:
        from fieldapp.ui.printing import ask_and_print

        ask_and_print(self.tools, pdf, self.words(say("Acta de entrega del puesto")))

    def _on_keep(self) -> None:
        room, prompts = self._room, self.tools.prompts
        name = f"{self.words(say('Acta de entrega del puesto'))}.pdf"
        path = prompts.file_to_save(say("Guardar el acta de entrega"), name)
        if room is not None and path is not None:
            self.load(
                partial(self._written, room.handover.id, path),
                lambda kept: prompts.tell(say("Guardada en {path}", path=str(kept))),
                topic="kept",
            )

    def _written(self, handover: UUID, path: Path) -> Path:
        reports = self._work.reports
        report = reports.build("handover", Wanted(record=handover))
        write_file(path.with_suffix(".docx"), partial(reports.write, report, "docx"))
        return write_file(path, partial(reports.write, report, "pdf"))
