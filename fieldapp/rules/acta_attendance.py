"""One row of attendance as the acta shows it, and the personal values that it hides (rule R8).

What is personal is not listed here: it is what the description of the kind says, and with it the
few answers that are never printed in an acta.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from typing import Final

from fieldapp.packs.identity import Verification
from fieldapp.packs.pack import Pack
from fieldapp.records import KINDS
from fieldapp.records.canonical import canonical_json
from fieldapp.records.describe import FieldSpec, Sensitivity
from fieldapp.records.values import to_wire
from fieldapp.records.visits import Attendance, Consent, Ink
from fieldapp.rules.acta_content import Attendee, PersonalValue, hidden_hash

_ALSO_HIDDEN: Final = frozenset(
    {"sex", "minor", "language", "territory", "locality_kind", "locality"}
)
_SHOWN_MOST: Final = 4
_SALT_BYTES: Final = 16


def row_of(
    row: Attendance,
    pack: Pack,
    *,
    entity: str,
    consent: Consent | None,
    ink: Ink | None,
    secret: bytes,
) -> Attendee:
    """A row as it is printed. Without a secret (a draft) nothing is hashed."""
    id_type = pack.catalogue("id_types").get(row.id_type) if row.id_type else None
    return Attendee(
        id=str(row.id),
        name=row.full_name or "Asistente sin datos",
        id_type=(id_type.short or id_type.label) if id_type else "",
        document=masked(row.id_number) if pack.mask_documents else row.id_number,
        organization=row.organization_name or entity,
        position=row.position_title,
        role=_role(row, pack),
        guest=row.role == "guest",
        mark=_mark(row, pack),
        authorises=_authorises(consent),
        consent=consent.text_sha256 if consent else "",
        ink=(ink.bound_to or ink.digest) if ink else "",
        hidden=_hashes(row, secret) if secret else {},
    )


def masked(number: str) -> str:
    """A document number with only its end: four characters, never more than half of it."""
    shown = min(_SHOWN_MOST, len(number) // 2)
    return f"···· {number[-shown:]}" if shown else ""


def personal_values(row: Attendance, secret: bytes) -> Iterator[PersonalValue]:
    """The personal values of a row, each with the salt that this acta's secret gives it.

    The salts come from one secret so that the same records give the same `D` again; none of them
    tells anything of another.
    """
    for field in KINDS["attendance"].fields:
        value = to_wire(field, getattr(row, field.name)) if _is_hidden(field) else None
        if value is not None:
            told = value if isinstance(value, str) else canonical_json(value).decode()
            of = str(row.id)
            salt = salt_of(secret, of, field.name)
            yield PersonalValue(of=of, field=field.name, value=told, salt=salt)


def salt_of(secret: bytes, of: str, field: str) -> str:
    """The salt of one personal value, in hexadecimal."""
    return hmac.digest(secret, f"{of}/{field}".encode(), "sha256")[:_SALT_BYTES].hex()


def _is_hidden(field: FieldSpec) -> bool:
    return field.fact.sensitivity is not Sensitivity.PUBLIC or field.name in _ALSO_HIDDEN


def _hashes(row: Attendance, secret: bytes) -> dict[str, str]:
    return {
        one.field: hidden_hash(salt=one.salt, of=one.of, field=one.field, value=one.value)
        for one in personal_values(row, secret)
    }


def _role(row: Attendance, pack: Pack) -> str:
    if not row.role or row.role == "attendee":
        return ""
    return pack.catalogue("attendance_roles").label(row.role)


def _mark(row: Attendance, pack: Pack) -> str:
    """What is said under a name: for whom it came, when it left, what could not be verified."""
    marks: list[str] = []
    if row.on_behalf_of:
        marks.append(f"en representación de {row.on_behalf_of}")
    if row.left_at:
        marks.append(f"se retira a las {pack.formats.clock(row.left_at)}")
    if row.id_type and (pack.identity.check(row.id_type, row.id_number) is Verification.UNVERIFIED):
        marks.append("documento sin verificar")
    return ", ".join(marks)


def _authorises(consent: Consent | None) -> str:
    if consent is None or consent.data is None:
        return ""
    return "Sí" if consent.data and not consent.withdrawn_at else "No"
