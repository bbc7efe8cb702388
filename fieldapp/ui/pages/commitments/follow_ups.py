"""What became of a promise, the newest first: only read, for it is only added to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from fieldapp.records.agreements import FollowUp
from fieldapp.records.text import Text, say
from fieldapp.ui.page import Page
from fieldapp.ui.record_file import FileButton, FileWork
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import COMMITMENT_LOOKS
from fieldapp.ui.widgets.status_chip import StatusChip


class FollowUps(QWidget):
    """One block for each report: its day and status, and then its words."""

    def __init__(self, page: Page, files: FileWork) -> None:
        super().__init__()
        self._page, self._files = page, files
        self._tools = tools = page.tools
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tools.theme.space(3))

    def show_reports(self, reports: Sequence[FollowUp]) -> None:
        """Show the reports instead of the ones before."""
        while (held := self._column.takeAt(0)) is not None:
            widget = held.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        heading = QLabel(self._tools.words(say("Seguimientos")))
        mark(heading, "section")
        self._add(heading)
        if not reports:
            self._add(self._label(say("Todavía no se ha registrado ninguno."), "soft-body"))
        for report in reports:
            self._add(self._block(report))

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        widget.show()

    def _block(self, report: FollowUp) -> QWidget:
        theme, words = self._tools.theme, self._tools.words
        block = QFrame()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        rule = QFrame()
        mark(rule, "hairline")
        column.addWidget(rule)
        chip = StatusChip(theme)
        look = COMMITMENT_LOOKS.get(str(report.status), COMMITMENT_LOOKS["pending"])
        chip.show_status(look.icon, words(look.word), look.role)
        column.addWidget(chip)
        said = self._say(report)
        for one in said:
            column.addWidget(self._label(one, ""))
        if report.on is not None:
            column.addWidget(self._label(self._when(report), "soft"))
        if report.sha256:
            button = FileButton(self._page, self._files, "follow_up", fixed=True)
            button.point_at(report.id)
            button.setToolTip(report.file_name)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        block.setAccessibleName(". ".join(words(one) for one in (Text(look.word), *said)))
        return block

    def _when(self, report: FollowUp) -> Text:
        day = self._tools.formats.day(report.on) if report.on else ""
        if report.reported_by:
            return say("{day} · lo informó {name}", day=day, name=report.reported_by)
        return say("{day}", day=day)

    def _say(self, report: FollowUp) -> list[Text]:
        said: list[Text] = []
        if report.new_due_on is not None:
            day = self._tools.formats.day(report.new_due_on)
            said.append(say("Nueva fecha: {day}", day=day))
        if report.progress_percent is not None:
            said.append(say("Avance: {n} %", n=report.progress_percent))
        if report.text:
            said.append(say("{text}", text=report.text))
        if report.evidence:
            said.append(say("Evidencia: {text}", text=report.evidence))
        if report.obstacles:
            said.append(say("Obstáculos: {text}", text=report.obstacles))
        if report.adjustment:
            said.append(say("Medidas de ajuste: {text}", text=report.adjustment))
        said.extend(self._verified(report))
        return said

    def _verified(self, report: FollowUp) -> list[Text]:
        said: list[Text] = []
        if report.verified_by:
            said.append(say("Lo verificó: {name}", name=report.verified_by))
        if report.verified_on is not None:
            said.append(say("Verificado el {day}", day=self._tools.formats.day(report.verified_on)))
        return said

    def _label(self, text: Text, look: str) -> QLabel:
        label = QLabel(self._tools.words(text))
        label.setWordWrap(True)
        if look:
            mark(label, look)
        return label
