"""A value as people write it in a file, read as the field's own: labels or codes, any date form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, cast
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.packs.formats import MoneyState
from fieldapp.records.describe import Code, FieldSpec, FieldType, KindSpec, Record, TerritoryCode
from fieldapp.records.text import Refused, Text, say
from fieldapp.records.values import from_wire, instant_of
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk

_YES: Final = frozenset({"si", "s", "x", "true", "verdadero", "1", "yes"})
_NO: Final = frozenset({"no", "n", "false", "falso", "0"})
_ALSO_NAMED_BY: Final = ("code", "number")
_QUOTED: Final = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True, slots=True)
class Inside:
    """The record to which a row belongs: `unit` is the row's own reference to it."""

    unit: FieldSpec
    id: UUID


class Cells:
    """Reads the cells of one file; what references name is looked up in this laptop's records."""

    def __init__(self, desk: Desk, reading: Reading) -> None:
        self._desk = desk
        self._reading = reading
        self._named: dict[tuple[str, UUID | None], dict[str, list[UUID]]] = {}
        self._brought: dict[tuple[str, UUID | None], dict[str, list[UUID]]] = {}
        self._right: set[tuple[tuple[str, ...], UUID]] = set()
        self._inside: Inside | None = None

    def read(self, field: FieldSpec, written: Any, inside: Inside | None = None) -> Any:
        """The value of a cell; an empty one is the field's own emptiness.

        A name means a row of the same record where the field points to such rows. Raises Refused
        with a sentence that names the field.
        """
        self._inside = inside
        if isinstance(written, str):
            written = _unquoted(written).strip()
        if written is None or written == "":
            return from_wire(field, None)
        return _READERS[field.type](self, field, written)

    def note(self, spec: KindSpec, record: Record) -> None:
        """A record of this file was kept: later rows may name it, before any other of its name."""
        said = _names_in(getattr(record, name) for name in _naming(spec))
        for root in {None, getattr(record, spec.unit) if spec.unit else None}:
            names = self._brought.setdefault((spec.name, root), {})
            for one in said:
                names.setdefault(one, []).append(record.id)

    def text(self, field: FieldSpec, written: Any) -> str:
        """A number that a sheet made of a document or a phone is written back without decimals."""
        if not isinstance(written, str | int | float) or isinstance(written, bool):
            raise _unclear(field, written)
        if isinstance(written, float) and written.is_integer():
            written = int(written)
        return str(written)

    def code(self, field: FieldSpec, written: Any) -> Code:
        """A code, or its label, abbreviation or organ whatever the accents."""
        catalogue = self._desk.pack.catalogue(field.fact.catalogue)
        said = self.text(field, written)
        if said in catalogue:
            return Code(said)
        for choice in catalogue:
            if fold(said) in {
                fold(one) for one in (choice.label, choice.short, choice.organ) if one
            }:
                return Code(choice.code)
        raise Refused(
            say(
                "«{code}» no es una de las opciones de «{field}».",
                code=said[:40],
                field=Text(field.label),
            )
        )

    def codes(self, field: FieldSpec, written: Any) -> frozenset[Code]:
        """Several codes or labels: a JSON list, or parted by semicolons."""
        many = isinstance(written, list)
        said = cast("list[Any]", written) if many else str(written).split(";")
        return frozenset(self.code(field, one) for one in said if str(one).strip())

    def territory(self, field: FieldSpec, written: Any) -> TerritoryCode:
        """A code, "Guapi, Cauca", or a name that only one territory has."""
        territories, said = self._desk.pack.territories, self.text(field, written)
        if said in territories:
            return TerritoryCode(said)
        wished = fold(said)
        likely = territories.search(said.partition(",")[0], 50)
        found = [one for one in likely if fold(territories.path(one.code)) == wished]
        found = found or [one for one in likely if fold(one.name) == wished]
        if len(found) == 1:
            return TerritoryCode(found[0].code)
        raise Refused(
            say(
                "«{field}»: no se sabe qué territorio es «{name}». Escriba su código.",
                field=Text(field.label),
                name=said[:60],
            )
        )

    def reference(self, field: FieldSpec, written: Any) -> UUID:
        """An identifier, or the name of one record that this laptop holds."""
        said = self.text(field, written)
        try:
            return self._of_right_kind(field, UUID(said))
        except ValueError:
            found = [one for kind in field.fact.to for one in self._called(kind, fold(said))]
        if len(found) == 1:
            return found[0]
        if found:
            reason = say("hay varios registros que se llaman «{name}»", name=said[:60])
        else:
            reason = say("en este equipo no hay nada que se llame «{name}»", name=said[:60])
        raise Refused(say("«{field}»: {reason}.", field=Text(field.label), reason=reason))

    def day(self, field: FieldSpec, written: Any) -> date:
        """A date cell or any of the country's forms."""
        if isinstance(written, datetime):
            return written.date()
        if isinstance(written, date):
            return written
        return self._desk.pack.formats.parse_day(self.text(field, written))

    def instant(self, field: FieldSpec, written: Any) -> datetime:
        """Microseconds, ISO 8601, or a day and an hour, in the country's zone if none is said."""
        if isinstance(written, int) and not isinstance(written, bool):
            try:
                return instant_of(written)
            except OverflowError as fault:
                raise _unclear(field, written) from fault
        if not isinstance(written, datetime):
            written = self._day_and_hour(field, self.text(field, written))
        return written if written.tzinfo else written.replace(tzinfo=self._desk.pack.formats.zone)

    def whole(self, field: FieldSpec, written: Any) -> int:
        """A whole number."""
        number = self.decimal(field, written)
        if not number.is_finite() or number != number.to_integral_value():
            raise _unclear(field, written)
        return int(number)

    def truth(self, field: FieldSpec, written: Any) -> bool:
        """Sí or no, in any of the ways people mark a box."""
        said = fold(self.text(field, int(written) if isinstance(written, bool) else written))
        if said in _YES or said in _NO:
            return said in _YES
        raise Refused(say("«{field}»: escriba sí o no.", field=Text(field.label)))

    def decimal(self, field: FieldSpec, written: Any) -> Decimal:
        """A number, with the country's marks or the computer's."""
        if isinstance(written, int | float) and not isinstance(written, bool):
            return Decimal(str(written))
        return self._desk.pack.formats.parse_number(self.text(field, written))

    def money(self, field: FieldSpec, written: Any) -> Any:
        """An amount in the country's currency, or its wire form."""
        if isinstance(written, dict):
            return self.wire(field, written)
        amount = self._desk.pack.formats.parse_money(self.text(field, written))
        return None if isinstance(amount, MoneyState) else amount

    def wire(self, field: FieldSpec, written: Any) -> Any:
        """The wire form, for what nobody types."""
        try:
            return from_wire(field, written)
        except ValueError as fault:
            raise _unclear(field, written) from fault

    def _day_and_hour(self, field: FieldSpec, said: str) -> datetime:
        try:
            return datetime.fromisoformat(said)
        except ValueError:
            day, _, hour = said.rpartition(" ")
        try:
            return datetime.fromisoformat(
                f"{self._desk.pack.formats.parse_day(day).isoformat()} {hour}"
            )
        except ValueError as fault:
            raise _unclear(field, said) from fault

    def _of_right_kind(self, field: FieldSpec, ident: UUID) -> UUID:
        """An id as it is, held here or not; Refused when it is that of another kind of record."""
        if (field.fact.to, ident) in self._right:
            return ident  # the rows of a list all name one visit
        if not any(self._holds(self._desk.kinds[kind], ident) for kind in field.fact.to):
            self._must_be_of_no_other(field, ident)
        self._right.add((field.fact.to, ident))
        return ident

    def _must_be_of_no_other(self, field: FieldSpec, ident: UUID) -> None:
        for spec in self._desk.kinds:
            if field.fact.to and self._holds(spec, ident):
                raise Refused(
                    say(
                        "«{field}» no puede señalar un registro de «{wrong}».",
                        field=Text(field.label),
                        wrong=Text(spec.plural),
                    )
                )

    def _holds(self, spec: KindSpec, ident: UUID) -> bool:
        return self._reading.get(spec.record, ident) is not None

    def _called(self, kind: str, name: str) -> list[UUID]:
        spec = self._desk.kinds[kind]
        root = self._root_of(spec)
        brought = self._brought.get((kind, root), {}).get(name)
        if brought:
            return brought
        if (kind, root) not in self._named:
            names: dict[str, list[UUID]] = {}
            where = {spec.unit: root} if root else {}
            for ident, *said in self._reading.listing(kind, ("id", *_naming(spec)), where):
                for one in _names_in(said):
                    names.setdefault(one, []).append(ident)
            self._named[kind, root] = names
        return self._named[kind, root].get(name, [])

    def _root_of(self, spec: KindSpec) -> UUID | None:
        """The record among whose rows a name is looked for; None for all of this laptop."""
        inside = self._inside
        if inside is None or not spec.unit:
            return None
        return inside.id if set(spec[spec.unit].fact.to) & set(inside.unit.fact.to) else None


def _naming(spec: KindSpec) -> list[str]:
    """What a record may be called by: its title, or the code or number it goes by."""
    return [name for name in dict.fromkeys((spec.title, *_ALSO_NAMED_BY)) if name in spec]


def _names_in(said: Iterable[object]) -> set[str]:
    return {fold(str(one)) for one in said if one not in (None, "")}


def _unquoted(written: str) -> str:
    """A cell that our own export quoted, so that no sheet takes it for a formula."""
    return written[1:] if written.startswith(_QUOTED) else written


def _unclear(field: FieldSpec, written: object) -> Refused:
    return Refused(
        say(
            "«{field}»: no se entiende «{written}».",
            field=Text(field.label),
            written=str(written)[:40],
        )
    )


_READERS: Final[dict[FieldType, Callable[[Cells, FieldSpec, Any], Any]]] = {
    FieldType.TEXT: Cells.text,
    FieldType.CODE: Cells.code,
    FieldType.CODES: Cells.codes,
    FieldType.TERRITORY: Cells.territory,
    FieldType.REF: Cells.reference,
    FieldType.DAY: Cells.day,
    FieldType.INSTANT: Cells.instant,
    FieldType.WHOLE: Cells.whole,
    FieldType.TRUTH: Cells.truth,
    FieldType.DECIMAL: Cells.decimal,
    FieldType.MONEY: Cells.money,
    FieldType.BYTES: Cells.wire,
}
