"""The lesser things done with an acta: kept as a file, moved a step, clarified, voided."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from fieldapp.records.minutes import Minutes
from fieldapp.records.text import say
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.work.visit_room import VisitRoom


class ActaMoves(QWidget):
    """Only what can be done now is offered; each asks once where it cannot be taken back."""

    copy_wished = Signal()
    freeze_wished = Signal()

    def __init__(self, page: Page, work: RoomWork, flush: Callable[[], object]) -> None:
        """Make the buttons; `flush` saves what is typed before the acta moves a step."""
        super().__init__()
        self._page = page
        self._work = work
        self._flush = flush
        self._minutes: Minutes | None = None
        words, theme = page.words, page.tools.theme
        self.save_copy = QPushButton()
        self._review = QPushButton(words(say("Pasar a revisión")))
        self._draft = QPushButton(words(say("Volver a borrador")))
        self._freeze = QPushButton(words(say("Emitir y firmar después")))
        self._reopen = QPushButton(words(say("Volver a revisión")))
        self._clarify = QPushButton(words(say("Hacer acta aclaratoria")))
        self._void = QPushButton(words(say("Anular el acta")))
        self._discard = QPushButton(words(say("Descartar la aclaratoria")))
        flow = FlowLayout(theme.space(1), self)
        for button, icon in (
            (self.save_copy, "document"),
            (self._review, "read_aloud"),
            (self._draft, "write"),
            (self._freeze, "sign"),
            (self._reopen, "undo"),
            (self._clarify, "write"),
            (self._void, "annul"),
            (self._discard, "annul"),
        ):
            mark(button, "quiet")
            theme.dress(button, icon, "accent")
            flow.addWidget(button)
        self._connect()

    def _connect(self) -> None:
        actas = self._work.minutes
        self.save_copy.clicked.connect(self.copy_wished)
        self._freeze.clicked.connect(self.freeze_wished)
        self._review.clicked.connect(partial(self._on_move, actas.to_review))
        self._draft.clicked.connect(partial(self._on_move, actas.back_to_draft))
        self._reopen.clicked.connect(partial(self._on_move, actas.back_to_review))
        self._discard.clicked.connect(partial(self._on_move, actas.discard))
        self._clarify.clicked.connect(self._on_clarify)
        self._void.clicked.connect(self._on_void)

    def show_room(self, room: VisitRoom) -> None:
        """Offer what can be done with the acta as it stands."""
        minutes = self._minutes = room.minutes
        status = (minutes.status if minutes is not None else None) or "draft"
        drafted = status in ("draft", "review")
        began = room.activity.status not in ("planned", "cancelled")
        self.save_copy.setText(
            self._page.words(say("Guardar borrador PDF"))
            if drafted
            else self._page.words(say("Guardar copia PDF"))
        )
        self._review.setVisible(minutes is not None and status == "draft")
        self._draft.setVisible(status == "review")
        self._freeze.setVisible(began and drafted)
        self._reopen.setVisible(status == "frozen")
        self._void.setVisible(status == "frozen")
        self._clarify.setVisible(status == "sealed")
        self._discard.setVisible(drafted and minutes is not None and bool(minutes.supersedes))

    def _on_move(self, move: Callable[[UUID], Saved]) -> None:
        self._flush()
        if self._minutes is not None:
            self._page.save(partial(move, self._minutes.id))

    def _on_clarify(self) -> None:
        minutes = self._minutes
        if minutes is None:
            return
        question = say(
            "El acta {number} queda como está; la aclaratoria tiene otro número y la nombra. "
            "¿Hacer el acta aclaratoria?",
            number=minutes.number,
        )
        if self._page.tools.prompts.confirm(question, verb=say("Hacer acta aclaratoria")):
            self._page.save(partial(self._work.minutes.clarify, minutes.id))

    def _on_void(self) -> None:
        minutes = self._minutes
        if minutes is None:
            return
        asked = say(
            "¿Por qué se anula el acta {number}? El número no se usa de nuevo.",
            number=minutes.number,
        )
        reason = self._page.tools.prompts.ask_reason(asked, verb=say("Anular el acta"))
        if reason:
            self._page.save(partial(self._work.minutes.void, minutes.id, reason))
