"""Whether one value can be right for its field, whatever the rest of the record says.

Each answer is a sentence that names the field and says how to mend it, or None.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.records.describe import FieldSpec, FieldType, Money
from fieldapp.records.text import Text, say

_EARLIEST_YEAR: Final = 1900
_LATEST_YEAR: Final = 2100
BYTES_MAX: Final = 65_536
_MINOR_MAX: Final = 10**15
_DIGITS_MAX: Final = 24
_CURRENCY_LETTERS: Final = 3
_SHOWN: Final = 40
_BREAKS: Final = "\n\t"
_UNSEEN: Final = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_DIRECTIONS: Final = frozenset(
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def fault_in(field: FieldSpec, value: object, pack: Pack) -> Text | None:
    """Say what is wrong with a value that is not empty; None if nothing is."""
    if not _is_of_class(field.type, value):
        return say("«{field}» no tiene la forma esperada.", field=Text(field.label))
    rule = _RULES.get(field.type)
    return rule(field, value, pack) if rule else None


def _is_of_class(field_type: FieldType, value: object) -> bool:
    if isinstance(value, bool):
        return field_type is FieldType.TRUTH
    if isinstance(value, datetime):
        return field_type is FieldType.INSTANT and value.tzinfo is not None
    return isinstance(value, _CLASSES[field_type])


def _text(field: FieldSpec, value: str, pack: Pack) -> Text | None:
    del pack
    if len(value) > field.longest:
        return say(
            "«{field}» tiene {written} caracteres y admite {longest}.",
            field=Text(field.label),
            written=len(value),
            longest=field.longest,
        )
    if value.isprintable():
        return None  # nearly always, and a list of 300 people asks ten thousand times
    allowed = _BREAKS if field.fact.long else ""
    for sign in value:
        unseen = unicodedata.category(sign) in _UNSEEN and sign not in allowed
        if unseen or sign in _DIRECTIONS:
            return say(
                "«{field}» contiene un carácter que no se ve ni se imprime ({code}). Bórrelo y "
                "escríbalo de nuevo.",
                field=Text(field.label),
                code=f"U+{ord(sign):04X}",
            )
    return None


def _code(field: FieldSpec, value: str, pack: Pack) -> Text | None:
    catalogue = field.fact.catalogue
    if not catalogue or value in pack.catalogue(catalogue):
        return None
    return say(
        "«{code}» no es una de las opciones de «{field}».",
        code=value[:_SHOWN],
        field=Text(field.label),
    )


def _codes(field: FieldSpec, value: frozenset[Any], pack: Pack) -> Text | None:
    for code in sorted(map(str, value)):
        if fault := _code(field, code, pack):
            return fault
    return None


def _territory(field: FieldSpec, value: str, pack: Pack) -> Text | None:
    if value in pack.territories:
        return None
    return say(
        "«{field}»: {country} no tiene un territorio con el código «{code}».",
        field=Text(field.label),
        country=pack.name,
        code=value[:_SHOWN],
    )


def _day(field: FieldSpec, value: date, pack: Pack) -> Text | None:
    del pack
    if _EARLIEST_YEAR <= value.year <= _LATEST_YEAR:
        return None
    return say(
        "«{field}»: el año {year} no puede ser. Revise la fecha.",
        field=Text(field.label),
        year=str(value.year),
    )


def _amount(field: FieldSpec, value: int | Decimal, pack: Pack) -> Text | None:
    if isinstance(value, Decimal) and (
        not value.is_finite() or len(value.as_tuple().digits) > _DIGITS_MAX
    ):
        return say("«{field}» no es una cantidad.", field=Text(field.label))
    least, most = field.fact.least, field.fact.most
    if least is not None and value < least:
        return say(
            "«{field}» no puede ser menor que {least}.",
            field=Text(field.label),
            least=pack.formats.number(Decimal(least)),
        )
    if most is not None and value > most:
        return say(
            "«{field}» no puede ser mayor que {most}.",
            field=Text(field.label),
            most=pack.formats.number(Decimal(most)),
        )
    return None


def _money(field: FieldSpec, value: Money, pack: Pack) -> Text | None:
    del pack
    currency = value.currency.isalpha() and len(value.currency) == _CURRENCY_LETTERS
    if currency and 0 <= value.minor <= _MINOR_MAX:
        return None
    return say("«{field}» no es una suma de dinero.", field=Text(field.label))


def _bytes(field: FieldSpec, value: bytes, pack: Pack) -> Text | None:
    del pack
    if len(value) <= BYTES_MAX:
        return None
    return say("«{field}» es demasiado grande.", field=Text(field.label))


_CLASSES: Final[dict[FieldType, type]] = {
    FieldType.TEXT: str,
    FieldType.CODE: str,
    FieldType.CODES: frozenset,
    FieldType.TERRITORY: str,
    FieldType.REF: UUID,
    FieldType.DAY: date,
    FieldType.INSTANT: datetime,
    FieldType.WHOLE: int,
    FieldType.TRUTH: bool,
    FieldType.DECIMAL: Decimal,
    FieldType.MONEY: Money,
    FieldType.BYTES: bytes,
}

_RULES: Final[dict[FieldType, Callable[[FieldSpec, Any, Pack], Text | None]]] = {
    FieldType.TEXT: _text,
    FieldType.CODE: _code,
    FieldType.CODES: _codes,
    FieldType.TERRITORY: _territory,
    FieldType.DAY: _day,
    FieldType.INSTANT: _day,
    FieldType.WHOLE: _amount,
    FieldType.DECIMAL: _amount,
    FieldType.MONEY: _money,
    FieldType.BYTES: _bytes,
}
