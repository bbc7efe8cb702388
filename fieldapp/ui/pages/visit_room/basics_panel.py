"""Datos: where, when and what for; the rest of the description is folded away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import say
from fieldapp.rules.visits import Lack
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.audience_box import AudienceBox
from fieldapp.ui.pages.visit_room.panel import Panel
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.sections import Section, SectionedForm
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import cancel, visit_kind
from fieldapp.ui.widgets.sheet import Sheet
from fieldapp.work.visit_room import VisitRoom

SECTIONS = (
    Section(
        say("Dónde, cuándo y para qué"), ("territory", "planned_on", "objective", "kind", "axis")
    ),
    Section(
        say("El lugar y la hora"),
        ("locality_kind", "mode", "locality", "venue", "starts_at", "ends_at", "space"),
    ),
    Section(
        say("Más sobre la sesión y quién participa"),
        (
            "themes",
            "services",
            "challenges",
            "character",
            "session_number",
            "quorum_required",
            "next_session_on",
            "requested_by",
            "lead_officer",
            "companions",
            "obligation",
            "plan_node",
            "trip",
            "zone",
            "latitude",
            "longitude",
            "source_note",
        ),
        folded=True,
    ),
    Section(
        say("Sin lista: personas contadas, o nadie asistió"),
        ("audience_women", "audience_men", "without_attendance"),
        folded=True,
    ),
)
"""What is needed stands first, in sight without scrolling on a screen of 768 lines."""


_MAY_CANCEL = ("planned", "in_progress")
_MAY_REOPEN = ("closed", "cancelled")


class BasicsPanel(Panel):
    """The form of the visit, saved as it is typed; its first field makes a new visit."""

    created = Signal(object)
    """The id of the visit that was just made."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__(page, work)
        self.form = SectionedForm(
            page.tools.kinds["activity"], page.form_tools(work.registers), SECTIONS
        )
        self._saving = Autosave(page, self.form, self._write)
        self._cancel_words = cancel(visit_kind(page.tools.kinds, work.pack))
        self._cancel = QPushButton(self.words(self._cancel_words))
        mark(self._cancel, "quiet")
        page.tools.theme.dress(self._cancel, "annul", "accent")
        self._reopen = QPushButton(self.words(say("Abrir de nuevo")))
        mark(self._reopen, "quiet")
        page.tools.theme.dress(self._reopen, "undo", "accent")
        self.audiences = AudienceBox(page, work.pack)
        sheet = Sheet(page.tools.theme)
        sheet.add(self.form)
        sheet.add(self.audiences)
        sheet.add(_at_the_left(self._cancel, self._reopen))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sheet)
        self._saving.created.connect(self.created)
        self.audiences.counted.connect(self._on_counted)
        self._cancel.clicked.connect(self._on_cancel)
        self._reopen.clicked.connect(self._on_reopen)

    def show_room(self, room: VisitRoom) -> None:
        super().show_room(room)
        self._saving.show(room.activity, locked=self.is_issued)
        self.audiences.show_room(room, locked=self.is_issued)
        here = [one for one in room.missing if one.kind == "activity"]
        asked = room.activity.status not in (None, "planned")
        status, open_text = room.activity.status, not self.is_issued
        self._cancel.setVisible(status in _MAY_CANCEL and open_text)
        self._reopen.setVisible(status in _MAY_REOPEN and open_text)
        odd = {one.field: one.text for one in room.doubts}
        self.form.show_missing(odd | {one.field: one.text for one in here if asked})

    def show_blank(self) -> None:
        """Show an empty visit."""
        self.room = None
        self._cancel.hide()
        self._reopen.hide()
        self.audiences.hide()
        self._saving.show_blank()

    @property
    def is_making(self) -> bool:
        """Whether a new visit is being written at this moment."""
        return self._saving.is_making

    def focus_first(self) -> None:
        if self.is_issued:
            self.page.setFocus()  # there is nothing to write: no line is to ask for it
        else:
            self.form.focus_field()

    def focus_lack(self, lack: Lack) -> bool:
        return lack.kind == "activity" and self.form.focus_field(lack.field)

    def edit(self) -> None:
        self.form.focus_field("objective")

    def flush(self) -> None:
        self.form.flush()

    def _on_counted(self, audience: str, people: int) -> None:
        visit = self.visit_id
        if visit is not None:
            self.page.save(lambda: self.work.audiences.count(visit, audience, people))

    def _on_cancel(self) -> None:
        visit = self.visit_id
        if visit is None:
            return
        self.flush()
        question = say("¿Por qué se cancela? Queda escrito y la coordinación lo puede deshacer.")
        reason = self.tools.prompts.ask_reason(question, verb=self._cancel_words)
        if reason is not None:
            self.page.save(lambda: self.work.visits.cancel(visit, reason))

    def _on_reopen(self) -> None:
        visit = self.visit_id
        question = say("¿Por qué se abre de nuevo? Queda escrito.")
        reason = self.tools.prompts.ask_reason(question, verb=say("Abrir de nuevo"))
        if visit is not None and reason is not None:
            self.page.save(lambda: self.work.visits.reopen(visit, reason))

    def _write(self, visit: UUID | None, changes: Mapping[str, Any]) -> Saved:
        if visit is None:
            return self.work.visits.plan(changes)
        return self.work.visits.edit(visit, changes)


def _at_the_left(*buttons: QPushButton) -> QWidget:
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return held
