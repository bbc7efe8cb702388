"""An attendee fills in their own row: nothing of anybody else is read, shown or completed.

What they answer is kept answer by answer, so that a card left half filled is the row it became.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import msgspec

from fieldapp.packs.data_protection import SPANISH
from fieldapp.packs.identity import compact
from fieldapp.records.describe import Code
from fieldapp.records.visits import Activity, Attendance, Consent, Ink
from fieldapp.rules.notices import as_read
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.allowed import must_be_allowed
from fieldapp.work.attendance import keep_consent, same_document
from fieldapp.work.attendance_rows import consent_of
from fieldapp.work.changing import annul, change, create, fetch, put
from fieldapp.work.desk import Changes, Desk
from fieldapp.work.issued import must_be_open
from fieldapp.work.order import in_order, last_position
from fieldapp.work.reasons import TAKEN_OUT


@dataclass(frozen=True, slots=True)
class KioskSaved:
    """What a write changed, and the attendee's own row and answer as they are now."""

    kinds: frozenset[str]
    row: Attendance
    consent: Consent | None
    signed: bool

    @property
    def id(self) -> UUID:
        """The row."""
        return self.row.id


class Kiosk:
    """What an attendee does at the laptop; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def begin(self, activity: UUID, *, data: bool, language: str = SPANISH) -> KioskSaved:
        """A row of their own, by their answer to the notice in that language."""
        with self._desk.writing() as writing:
            must_be_open(writing, activity)
            fetch(writing, Activity, activity)
            listed = writing.all(Attendance, {"activity": activity})
            row = create(
                self._desk,
                Attendance,
                {"anonymous": None if data else True},
                activity=activity,
                position=last_position(listed),
                capture=Code("kiosk"),
            )
            put(self._desk, writing, row)
            self._answer_notice(writing, row, language, data=data)
            return self._saved(writing, row.id, writing.changed_kinds)

    def allow(
        self,
        row: UUID,
        *,
        data: bool,
        sensitive: bool | None,
        image: bool | None,
        language: str = SPANISH,
    ) -> KioskSaved:
        """Another answer to the notice; what is no longer allowed is erased."""
        with self._desk.writing() as writing:
            person = self._open(writing, row)
            anonymous = None if data else True
            if person.anonymous != anonymous:
                person = change(self._desk, person, {"anonymous": anonymous})
                put(self._desk, writing, person)
            self._answer_notice(
                writing, person, language, data=data, sensitive=sensitive, image=image
            )
            return self._saved(writing, row, writing.changed_kinds)

    def answer(self, row: UUID, changes: Changes) -> KioskSaved:
        """Keep an answer. An equal document in the list is no question for an attendee."""
        with self._desk.writing() as writing:
            person = change(self._desk, self._open(writing, row), changes)
            must_be_allowed(self._desk, writing, person, changes.keys())
            put(self._desk, writing, person)
            return self._saved(writing, row, writing.changed_kinds)

    def finish(self, row: UUID) -> KioskSaved:
        """The attendee is done. Who was convened by the same document is the one who came.

        What the convocation said of them and they did not say stays with their row.
        """
        with self._desk.writing() as writing:
            person = self._open(writing, row)
            convened = next(
                (one for one in self._equals(writing, person) if one.presence == "expected"), None
            )
            if convened is not None:
                kept = {
                    field.name: getattr(convened, field.name)
                    for field in self._desk.kinds.spec_of(Attendance).fields
                    if field.name in _OF_A_CONVOCATION and not getattr(person, field.name)
                }
                put(self._desk, writing, msgspec.structs.replace(person, **kept))
                annul(self._desk, writing, convened, TAKEN_OUT)
            return self._saved(writing, row, writing.changed_kinds)

    def leave(self, row: UUID) -> KioskSaved:
        """Nobody fills it in any more; a row that says nothing of anybody is taken out."""
        with self._desk.writing() as writing:
            person = self._open(writing, row)
            said = person.full_name or person.id_number or person.anonymous
            if not said:
                annul(self._desk, writing, person, TAKEN_OUT)
            return self._saved(writing, row, writing.changed_kinds)

    def now(self, row: UUID, changed: frozenset[str] = frozenset()) -> KioskSaved:
        """The attendee's own row as it is, after something else of theirs was kept."""
        with self._desk.reading() as reading:
            return self._saved(reading, row, changed)

    def equals(self, activity: UUID) -> list[tuple[int, int]]:
        """For the officer: the rows filled in at the kiosk with a document of another row."""
        with self._desk.reading() as reading:
            people = sorted(reading.all(Attendance, {"activity": activity}), key=in_order)
        numbers: dict[tuple[str, str], int] = {}
        found: list[tuple[int, int]] = []
        for number, one in enumerate(people, start=1):
            document = (one.id_type or "", compact(one.id_number))
            if document[1] and document in numbers:
                found.append((numbers[document], number))
            numbers.setdefault(document, number)
        return found

    def _equals(self, reading: Reading, person: Attendance) -> list[Attendance]:
        others = reading.all(Attendance, {"activity": person.activity})
        return [
            one for one in others if one.id != person.id and same_document(self._desk, one, person)
        ]

    def _answer_notice(
        self,
        writing: Writing,
        row: Attendance,
        language: str,
        *,
        data: bool,
        sensitive: bool | None = None,
        image: bool | None = None,
    ) -> None:
        answers = {"data": data, "sensitive": sensitive, "image": image, "mode": Code("screen")}
        keep_consent(self._desk, writing, row, answers, as_read(self._desk.pack, language))

    def _open(self, reading: Reading, row: UUID) -> Attendance:
        person = fetch(reading, Attendance, row)
        must_be_open(reading, person.activity)
        return person

    def _saved(self, reading: Reading, row: UUID, changed: frozenset[str]) -> KioskSaved:
        return KioskSaved(
            changed,
            fetch(reading, Attendance, row),
            consent_of(reading, row),
            bool(reading.count(Ink, {"attendance": row})),
        )


_OF_A_CONVOCATION = frozenset({"organization", "organization_name", "on_behalf_of", "role"})
