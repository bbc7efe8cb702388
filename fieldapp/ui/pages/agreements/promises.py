"""What the parties promise: one sentence adds a promise, a line shows how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.text import say
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.commitment_words import line_of
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.line_row import LineRow
from fieldapp.work.commitment_lines import CommitmentLine
from fieldapp.work.commitments import CommitmentRoom
from fieldapp.work.desk import Changes
from fieldapp.work.work import Work

_SENTENCE_MOST: Final = 2000
_WRITTEN: Final = (
    "text",
    "responsible",
    "responsible_name",
    "kind",
    "due_on",
    "periodicity",
    "starts_on",
    "expected_evidence",
    "priority",
    "indicator",
)


class Promises(QWidget):
    """Enter in the line keeps the promise and leaves the line ready for the next one."""

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._agreement: UUID | None = None
        self._line = QLineEdit()
        self._hint = QLabel()
        self._nothing = QLabel(page.words(say("Todavía no hay compromisos en este acuerdo.")))
        self._rows = QVBoxLayout()
        self._opened = _OpenPromise(page, work)
        self._lay_out()
        self._opened.removed.connect(self.focus_line)
        self._opened.closed.connect(self.focus_line)
        self._line.returnPressed.connect(self._on_entered)

    def show_promises(
        self, agreement: UUID, promises: Sequence[CommitmentLine], *, locked: bool
    ) -> None:
        """Show the promises in their order."""
        if agreement != self._agreement:
            self.forget()
        self._agreement = agreement
        while (held := self._rows.takeAt(0)) is not None:
            widget = held.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        tools = self._page.tools
        for promise in promises:
            line = line_of(promise, tools.clock.today(), tools.formats, tools.words)
            row = LineRow(tools.theme, line, None if locked else self._changer(promise))
            row.chosen.connect(partial(self._page.open_requested.emit, "commitment", promise.id))
            self._rows.addWidget(row)
            row.show()
        self._nothing.setVisible(not promises)
        for part in (self._line, self._hint):
            part.setVisible(not locked)
        if locked or self._opened.id not in [one.id for one in promises]:
            self._opened.close_form()

    def forget(self) -> None:
        """Another agreement comes: nothing of this one stays."""
        self._opened.close_form()
        self._line.clear()
        self._agreement = None

    def open_promise(self, promise: UUID, field: str = "") -> None:
        """Write on a promise, before the agreement is signed."""
        self._opened.open(promise, field)

    def go_back(self) -> bool:
        """Close the promise being written; False if none is."""
        if self._opened.isHidden():
            return False
        self._opened.close_form()
        self.focus_line()
        return True

    def flush(self) -> None:
        """Save what is typed."""
        self._opened.form.flush()

    def focus_line(self) -> None:
        """Put the cursor where a promise is written."""
        self._line.setFocus()

    def _lay_out(self) -> None:
        theme, words = self._page.tools.theme, self._page.words
        self._line.setPlaceholderText(
            words(say("@Alcaldía de Cali: convocar la mesa de empleo, en 15 días"))
        )
        self._line.setAccessibleName(words(say("Nuevo compromiso")))
        self._line.setMaxLength(_SENTENCE_MOST)
        self._hint.setText(
            words(
                say("Escriba quién con @, qué, y para cuándo; pulse Intro y siga con el siguiente.")
            )
        )
        self._hint.setWordWrap(True)
        mark(self._hint, "hint")
        mark(self._nothing, "soft-body")
        self._rows.setSpacing(theme.space(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(self._nothing)
        column.addLayout(self._rows)
        column.addWidget(self._opened)
        column.addWidget(self._line)
        column.addWidget(self._hint)

    def _changer(self, promise: CommitmentLine) -> QPushButton:
        button = QPushButton(self._page.words(say("Cambiar")))
        mark(button, "quiet")
        label = self._page.words(say("Cambiar: {text}", text=promise.text))
        button.setAccessibleName(label)
        button.clicked.connect(lambda: self.open_promise(promise.id))
        return button

    def _on_entered(self) -> None:
        sentence = self._line.text().strip()
        if not sentence or self._agreement is None:
            return
        self._page.save(
            partial(self._promise, self._agreement, sentence),
            done=partial(self._on_promised, sentence),
        )

    def _promise(self, agreement: UUID, sentence: str) -> Saved:
        commitments = self._work.commitments
        return commitments.promise(agreement, commitments.read_sentence(sentence))

    def _on_promised(self, sentence: str, _saved: Saved) -> None:
        if self._line.text().strip() == sentence:
            self._line.clear()


class _OpenPromise(QFrame):
    """The promise that is being written, saved as it is typed."""

    removed = Signal()
    closed = Signal()

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__()
        self.id: UUID | None = None
        self._page = page
        self._work = work
        self.form = RecordForm(
            page.tools.kinds["commitment"], page.form_tools(work.registers), fields=_WRITTEN
        )
        self._saving = Autosave(page, self.form, self._write)
        theme, words = page.tools.theme, page.words
        remove = QPushButton(words(say("Quitar el compromiso")))
        ready = QPushButton(words(say("Listo")))
        mark(self, "raised")
        mark(remove, "quiet")
        theme.dress(remove, "annul", "accent")
        buttons = QHBoxLayout()
        buttons.addWidget(remove)
        buttons.addStretch(1)
        buttons.addWidget(ready)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(step) for step in (4, 3, 4, 3)))
        column.setSpacing(theme.space(3))
        column.addWidget(self.form)
        column.addLayout(buttons)
        remove.clicked.connect(self._on_remove)
        ready.clicked.connect(self._on_ready)
        self.hide()

    def open(self, promise: UUID, field: str) -> None:
        """Show a promise and put the cursor in a field of it, or in the first."""
        self.id = promise
        self._page.load(
            partial(self._work.commitments.get, promise),
            partial(self._show, field),
            topic="promise",
        )

    def close_form(self) -> None:
        """Put the form away; what was typed is saved."""
        if not self.isHidden():
            self.form.flush()
        self.id = None
        self.hide()

    def _show(self, field: str, room: CommitmentRoom) -> None:
        if room.commitment.id != self.id:
            return
        self._saving.show(room.commitment)
        self.show()
        self.form.focus_field(field)

    def _write(self, id_: UUID | None, changes: Changes) -> Saved:
        if id_ is None:
            raise LookupError("a promise is made by its sentence, not by its form")
        return self._work.commitments.edit(id_, changes)

    def _on_ready(self) -> None:
        self.close_form()
        self.closed.emit()

    def _on_remove(self) -> None:
        promise, commitments = self.id, self._work.commitments
        if promise is None:
            return
        self.close_form()
        self._page.save(
            partial(commitments.remove, promise),
            done=lambda _saved: self._page.tools.prompts.tell(
                say("Compromiso quitado."),
                undo=lambda: self._page.save(partial(commitments.restore, promise)),
            ),
        )
        self.removed.emit()
