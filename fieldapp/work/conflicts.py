"""Two values for one field, of which only one can stand: shown in words, decided with a reason.

Headquarters writes a conflict when two people changed the same field; both see it after their
next sync. Deciding is an ordinary change of the record and of the conflict, in one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec

from fieldapp.packs import Pack
from fieldapp.packs.showing import Showing
from fieldapp.records.describe import Code, FieldSpec, Record
from fieldapp.records.kinds import Kinds
from fieldapp.records.people import Person
from fieldapp.records.review import Conflict
from fieldapp.records.text import Refused, Text, say
from fieldapp.records.values import from_wire
from fieldapp.records.visits import Activity
from fieldapp.rules.permissions import Action
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.changing import fetch, must_may, put, required
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.old_visits import must_be_here
from fieldapp.work.showing import labels_of

OPEN: Final = Code("open")
_KEPT: Final = Code("kept")
_TAKEN: Final = Code("taken")


@dataclass(frozen=True, slots=True)
class Value:
    """One of the two values in words, and whose it is; `shown` is None where it may not be seen."""

    shown: str | None
    author: str | Text

    @property
    def words(self) -> str | Text:
        """What is read in its place."""
        if self.shown is None:
            return say("no se muestra en este equipo")
        return self.shown or say("vacío")


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A conflict that waits for somebody to decide it, in words."""

    id: UUID
    kind: str
    record: UUID
    field: str
    title: str | Text
    """Which record it is about."""
    label: str | Text
    """Which of its fields."""
    kept: Value
    """What stands until somebody decides."""
    offered: Value
    sealed: bool
    """A signed acta fixed the value that stands, so only it can."""

    @property
    def sentence(self) -> Text:
        """Both values and their authors, in one sentence."""
        return say(
            "«{field}» de «{record}»: está «{kept}» ({kept_by}); "
            "el otro valor es «{offered}» ({offered_by}).",
            field=self.label,
            record=self.title,
            kept=self.kept.words,
            kept_by=self.kept.author,
            offered=self.offered.words,
            offered_by=self.offered.author,
        )


def open_conflicts(
    reading: Reading, kinds: Kinds, pack: Pack, person: UUID
) -> tuple[OpenConflict, ...]:
    """Every conflict that waits, the oldest first; `person` is who reads this."""
    waiting = reading.all(Conflict, {"state": OPEN}, order_by=["offered_at"])
    writers = {one for conflict in waiting for one in (conflict.kept_by, conflict.offered_by)}
    persons = reading.many(Person, [one for one in writers if one is not None])
    known = {one: record.full_name for one, record in persons.items()}

    def author(writer: UUID | None) -> str | Text:
        if writer is None:
            return say("el nivel central")
        if writer == person:
            return say("usted")
        return known.get(writer) or say("otra persona")

    def value(conflict: Conflict, written: str, writer: UUID | None) -> Value:
        return Value(_shown(reading, kinds, pack, conflict, written), author(writer))

    return tuple(
        OpenConflict(
            id=conflict.id,
            kind=conflict.about_kind,
            record=conflict.about or conflict.id,
            field=conflict.field,
            title=_title(reading, kinds, conflict),
            label=_label(kinds, conflict),
            kept=value(conflict, conflict.kept, conflict.kept_by),
            offered=value(conflict, conflict.offered, conflict.offered_by),
            sealed=bool(conflict.sealed),
        )
        for conflict in waiting
    )


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What a person can do about the two values at one desk."""

    desk: Desk

    def waiting(self) -> Sequence[OpenConflict]:
        """Every conflict that waits for somebody to decide."""
        desk = self.desk
        with desk.reading() as reading:
            return open_conflicts(reading, desk.kinds, desk.pack, desk.posting.officer)

    def keep(self, id: UUID, reason: str) -> Saved:
        """Let the value stand that stands. Raises Refused if this person may not decide."""
        with self.desk.writing() as writing:
            return self._decide(writing, self._open(writing, id), _KEPT, reason)

    def take(self, id: UUID, reason: str) -> Saved:
        """Let the other value stand: an ordinary change of the record. Raises Refused."""
        with self.desk.writing() as writing:
            conflict = self._open(writing, id)
            saved = self._decide(writing, conflict, _TAKEN, reason)
            put(self.desk, writing, self._with_the_other(writing, conflict))
            return Saved(writing.changed_kinds, saved.id)

    def _open(self, writing: Writing, id: UUID) -> Conflict:
        conflict = fetch(writing, Conflict, id)
        if conflict.state != OPEN:
            raise Refused(say("Esto ya lo decidió alguien. Sincronice para ver cómo quedó."))
        must_may(self.desk, Action.DECIDE_CONFLICT, conflict)
        return conflict

    def _decide(self, writing: Writing, conflict: Conflict, state: Code, reason: str) -> Saved:
        decided = msgspec.structs.replace(
            conflict,
            state=state,
            reason=required(reason, say("Escriba por qué queda ese valor.")),
            decided_by=self.desk.posting.officer,
            decided_at=self.desk.now(),
        )
        return put(self.desk, writing, decided)

    def _with_the_other(self, writing: Writing, conflict: Conflict) -> Record:
        if conflict.sealed:
            raise Refused(
                say(
                    "El acta ya está firmada y lo que dice no se cambia. "
                    "Para corregirla, haga un acta aclaratoria."
                )
            )
        spec = _field(self.desk.kinds, conflict)
        record = None
        if spec is not None and conflict.about is not None and conflict.offered:
            held = writing.schema.of(conflict.about_kind).spec.record
            record = writing.get(held, conflict.about)
        if spec is None or record is None:
            raise Refused(
                say(
                    "Este equipo no tiene el registro o no puede ver el otro valor. "
                    "Que lo decida la coordinación o el nivel central."
                )
            )
        visit = record.id if isinstance(record, Activity) else getattr(record, "activity", None)
        if visit is not None:
            must_be_here(writing, visit)
        try:
            other = from_wire(spec, json.loads(conflict.offered))
        except ValueError as fault:
            raise Refused(
                say("Este programa no entiende el otro valor. Actualícelo o pida que lo decidan.")
            ) from fault
        return msgspec.structs.replace(record, **{conflict.field: other})


def _field(kinds: Kinds, conflict: Conflict) -> FieldSpec | None:
    if conflict.about_kind not in kinds or conflict.field not in kinds[conflict.about_kind]:
        return None
    return kinds[conflict.about_kind][conflict.field]


def _label(kinds: Kinds, conflict: Conflict) -> str | Text:
    field = _field(kinds, conflict)
    return Text(field.label) if field is not None else conflict.what


def _title(reading: Reading, kinds: Kinds, conflict: Conflict) -> str | Text:
    if conflict.about_kind not in kinds:
        return conflict.what
    spec = kinds[conflict.about_kind]
    rows = reading.listing(spec.name, [spec.title], {"id": conflict.about}, limit=1)
    title = rows[0][0] if rows else None
    return str(title) if title else Text(spec.label)


def _shown(
    reading: Reading, kinds: Kinds, pack: Pack, conflict: Conflict, written: str
) -> str | None:
    """A value in words; as it was written where this program does not know the field."""
    if not written:
        return None
    field = _field(kinds, conflict)
    value: Any = json.loads(written)
    if field is None:
        return "" if value is None else str(value)
    try:
        read = from_wire(field, value)
    except ValueError:
        return str(value)
    labels = labels_of(reading, kinds, [(field, read)])
    return Showing(pack, labels).cell(field, read)
