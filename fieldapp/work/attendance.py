"""Who came: the list of a meeting, typed by the officer or by the attendees themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from fieldapp.packs.data_protection import SPANISH
from fieldapp.packs.identity import compact
from fieldapp.records.describe import Code
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity, Attendance, Consent
from fieldapp.rules.attendance import answers_sensitive
from fieldapp.rules.notices import as_read, must_name_the_interpreter
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.access_notes import note_access, was_noted_today
from fieldapp.work.allowed import must_be_allowed
from fieldapp.work.attendance_rows import (
    AttendanceRow,
    Known,
    ListBrought,
    consent_of,
    known_people,
    rows_of,
)
from fieldapp.work.changing import annul, change, create, fetch, put, restore
from fieldapp.work.desk import Changes, Desk, Question, Saved
from fieldapp.work.expected import members_expected
from fieldapp.work.issued import must_be_open
from fieldapp.work.naming import entity_called, with_name
from fieldapp.work.order import in_order, last_position, position_after
from fieldapp.work.reasons import TAKEN_OUT

_LIKELY = 20
_LOOK = "card_seen"


class AttendanceList:
    """What is done with the list of a visit; each method is one transaction.

    All that write raise Refused once the acta is issued.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rows(self, activity: UUID) -> list[AttendanceRow]:
        """The list in its order, with what each person allowed and signed."""
        with self._desk.reading() as reading:
            return rows_of(self._desk, reading, activity)

    def look(self, id: UUID) -> Saved:
        """Write down that somebody's sensitive answers are in sight, once a day and officer."""
        with self._desk.reading() as reading:
            row = reading.get(Attendance, id)
            holds = row is not None and answers_sensitive(row, self._desk.kinds)
            if not holds or was_noted_today(self._desk, reading, _LOOK, id):
                return Saved(frozenset(), id)
        with self._desk.writing() as writing:
            note_access(self._desk, writing, _LOOK, about_kind="attendance", about=id, rows=1)
            return Saved(writing.changed_kinds, id)

    def known(self, text: str, limit: int = 8) -> list[Known]:
        """People seen before whose name or document begins so: their row needs no typing."""
        with self._desk.reading() as reading:
            return known_people(reading, text, limit, self._desk.today())

    def add(
        self,
        activity: UUID,
        changes: Changes,
        *,
        after: UUID | None = None,
        capture: str = "table",
        another_person: bool = False,
    ) -> Saved | Question:
        """A new row. An equal document in the list asks first, unless it is `another_person`."""
        with self._desk.writing() as writing:
            must_be_open(writing, activity)
            fetch(writing, Activity, activity)
            others = _list(writing, activity)
            row = create(
                self._desk,
                Attendance,
                self._named(writing, changes),
                activity=activity,
                position=position_after(others, after) if after else last_position(others),
                capture=Code(capture),
                **self._represented(writing, changes),
            )
            return self._kept(writing, row, set(changes), [] if another_person else others)

    def edit(self, id: UUID, changes: Changes, *, another_person: bool = False) -> Saved | Question:
        """Keep what was typed in a row. Asks like `add`."""
        with self._desk.writing() as writing:
            before = self._open(writing, id)
            named, represented = self._named(writing, changes), self._represented(writing, changes)
            row = change(self._desk, before, named, **represented)
            others = [other for other in _list(writing, before.activity) if other.id != id]
            answered = another_person or row.id_number == before.id_number
            return self._kept(writing, row, set(changes), [] if answered else others)

    def mark(self, id: UUID, presence: str) -> Saved:
        """Mark somebody present, expected, excused or absent."""
        with self._desk.writing() as writing:
            row = change(self._desk, self._open(writing, id), {"presence": Code(presence)})
            return put(self._desk, writing, row)

    def move(self, id: UUID, after: UUID | None) -> Saved:
        """Put a row after another one, or first."""
        with self._desk.writing() as writing:
            row = self._open(writing, id)
            others = [other for other in _list(writing, row.activity) if other.id != id]
            return put(
                self._desk,
                writing,
                change(self._desk, row, {}, position=position_after(others, after)),
            )

    def remove(self, *ids: UUID) -> Saved:
        """Take rows out together; `restore` brings them back with what was signed."""
        with self._desk.writing() as writing:
            for one in ids:
                annul(self._desk, writing, self._open(writing, one), TAKEN_OUT)
            return Saved(writing.changed_kinds, ids[0])

    def restore(self, *ids: UUID) -> Saved:
        """Bring rows back together."""
        with self._desk.writing() as writing:
            for one in ids:
                restore(self._desk, writing, self._open(writing, one))
            return Saved(writing.changed_kinds, ids[0])

    def known_by(self, number: str) -> Known | None:
        """Who was seen before with exactly this document; None for a number seen for the first."""
        with self._desk.reading() as reading:
            found = known_people(reading, number, _LIKELY, self._desk.today())
        written = compact(number)
        return next((one for one in found if compact(one.document) == written), None)

    def expect_members(self, activity: UUID, space: UUID) -> ListBrought:
        """Make the members of a space the expected attendance; who is listed already stays."""
        with self._desk.writing() as writing:
            must_be_open(writing, activity)
            visit = fetch(writing, Activity, activity)
            brought = members_expected(self._desk, writing, visit, space, _list(writing, activity))
            for row in brought.rows:
                writing.put(row)
            rows = tuple(row.id for row in brought.rows)
            return ListBrought(writing.changed_kinds, activity, rows, brought.already)

    def consent(
        self,
        attendance: UUID,
        *,
        data: bool,
        sensitive: bool | None = None,
        image: bool | None = None,
        mode: str = "screen",
        language: str = SPANISH,
        interpreter: str = "",
    ) -> Saved:
        """Keep what somebody allowed, with the notice as they heard it.

        In a language without a text of its own the Spanish notice is interpreted: by whom, is
        asked for.

        Who does not allow their data keeps their row and their vote: document, phone and e-mail
        are erased; without the sensitive permission so are the sensitive answers (R2, R4).
        """
        with self._desk.writing() as writing:
            row = self._open(writing, attendance)
            must_name_the_interpreter(self._desk.pack, language, interpreter)
            answers = {"data": data, "sensitive": sensitive, "image": image, "mode": Code(mode)}
            heard = as_read(self._desk.pack, language, interpreter)
            return keep_consent(self._desk, writing, row, answers, heard)

    def withdraw(self, attendance: UUID) -> Saved:
        """Take a permission back; what it allowed is erased, the attendance stays.

        What an issued acta holds stays in it, and the withdrawal is kept beside.
        """
        with self._desk.writing() as writing:
            fetch(writing, Attendance, attendance)
            given = consent_of(writing, attendance)
            if given is None:
                raise Refused(say("Esta persona no ha dado ninguna autorización."))
            given = change(self._desk, given, {"withdrawn_at": self._desk.now()})
            return put(self._desk, writing, given)

    def _named(self, reading: Reading, changes: Changes) -> Changes:
        return with_name(self._desk, reading, changes, "organization", "organization_name")

    def _represented(self, reading: Reading, changes: Changes) -> dict[str, UUID | None]:
        """The entity that somebody stands for, found again each time its words change."""
        if "on_behalf_of" not in changes:
            return {}
        words = str(changes["on_behalf_of"] or "")
        return {"represents": entity_called(self._desk, reading, words) if words else None}

    def _open(self, reading: Reading, id: UUID) -> Attendance:
        row = fetch(reading, Attendance, id)
        must_be_open(reading, row.activity)
        return row

    def _kept(
        self,
        writing: Writing,
        row: Attendance,
        typed: set[str],
        others: Sequence[Attendance],
    ) -> Saved | Question:
        twin = next((other for other in others if same_document(self._desk, row, other)), None)
        if twin is not None:
            number = 1 + sorted((*others, row), key=in_order).index(twin)
            text = say("Ya está en la fila {number}: ¿es la misma persona?", number=number)
            return Question(text, twin.id)
        must_be_allowed(self._desk, writing, row, typed)
        return put(self._desk, writing, row)


def keep_consent(
    desk: Desk,
    writing: Writing,
    row: Attendance,
    answers: Changes,
    heard: Mapping[str, object],
) -> Saved:
    """Keep what somebody of the list answers to the notice, in the transaction under way."""
    known = {**heard, "given_at": desk.now()}
    given = consent_of(writing, row.id)
    if given is None:
        known |= {"activity": row.activity, "attendance": row.id}
        return put(desk, writing, create(desk, Consent, answers, **known))
    return put(desk, writing, change(desk, given, answers, **known, withdrawn_at=None))


def _list(reading: Reading, activity: UUID | None) -> list[Attendance]:
    return reading.all(Attendance, {"activity": activity})


def same_document(desk: Desk, one: Attendance, other: Attendance) -> bool:
    """Tell whether two rows carry the same document, however it is written."""
    if not one.id_number or not other.id_number or one.id_type != other.id_type:
        return False
    choice = desk.pack.identity.types.get(one.id_type or "")
    absent = choice is not None and choice.absent
    return not absent and compact(one.id_number) == compact(other.id_number)
