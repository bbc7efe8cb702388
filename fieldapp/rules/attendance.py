"""What an attendance row may hold: by what the person allowed, and by their age.

Personal and sensitive are what the description of the kind says; no field is named here.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import msgspec

from fieldapp.records.describe import FieldSpec, Sensitivity
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Refused, Text, say
from fieldapp.records.visits import Attendance, Consent
from fieldapp.rules.checking import Fault, private_of_minors

_WHO_SIGNED: Final = ("full_name", "id_type", "id_number", "on_behalf_of")
"""What a row says of whose signature it bears."""


def not_allowed(
    row: Attendance, consent: Consent | None, kinds: Kinds, typed: Collection[str]
) -> tuple[Fault, ...]:
    """The sensitive answers typed that this person has not allowed us to keep."""
    filled = [field for field in _guarded(kinds) if field.name in typed and _filled(row, field)]
    if allows_sensitive(consent):
        return ()
    return tuple(
        Fault(
            field.name,
            say(
                "Para guardar «{field}» hace falta que la persona autorice sus datos sensibles.",
                field=Text(field.label),
            ),
        )
        for field in filled
        if field.fact.sensitivity is Sensitivity.SENSITIVE
    )


def as_allowed(row: Attendance, consent: Consent, kinds: Kinds) -> Attendance:
    """The row without what the person does not allow; the attendance itself stays and counts."""
    data = consent.data and consent.withdrawn_at is None
    erased = {
        field.name: field.default
        for field in _guarded(kinds)
        if not data
        or (field.fact.sensitivity is Sensitivity.SENSITIVE and not allows_sensitive(consent))
    }
    return msgspec.structs.replace(row, **erased)


def without_a_minors_contact(row: Attendance, kinds: Kinds) -> Attendance:
    """The row of a minor without contact and sensitive answers (field rule R4)."""
    if not row.minor:
        return row
    erased = {field.name: field.default for field in _guarded(kinds) if private_of_minors(field)}
    return msgspec.structs.replace(row, **erased)


def answers_sensitive(row: Attendance, kinds: Kinds) -> bool:
    """Tell whether a row holds an answer to a sensitive question."""
    return any(
        field.fact.sensitivity is Sensitivity.SENSITIVE and _filled(row, field)
        for field in _guarded(kinds)
    )


def names_another(before: Attendance, after: Attendance) -> bool:
    """Tell whether a row says another person than the one who signed in it.

    To fill in what was empty, or to write the same with other capitals, changes nobody.
    """
    said = ((getattr(before, name), getattr(after, name)) for name in _WHO_SIGNED)
    return any(was and _compared(was) != _compared(now) for was, now in said)


def _compared(said: str) -> str:
    return " ".join(said.casefold().split())


def as_a_minor_may(given: Consent) -> Consent:
    """What was allowed, without what nobody may allow for who is under 18: answers and image."""
    return msgspec.structs.replace(given, sensitive=None, image=None)


def no_signature(row: Attendance) -> Refused:
    """Why no signature is taken of who is under 18."""
    return Refused(say("{name} es menor de 18 años: su firma no se toma.", name=row.full_name))


def _guarded(kinds: Kinds) -> list[FieldSpec]:
    spec = kinds.spec_of(Attendance)
    return [field for field in spec.fields if field.fact.sensitivity is not Sensitivity.PUBLIC]


def _filled(row: Attendance, field: FieldSpec) -> bool:
    return bool(getattr(row, field.name))


def allows_sensitive(consent: Consent | None) -> bool:
    """Tell whether somebody let us keep their sensitive answers, and has not taken it back."""
    return bool(consent and consent.data and consent.sensitive and consent.withdrawn_at is None)
