"""What a clarifying acta corrects: a part of the signed one, what it must say, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fieldapp.packs.folding import fold
from fieldapp.records.corrections import Correction
from fieldapp.records.describe import FieldSpec
from fieldapp.records.text import Text, say
from fieldapp.rules.acta_parts import ActaPart, is_row
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.entry import Asked, Entry, Verb
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.told import Told, ToldRows
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.ports import Option
from fieldapp.work.visit_room import VisitRoom


@dataclass(frozen=True, slots=True)
class _Offered:
    """A part, called as on paper, with what the signed acta says there."""

    value: object
    label: str
    hint: str = ""


class PartOptions:
    """The parts of the signed acta, found by their name or by what they say."""

    def __init__(self) -> None:
        self.parts: Sequence[ActaPart] = ()

    def options(self, field: FieldSpec, text: str, limit: int) -> Sequence[Option]:
        """Return the parts that have all the words typed."""
        del field
        words = fold(text).split()
        found = [
            _Offered(one.path, one.where, one.said)
            for one in self.parts
            if all(word in fold(f"{one.where} {one.said}") for word in words)
        ]
        return found[:limit]

    def label(self, field: FieldSpec, value: object) -> str:
        """Return what a part is called."""
        del field
        return next((one.where for one in self.parts if one.path == value), "")


class CorrectionsBox(QWidget):
    """Rows of what is corrected, and an entry for one more; hidden for an acta of its own."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._acta: UUID | None = None
        self._options = PartOptions()
        words, spec = page.words, page.tools.kinds["correction"]
        self.told = ToldRows(page.tools, self._on_removed)
        self.part = Picker(spec["part"], page.form_tools(self._options))
        self.said = QLabel()
        self.entry = Entry(
            page,
            work,
            Asked(spec, ("says", "reason"), "correction"),
            (Verb(say("Añadir corrección"), "add", self._on_corrected),),
        )
        heading, label = QLabel(words(say("Qué corrige del acta firmada"))), QLabel()
        label.setText(words(spec["part"].label))
        label.setBuddy(self.part)
        self.part.setAccessibleName(label.text())
        mark(heading, "section")
        mark(label, "label")
        mark(self.said, "soft-body")
        self.said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(page.tools.theme.space(2))
        for part in (heading, self.told, label, self.part, self.said, self.entry):
            column.addWidget(part)
        self.part.picked.connect(self._on_picked)
        self.hide()

    def show_room(self, room: VisitRoom) -> None:
        """Show what the draft under way corrects of the acta that it names."""
        minutes = room.minutes
        clarifies = minutes is not None and minutes.supersedes is not None
        self.setVisible(clarifies)
        if minutes is None or not clarifies or room.acta is None:
            self._acta = None
            return
        self.entry.show_about(room.activity.id)
        verb = (self._page.words(say("Quitar")),)
        corrections = room.acta.corrections
        self.told.show_rows([Told(one.id, self._worded(one), verb) for one in corrections])
        if minutes.id != self._acta:
            self._acta = minutes.id
            self.part.show_value(None)
            self._on_picked(None)
            parts = partial(self._work.corrections.parts, minutes.id)
            self._page.load(parts, self._show_parts, topic="acta parts")

    def _worded(self, one: Correction) -> str:
        said, says = one.said or "—", one.says or "—"
        return self._page.words(
            say(
                "{where}: donde dice «{said}», debe decir «{says}». {reason}",
                where=one.where,
                said=said,
                says=says,
                reason=one.reason,
            )
        )

    def _show_parts(self, parts: Sequence[ActaPart]) -> None:
        self._options.parts = parts
        if not parts:
            self._tell(say("El contenido del acta firmada no está en este equipo."))

    def _on_picked(self, value: object) -> None:
        part = next((one for one in self._options.parts if one.path == value), None)
        if part is None:
            self._tell(None)
        elif is_row(part.path) and part.said:
            self._tell(
                say("Dice: «{said}». Deje vacío lo que debe decir: se quita.", said=part.said)
            )
        elif part.said:
            self._tell(say("Dice: «{said}»", said=part.said))
        else:
            self._tell(say("Hoy no dice nada."))

    def _tell(self, text: Text | None) -> None:
        self.said.setText(self._page.words(text) if text else "")
        self.said.setVisible(text is not None)

    def _on_corrected(self, typed: Mapping[str, Any]) -> None:
        acta, part = self._acta, str(self.part.value or "")
        if acta is not None:
            correct = partial(
                self._work.corrections.correct, acta, part, typed["says"], typed["reason"]
            )
            self._page.save(correct, done=self._on_kept)

    def _on_kept(self, _saved: object) -> None:
        self.entry.clear()
        self.part.show_value(None)
        self._on_picked(None)
        self.part.setFocus()

    def _on_removed(self, id: object, _place: int) -> None:
        if isinstance(id, UUID):
            self._page.save(partial(self._work.corrections.remove, id))
