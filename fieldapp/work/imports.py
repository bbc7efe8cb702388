"""Bringing files in: visits, attendance lists, any register. All of a file or nothing of it.

Every fault is told with its row and column, so that one look at the file mends it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from fieldapp.records.describe import Code, Record
from fieldapp.records.text import Refused, Text, say, say_n
from fieldapp.records.visits import Attendance, Consent
from fieldapp.rules.attendance import not_allowed
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.attendance import same_document
from fieldapp.work.cells import Cells
from fieldapp.work.changing import change, create, put
from fieldapp.work.desk import Desk, WrongFields
from fieldapp.work.import_entries import Entry, entries_of_json, entries_of_table, field_called
from fieldapp.work.import_files import is_json, read_json, read_table
from fieldapp.work.issued import must_be_open
from fieldapp.work.order import last_position
from fieldapp.work.same_as import join_equals

_MAY_COME_AS: Final = ("planned", "in_progress", "done")


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong, where in the file, and under which heading ("" for the row as a whole)."""

    place: Text
    column: str
    text: Text

    @property
    def sentence(self) -> Text:
        """The fault in one sentence: file, row, column, and how to mend it."""
        if not self.column:
            return say("{place}: {fault}", place=self.place, fault=self.text)
        return say(
            "{place}, columna «{column}»: {fault}",
            place=self.place,
            column=self.column,
            fault=self.text,
        )


class WrongFile(Refused):
    """A file of which nothing was taken; `faults` says all that is wrong with it."""

    def __init__(self, faults: tuple[RowFault, ...]) -> None:
        super().__init__(
            say_n(
                "No se importó nada: el archivo tiene una falta.",
                "No se importó nada: el archivo tiene {n} faltas.",
                len(faults),
            )
        )
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought: the kinds to broadcast, and how many records of each."""

    kinds: frozenset[str]
    counts: dict[str, int]


class Imports:
    """Brings files in; each file is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def bring(
        self, name: str, content: bytes, *, kind: str = "", visit: UUID | None = None
    ) -> Imported:
        """Take in a JSON, CSV or XLSX file, told by its name.

        `kind` says what a table holds when neither its name nor its headings do; `visit` is the
        visit of an attendance list that does not name one. Raises WrongFile with every fault, or
        Refused for what is no such file.
        """
        if is_json(name):
            entries = entries_of_json(name, read_json(name, content), self._desk.kinds)
        else:
            table = read_table(name, content)
            entries = entries_of_table(table, self._desk.kinds, kind, visit)
        with self._desk.writing() as writing:
            keeping = _Keeping(self._desk, writing)
            for entry in entries:
                keeping.keep(entry, {})
            if keeping.faults:
                raise WrongFile(tuple(keeping.faults))
            return Imported(writing.changed_kinds, dict(keeping.counts))


class _Keeping:
    """Keeps entries in one transaction and collects what is wrong with them."""

    def __init__(self, desk: Desk, writing: Writing) -> None:
        self._desk = desk
        self._writing = writing
        self._cells = Cells(desk, writing)
        self._unknown: set[tuple[str, str]] = set()
        self.faults: list[RowFault] = []
        self.counts: Counter[str] = Counter()

    def keep(self, entry: Entry, known: dict[str, Any]) -> None:
        """Keep one entry and those that belong to it; `known` is what the file need not say."""
        faults_before = len(self.faults)
        values = self._values(entry)
        try:
            record = self._record(entry, values, known)
            if record is not None and len(self.faults) == faults_before:
                put(self._desk, self._writing, record)
                join_equals(self._desk, self._writing, record)
                self.counts[entry.spec.name] += 1
                self._keep_children(entry, record)
        except WrongFields as wrong:
            for fault in wrong.faults:
                self._add(entry, self._heading(entry, fault.field), fault.text)
        except Refused as refusal:
            self._add(entry, "", refusal.text)

    def _values(self, entry: Entry) -> dict[str, Any]:
        """The entry's values by field; what cannot be read is a fault."""
        values: dict[str, Any] = {}
        for heading, written in entry.given.items():
            field = field_called(entry.spec, heading)
            if field is None or (field.fact.hidden and field.name not in ("id", "status")):
                self._add_unknown(entry, heading)
                continue
            try:
                values[field.name] = self._cells.read(field, written)
            except Refused as refusal:
                self._add(entry, heading, refusal.text)
        return values

    def _record(self, entry: Entry, values: dict[str, Any], known: dict[str, Any]) -> Record | None:
        """The record to keep: a new one, a changed one, or None when it is here as it is."""
        ident = values.pop("id", None)
        kept = self._writing.get(entry.spec.record, ident) if ident else None
        if kept is not None:
            values.pop("status", None)
            if all(getattr(kept, name) == value for name, value in values.items()):
                return None
            self._must_be_open(entry, kept)
            return change(self._desk, kept, values)
        filled = {name: value for name, value in values.items() if value not in (None, "")}
        if entry.spec.name == "activity":
            known = {**known, **self._status(filled)}
        if "position" in entry.spec:
            known = {**known, "position": self._last(entry, {**filled, **known})}
        if ident:
            known = {**known, "id": ident}
        record = create(self._desk, entry.spec.record, filled, **known)
        self._must_be_open(entry, record)
        if isinstance(record, Attendance):
            record = self._checked(entry, record, filled)
        return record

    def _status(self, values: dict[str, Any]) -> dict[str, Any]:
        """A visit comes planned, under way or done; it is closed here, by hand."""
        told = values.pop("status", None)
        if told is None:
            over = values.get("starts_at") and values.get("ends_at")
            told = "done" if over else "in_progress" if values.get("starts_at") else "planned"
        if told not in _MAY_COME_AS:
            raise Refused(say("una visita se importa planeada, en curso o realizada; no cerrada."))
        day = values.get("planned_on") or self._day(values.get("starts_at"))
        values.setdefault("lead_officer", self._desk.posting.officer)
        return {"status": Code(told), "planned_on": day}

    def _day(self, instant: Any) -> Any:
        return self._desk.day_of(instant) if instant else None

    def _checked(self, entry: Entry, row: Attendance, typed: dict[str, Any]) -> Attendance:
        others = self._writing.all(Attendance, {"activity": row.activity})
        for number, other in enumerate(others, start=1):
            if same_document(self._desk, row, other):
                self._add(
                    entry,
                    self._heading(entry, "id_number"),
                    say("este documento ya está en la fila {number} de la lista.", number=number),
                )
        allowed = any(
            child.spec.name == "consent" and self._values(child).get("sensitive")
            for child in entry.children
        )
        consent = Consent(id=row.id, data=True, sensitive=allowed)
        for fault in not_allowed(row, consent, self._desk.kinds, typed):
            self._add(entry, self._heading(entry, fault.field), fault.text)
        return row

    def _keep_children(self, entry: Entry, record: Record) -> None:
        for child in entry.children:
            known: dict[str, Any] = {}
            if child.spec.name == "consent" and isinstance(record, Attendance):
                known = self._consent_of(record)
            elif child.spec.name == "commitment":
                known = {"origin": record.id}
            else:
                known = {child.spec.unit: record.id}
            self.keep(child, known)

    def _consent_of(self, row: Attendance) -> dict[str, Any]:
        notice = self._desk.pack.data_protection
        return {
            "activity": row.activity,
            "attendance": row.id,
            "mode": Code("paper"),
            "text_version": notice.version,
            "text_sha256": notice.sha256,
            "given_at": self._desk.now(),
        }

    def _last(self, entry: Entry, values: dict[str, Any]) -> Any:
        """After the rows that are there."""
        above = _above(entry)
        rows: list[Any] = self._writing.all(entry.spec.record, {above: values.get(above)})
        return last_position(rows)

    def _must_be_open(self, entry: Entry, record: Record) -> None:
        above = _above(entry)
        if above:
            root: UUID | None = getattr(record, above)
            if root is None:
                raise Refused(say("falta «{field}».", field=Text(entry.spec[above].label)))
            must_be_open(self._writing, root)
        if entry.spec.name in ("activity", "agreement"):
            must_be_open(self._writing, record.id)

    def _heading(self, entry: Entry, name: str) -> str:
        """The heading under which a field stands in this file."""
        for heading in entry.given:
            field = field_called(entry.spec, heading)
            if field is not None and field.name == name:
                return heading
        return entry.spec[name].label

    def _add_unknown(self, entry: Entry, heading: str) -> None:
        """A heading nobody knows is told once, not in each of its rows."""
        if (entry.spec.name, heading) not in self._unknown:
            self._unknown.add((entry.spec.name, heading))
            kinds = Text(entry.spec.plural)
            self._add(entry, heading, say("no es una columna de «{kinds}».", kinds=kinds))

    def _add(self, entry: Entry, column: str, text: Text) -> None:
        fault = RowFault(entry.place, column, text)
        if fault not in self.faults:
            self.faults.append(fault)


def _above(entry: Entry) -> str:
    """The field that names what an entry belongs to: its unit, or a promise's origin."""
    return "origin" if "origin" in entry.spec else entry.spec.unit
