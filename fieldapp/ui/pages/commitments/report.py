"""What became of a promise: the form of one follow-up, kept only when the person says so.

A follow-up is never changed afterwards, so no row is written while it is typed. What is typed and
not kept is a draft, one for each promise: `typed` tells it, `resume` brings it back another day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fieldapp.records.agreements import FollowUp
from fieldapp.records.describe import Code, KindSpec
from fieldapp.records.text import say
from fieldapp.ui.commitment_words import STATUS_BY_KEY
from fieldapp.ui.theme import Theme, mark
from fieldapp.ui.visit_words import COMMITMENT_LOOKS
from fieldapp.ui.widgets.choice_button import ChoiceButton
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.ports import FormTools

_TOLD: Final = (
    *("text", "progress_percent", "evidence", "obstacles", "adjustment"),
    *("reported_by", "verified_by", "verified_on"),
)
_MOVED: Final = ("new_due_on", "text")
_PROVEN: Final = ("done", "partly_done")


class StatusChoice(QWidget):
    """The five answers a promise may have, each on a key from 1 to 5."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, words: Callable[..., str]) -> None:
        super().__init__()
        self._shown = ""
        self._buttons: dict[str, ChoiceButton] = {}
        flow = FlowLayout(theme.space(2), self)
        for key, status in enumerate(STATUS_BY_KEY, 1):
            label = words(COMMITMENT_LOOKS[status].word)
            button = ChoiceButton(f"{key}  {label}")
            button.setAccessibleName(words(say("{label}, tecla {key}", label=label, key=key)))
            button.clicked.connect(lambda _checked=False, one=status: self._on_clicked(one))
            self._buttons[status] = button
            flow.addWidget(button)

    def show_status(self, status: str) -> None:
        """Press in the button of a status."""
        self._shown = status
        for name, button in self._buttons.items():
            button.setChecked(name == status)

    def _on_clicked(self, status: str) -> None:
        self.show_status(self._shown)  # a click proposes; whoever listens decides
        self.chosen.emit(status)


class ReportForm(QWidget):
    """One follow-up being written: what happened, or a new day with its reason."""

    typed = Signal()
    """What is written changed; `draft` is all of it."""

    def __init__(self, spec: KindSpec, tools: FormTools) -> None:
        super().__init__()
        self._words = tools.words
        self._drafts: dict[tuple[UUID | None, bool], dict[str, Any]] = {}
        self._commitment: UUID | None = None
        self._moving = False
        self._heading = QLabel()
        self.told = RecordForm(spec, tools, fields=_TOLD)
        self.moved = RecordForm(spec, tools, fields=_MOVED)
        mark(self._heading, "section")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.space(3))
        for part in (self._heading, self.told, self.moved):
            column.addWidget(part)
        self.told.edited.connect(self._on_edited)
        self.moved.edited.connect(self._on_edited)
        self.hide()

    @property
    def is_moving(self) -> bool:
        """Whether a new day is being written, not a report."""
        return self._moving

    @property
    def status(self) -> str:
        """The status that will be reported."""
        return str(self._draft.get("status", ""))

    @property
    def commitment(self) -> UUID | None:
        """The promise the report is about."""
        return self._commitment

    @property
    def draft(self) -> dict[str, Any]:
        """What is written and not yet kept."""
        return dict(self._draft)

    def resume(self, commitment: UUID, draft: Mapping[str, Any]) -> None:
        """Go on where the person left it, unless they wrote something since."""
        written = self._draft.keys() - {"status"}
        if commitment == self._commitment and draft and not written:
            self._draft.update({**draft, "status": self._draft["status"]})
            for name, editor in self._form.editors.items():
                editor.show_value(self._draft.get(name))

    def flush(self) -> None:
        """Take over what is typed this moment."""
        self._form.flush()

    def begin(self, commitment: UUID, status: str) -> None:
        """Write a report, where its draft was left."""
        self._open(commitment, moving=False)
        self._draft["status"] = Code(status)
        self.told.focus_field("evidence" if status in _PROVEN else "text")

    def begin_moving(self, commitment: UUID) -> None:
        """Write a new day and its reason."""
        self._open(commitment, moving=True)
        self._draft["status"] = Code("rescheduled")
        self.moved.focus_field("new_due_on")

    def choose(self, status: str) -> None:
        """Report another status."""
        self._draft["status"] = Code(status)

    def put_away(self) -> None:
        """Close the form; what is typed stays as a draft."""
        self._form.flush()
        self.hide()

    def changes(self) -> Mapping[str, Any]:
        """What is to be kept."""
        self._form.flush()
        return dict(self._draft)

    def kept(self) -> None:
        """The report is kept: forget its draft."""
        self._draft.clear()
        self._form.show_blank()
        self.hide()

    def show_faults(self, error: Exception) -> bool:
        """Put what is wrong under its fields; False if no field here is at fault."""
        faults = {fault.field: fault.text for fault in getattr(error, "faults", ())}
        here = {name: text for name, text in faults.items() if name in self._form.editors}
        self._form.show_faults(here)
        if here:
            self._form.focus_field(next(iter(here)))
        return bool(here)

    @property
    def _form(self) -> RecordForm:
        return self.moved if self._moving else self.told

    @property
    def _draft(self) -> dict[str, Any]:
        return self._drafts.setdefault((self._commitment, self._moving), {})

    def _open(self, commitment: UUID, *, moving: bool) -> None:
        if self._commitment is not None:
            self._form.flush()
        self._commitment, self._moving = commitment, moving
        self._heading.setText(
            self._words(say("Nueva fecha, y por qué") if moving else say("Nuevo seguimiento"))
        )
        # The promise's own id tells one draft from another; the report gets its id when it is kept.
        self._form.show_record(msgspec.structs.replace(FollowUp(id=commitment), **self._draft))
        self.told.setVisible(not moving)
        self.moved.setVisible(moving)
        self.show()

    def _on_edited(self, changes: dict[str, Any]) -> None:
        self._draft.update(changes)
        self.typed.emit()
