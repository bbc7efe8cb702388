"""The promise that is open: what was promised, how it stands, and what became of it so far."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say
from fieldapp.ui.commitment_words import STATUS_BY_KEY, due, look_of
from fieldapp.ui.history_view import HistoryButton
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.commitments.evidence_file import EvidenceFile
from fieldapp.ui.pages.commitments.follow_ups import FollowUps
from fieldapp.ui.pages.commitments.report import ReportForm, StatusChoice
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import COMMITMENT_LOOKS
from fieldapp.ui.widgets.elided import ElidedButton
from fieldapp.ui.widgets.sheet import ActionBar, Sheet
from fieldapp.ui.widgets.status_chip import StatusChip
from fieldapp.work.commitments import CommitmentRoom
from fieldapp.work.work import Work

_KIND: Final = "follow_up"
_NEEDS_WORDS: Final = ("done", "partly_done")


class CommitmentPanel(QFrame):
    """Shows one promise; a key from 1 to 5 reports its status, asking for evidence where due."""

    closed = Signal()

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__(page)
        self._page = page
        self._work = work
        self._room: CommitmentRoom | None = None
        lent = page.tools
        self._title = QLabel()
        self._close = QPushButton()
        self._chip = StatusChip(lent.theme)
        self._facts = QLabel()
        self._origin = ElidedButton()
        self._about = QWidget()
        self._status = StatusChoice(lent.theme, page.words)
        self.form = ReportForm(lent.kinds["follow_up"], page.form_tools(work.registers))
        self._proof = EvidenceFile(page)
        self._past = FollowUps(page, work.registers.files)
        self._sheet = Sheet(lent.theme)
        self._report = QPushButton()
        self._move = QPushButton(page.words(say("Reprogramar")))
        self._history = HistoryButton(page, work.histories)
        self._leave = QPushButton(page.words(say("Dejarlo para después")))
        self._lay_out()
        self._connect()

    # What the page asks.

    @property
    def commitment_id(self) -> UUID | None:
        """The promise that is shown."""
        return self._room.line.id if self._room is not None else None

    def show_room(self, room: CommitmentRoom) -> None:
        """Show a promise; of the one already shown, what is being typed stays."""
        if room.line.id != self.commitment_id:
            self.put_away()
            self._proof.forget()
        self._room = room
        self._history.point_at("commitment", room.line.id)
        words, line = self._page.words, room.line
        self._title.setText(" ".join(line.text.split()))
        look = look_of(line)
        when = due(line, self._page.tools.clock.today(), self._page.tools.formats)
        self._chip.show_status(
            look.icon, words(when) if line.late and when else words(look.word), look.role
        )
        self._facts.setText("\n".join(words(one) for one in self._say(room)))
        origin = " ".join(line.origin_title.split())
        self._origin.show_words(origin or words(say("Ver de dónde viene")))
        self._origin.setVisible(line.origin is not None)
        visit = line.origin_kind == "activity"
        self._page.tools.theme.dress(self._origin, "visits" if visit else "agreements", "accent")
        if not self.form.isVisible():
            self._status.show_status(line.status)
        self._past.show_reports(room.follow_ups)
        self._fit()

    def put_away(self) -> None:
        """Close the form; what was typed in it stays as a draft."""
        if not self.form.isHidden():
            self.form.put_away()
        self._fit()

    def begin_report(self, status: str = "") -> None:
        """Write what became of the promise."""
        if self._room is None:
            return
        now = self._room.line.status
        now = "in_progress" if now in ("pending", "rescheduled") else now
        self.form.begin(self._room.line.id, status or now)
        self._resume(self._room.line.id)
        self._status.show_status(self.form.status)
        self._fit()
        self._bring_into_sight()

    def begin_moving(self) -> None:
        """Write a new day for the promise."""
        if self._room is not None:
            self.form.begin_moving(self._room.line.id)
            self._resume(self._room.line.id)
            self._fit()
            self._bring_into_sight()

    def report_by_key(self, key: int) -> None:
        """Report the status of a key; what needs evidence asks for it first."""
        if self._room is None or not 1 <= key <= len(STATUS_BY_KEY):
            return
        self._on_status(STATUS_BY_KEY[key - 1])

    def main_action(self) -> None:
        """Begin a report, or keep the one that is written."""
        if self.form.isHidden():
            self.begin_report()
        else:
            self._keep()

    def flush(self) -> None:
        """Keep what is typed this moment as a draft."""
        if not self.form.isHidden():
            self.form.flush()

    def go_back(self) -> bool:
        """Close the form if it is open."""
        if self.form.isHidden():
            return False
        self._on_leave()
        return True

    # Making.

    def _lay_out(self) -> None:
        theme, words = self._page.tools.theme, self._page.words
        mark(self, "raised")
        self.setAccessibleName(words(say("Compromiso")))
        mark(self._title, "section")
        for label in (self._title, self._facts):
            label.setWordWrap(True)
        mark(self._facts, "soft-body")
        mark(self._close, "icon")
        theme.dress(self._close, "close")
        self._close.setAccessibleName(words(say("Cerrar")))
        self._close.setToolTip(words(say("Cerrar (Esc)")))
        for button in (self._origin, self._move, self._leave):
            mark(button, "quiet")
        theme.dress(self._move, "calendar", "accent")
        self._sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet = self._sheet
        written = (self._status, self.form, self._proof)
        for part in (self._heading(), self._chip, *written, self._about, self._past):
            sheet.add(part)
        self._fill_about()
        self.setFocusProxy(self._report)
        foot = ActionBar(theme)
        foot.add(self._move)
        foot.add(self._leave)
        foot.add_main(self._report)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(sheet, 1)
        column.addWidget(foot)
        self._fit()

    def _heading(self) -> QWidget:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._title, 1)
        row.addWidget(self._history, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        return held

    def _fill_about(self) -> None:
        column = QVBoxLayout(self._about)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._facts)
        row = QHBoxLayout()
        label = QLabel(self._page.words(say("Viene de")))
        mark(label, "soft-body")
        row.setSpacing(0)
        row.addWidget(label)
        row.addWidget(self._origin)
        row.addStretch(1)
        column.addLayout(row)

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed)
        self._origin.clicked.connect(self._on_origin)
        self._status.chosen.connect(self._on_status)
        self._report.clicked.connect(self.main_action)
        self.form.typed.connect(self._on_typed)
        self._move.clicked.connect(self.begin_moving)
        self._leave.clicked.connect(self._on_leave)

    def _fit(self) -> None:
        writing = not self.form.isHidden()
        moving = writing and self.form.is_moving
        self._move.setVisible(not writing)
        self._leave.setVisible(writing)
        self._status.setVisible(not moving)
        self._proof.setVisible(writing and not moving)
        self._about.setVisible(not writing)
        self._report.setText(
            self._page.words(
                say("Guardar la nueva fecha")
                if moving
                else say("Guardar el seguimiento")
                if writing
                else say("Registrar seguimiento")
            )
        )

    def _bring_into_sight(self) -> None:
        """Scroll to the field with the cursor, once it has its place."""
        margin = self._page.tools.theme.space(4)

        def scroll() -> None:
            self._sheet.ensureWidgetVisible(self.form.focusWidget() or self.form, 0, margin)

        QTimer.singleShot(0, self, scroll)

    # What happens.

    def _say(self, room: CommitmentRoom) -> list[Text]:
        formats, line = self._page.tools.formats, room.line
        said: list[Text] = []
        if line.responsible:
            said.append(say("Responsable: {name}", name=line.responsible))
        if line.due_on is not None:
            day = formats.day(line.due_on)
            first = line.first_due_on
            moved = first is not None and first != line.due_on
            said.append(
                say("Vence: {day} (al comienzo, {first})", day=day, first=formats.day(first))
                if moved and first is not None
                else say("Vence: {day}", day=day)
            )
        if line.progress_percent is not None:
            said.append(say("Avance: {n} %", n=line.progress_percent))
        if line.place:
            said.append(say("Territorio: {name}", name=line.place))
        return said

    def _on_origin(self) -> None:
        if self._room is not None and self._room.line.origin is not None:
            line = self._room.line
            self._page.open_requested.emit(line.origin_kind, line.origin)

    def _on_status(self, status: str) -> None:
        if self._room is None:
            return
        if not self.form.isHidden() and not self.form.is_moving:
            self.form.choose(status)
            self._status.show_status(status)
        elif status in _NEEDS_WORDS:
            self.begin_report(status)
        else:
            shown = self._room.line.id
            self._page.save(
                partial(self._work.commitments.set_status, shown, status),
                done=lambda _saved: self._tell(status),
            )

    def _keep(self) -> None:
        if self._room is None:
            return
        changes, path = self.form.changes(), None if self.form.is_moving else self._proof.path
        commitment, report = self._room.line.id, self._work.commitments.follow_up
        self._page.save(
            lambda: report(
                commitment, changes, file=(path.name, path.read_bytes()) if path else None
            ),
            done=partial(self._on_kept, str(changes["status"])),
            failed=self._on_failed,
        )

    def _on_kept(self, status: str, _saved: Saved) -> None:
        self.form.kept()
        self._proof.forget()
        self._on_typed()
        self._fit()
        self._tell(status)
        self._report.setFocus()

    @property
    def _form_name(self) -> str:
        return "moved" if self.form.is_moving else ""

    def _resume(self, commitment: UUID) -> None:
        self._page.load(
            partial(self._work.drafts.read, _KIND, commitment, form=self._form_name),
            partial(self.form.resume, commitment),
            topic="draft",
        )

    def _on_typed(self) -> None:
        about = self.form.commitment
        if about is not None:
            draft, form = self.form.draft, self._form_name
            self._page.save(
                partial(self._work.drafts.keep, _KIND, about, draft, form=form), autosave=True
            )

    def _tell(self, status: str) -> None:
        word = Text(COMMITMENT_LOOKS[status].word)
        self._page.tools.prompts.tell(say("Seguimiento guardado: {status}", status=word))

    def _on_failed(self, error: Exception) -> None:
        if not self.form.show_faults(error):
            self._page.tools.prompts.show_error(error)

    def _on_leave(self) -> None:
        self.put_away()
        if self._room is not None:
            self._status.show_status(self._room.line.status)
        self._report.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed.isdecimal() and len(typed) == 1:
            self.report_by_key(int(typed))
        else:
            super().keyPressEvent(event)
