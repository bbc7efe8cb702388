"""A few fields and the button that writes them down: for what is said once and not changed after.

A form saves itself while it is typed; what is put down here becomes a record only with its button,
because it cannot be changed afterwards. Until then the words wait as a draft in the vault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from fieldapp.records.describe import KindSpec
from fieldapp.records.text import Text
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.form import RecordForm


@dataclass(frozen=True, slots=True)
class Verb:
    """A button under the fields: its words, its icon, and what it does with what was typed."""

    words: Text
    icon: str
    do: Callable[[Mapping[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an entry asks for: some fields of a kind; `form` tells two about one visit apart."""

    spec: KindSpec
    fields: Sequence[str]
    form: str = ""


class Entry(QWidget):
    """Fields of a kind with their buttons; what was typed stays until it was written down."""

    def __init__(self, page: Page, work: RoomWork, asked: Asked, verbs: Sequence[Verb]) -> None:
        super().__init__()
        self._page = page
        self._drafts = work.drafts
        self._asked = asked
        self._about: UUID | None = None
        self._typed: dict[str, Any] = {}
        theme = page.tools.theme
        self.form = RecordForm(asked.spec, page.form_tools(work.registers), asked.fields)
        self.form.show_blank()
        self.form.edited.connect(self._on_edited)
        buttons = QWidget()
        flow = FlowLayout(theme.space(1), buttons)
        self.buttons = [QPushButton(page.words(verb.words)) for verb in verbs]
        for button, verb in zip(self.buttons, verbs, strict=True):
            mark(button, "quiet")
            theme.dress(button, verb.icon, "accent")
            button.clicked.connect(partial(self._on_pressed, verb))
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.form)
        column.addWidget(buttons)

    @property
    def typed(self) -> Mapping[str, Any]:
        """What stands in the fields, the empty ones included."""
        self.form.flush()
        spec = self._asked.spec
        return {name: spec[name].default for name in self._asked.fields} | self._typed

    def show_about(self, visit: UUID) -> None:
        """Be about a visit: what was half typed of it is back, what was of another waits."""
        if visit == self._about:
            return
        self.form.show_blank()
        self._typed, self._about = {}, visit
        spec, form = self._asked.spec, self._asked.form
        self._page.load(
            partial(self._drafts.read, spec.name, visit, form=form),
            partial(self._show_draft, visit),
            topic=f"draft {spec.name} {form}",
        )

    def clear(self, _saved: Saved | None = None) -> None:
        """Begin again: what was typed is a record now."""
        self.form.show_blank()
        self._typed = {}
        self._keep()

    def flush(self) -> None:
        """Keep at once what is typed."""
        self.form.flush()

    def _show_draft(self, visit: UUID, draft: Mapping[str, Any]) -> None:
        if visit != self._about or self._typed:
            return
        self._typed = dict(draft)
        for name, value in draft.items():
            if name in self.form.editors:
                self.form.editors[name].show_value(value)

    def _on_edited(self, changes: Mapping[str, Any]) -> None:
        self._typed |= changes
        self._keep()

    def _keep(self) -> None:
        if self._about is not None:
            kind, form, typed = self._asked.spec.name, self._asked.form, dict(self._typed)
            self._page.save(
                partial(self._drafts.keep, kind, self._about, typed, form=form), autosave=True
            )

    def _on_pressed(self, verb: Verb) -> None:
        verb.do(self.typed)
