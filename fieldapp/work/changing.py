"""How a record comes to be and changes: what somebody typed is checked before it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from fieldapp.records import phrases
from fieldapp.records.describe import FieldSpec, FieldType, KindSpec, Record
from fieldapp.records.people import Organization
from fieldapp.records.text import Refused, Text, say
from fieldapp.rules.checking import Fault, Severity, check, what_lacks
from fieldapp.rules.permissions import Action, refusal
from fieldapp.rules.visits import Lack
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.allowed import as_may_be_kept
from fieldapp.work.desk import Changes, Desk, Saved, WrongFields

R = TypeVar("R", bound=Record)


def create(desk: Desk, kind: type[R], changes: Changes, **known: object) -> R:
    """A new record from what somebody typed and what the program knows; not yet kept.

    Raises WrongFields for values that cannot be right, Refused if this officer may not.
    """
    spec = desk.kinds.spec_of(kind)
    typed = _typed(spec, changes)
    values: dict[str, Any] = {"id": desk.new_id(), **typed, **known}
    record = kind(**values)
    must_may(desk, Action.CREATE, record)
    _must_be_right(desk, spec, record, {*typed, *known})
    return record


def change(desk: Desk, record: R, changes: Changes, **known: object) -> R:
    """The record with what somebody typed; not yet kept. Raises like `create`."""
    spec = desk.kinds.spec_of(record)
    new = {**_typed(spec, changes), **known}
    changed = {name: value for name, value in new.items() if getattr(record, name) != value}
    must_may(desk, Action.EDIT, record)
    replaced = msgspec.structs.replace(record, **changed)
    _must_be_right(desk, spec, replaced, set(changed))
    return replaced


def fetch(reading: Reading, kind: type[R], id: UUID) -> R:
    """A record this laptop must hold; Refused, in words, when it does not."""
    record = reading.get(kind, id)
    if record is None:
        raise Refused(phrases.not_here(reading.schema.of(kind).spec))
    return record


def put(desk: Desk, writing: Writing, record: Record) -> Saved:
    """Keep a record in the transaction under way, and the public bodies that it names (R5).

    Raises Refused where a rule of its kind does not hold.
    """
    from fieldapp.work.kind_rules import must_hold

    must_hold(desk, writing, record)
    for field in desk.kinds.spec_of(record).references:
        if "organization" in field.fact.to:
            _keep_body(desk, writing, getattr(record, field.name))
    writing.put(as_may_be_kept(desk, writing, record))
    return Saved(writing.changed_kinds, record.id)


def annul(desk: Desk, writing: Writing, record: Record, reason: str) -> Saved:
    """Mark a record as not counting; the reason stays with it and can be taken back."""
    must_may(desk, Action.ANNUL, record)
    reason = required(reason, say("Escriba el motivo de la anulación."))
    return put(desk, writing, msgspec.structs.replace(record, annulled=reason))


def restore(desk: Desk, writing: Writing, record: Record) -> Saved:
    """Take an annulment back."""
    must_may(desk, Action.ANNUL, record)
    return put(desk, writing, msgspec.structs.replace(record, annulled=""))


def _keep_body(desk: Desk, writing: Writing, id: UUID | None) -> None:
    """Keep a body of the directory, and those above it, the first time somebody picks it."""
    if id is None or writing.get(Organization, id) is not None:
        return
    body = desk.directory.entities.get(id)
    if body is not None:
        _keep_body(desk, writing, body.parent)
        writing.put(body)


def required(text: str, otherwise: Text) -> str:
    """A short text that must be there; Refused with the sentence otherwise."""
    stripped = text.strip()
    if not stripped:
        raise Refused(otherwise)
    return stripped


def must_may(desk: Desk, action: Action, record: Record) -> None:
    """Raise Refused, with the rule's own sentence, if this officer may not do that."""
    spec = desk.kinds.spec_of(record)
    text = refusal(desk.posting.role, action, spec, record, desk.posting.officer)
    if text is not None:
        raise Refused(text)


def lacking(desk: Desk, record: Record) -> list[Lack]:
    """The fields a record must have to be closed and has not."""
    spec = desk.kinds.spec_of(record)
    return [
        Lack(spec.name, record.id, fault.field, fault.text) for fault in what_lacks(spec, record)
    ]


def _typed(spec: KindSpec, changes: Changes) -> dict[str, object]:
    return {name: _tidied(_of_form(spec, name), value) for name, value in changes.items()}


def _of_form(spec: KindSpec, name: str) -> FieldSpec:
    field = spec[name]
    if field.fact.hidden:
        message = f"{spec.name}.{name} is not typed by a person"
        raise KeyError(message)
    return field


def _tidied(field: FieldSpec, value: object) -> object:
    if isinstance(value, str) and field.type is FieldType.TEXT:
        return value.strip()
    return value


def _must_be_right(desk: Desk, spec: KindSpec, record: Record, touched: Iterable[str]) -> None:
    """Refuse what was touched and cannot be right; what came so from elsewhere does not hinder."""
    touched = set(touched)
    faults = tuple(
        fault
        for fault in check(spec, record, desk.pack, desk.posting.scopes, kinds=desk.kinds)
        if fault.severity is Severity.REFUSED and _concerns(spec, fault, touched)
    )
    if faults:
        raise WrongFields(faults)


def _concerns(spec: KindSpec, fault: Fault, touched: set[str]) -> bool:
    fact = spec[fault.field].fact
    asking = fact.needed.field if fact.needed else ""
    return not touched.isdisjoint({fault.field, fact.after, asking})
