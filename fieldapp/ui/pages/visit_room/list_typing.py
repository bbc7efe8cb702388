"""What is typed, scanned or pasted in the attendance list becomes rows; the list never waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject, QTimer

from fieldapp.records.text import Text, say, say_n
from fieldapp.rules.cards import CardRead
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.attendance_model import DOCUMENT, FIELDS, TYPED, Draft
from fieldapp.ui.pages.visit_room.attendance_table import AttendanceTable
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.question_bar import QuestionBar
from fieldapp.work.attendance_rows import Known, ListBrought
from fieldapp.work.desk import Question

_LIKE = ("organization", "organization_name", "territory", "locality_kind", "locality")
_OF_THE_CARD = ("id_type", "id_number", "minor")
"""What a card says better than what was kept of a person; it has no accents for their name."""


class ListTyping(QObject):
    """Keeps each row as it is typed, and asks in place about a document that is there already."""

    def __init__(
        self, page: Page, work: RoomWork, table: AttendanceTable, question: QuestionBar
    ) -> None:
        super().__init__(page)
        self._page = page
        self._tools = page.tools
        self._work = work
        self._table = table
        self._model = table.people
        self._question = question
        self._visit: UUID | None = None
        self._first_type = next(
            (one.code for one in work.pack.identity.types if not one.absent), ""
        )
        self._model.typed.connect(self._on_typed)
        table.cells.person_taken.connect(self._on_person)
        table.cells.card_read.connect(self._on_card)
        table.cells.card_not_read.connect(self._on_no_card)
        table.pasted.connect(self._on_pasted)
        table.copy_wished.connect(self._on_copy)

    def show_visit(self, visit: UUID | None) -> None:
        """Write in the list of a visit; of none while another one comes."""
        self._visit = visit

    # A row that is typed.

    def _on_typed(self, row: UUID | Draft, changes: dict[str, Any]) -> None:
        if not isinstance(row, Draft):
            self._write_row(row, changes)
            return
        self._keep_draft(row, changes)
        number = changes.get("id_number")
        if number and not row.typed.get("full_name"):
            # Shown once the key that ended the cell has gone where it goes.
            shown = partial(QTimer.singleShot, 0, self)
            self._know(str(number), lambda person: shown(partial(self._on_recognised, row, person)))

    def _know(self, number: str, then: Callable[[Known | None], object]) -> None:
        """Ask who was seen before with a document; to know nobody is no fault."""
        self._tools.jobs.read(
            partial(self._work.attendance.known_by, number),
            done=then,
            failed=lambda _error: then(None),
        )

    def _on_recognised(self, draft: Draft, person: Known | None) -> None:
        """Somebody seen before, typed faster than the list of known people could hang."""
        place = self._place_of(draft)
        if person is None or place is None or self._table.is_writing_elsewhere(place):
            return
        row = self._model.row_at(place)
        if draft.typed.get("full_name") or (row is not None and row.attendance.full_name):
            return
        self._fill_in(draft, person.changes)

    def _place_of(self, draft: Draft) -> int | None:
        """Where a row that was being typed stands, whether it is kept by now or not."""
        kept = self._model.row_of(draft.id)
        return kept if kept >= 0 else self._model.place_of(draft)

    def _on_person(self, index: QModelIndex, person: Known) -> None:
        draft, row = self._model.draft_at(index.row()), self._model.row_at(index.row())
        if draft is not None:
            self._fill_in(draft, person.changes)
            return
        if row is not None:
            self._write_row(row.attendance.id, dict(person.changes))
        self._table.write_next()

    def _fill_in(self, draft: Draft, changes: Mapping[str, Any]) -> None:
        """The whole row of a draft is known: it is done, and the next one is written."""
        if self._model.place_of(draft) is not None:
            self._model.type_in(draft, changes)
        self._keep_draft(draft, dict(changes))
        self._table.write_next()

    # A card that was scanned.

    def _on_card(self, index: QModelIndex, card: CardRead) -> None:
        """Fill in the row being typed, or a new one: nobody's row is written over by a scanner."""
        draft = self._model.draft_at(index.row())
        if draft is None or draft.typed:
            draft = self._model.draft_at(self._model.rowCount() - 1)
        if draft is None:
            return  # the acta was issued meanwhile
        said = card.fields(self._tools.clock.today())
        if not card.id_number:
            self._fill_in_unnumbered(draft, said)
            return
        self._know(card.id_number, partial(self._on_card_known, draft, said))

    def _on_card_known(self, draft: Draft, said: Mapping[str, Any], person: Known | None) -> None:
        known = dict(person.changes) if person is not None and not said.get("minor") else {}
        better = {name: said[name] for name in _OF_THE_CARD if name in said}
        self._fill_in(draft, {**said, **known, **better})

    def _fill_in_unnumbered(self, draft: Draft, said: Mapping[str, Any]) -> None:
        """A card whose code does not tell its number: it is the one thing left to type."""
        self._model.type_in(draft, said)
        self._keep_draft(draft, dict(said))
        place = self._place_of(draft)
        if place is not None:
            self._table.write_in(place, DOCUMENT)

    def _on_no_card(self) -> None:
        self._tools.prompts.tell(
            say("No se entendió el código leído. Léalo otra vez, o escriba el documento.")
        )

    # Keeping.

    def _keep_draft(
        self, draft: Draft, changes: dict[str, Any], *, another_person: bool = False
    ) -> None:
        """Add the row being typed, or what was typed in it since it was sent off."""
        visit = self._visit
        if draft.id is not None:
            self._write_row(draft.id, changes)
            return
        if draft.saving or visit is None:
            draft.waiting |= changes
            return
        changes, draft.waiting = {**draft.waiting, **changes}, {}
        draft.saving = True
        if changes.get("id_number") and not draft.typed.get("id_type"):
            changes = {**changes, "id_type": self._first_type}
        self._ask_or_save(
            lambda: self._work.attendance.add(visit, changes, another_person=another_person),
            done=partial(self._on_added, draft),
            asked=partial(self._ask_new, draft, changes),
            failed=partial(self._on_not_added, draft, changes),
        )

    def _on_added(self, draft: Draft, saved: Saved) -> None:
        draft.id, draft.saving = saved.id, False
        waiting, draft.waiting = draft.waiting, {}
        if waiting:
            self._write_row(saved.id, waiting)

    def _on_not_added(self, draft: Draft, changes: dict[str, Any], error: Exception) -> None:
        """What could not be kept waits in its row for the next key, and is tried again with it."""
        draft.saving = False
        draft.waiting = {**changes, **draft.waiting}
        self._tools.prompts.show_error(error)

    def _write_row(
        self, attendance: UUID, changes: Mapping[str, Any], *, another_person: bool = False
    ) -> None:
        self._ask_or_save(
            lambda: self._work.attendance.edit(attendance, changes, another_person=another_person),
            done=lambda _saved: None,
            asked=partial(self._ask_edited, attendance, changes),
            failed=self._tools.prompts.show_error,
        )

    def _ask_or_save(
        self,
        work: Callable[[], Saved | Question],
        *,
        done: Callable[[Saved], object],
        asked: Callable[[Question], object],
        failed: Callable[[Exception], object],
    ) -> None:
        def answered(answer: Saved | Question) -> None:
            if isinstance(answer, Question):
                asked(answer)
                return
            done(answer)  # first: what reloads now must know what has become of the row
            self._tools.changes.publish(answer.kinds)

        self._tools.jobs.write(work, done=answered, failed=failed, autosave=True)

    # Somebody who is in the list already.

    def _ask_new(self, draft: Draft, changes: Mapping[str, Any], question: Question) -> None:
        def same() -> None:
            self._model.drop(draft)
            self._table.stand_on(question.about)

        def other() -> None:
            draft.saving = False
            self._keep_draft(draft, {**changes, **draft.waiting}, another_person=True)

        self._ask(question, same, other)

    def _ask_edited(self, attendance: UUID, changes: Mapping[str, Any], question: Question) -> None:
        def same() -> None:
            self._table.stand_on(question.about)

        def other() -> None:
            self._write_row(attendance, changes, another_person=True)

        self._ask(question, same, other)

    def _ask(
        self, question: Question, same: Callable[[], object], other: Callable[[], object]
    ) -> None:
        """Ask above the list. Who passes over it keeps both rows: nothing typed is lost."""
        self._question.ask(
            question.text,
            (say("Sí, es la misma (Alt+S)"), same),
            (say("No, es otra persona (Alt+N)"), other),
            other,
        )

    # Many rows at once, and one like another.

    def _on_pasted(self, text: str, column: int) -> None:
        visit = self._visit
        if visit is None or self._model.locked:
            return
        first = max(column, DOCUMENT)
        fields = [FIELDS[one] for one in TYPED if one >= first and FIELDS[one] != "id_type"]
        self._page.take_in(
            partial(self._work.imports.paste, visit, text, fields or [FIELDS[DOCUMENT]]),
            self.tell_brought,
        )

    def tell_brought(self, brought: ListBrought) -> None:
        """Say how many came, with one undo for all of them."""
        said: list[Text] = []
        if brought.added or not brought.already:
            said.append(
                say_n(
                    "{n} persona añadida a la lista.",
                    "{n} personas añadidas a la lista.",
                    brought.added,
                )
            )
        if brought.already:
            said.append(say_n("{n} ya estaba en ella.", "{n} ya estaban en ella.", brought.already))
        whole = say("{one} {other}", one=said[0], other=said[-1]) if said[1:] else said[0]
        undo = partial(self._take_back, brought.rows) if brought.rows else None
        self._table.write_next()
        self._tools.prompts.tell(whole, undo=undo)

    def _take_back(self, rows: tuple[UUID, ...]) -> None:
        self._page.save(partial(self._work.attendance.remove, *rows))

    def _on_copy(self, attendance: UUID | None) -> None:
        row, visit = self._model.row_at(self._model.row_of(attendance)), self._visit
        draft = self._model.draft_at(self._model.rowCount() - 1)
        if row is None or visit is None or draft is None:
            return
        like = {name: getattr(row.attendance, name) for name in _LIKE}
        filled = {name: value for name, value in like.items() if value}
        if filled:
            self._model.type_in(draft, filled)
            self._keep_draft(draft, filled)
        place = self._place_of(draft)
        if place is not None:
            self._table.write_in(place, DOCUMENT)
