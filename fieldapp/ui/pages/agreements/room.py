"""The room of one agreement: its facts, its parties, its promises, its paper and its way."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.records.text import say
from fieldapp.rules.visits import Lack
from fieldapp.ui.agreement_words import EXPIRE, NEXT, OTHER, Step
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.agreements.later_rows import LaterRows
from fieldapp.ui.pages.agreements.paper import AgreementPaper
from fieldapp.ui.pages.agreements.parties import Parties, PartyForm
from fieldapp.ui.pages.agreements.promises import Promises
from fieldapp.ui.pages.agreements.published import Published
from fieldapp.ui.pages.agreements.steps import Lacks, Steps
from fieldapp.ui.record_file import FileButton
from fieldapp.ui.report_button import ReportButton
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.sheet import ActionBar, Sheet
from fieldapp.work.agreement_list import AgreementRoom
from fieldapp.work.desk import Changes
from fieldapp.work.work import Work

_WIDEST_PX: Final = 768
_WORDS_FROM: Final = 820
_FIRST: Final = (
    "title",
    "type",
    "number",
    "territory",
    "signed_on",
    "place_signed",
    "valid_from",
    "valid_to",
    "purpose",
)
_MORE: Final = (
    "programme",
    "framework",
    "whereas",
    "axes",
    "follow_up_body",
    "review_period",
    "activity",
    "publication_url",
    "delegated_functions",
    "resources",
    "locality_kind",
    "locality",
)
_WRITTEN: Final = ("draft", "negotiation")
_PARTY: Final = (
    "organization",
    "organization_name",
    "representative",
    "position_title",
    "gov_level",
    "refusal",
)


class AgreementPanel(QWidget):
    """Shows one agreement; while it is a draft or negotiated, everything in it can be written."""

    left = Signal()

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__(page)
        self._page = page
        self._work = work
        self._room: AgreementRoom | None = None
        lent, form_tools = page.tools, page.form_tools(work.registers)
        spec, party = lent.kinds["agreement"], lent.kinds["party"]
        self._steps, self._lacks = Steps(lent), Lacks(lent)
        self.form = RecordForm(spec, form_tools, fields=_FIRST)
        self.more = RecordForm(spec, form_tools, fields=_MORE)
        self._saving = Autosave(page, self.form, self._write)
        self._saving_more = Autosave(page, self.more, self._write)
        self._fold = QPushButton()
        self.parties = Parties(
            page, work.agreements, lambda: PartyForm(party, form_tools, fields=_PARTY)
        )
        self.promises = Promises(page, work)
        self._published = Published(lent)
        self._sheet = Sheet(lent.theme, widest_px=_WIDEST_PX)
        self._paper = AgreementPaper(page, work.agreements)
        self.later = LaterRows(page, work)
        self.later_rows = QPushButton()
        self._stack = QStackedWidget()
        self._back, self._preview, self._save_pdf = QPushButton(), QPushButton(), QPushButton()
        self._other, self._next = QPushButton(), QPushButton()
        self._file = FileButton(page, work.registers.files, "agreement")
        self.report = ReportButton(page, lambda: work.reports.of("agreement"))
        self._lay_out()
        self._connect()

    # What the page asks.

    @property
    def agreement_id(self) -> UUID | None:
        """The agreement that is open, once it is made."""
        return self._saving.record_id

    def show_room(self, room: AgreementRoom) -> None:
        """Show an agreement; of the one already shown, what is being typed stays."""
        agreement = room.agreement
        if self._room is None or agreement.id != self._room.agreement.id:
            self._stack.setCurrentWidget(self._sheet)
            self._unfold(open_=False)
        self._room = room
        self._file.point_at(agreement.id)
        locked = agreement.status not in _WRITTEN or bool(agreement.annulled)
        self._saving.show(agreement, locked=locked)
        self._saving_more.show(agreement, locked=locked)
        told = room.missing if agreement.status == "negotiation" else []
        self.form.show_missing({one.field: one.text for one in told if one.kind == "agreement"})
        self.parties.show_parties(agreement.id, room.parties, locked=locked)
        self.promises.show_promises(agreement.id, room.commitments, locked=locked)
        self._published.show_publications(room.publications)
        self._steps.show_status(agreement.status or "draft")
        self._lacks.show_lacks(told)
        self.report.point_at(agreement.id)
        self._show_rest(shown=True)
        if self._stack.currentWidget() is self.later:
            self._show_later()

    def show_blank(self) -> None:
        """Show an empty agreement; it is made by its first field."""
        self._room = None
        self._file.point_at(None)
        self._stack.setCurrentWidget(self._sheet)
        self.parties.forget()
        self._saving.show_blank()
        self._saving_more.show_blank()
        self.form.show_missing({})
        self.promises.forget()
        self._published.show_publications(())
        self._steps.show_status("draft")
        self._lacks.show_lacks(())
        self.report.point_at(None)
        self._unfold(open_=False)
        self._show_rest(shown=False)

    def focus_first(self) -> None:
        """Put the cursor in the first field."""
        self.form.focus_field()

    def focus_step(self) -> None:
        """Stand on the step that is offered, or on the way back."""
        (self._back if self._next.isHidden() else self._next).setFocus()

    def main_action(self) -> None:
        """Take the guided step."""
        if self._room is not None:
            step = self._step()
            if step is not None:
                self._take(step)

    def go_back(self) -> bool:
        """Close the paper, or the promise that is being written, if one is open."""
        shown = self._stack.currentWidget()
        if shown is self._sheet:
            return self.promises.go_back()
        if shown is self.later and self.later.go_back():
            return True
        self._stack.setCurrentWidget(self._sheet)
        (self.later_rows if shown is self.later else self._preview).setFocus()
        return True

    def flush(self) -> None:
        """Save what is typed."""
        self.form.flush()
        self.more.flush()
        self.parties.flush()
        self.promises.flush()
        self.later.flush()

    # Making.

    def _lay_out(self) -> None:
        theme, words = self._page.tools.theme, self._page.words
        self._sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark(self._fold, "quiet")
        fold = QWidget()
        beside = QVBoxLayout(fold)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._steps, self._lacks, self.form, fold, self.more):
            self._sheet.add(part)
        self._headings = [self._sheet.add_section(words(say("Partes")))]
        self._sheet.add(self.parties)
        self._headings.append(self._sheet.add_section(words(say("Compromisos"))))
        self._sheet.add(self.promises)
        self._sheet.add(self._published)
        self._stack.addWidget(self._sheet)
        self._stack.addWidget(self._paper)
        self._stack.addWidget(self.later)
        foot = ActionBar(theme)
        for button, icon in (
            (self._back, "back"),
            (self._preview, "document"),
            (self._save_pdf, "export"),
            (self.later_rows, "plan"),
        ):
            mark(button, "quiet")
            theme.dress(button, icon, "accent")
            foot.add(button)
        foot.add(self._file)
        mark(self._other, "quiet")
        theme.dress(self._other, "undo", "accent")
        foot.add(self._other)
        foot.add(self.report)
        foot.add_main(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)
        self._unfold(open_=False)
        self._show_rest(shown=False)
        self.setFocusProxy(self._back)

    def _connect(self) -> None:
        self._back.clicked.connect(self._on_back)
        self._fold.clicked.connect(lambda: self._unfold(open_=self.more.isHidden()))
        self._lacks.chosen.connect(self._on_lack)
        self._preview.clicked.connect(self._on_preview)
        self._save_pdf.clicked.connect(self._on_save_pdf)
        self.later_rows.clicked.connect(self._show_later)
        self._paper.shown.connect(lambda: self._stack.setCurrentWidget(self._paper))
        self._next.clicked.connect(self.main_action)
        self._other.clicked.connect(self._on_other)
        self._saving.created.connect(self._on_created)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._word_foot()

    def _word_foot(self) -> None:
        """Lesser actions are words where there is room for them, else icons that say their word."""
        words, wide = self._page.words, self.width() >= self._page.tools.theme.px(_WORDS_FROM)
        other = self._other_step()
        for button, label in (
            (self._back, say("Volver")),
            (self._preview, say("Vista previa")),
            (self._save_pdf, say("Guardar PDF")),
            (self.later_rows, say("Metas y modificaciones")),
            (self._other, other.words if other is not None else say("")),
        ):
            worded = words(label)
            button.setText(worded if wide else "")
            button.setToolTip("" if wide else worded)
            button.setAccessibleName(worded)

    def _show_rest(self, *, shown: bool) -> None:
        """Parties, promises and papers come once the agreement has its first word."""
        for part in (self.parties, self.promises, *self._headings, self._fold):
            part.setVisible(shown)
        for button in (self._preview, self._save_pdf, self.later_rows, self._file):
            button.setVisible(shown)
        step = self._step() if shown else None
        self._next.setVisible(step is not None)
        self._next.setText(self._page.words(step.words) if step is not None else "")
        self._other.setVisible(shown and self._other_step() is not None)
        self._word_foot()

    def _unfold(self, *, open_: bool) -> None:
        self.more.setVisible(open_)
        words = say("Menos datos") if open_ else say("Más datos: marco, considerandos, ejes…")
        self._fold.setText(self._page.words(words))
        self._page.tools.theme.dress(self._fold, "up" if open_ else "down", "accent")

    # The way.

    @property
    def _status(self) -> str:
        return str(self._room.agreement.status or "draft") if self._room is not None else "draft"

    def _step(self) -> Step | None:
        if self._room is None or self._room.agreement.annulled:
            return None
        valid_to = self._room.agreement.valid_to
        past = valid_to is not None and valid_to < self._page.tools.clock.today()
        return EXPIRE if self._status == "in_force" and past else NEXT.get(self._status)

    def _other_step(self) -> Step | None:
        return None if self._room is None else OTHER.get(self._status)

    def _take(self, step: Step) -> None:
        if self._room is None:
            return
        self.flush()
        if step.to != "signed":
            self._confirm(step)
            return
        # On the writing worker, so that what was typed last is kept before it is looked through.
        self._page.tools.jobs.write(
            partial(self._work.agreements.missing, self._room.agreement.id),
            done=partial(self._sign, step),
            failed=self._page.tools.prompts.show_error,
        )

    def _sign(self, step: Step, lacks: Sequence[Lack]) -> None:
        if lacks:
            self._page.tools.prompts.tell(lacks[0].text)
            self._on_lack(lacks[0])
        else:
            self._confirm(step)

    def _confirm(self, step: Step) -> None:
        if self._room is None:
            return
        prompts = self._page.tools.prompts
        if step.question is not None and not prompts.confirm(
            step.question, verb=step.words, grave=step.grave
        ):
            return
        id_ = self._room.agreement.id
        self._page.save(partial(self._work.agreements.advance, id_, step.to))

    def _on_other(self) -> None:
        step = self._other_step()
        if step is not None:
            self._take(step)

    def _on_lack(self, lack: Lack) -> None:
        if lack.kind == "commitment":
            self.promises.open_promise(lack.id, lack.field)
        elif lack.field in self.more.editors:
            self._unfold(open_=True)
            self.more.focus_field(lack.field)
        elif lack.field == "type" and self._room is not None and self._room.agreement.type:
            self.parties.start_new()  # its type is there: it is the parties that it asks for
        else:
            self.form.focus_field(lack.field)

    # Saving and papers.

    def _write(self, id_: UUID | None, changes: Changes) -> Saved:
        agreements = self._work.agreements
        return agreements.create(changes) if id_ is None else agreements.edit(id_, changes)

    def _on_created(self, id_: UUID) -> None:
        self._page.load(partial(self._work.agreements.room, id_), self.show_room, topic="agreement")

    def _on_back(self) -> None:
        if not self.go_back():
            self.left.emit()

    def _on_preview(self) -> None:
        if self._room is not None:
            self.flush()
            self._paper.show_agreement(self._room.agreement)

    def _show_later(self) -> None:
        """The goals and amendments, which are written while the agreement is in force too."""
        if self._room is not None:
            agreement = self._room.agreement
            self.later.show_agreement(agreement.id, locked=bool(agreement.annulled))
            self._stack.setCurrentWidget(self.later)

    def _on_save_pdf(self) -> None:
        if self._room is not None:
            self.flush()
            self._paper.save(self._room.agreement)
