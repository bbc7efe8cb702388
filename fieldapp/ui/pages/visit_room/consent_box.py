"""What a person allows with their data, with the notice one press away, in their language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.packs.data_protection import SPANISH
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Consent
from fieldapp.rules.notices import how_to_read, must_name_the_interpreter
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.work.attendance_rows import AttendanceRow, last_heard


class ConsentBox(QWidget):
    """Yes or no to the notice; the sensitive answers and the photograph are asked apart.

    In which language it was read, and who interpreted it, is kept with the answer; the next person
    of the list is shown the same.
    """

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._row: AttendanceRow | None = None
        self._heard: dict[str, Any] = {}
        words = page.words
        self.notice = QPushButton(words(say("Leer el aviso")))
        spec, tools = page.tools.kinds["consent"], page.form_tools(work.registers)
        self.language = RecordForm(spec, tools, ("language",))
        self.interpreter = RecordForm(spec, tools, ("interpreter",))
        self.advice = QLabel()
        self.allows = QPushButton(words(say("Autoriza")))
        self.refuses = QPushButton(words(say("No autoriza")))
        self.sensitive = QCheckBox(words(say("También sus datos sensibles")))
        self.image = QCheckBox(words(say("También su imagen")))
        self._lay_out()
        self.notice.clicked.connect(self._on_notice)
        for form in (self.language, self.interpreter):
            form.edited.connect(self._on_heard)
        self.refuses.clicked.connect(self._on_refused)
        for part in (self.allows, self.sensitive, self.image):
            part.clicked.connect(self._on_allowed)

    def _lay_out(self) -> None:
        theme = self._page.tools.theme
        heading = QLabel(self._page.words(say("Tratamiento de sus datos")))
        mark(heading, "label")
        mark(self.notice, "quiet")
        theme.dress(self.notice, "read_aloud", "accent")
        mark(self.advice, "warning")
        self.advice.setWordWrap(True)
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
        column.addWidget(self.language)
        column.addWidget(self.advice)
        column.addWidget(self.interpreter)
        column.addLayout(answers)
        column.addWidget(self.sensitive)
        column.addWidget(self.image)

    def show_row(self, row: AttendanceRow, rows: Sequence[AttendanceRow], *, locked: bool) -> None:
        """Show what a person allowed; nothing is chosen before they were asked."""
        another = self._row is None or self._row.attendance.id != row.attendance.id
        self._row = row
        given = self._given
        answered = given.data if given is not None else None
        if another or locked:
            self._show_heard(last_heard(given, rows), locked=locked)
        self._show_answer()
        for part in (self.sensitive, self.image):
            part.setVisible(answered is True)
            part.setEnabled(not locked)
        for button in (self.allows, self.refuses):
            button.setEnabled(not locked)

    @property
    def _given(self) -> Consent | None:
        given = self._row.consent if self._row else None
        return given if given is not None and given.withdrawn_at is None else None

    def _show_answer(self) -> None:
        given = self._given
        answered = given.data if given is not None else None
        self.allows.setChecked(answered is True)
        self.refuses.setChecked(answered is False)
        self.sensitive.setChecked(bool(given and given.sensitive))
        self.image.setChecked(bool(given and given.image))

    def _show_heard(self, heard: Mapping[str, Any], *, locked: bool) -> None:
        self._heard = dict(heard)
        for form in (self.language, self.interpreter):
            form.show_blank()
            for name, editor in form.editors.items():
                editor.show_value(self._heard[name])
                editor.lock(locked=locked)
        self._advise()

    def _advise(self) -> None:
        """Say honestly where the notice has no text to be read."""
        language = self._heard["language"]
        advice = how_to_read(self._work.pack, language)
        self.advice.setText(self._page.words(advice) if advice else "")
        self.advice.setVisible(advice is not None)
        self.interpreter.setVisible(language != SPANISH)

    def _on_heard(self, changes: Mapping[str, Any]) -> None:
        """Another language or interpreter: an answer given already is kept again with it."""
        self._heard |= changes
        self._heard["language"] = self._heard["language"] or SPANISH
        self._advise()
        given = self._given
        if given is not None and given.data is not None and self._lack is None:
            self._answer(data=given.data, sensitive=bool(given.sensitive), image=bool(given.image))

    @property
    def _lack(self) -> Refused | None:
        """What is to be said before an answer is kept."""
        try:
            must_name_the_interpreter(
                self._work.pack, self._heard["language"], self._heard["interpreter"]
            )
        except Refused as refusal:
            return refusal
        return None

    def _on_notice(self) -> None:
        language = self._heard["language"]
        notice = self._work.pack.data_protection.read_in(language)
        heading = say("Aviso de privacidad, versión {version}", version=notice.version)
        lines = [say("{line}", line=line) for line in notice.text.splitlines()]
        if notice.draft:
            lines.append(say("Texto en borrador, pendiente de aprobación."))
        advice = how_to_read(self._work.pack, language)
        self._page.tools.prompts.explain(heading, (*([advice] if advice else []), *lines))

    def _flush(self) -> None:
        """Take what is still being typed before the answer is kept with it."""
        for form in (self.language, self.interpreter):
            form.flush()

    def _on_allowed(self) -> None:
        self._flush()
        self._answer(data=True, sensitive=self.sensitive.isChecked(), image=self.image.isChecked())

    def _on_refused(self) -> None:
        self._flush()
        self._answer(data=False, sensitive=False, image=False)

    def _answer(self, *, data: bool, sensitive: bool, image: bool) -> None:
        if self._row is None:
            return
        if self._lack is not None:
            self._show_answer()
            self.interpreter.show_faults({"interpreter": self._lack.text})
            self.interpreter.focus_field()
            return
        attendance, heard = self._row.attendance.id, dict(self._heard)
        self._page.save(
            lambda: self._work.attendance.consent(
                attendance, data=data, sensitive=sensitive, image=image, **heard
            )
        )
