"""What somebody may ask of their own data: where they stand, a copy, and to be forgotten (W12).

Everything is found by the descriptions of the kinds; a kind that is added is searched too. Each of
these leaves a `data_access`, without any value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec

from fieldapp.packs.showing import Showing
from fieldapp.records.describe import EditedBy, FieldType, KindSpec, Record
from fieldapp.records.minutes import Minutes
from fieldapp.records.people import Person, SameAs
from fieldapp.records.text import Refused, Text, say
from fieldapp.records.visits import Attendance, Ink
from fieldapp.rules.ink import ON_REQUEST
from fieldapp.rules.privacy import NOBODY, forgetting, sought, speaks_of, stays, told
from fieldapp.rules.report import Report
from fieldapp.rules.reports.privacy import HeldHere, personal_data_report
from fieldapp.rules.same_as import Sameness
from fieldapp.rules.seals import LOCKED
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.access_notes import note_access
from fieldapp.work.attendance_rows import consent_of
from fieldapp.work.changing import change, fetch, put, required
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.issued import ISSUED, actas_of
from fieldapp.work.reasons import DATA_TAKEN_OUT

_LOCKED: Final = {one.kind: one.activity for one in LOCKED}
_LETTERS_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class Held:
    """A record that speaks of somebody. `of` is what it belongs to; `values` are words.

    `stays` says why it goes on telling; None if it can forget.
    """

    kind: str
    id: UUID
    label: str
    of: str
    on: date | None
    values: tuple[tuple[str, str], ...]
    stays: Text | None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done: the kinds to broadcast, how many records forgot, and which did not."""

    saved: Saved
    forgotten: int
    kept: tuple[Held, ...]


class Privacy:
    """A person's data on this laptop; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, text: str) -> list[Held]:
        """Every record that names somebody so, or carries that document, and what leads to them.

        The search itself is written down. Raises Refused for fewer than three letters.
        """
        words = sought(text)
        if len("".join(words)) < _LETTERS_LEAST:
            raise Refused(say("Escriba el nombre o el documento de la persona."))
        with self._desk.writing() as writing:
            found = [
                self._held(writing, spec, record)
                for spec, record in self._speaking_of(writing, words)
            ]
            note_access(self._desk, writing, "person_sought", rows=len(found))
        return found

    def report(self, chosen: Sequence[Held], reason: str) -> Report:
        """The copy that the person is handed: what the chosen records hold now.

        Raises Refused without a reason (who asked, and how).
        """
        reason = required(reason, say("Escriba quién lo pide y cómo."))
        with self._desk.writing() as writing:
            held = [
                self._held(writing, spec, fetch(writing, spec.record, one.id))
                for one in chosen
                if (spec := self._desk.kinds[one.kind])
            ]
            note_access(self._desk, writing, "person_told", rows=len(held), reason=reason)
        here = [
            HeldHere(one.label, one.of, one.on, one.values, str(one.stays) if one.stays else "")
            for one in held
        ]
        return personal_data_report(here, self._desk.pack, today=self._desk.today())

    def withdraw(self, chosen: Sequence[Held], reason: str) -> Saved:
        """Take back what the person allowed in the chosen lists; what it allowed is erased there.

        Raises Refused where nobody there gave any authorisation.
        """
        reason = required(reason, say("Escriba quién lo pide y cómo."))
        with self._desk.writing() as writing:
            given = [
                consent
                for one in chosen
                if one.kind == "attendance"
                and (consent := consent_of(writing, one.id)) is not None
                and consent.withdrawn_at is None
            ]
            if not given:
                raise Refused(say("En esos registros no hay ninguna autorización que retirar."))
            for consent in given:
                taken_back = change(self._desk, consent, {"withdrawn_at": self._desk.now()})
                put(self._desk, writing, taken_back)
                note_access(
                    self._desk,
                    writing,
                    "withdrawn",
                    about_kind="attendance",
                    about=consent.attendance,
                    reason=reason,
                )
            return Saved(writing.changed_kinds, given[0].id)

    def forget(self, chosen: Sequence[Held], reason: str) -> Forgotten:
        """Take out who the chosen records speak of; rows, visits and counts stay.

        What an issued acta says and what is written once for ever stay, and are given back with
        the reason. Raises Refused without a reason, or when nothing of it can change.
        """
        reason = required(reason, say("Escriba quién lo pide y cómo."))
        with self._desk.writing() as writing:
            forgotten: list[UUID] = []
            kept: list[Held] = []
            somebody = self._stand_in(writing, chosen)
            for one in chosen:
                spec = self._desk.kinds[one.kind]
                record = fetch(writing, spec.record, one.id)
                if self._why_it_stays(writing, spec, record) is not None:
                    kept.append(self._held(writing, spec, record))
                changes = forgetting(spec, record)
                if not changes or self._why_fixed(writing, spec, record) is not None:
                    continue
                self._empty(writing, record, changes, somebody)
                forgotten.append(one.id)
                note_access(
                    self._desk,
                    writing,
                    "anonymised",
                    about_kind=one.kind,
                    about=one.id,
                    reason=reason,
                )
            if not forgotten:
                why = kept[0].stays if kept else None
                raise Refused(why or say("Elija los registros de la persona."))
            return Forgotten(
                Saved(writing.changed_kinds, forgotten[0]), len(forgotten), tuple(kept)
            )

    # Finding.

    def _speaking_of(
        self, reading: Reading, words: Sequence[str]
    ) -> Iterator[tuple[KindSpec, Record]]:
        people: set[UUID] = set()
        named: dict[tuple[str, UUID], tuple[KindSpec, Record]] = {}
        for spec in self._desk.kinds:
            found = self._named(reading, spec, words)
            for record in reading.many(spec.record, found).values():
                named[spec.name, record.id] = spec, record
                people |= {record.id} if isinstance(record, Person) else set()
        for spec, record in self._leading_to(reading, people):
            named.setdefault((spec.name, record.id), (spec, record))
        yield from named.values()

    def _named(self, reading: Reading, spec: KindSpec, words: Sequence[str]) -> list[UUID]:
        """The records of a kind that name somebody so.

        The index narrows a search by name where it knows every name; a document may be written in
        ten ways and is looked for in every row.
        """
        asked = [field for field in spec.personal if field.type is FieldType.TEXT]
        if not asked:
            return []
        indexed = all(field.fact.search for field in asked if field.fact.names)
        by_name = not any(sign.isdigit() for word in words for sign in word)
        narrowed = " ".join(words) if by_name and indexed and spec.searched else ""
        columns = ("id", *(field.name for field in asked))
        rows = reading.listing(spec.name, columns, text=narrowed)
        return [ident for ident, *values in rows if speaks_of(asked, values, words)]

    def _leading_to(self, reading: Reading, people: set[UUID]) -> Iterator[tuple[KindSpec, Record]]:
        """What points to these people or to their equals: rows, posts, memberships."""
        if not people:
            return
        same = Sameness(reading.all(SameAs))
        heads = {same.representative(one) for one in people}
        every = {
            row[0]
            for row in reading.listing("person", ("id",))
            if same.representative(row[0]) in heads
        }
        for spec in self._desk.kinds:
            for field in spec.references:
                if "person" in field.fact.to and field.name != "created_by":
                    for record in reading.all(spec.record, {field.name: every}):
                        yield spec, record

    def _held(self, reading: Reading, spec: KindSpec, record: Record) -> Held:
        made = record.created_at
        return Held(
            kind=spec.name,
            id=record.id,
            label=spec.label,
            of=self._belongs_to(reading, spec, record),
            on=self._desk.day_of(made) if made else None,
            values=tuple(self._worded(spec, record)),
            stays=self._why_it_stays(reading, spec, record),
        )

    def _worded(self, spec: KindSpec, record: Record) -> Iterator[tuple[str, str]]:
        showing = Showing(self._desk.pack)
        for field, value in told(spec, record):
            if field.type is FieldType.BYTES:
                yield field.label, "Se conserva"
            else:
                yield field.label, showing.cell(field, value)

    def _belongs_to(self, reading: Reading, spec: KindSpec, record: Record) -> str:
        if not spec.unit:
            return ""
        root = getattr(record, spec.unit)
        for kind in spec[spec.unit].fact.to:
            title = self._desk.kinds[kind].title
            for (name,) in reading.listing(kind, (title,), {"id": root}):
                return str(name or "")
        return ""

    # Forgetting.

    def _why_it_stays(self, reading: Reading, spec: KindSpec, record: Record) -> Text | None:
        """Why the record, or a part of it, goes on telling who it was."""
        fixed = self._why_fixed(reading, spec, record)
        written_once = stays(spec, record)
        if fixed is not None or not written_once:
            return fixed
        labels = ", ".join(field.label for field in written_once)
        return say("Lo escrito una vez no se cambia: {fields}.", fields=labels)

    def _why_fixed(self, reading: Reading, spec: KindSpec, record: Record) -> Text | None:
        if spec.name in _LOCKED and (acta := self._issued(reading, spec, record)) is not None:
            return say(
                "Está en el acta {number}, que ya se emitió: lo que dice un acta se conserva "
                "entero. Los demás registros sí pueden olvidarlo.",
                number=acta.number,
            )
        if isinstance(record, Minutes) and record.status in ISSUED:
            return say("Es el acta {number}, que ya se emitió.", number=record.number)
        if spec.edited_by is EditedBy.HQ:
            return say("Es un registro del nivel central: la solicitud se hace allí.")
        return None

    def _issued(self, reading: Reading, spec: KindSpec, record: Record) -> Minutes | None:
        visit = getattr(record, _LOCKED[spec.name] or "id", None)
        if not isinstance(visit, UUID):
            return None
        return next((one for one in actas_of(reading, visit) if one.status in ISSUED), None)

    def _stand_in(self, writing: Writing, chosen: Sequence[Held]) -> UUID | None:
        """The nameless person whom the rows of one request share: they count once, as before."""
        rows = [fetch(writing, Attendance, one.id) for one in chosen if one.kind == "attendance"]
        if len(rows) < 2 or all(row.person for row in rows):  # noqa: PLR2004 - two make a pair
            return None
        known = next((row.person for row in rows if row.person), None)
        if known is not None:
            return known
        nobody = Person(id=self._desk.new_id(), full_name=NOBODY, territory=rows[0].territory)
        writing.put(nobody)
        return nobody.id

    def _empty(
        self, writing: Writing, record: Record, changes: dict[str, Any], somebody: UUID | None
    ) -> None:
        if isinstance(record, Attendance):
            changes["person"] = record.person or somebody
            for ink in writing.all(Ink, {"attendance": record.id}):
                # Whoever signed at somebody's request is another person, and asks for themselves.
                signer = ink.signer if ink.capacity == ON_REQUEST else ""
                fallen = {"strokes": None, "signer": signer, "annulled": DATA_TAKEN_OUT}
                writing.put(msgspec.structs.replace(ink, **fallen))
        if isinstance(record, Ink):
            changes["annulled"] = DATA_TAKEN_OUT
        writing.put(msgspec.structs.replace(record, **changes))
