"""What a person allows with their data, with the notice one press away."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import say
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.theme import mark
from fieldapp.work.attendance_rows import AttendanceRow


class ConsentBox(QWidget):
    """Yes or no to the notice; the sensitive answers and the photograph are asked apart."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._row: AttendanceRow | None = None
        words = page.words
        self.notice = QPushButton(words(say("Leer el aviso")))
        self.allows = QPushButton(words(say("Autoriza")))
        self.refuses = QPushButton(words(say("No autoriza")))
        self.sensitive = QCheckBox(words(say("También sus datos sensibles")))
        self.image = QCheckBox(words(say("También su imagen")))
        self._lay_out()
        self.notice.clicked.connect(self._on_notice)
        self.refuses.clicked.connect(self._on_refused)
        for part in (self.allows, self.sensitive, self.image):
            part.clicked.connect(self._on_allowed)

    def _lay_out(self) -> None:
        theme = self._page.tools.theme
        heading = QLabel(self._page.words(say("Tratamiento de sus datos")))
        mark(heading, "label")
        mark(self.notice, "quiet")
        theme.dress(self.notice, "read_aloud", "accent")
        for button in (self.allows, self.refuses):
            button.setCheckable(True)
            mark(button, "choice")
        above = QHBoxLayout()
        above.addWidget(heading)
        above.addStretch(1)
        above.addWidget(self.notice)
        answers = QHBoxLayout()
        answers.addWidget(self.allows)
        answers.addWidget(self.refuses)
        answers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addLayout(above)
        column.addLayout(answers)
        column.addWidget(self.sensitive)
        column.addWidget(self.image)

    def show_row(self, row: AttendanceRow, *, locked: bool) -> None:
        """Show what a person allowed; nothing is chosen before they were asked."""
        self._row = row
        given = row.consent if row.consent and row.consent.withdrawn_at is None else None
        answered = given.data if given is not None else None
        self.allows.setChecked(answered is True)
        self.refuses.setChecked(answered is False)
        self.sensitive.setChecked(bool(given and given.sensitive))
        self.image.setChecked(bool(given and given.image))
        for part in (self.sensitive, self.image):
            part.setVisible(answered is True)
            part.setEnabled(not locked)
        for button in (self.allows, self.refuses):
            button.setEnabled(not locked)

    def _on_notice(self) -> None:
        notice = self._work.pack.data_protection
        heading = say("Aviso de privacidad, versión {version}", version=notice.version)
        lines = tuple(say("{line}", line=line) for line in notice.notice.splitlines())
        self._page.tools.prompts.explain(heading, lines)

    def _on_allowed(self) -> None:
        self._answer(data=True, sensitive=self.sensitive.isChecked(), image=self.image.isChecked())

    def _on_refused(self) -> None:
        self._answer(data=False, sensitive=False, image=False)

    def _answer(self, *, data: bool, sensitive: bool, image: bool) -> None:
        if self._row is not None:
            attendance = self._row.attendance.id
            self._page.save(
                lambda: self._work.attendance.consent(
                    attendance, data=data, sensitive=sensitive, image=image
                )
            )
