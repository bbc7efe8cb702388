"""What stands in the acta beside the record: what it corrects, and what somebody asks for (R15)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fieldapp.records.choices import CHOICES
from fieldapp.records.text import Text, say
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.corrections_box import CorrectionsBox
from fieldapp.ui.pages.visit_room.drafting import on_draft
from fieldapp.ui.pages.visit_room.entry import Asked, Entry, Verb
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.told import Told, ToldRows
from fieldapp.ui.theme import mark
from fieldapp.work.visit_room import VisitRoom


class StatementsBox(QWidget):
    """Rows of who asked for what, and two buttons to put one more down."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._visit: UUID | None = None
        self.corrections = CorrectionsBox(page, work)
        self.told = ToldRows(page.tools, self._on_removed)
        self.entry = Entry(
            page,
            work,
            Asked(page.tools.kinds["remark"], ("said_by", "text"), "statement"),
            (
                Verb(say("Añadir constancia"), "add", partial(self._on_said, "statement")),
                Verb(say("Añadir salvedad"), "add", partial(self._on_said, "reservation")),
            ),
        )
        heading = QLabel(page.words(say("Lo que alguien pide que conste")))
        mark(heading, "section")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(page.tools.theme.space(2))
        for part in (self.corrections, heading, self.told, self.entry):
            column.addWidget(part)

    def show_room(self, room: VisitRoom) -> None:
        """Show what was asked for in a draft."""
        self.corrections.show_room(room)
        self.entry.show_about(room.activity.id)
        self._visit = room.activity.id
        words = self._page.words
        kinds = {one.code: words(Text(one.label)) for one in CHOICES["remark_kinds"]}
        statements = room.acta.approving.statements if room.acta else []
        verb = (words(say("Quitar")),)
        self.told.show_rows(
            [
                Told(one.id, f"{kinds[one.kind or 'statement']}, {one.said_by}: {one.text}", verb)
                for one in statements
            ]
        )

    def flush(self) -> None:
        """Keep what is typed."""
        self.entry.flush()
        self.corrections.entry.flush()

    def _on_said(self, kind: str, typed: Mapping[str, Any]) -> None:
        visit, work = self._visit, self._work

        def said(acta: UUID) -> Saved:
            return work.approvals.remark(acta, typed["said_by"], typed["text"], kind=kind)

        if visit is not None:
            self._page.save(lambda: on_draft(work, visit, said), done=self.entry.clear)

    def _on_removed(self, id: object, _place: int) -> None:
        if isinstance(id, UUID):
            self._page.save(partial(self._work.approvals.remove, id))
