"""Acta: what lacks, the few words that are only of the acta, its pages, and the one main action."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel

from fieldapp.records.text import Text, say
from fieldapp.rules.approval import NOT_READ_ALOUD
from fieldapp.rules.visits import Lack
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.acta_issuing import ActaIssuing
from fieldapp.ui.pages.visit_room.acta_marks import ActaMarks
from fieldapp.ui.pages.visit_room.acta_moves import ActaMoves
from fieldapp.ui.pages.visit_room.acta_preview import ActaPreview
from fieldapp.ui.pages.visit_room.acta_steps import ActaSteps, WhatLacks
from fieldapp.ui.pages.visit_room.approval_box import ApprovalBox
from fieldapp.ui.pages.visit_room.delivery_box import DeliveryBox
from fieldapp.ui.pages.visit_room.drafting import on_draft
from fieldapp.ui.pages.visit_room.panel import LatePanel
from fieldapp.ui.pages.visit_room.paper_desk import PaperDesk
from fieldapp.ui.pages.visit_room.pen_box import PenBox
from fieldapp.ui.pages.visit_room.photo_box import PhotoBox
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.reading_aloud import ReadingAloud
from fieldapp.ui.pages.visit_room.sections import Section, SectionedForm
from fieldapp.ui.pages.visit_room.signing_box import SigningBox
from fieldapp.ui.pages.visit_room.statements_box import StatementsBox
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.sheet import Sheet
from fieldapp.ui.written_file import write_file
from fieldapp.work.visit_room import VisitRoom

_LEFT_PX = 452
_PREVIEW_FROM = 860
_SECTIONS = (
    Section(None, ("presides", "secretary", "remarks")),
    Section(
        say("Asunto y lectura en voz alta"),
        ("title", "read_aloud", "read_language", "interpreter"),
        folded=True,
    ),
    Section(say("Código de los compromisos"), ("promises_code",), folded=True),
)
_STAMPED_BY_ISSUING = ("ends_at",)
"""What the main action itself writes, and so does not lack."""


class ActaPanel(LatePanel):
    """Left the words, right the pages. Nothing but the main action cannot be undone."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__(page, work)
        tools = page.tools
        self.steps = ActaSteps(tools)
        self.number = QLabel()
        self.lacks = WhatLacks(tools)
        self.form = SectionedForm(
            tools.kinds["minutes"], page.form_tools(work.registers), _SECTIONS
        )
        self.preview = ActaPreview(tools)
        self.signing = SigningBox(page, work)
        self.pen = PenBox(page, work)
        self.issuing = ActaIssuing(page, work, self.pen)
        self.paper = PaperDesk(page, work)
        self.marks = ActaMarks(tools)
        self.approval = ApprovalBox(page, work)
        self.statements = StatementsBox(page, work)
        self.delivery = DeliveryBox(page, work)
        self.photos = PhotoBox(page, work)
        self.aloud = ReadingAloud(page, work, self._write_now)
        self._saving = Autosave(page, self.form, self._write)
        self._blank_for: UUID | None = None
        self._stops: Sequence[Lack] = ()
        self.moves = ActaMoves(page, work, self.flush)
        self._left = Sheet(tools.theme, widest_px=_LEFT_PX)
        self._lay_out()
        self.lacks.chosen.connect(self.lack_chosen)
        self.moves.copy_wished.connect(self._on_save_copy)
        self.moves.freeze_wished.connect(self._on_freeze)
        self.approval.reading_wished.connect(self._on_reading)
        self.moves.reopen_wished.connect(self._on_reopen)
        # The paper road is one Enter away.
        self.issuing.frozen.connect(self.signing.sheet.setFocus)
        self.signing.sheet_wished.connect(self._on_sheet)
        self.signing.paper_wished.connect(self._on_paper)
        self.paper.stands.connect(self._fit)

    # What the room asks.

    @property
    def main_words(self) -> str:
        """What the one main action does now; "" when there is none."""
        if self.room is None or self.room.activity.status == "cancelled":
            return ""
        if self._status == "sealed":
            return self.words(say("Imprimir"))
        return self.words(say("Cerrar y firmar el acta"))

    def do_main(self) -> None:
        """Do it: print what is signed, lead to what lacks, or ask once and sign."""
        if self._status == "sealed":
            self.delivery.print_acta()
        elif self._status == "frozen":
            self._issue(self.signing.before_closing())
        elif self.lacks.lacks:
            self.lacks.buttons[0].setFocus()
            self.tools.prompts.tell(self.lacks.lacks[0].text)
        else:
            self._issue(self._warned(say("Después de emitir, el texto ya no se cambia.")))

    def show_now(self, room: VisitRoom) -> None:
        minutes = room.minutes
        self.steps.show_step(room.acta.standing.state if room.acta else "draft")
        self.marks.show_marks(room.acta)
        self.number.setText(self._number)
        self.number.setVisible(bool(self._number))
        if minutes is not None:
            self._saving.show(minutes, locked=self.is_issued)
            self._blank_for = None
        elif self._blank_for != room.activity.id:
            self._blank_for = room.activity.id
            self._saving.show_blank()
        self._show_lacks(room)
        self.moves.show_room(room)
        self.signing.show_room(room)
        self.pen.show_room(room)
        self.signing.setVisible(self.is_issued)
        self.lacks.setVisible(self._status != "frozen")  # what lacks now are signatures
        if self.form.isHidden() != self.is_issued:
            self.form.setVisible(not self.is_issued)
            self.statements.setVisible(not self.is_issued)
            self._left.verticalScrollBar().setValue(0)  # the number is at the top
        self.approval.show_room(room, issued=self.is_issued)
        self.statements.show_room(room)
        self.delivery.show_room(room)
        self.delivery.setVisible(self.is_issued)
        self.photos.show_room(room)
        self._show_papers()

    def forget(self) -> None:
        super().forget()
        self.paper.close_desk()
        self._blank_for = None
        self._stops = ()

    def focus_first(self) -> None:
        if self.lacks.buttons and not self.is_issued:
            self.lacks.buttons[0].setFocus()
        elif self.is_issued:
            self.moves.save_copy.setFocus()
        else:
            self.form.focus_field()

    def focus_lack(self, lack: Lack) -> bool:
        return lack.kind == "minutes" and self.form.focus_field(lack.field)

    def edit(self) -> None:
        self.form.focus_field()

    def go_back(self) -> bool:
        return self.paper.close_desk()

    def flush(self) -> None:
        self.form.flush()
        for box in (self.approval, self.statements, self.delivery.entry):
            box.flush()

    # Making.

    def _lay_out(self) -> None:
        theme = self.tools.theme
        mark(self.number, "number")
        self.number.setWordWrap(True)
        for part in (self.steps, self.number, self.marks, self.lacks, self.signing, self.pen):
            self._left.add(part)
        for part in (self.moves, self.delivery, self.form, self.statements):
            self._left.add(part)
        for part in (self.approval, self.photos):
            self._left.add(part)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.space(3))
        across.addWidget(self._left, 2)
        across.addWidget(self.preview, 3)
        across.addWidget(self.paper, 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The pages stand beside where there is room; a paper being attached takes all of it."""
        attaching = not self.paper.isHidden()
        roomy = self.width() >= self.tools.theme.px(_PREVIEW_FROM)
        self._left.setVisible(not attaching)
        self.preview.setVisible(roomy and not attaching)

    # Showing.

    @property
    def _status(self) -> str:
        minutes = self.room.minutes if self.room is not None else None
        return (minutes.status if minutes is not None else None) or "draft"

    @property
    def _number(self) -> str:
        minutes = self.room.minutes if self.room is not None else None
        return minutes.number if minutes is not None else ""

    def _show_papers(self) -> None:
        """Ask for the pages and, of a draft, for what would stop their printing."""
        visit, room = self.visit_id, self.room
        if visit is None or room is None:
            return
        self.page.load(
            partial(self.work.papers.preview, visit),
            self.preview.show_pdf,
            topic="preview",
            failed=self.preview.say_why_not,
        )
        if room.minutes is not None and not self.is_issued:
            minutes = room.minutes.id
            self.page.load(
                partial(self.work.minutes.what_stops, minutes), self._show_stops, topic="stops"
            )

    def _show_stops(self, stops: Sequence[Lack]) -> None:
        self._stops = [one for one in stops if one.kind == "minutes"]
        if self.room is not None:
            self._show_lacks(self.room)

    def _show_lacks(self, room: VisitRoom) -> None:
        lacks = [one for one in room.missing if one.field not in _STAMPED_BY_ISSUING]
        mine = [] if self.is_issued else [*lacks, *self._stops]
        self.lacks.show_lacks(
            [(one, self._worded(one, room)) for one in mine], self.words(self._standing())
        )

    def _worded(self, lack: Lack, room: VisitRoom) -> str:
        """What lacks, saying of which row where the sentence alone does not."""
        points = [point.id for point in room.agenda]
        promises = [line.id for line in room.commitments]
        text = lack.text
        if lack.id in points:
            text = say("Punto {n}: {text}", n=points.index(lack.id) + 1, text=text)
        elif lack.id in promises:
            text = say("Compromiso {n}: {text}", n=promises.index(lack.id) + 1, text=text)
        return self.words(text)

    def _standing(self) -> Text:
        if self._status == "sealed":
            return say("Firmada. Se enviará cuando haya red. Puede imprimirla o guardar una copia.")
        if self._status == "frozen":
            return say("Emitida: recoja las firmas en pantalla o en papel, y ciérrela.")
        return say("Lea el acta con los asistentes; después de emitir, el texto ya no se cambia.")

    def _warned(self, warning: Text) -> Text:
        """The warning, after what is still open of the approval: it is said and stops nothing."""
        acta = self.room.acta if self.room is not None else None
        doubt = acta.doubt if acta is not None else NOT_READ_ALOUD
        return say("{doubt} {warning}", doubt=doubt, warning=warning) if doubt else warning

    # Doing.

    def _issue(self, warning: Text) -> None:
        visit, place = self.visit_id, self.room.place if self.room is not None else ""
        if visit is not None:
            self.issuing.issue(visit, place, warning)

    def _on_freeze(self) -> None:
        visit = self.visit_id
        self.flush()
        if visit is not None and self.lacks.lacks:
            self.do_main()
        elif visit is not None:
            warning = say("Después de emitir, el texto ya no se cambia.")
            self.issuing.freeze(visit, self._warned(warning))

    def _on_sheet(self) -> None:
        self.signing.attach.setFocus()  # what comes after the printer's dialog
        self.delivery.print_sheet()

    def _on_paper(self) -> None:
        if self.room is not None:
            self.paper.open_for(self.room)

    def _on_reopen(self) -> None:
        """Open the text again; where somebody signed it, with the reason why that falls."""
        minutes = self.room.minutes if self.room is not None else None
        reason = self.signing.why_it_changes()
        if minutes is not None and reason is not None:
            self.page.save(partial(self.work.minutes.back_to_review, minutes.id, reason))

    def _on_save_copy(self) -> None:
        self._with_paper(self._keep_copy)

    def _with_paper(self, use: Callable[[tuple[str, bytes]], object]) -> None:
        minutes = self.room.minutes if self.room is not None else None
        visit, papers = self.visit_id, self.work.papers
        if minutes is not None and self.is_issued:
            acta = minutes.id
            self.page.load(lambda: (papers.file_name(acta), papers.pdf(acta)), use, topic="paper")
        elif visit is not None:
            name = self.words(say("Borrador del acta")) + ".pdf"
            self.page.load(lambda: (name, papers.preview(visit)), use, topic="paper")

    def _keep_copy(self, paper: tuple[str, bytes]) -> None:
        name, pdf = paper
        path = self.tools.prompts.file_to_save(say("Guardar la copia"), name)
        if path is not None:
            self.page.load(partial(write_file, path, lambda: pdf), self._tell_kept, topic="copy")

    def _tell_kept(self, path: Path) -> None:
        self.tools.prompts.tell(say("Copia guardada en {path}", path=str(path)))

    def _on_reading(self) -> None:
        self.flush()
        if self.room is not None:
            self.aloud.open_for(self.room)

    def _write_now(self, changes: Mapping[str, Any]) -> Saved:
        minutes = self.room.minutes if self.room is not None else None
        return self._write(minutes.id if minutes is not None else None, changes)

    def _write(self, minutes: UUID | None, changes: Mapping[str, Any]) -> Saved:
        if minutes is not None:
            return self.work.minutes.edit(minutes, changes)
        visit = self.visit_id
        if visit is None:
            raise LookupError(changes)  # the tab opens when the visit exists
        return on_draft(self.work, visit, lambda acta: self.work.minutes.edit(acta, changes))
