"""Keeping what a file says, in one transaction, and collecting all that is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.packs.identity import compact
from fieldapp.records.describe import Code, FieldSpec, KindSpec, Record
from fieldapp.records.progress import Step, counted, unseen
from fieldapp.records.text import Refused, Text, say, say_n
from fieldapp.records.visits import Attendance, Consent
from fieldapp.rules.attendance import not_allowed
from fieldapp.rules.notices import as_read
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.allowed import must_be_allowed
from fieldapp.work.attendance import same_document
from fieldapp.work.cells import Cells, Inside
from fieldapp.work.changing import change, create, put
from fieldapp.work.desk import Desk, WrongFields
from fieldapp.work.import_entries import Entry, field_called
from fieldapp.work.imported import LOOK_EACH
from fieldapp.work.issued import must_be_open
from fieldapp.work.order import between, in_order, last_position
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
    """Rows of which none was taken, of a file or pasted; `faults` says all that is wrong."""

    def __init__(self, faults: tuple[RowFault, ...]) -> None:
        super().__init__(
            say_n(
                "No se importó nada: hay una falta.",
                "No se importó nada: hay {n} faltas.",
                len(faults),
            )
        )
        self.faults = faults


class Keeping:
    """Keeps entries in one transaction and collects what is wrong with them."""

    def __init__(self, desk: Desk, writing: Writing, *, pass_twins: bool = False) -> None:
        self._desk = desk
        self._writing = writing
        self._pass_twins = pass_twins
        self._cells = Cells(desk, writing)
        self._unknown: set[tuple[str, str]] = set()
        self.faults: list[RowFault] = []
        self.counts: Counter[str] = Counter()
        self.listed: list[UUID] = []
        self.kept: list[UUID] = []
        self.passed = 0
        self._lists: dict[UUID | None, list[Attendance]] = {}
        self._compacts: dict[UUID, str] = {}
        self._open: set[tuple[str, UUID]] = set()
        self._places: dict[tuple[str, UUID | None], Decimal] = {}

    def keep_all(
        self,
        entries: Sequence[Entry],
        known: Mapping[str, Any] = MappingProxyType({}),
        step: Step = unseen,
    ) -> None:
        """Keep them all, `known` being the same for each. Raises WrongFile with every fault."""
        for entry in counted(entries, len(entries), step, LOOK_EACH):
            self.keep(entry, dict(known))
        if self.faults:
            raise WrongFile(tuple(self.faults))

    def keep(self, entry: Entry, known: dict[str, Any]) -> None:
        """Keep one entry and those that belong to it; `known` is what the file need not say."""
        faults_before = len(self.faults)
        values = self._values(entry, known)
        ident: UUID | None = values.get("id")
        try:
            record = self._record(entry, values, known)
            if len(self.faults) != faults_before:
                return
            if record is None:
                self._keep_rows_of(entry, ident)
            else:
                put(self._desk, self._writing, record)
                join_equals(self._desk, self._writing, record)
                self.counts[entry.spec.name] += 1
                self.kept.append(record.id)
                self._cells.note(entry.spec, record)
                if isinstance(record, Attendance):
                    self.listed.append(record.id)
                    self._list_of(record.activity).append(record)
                self._keep_children(entry, record)
        except WrongFields as wrong:
            for fault in wrong.faults:
                self._add(entry, self._heading(entry, fault.field), fault.text)
        except Refused as refusal:
            self._add(entry, "", refusal.text)

    def _keep_rows_of(self, entry: Entry, ident: UUID | None) -> None:
        """The rows of a record that is here as it is; those of a visit came with it before."""
        if entry.spec.name not in ("activity", "attendance"):
            for child in entry.children:
                self.keep(child, {child.spec.unit: ident})

    def _values(self, entry: Entry, known: Mapping[str, Any]) -> dict[str, Any]:
        """The entry's values by field; what cannot be read is a fault."""
        spec, values = entry.spec, dict[str, Any]()
        for heading, written in sorted(entry.given.items(), key=partial(_unit_first, spec)):
            field = field_called(spec, heading)
            if field is None or not _may_be_said(spec, field):
                if field is None or not self._stands_so(entry, field, written):
                    self._add_unknown(entry, heading)
                continue
            root: UUID | None = {**values, **known}.get(spec.unit)
            inside = Inside(spec[spec.unit], root) if root and field.name != spec.unit else None
            try:
                values[field.name] = self._cells.read(field, written, inside)
            except Refused as refusal:
                self._add(entry, heading, refusal.text)
        return values

    def _stands_so(self, entry: Entry, field: FieldSpec, written: Any) -> bool:
        """Whether a state that only the program sets is said as it is here, or as it begins."""
        if not field.fact.listed:
            return False
        with suppress(Refused, ValueError):
            said = self._cells.read(field, written)
            if said in (None, "", field.default):
                return True
            kept = self._writing.get(entry.spec.record, UUID(str(entry.given.get("id"))))
            return said == getattr(kept, field.name, None)
        return False

    def _record(self, entry: Entry, values: dict[str, Any], known: dict[str, Any]) -> Record | None:
        """The record to keep: a new one, a changed one, or None when it is here as it is."""
        ident = values.pop("id", None)
        kept = self._writing.get(entry.spec.record, ident) if ident else None
        if kept is not None:
            return self._changed(entry, kept, values)
        typed = {name: value for name, value in values.items() if value not in (None, "")}
        record = self._created(entry, typed, {**known, "id": ident} if ident else known)
        if isinstance(record, Attendance):
            return self._listed(entry, record, typed)
        return record

    def _changed(self, entry: Entry, kept: Record, values: dict[str, Any]) -> Record | None:
        values.pop("status", None)
        self._must_be_the_same_ties(kept, values)
        if all(getattr(kept, name) == value for name, value in values.items()):
            return None
        self._must_be_open(entry, kept)
        changed = change(self._desk, kept, values)
        must_be_allowed(self._desk, self._writing, changed, values.keys())
        return changed

    def _must_be_the_same_ties(self, kept: Record, values: dict[str, Any]) -> None:
        """What ties a record for ever is no change of it; Refused where the file says another."""
        spec = self._desk.kinds.spec_of(kept)
        for field in [spec[name] for name in values if spec[name].ties]:
            said, here = values.pop(field.name), getattr(kept, field.name)
            if said not in (None, here):
                raise Refused(say("«{field}» no se puede cambiar.", field=Text(field.label)))

    def _created(self, entry: Entry, typed: dict[str, Any], known: dict[str, Any]) -> Record:
        ties = [name for name in typed if entry.spec[name].ties]
        known = {**known, **{name: typed.pop(name) for name in ties}}
        if entry.spec.name == "activity":
            known = {**known, **self._status(typed)}
        if "position" in entry.spec:
            known = {**known, "position": self._last(entry, {**typed, **known})}
        record = create(self._desk, entry.spec.record, typed, **known)
        self._must_be_open(entry, record)
        return record

    def _listed(self, entry: Entry, row: Attendance, typed: dict[str, Any]) -> Attendance | None:
        """A row of a list, unless that person is in it; what they did not allow is a fault."""
        twin, number = self._twin(row)
        if twin is not None and self._pass_twins and _same_name(row, twin):
            self.passed += 1
            return None
        if twin is not None:
            said = say(
                "este documento ya está en la fila {number} de la lista: {name}.",
                number=number,
                name=twin.full_name or twin.id_number,
            )
            self._add(entry, self._heading(entry, "id_number"), said)
        self._check_permission(entry, row, typed)
        return row

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

    def _twin(self, row: Attendance) -> tuple[Attendance | None, int]:
        """The row of the same list with the same document, and its number.

        Where rows may be passed, two of one name without a document are the same person too.
        """
        document = compact(row.id_number)
        for number, other in enumerate(self._list_of(row.activity), start=1):
            if document:
                same = document == self._compact(other) and same_document(self._desk, row, other)
            else:
                same = self._pass_twins and _same_name_only(row, other)
            if same:
                return other, number
        return None, 0

    def _compact(self, row: Attendance) -> str:
        """A row's document as it is compared; each of a long list is made so once."""
        if row.id not in self._compacts:
            self._compacts[row.id] = compact(row.id_number)
        return self._compacts[row.id]

    def _list_of(self, activity: UUID | None) -> list[Attendance]:
        """The list of a visit, read once; what is kept in it comes after."""
        if activity not in self._lists:
            listed = self._writing.all(Attendance, {"activity": activity})
            self._lists[activity] = sorted(listed, key=in_order)
        return self._lists[activity]

    def _check_permission(self, entry: Entry, row: Attendance, typed: dict[str, Any]) -> None:
        allowed = any(
            child.spec.name == "consent" and self._values(child, {}).get("sensitive")
            for child in entry.children
        )
        consent = Consent(id=row.id, data=True, sensitive=allowed)
        for fault in not_allowed(row, consent, self._desk.kinds, typed):
            self._add(entry, self._heading(entry, fault.field), fault.text)

    def _keep_children(self, entry: Entry, record: Record) -> None:
        for child in entry.children:
            known: dict[str, Any] = {}
            if child.spec.name == "consent" and isinstance(record, Attendance):
                known = self._consent_of(record, self._values(child, {}))
            elif child.spec.name == "commitment":
                known = {"origin": record.id}
            else:
                known = {child.spec.unit: record.id}
            self.keep(child, known)

    def _consent_of(self, row: Attendance, typed: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **as_read(self._desk.pack, typed.get("language"), typed.get("interpreter") or ""),
            "activity": row.activity,
            "attendance": row.id,
            "mode": Code("paper"),
            "given_at": self._desk.now(),
        }

    def _last(self, entry: Entry, values: dict[str, Any]) -> Decimal:
        """After the rows that are there."""
        above = _above(entry)
        root: UUID | None = values.get(above)
        if entry.spec.name == "attendance":
            return last_position(self._list_of(root))
        key = entry.spec.name, root
        if key in self._places:
            place = between(self._places[key])
        else:
            rows: list[Any] = self._writing.all(entry.spec.record, {above: root})
            place = last_position(rows)
        self._places[key] = place
        return place

    def _must_be_open(self, entry: Entry, record: Record) -> None:
        above = _above(entry)
        if above:
            root: UUID | None = getattr(record, above)
            if root is None:
                raise Refused(say("falta «{field}».", field=Text(entry.spec[above].label)))
            kind = entry.spec.name
            if (kind, root) not in self._open:
                self._must_be_here(entry.spec[above], root)
                must_be_open(self._writing, root, kind)
                self._open.add((kind, root))
        if entry.spec.name in ("activity", "agreement"):
            must_be_open(self._writing, record.id)

    def _must_be_here(self, unit: FieldSpec, root: UUID) -> None:
        """A row travels with what it belongs to: without that it can be neither kept nor sent."""
        if not any(self._writing.count(kind, {"id": root}) for kind in unit.fact.to):
            raise Refused(
                say("en este equipo no está el registro de «{field}».", field=Text(unit.label))
            )

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
        fault = RowFault(entry.place, entry.written.get(column, column), text)
        if fault not in self.faults:
            self.faults.append(fault)


def _may_be_said(spec: KindSpec, field: FieldSpec) -> bool:
    if not field.fact.hidden or field.ties or field.name == "id":
        return True
    return spec.name == "activity" and field.name == "status"


def _unit_first(spec: KindSpec, written: tuple[str, Any]) -> bool:
    """Which record a row belongs to is read first: what the row names is looked for in it."""
    field = field_called(spec, written[0])
    return field is None or field.name != spec.unit


def _above(entry: Entry) -> str:
    """The field that names what an entry belongs to: its unit, or a promise's origin."""
    return "origin" if entry.spec.name == "commitment" else entry.spec.unit


def _same_name(row: Attendance, twin: Attendance) -> bool:
    return not row.full_name or fold(row.full_name) == fold(twin.full_name)


def _same_name_only(one: Attendance, other: Attendance) -> bool:
    return (
        not one.id_number
        and not other.id_number
        and one.full_name != ""
        and fold(one.full_name) == fold(other.full_name)
    )
