"""What cannot be right in a record, and what it still lacks, read from its description.

The same rules serve every kind, on the laptop and at headquarters. A draft may be incomplete: what
is empty is never a fault here. A document that looks wrong is a warning, never a refusal, because
somebody without a good card still attends (field rule R2).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.packs.identity import Verification
from fieldapp.records import KINDS
from fieldapp.records.describe import FieldSpec, FieldType, KindSpec, Record, Sensitivity
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Text, say
from fieldapp.rules.value_checks import fault_in

KindOf = Callable[[UUID], str | None]
"""Tells the kind of the record with an id; None if this laptop does not hold it."""


class Severity(Enum):
    """A refusal is not kept; a warning is kept and shown."""

    REFUSED = "refused"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field, in a sentence that names it."""

    field: str
    text: Text
    severity: Severity = Severity.REFUSED


def check(
    spec: KindSpec,
    record: Record,
    pack: Pack,
    scopes: Collection[str] | None,
    kind_of: KindOf = lambda _: None,
    kinds: Kinds = KINDS,
) -> list[Fault]:
    """Return what cannot be right in a record, in the order of its fields.

    `scopes` are the territories of level 1 for which the person may write; None means all.
    """
    about = _Circumstances(spec, record, pack, scopes, kind_of, kinds)
    faults = [fault for field in spec.fields if (fault := _fault_of(field, about))]
    faults += _private_answers_of_minors(spec, record)
    at_fault = {fault.field for fault in faults}
    faults += _not_even_a_draft(spec, record, pack, at_fault)
    faults += [fault for fault in _unverified(spec, record, pack) if fault.field not in at_fault]
    return faults


def what_lacks(spec: KindSpec, record: Record) -> list[Fault]:
    """Return what a record still needs before it can be closed, in the order of its fields."""
    return [
        Fault(field.name, say("Falta «{field}».", field=Text(field.label)))
        for field in spec.fields
        if field.fact.close and is_empty(getattr(record, field.name))
    ]


def is_empty(value: object) -> bool:
    """Tell whether nothing was written: nothing, only spaces, or an empty set."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == frozenset()


@dataclass(frozen=True, slots=True)
class _Circumstances:
    """What one value is judged by, besides itself."""

    spec: KindSpec
    record: Record
    pack: Pack
    scopes: Collection[str] | None
    kind_of: KindOf
    kinds: Kinds


def _fault_of(field: FieldSpec, about: _Circumstances) -> Fault | None:
    value = getattr(about.record, field.name)
    if value is None or value in ("", frozenset()):
        return None
    text = (
        fault_in(field, value, about.pack)
        or _wrong_reference(field, value, about)
        or _outside(field, value, about)
        or _out_of_order(field, value, about)
    )
    return Fault(field.name, text) if text else None


def _wrong_reference(field: FieldSpec, value: Any, about: _Circumstances) -> Text | None:
    if field.type is not FieldType.REF or not field.fact.to or field.name == "id":
        return None
    if value == about.record.id:
        return say("«{field}» no puede señalar este mismo registro.", field=Text(field.label))
    kind = about.kind_of(value)
    if kind is None or kind in field.fact.to:
        return None
    return say(
        "«{field}» no puede señalar un registro de «{wrong}»: debe ser de «{right}».",
        field=Text(field.label),
        wrong=Text(about.kinds[kind].plural),
        right=Text(about.kinds[field.fact.to[0]].plural),
    )


def _outside(field: FieldSpec, value: Any, about: _Circumstances) -> Text | None:
    """Refuse a record whose territory would take it beyond the officer's; a person's is free."""
    if field.type is not FieldType.TERRITORY or about.spec.scope_by != field.name:
        return None
    if about.scopes is None or about.pack.territories.level1(value) in about.scopes:
        return None
    return say(
        "«{field}»: {place} está fuera de los territorios que usted atiende.",
        field=Text(field.label),
        place=about.pack.territories.path(value),
    )


def _out_of_order(field: FieldSpec, value: Any, about: _Circumstances) -> Text | None:
    if not field.fact.after:
        return None
    earlier = getattr(about.record, field.fact.after)
    if type(earlier) is not type(value) or value >= earlier:
        return None
    return say(
        "«{field}» no puede ser anterior a «{earlier}».",
        field=Text(field.label),
        earlier=Text(about.spec[field.fact.after].label),
    )


def _not_even_a_draft(
    spec: KindSpec, record: Record, pack: Pack, at_fault: Collection[str]
) -> Iterator[Fault]:
    """Refuse what stands only with something that is empty: a pilot without its convenio."""
    for field in spec.fields:
        needed = field.fact.needed
        if needed is None or needed.field in at_fault or field.name in at_fault:
            continue
        if not is_empty(getattr(record, field.name)):
            continue
        asking, value = spec[needed.field], getattr(record, needed.field)
        if needed.codes and value in needed.codes:
            choice = pack.catalogue(asking.fact.catalogue).label(value)
            text = say(
                "Con «{asking}: {choice}» hay que escribir «{field}».",
                asking=Text(asking.label),
                choice=choice,
                field=Text(field.label),
            )
            yield Fault(field.name, text)
        elif not needed.codes and not is_empty(value):
            text = say(
                "«{asking}» no se guarda sin «{field}».",
                asking=Text(asking.label),
                field=Text(field.label),
            )
            yield Fault(field.name, text)


def private_of_minors(field: FieldSpec) -> bool:
    """Tell whether a field is never kept of who is under 18: contact and sensitive answers (R4)."""
    guarded = field.fact.sensitivity is not Sensitivity.PUBLIC
    return guarded and field.name not in _KEPT_OF_MINORS


_KEPT_OF_MINORS: Final = frozenset({"id_number", "age_range"})


def _private_answers_of_minors(spec: KindSpec, record: Record) -> Iterator[Fault]:
    if "minor" not in spec or getattr(record, "minor", None) is not True:
        return
    for field in spec.fields:
        if private_of_minors(field) and not is_empty(getattr(record, field.name)):
            yield Fault(
                field.name,
                say("De un menor de 18 años no se anota «{field}».", field=Text(field.label)),
            )


def _unverified(spec: KindSpec, record: Record, pack: Pack) -> Iterator[Fault]:
    if "id_number" in spec and "id_type" in spec:
        id_type = str(getattr(record, "id_type", None) or "")
        number = str(getattr(record, "id_number", ""))
        if pack.identity.check(id_type, number) is Verification.UNVERIFIED:
            yield _unverified_number(spec["id_number"])
    if "tax_id" in spec and (number := str(getattr(record, "tax_id", ""))):
        types = [one.code for one in pack.identity.types if one.organization]
        checks = {pack.identity.check(one, number) for one in types}
        if Verification.VERIFIED not in checks:
            yield _unverified_number(spec["tax_id"])


def _unverified_number(field: FieldSpec) -> Fault:
    return Fault(
        field.name,
        say("«{field}» no tiene la forma usual; queda «sin verificar».", field=Text(field.label)),
        Severity.WARNING,
    )
