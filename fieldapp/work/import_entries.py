"""From a file to what it means: entries of a kind, each with those that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final, cast
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.packs.pack import Pack
from fieldapp.records.describe import FieldSpec, KindSpec
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Refused, Text, say
from fieldapp.work.import_files import Row, Table
from fieldapp.work.list_headings import ListHeadings

VISITS_FORMAT: Final = "bitacora/visits/1"
REGISTER_FORMAT: Final = "bitacora/register/1"

_MADE_HERE: Final = frozenset({"minutes", "ink", "attachment"})
_INSIDE_A_VISIT: Final = {
    "attendance": "attendance",
    "agenda": "agenda_item",
    "commitments": "commitment",
}
_INSIDE_AN_ATTENDANCE: Final = {"consent": "consent"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as a file gives it. `place` says where in the file; `given` is by heading.

    `written` are the file's own headings where `given` has the fields' names instead.
    """

    spec: KindSpec
    place: Text
    given: Mapping[str, Any]
    children: list[Entry] = field(default_factory=list["Entry"])
    written: Mapping[str, str] = field(default_factory=dict[str, str])


def entries_of_table(
    table: Table, kinds: Kinds, pack: Pack, kind: str, visit: UUID | None
) -> list[Entry]:
    """The rows of a table, all of one kind: the one named, or the one its headings tell."""
    headings = ListHeadings(kinds, pack)
    spec = importable(kinds, kind) if kind else told_by(table, kinds, headings)
    entries: list[Entry] = []
    for row in table.rows:
        place = _place_of(table, row)
        given, written = dict(row.cells), dict[str, str]()
        if spec.name == "attendance":
            given, written = headings.row(row.cells)
        if visit is not None and "activity" in spec:
            given.setdefault("activity" if written else spec["activity"].label, str(visit))
        children = _consent_in(given, kinds, place) if spec.name == "attendance" else []
        entries.append(Entry(spec, place, given, children, written))
    return entries


def _place_of(table: Table, row: Row) -> Text:
    if not table.name:
        return say("Lo pegado, fila {row}", row=row.number)
    if not table.sheet:
        return say("{file}, fila {row}", file=table.name, row=row.number)
    return say(
        "{file}, hoja «{sheet}», fila {row}", file=table.name, sheet=table.sheet, row=row.number
    )


def entries_of_json(name: str, loaded: Mapping[str, Any], kinds: Kinds) -> list[Entry]:
    """The records of a JSON file of one of the two documented formats."""
    form = loaded.get("format")
    if form == VISITS_FORMAT:
        return [
            _visit(name, number, written, kinds)
            for number, written in enumerate(_list_in(loaded, "visits", name), start=1)
        ]
    if form == REGISTER_FORMAT:
        spec = importable(kinds, str(loaded.get("kind", "")))
        inside = {row.name: row.name for row in rows_in_files(kinds, spec)}
        return [
            _with_children(
                spec, say("{file}, registro {n}", file=name, n=number), written, kinds, inside
            )
            for number, written in enumerate(_list_in(loaded, "records", name), start=1)
        ]
    raise Refused(
        say(
            "{file}: falta «format», que debe ser «{visits}» o «{register}».",
            file=name,
            visits=VISITS_FORMAT,
            register=REGISTER_FORMAT,
        )
    )


def rows_in_files(kinds: Kinds, spec: KindSpec) -> tuple[KindSpec, ...]:
    """The kinds of rows that stand in a file beside the record they belong to.

    A visit has a format of its own, which says less and says it in the words of whoever writes it.
    """
    return () if spec.name == "activity" else kinds.children_of(spec.name)


def importable(kinds: Kinds, kind: str) -> KindSpec:
    """The description of a kind that files may bring. Raises Refused for the others."""
    if kind not in kinds:
        raise Refused(say("No hay registros de la clase «{kind}».", kind=kind))
    if kind in _MADE_HERE:
        raise Refused(
            say("«{kinds}» no se importan: se hacen en la visita.", kinds=Text(kinds[kind].plural))
        )
    return kinds[kind]


def field_called(spec: KindSpec, heading: str) -> FieldSpec | None:
    """The field a heading means: its name or its label, whatever the accents."""
    if heading in spec:
        return spec[heading]
    wished = fold(heading)
    return next((one for one in spec.fields if fold(one.label) == wished), None)


def told_by(table: Table, kinds: Kinds, headings: ListHeadings) -> KindSpec:
    """The kind that a file is of: named by the file, or the one that knows all its headings."""
    named = PurePath(table.name).stem.partition(".")[0]
    if named in kinds:
        return importable(kinds, named)
    knowing = [
        spec
        for spec in kinds
        if spec.name not in _MADE_HERE
        and all(
            field_called(spec, head) or (spec.name == "attendance" and headings.knows(head))
            for head in table.headings
        )
    ]
    if len(knowing) == 1:
        return knowing[0]
    raise Refused(
        say(
            "{file}: por sus columnas no se sabe qué registros son. Dígalo con --kind.",
            file=table.name,
        )
    )


def _consent_in(given: dict[str, Any], kinds: Kinds, place: Text) -> list[Entry]:
    """Take what a list says of permissions out of the attendance's own cells."""
    attendance, consent = kinds["attendance"], kinds["consent"]
    told = {
        head: given.pop(head)
        for head in tuple(given)
        if field_called(attendance, head) is None and field_called(consent, head) is not None
    }
    return (
        [Entry(consent, place, told)]
        if any(str(one or "").strip() for one in told.values())
        else []
    )


def _visit(name: str, number: int, written: Mapping[str, Any], kinds: Kinds) -> Entry:
    place = say("{file}, visita {n}", file=name, n=number)
    return _with_children(kinds["activity"], place, written, kinds, _INSIDE_A_VISIT)


def _with_children(
    spec: KindSpec,
    place: Text,
    written: Mapping[str, Any],
    kinds: Kinds,
    inside: Mapping[str, str],
) -> Entry:
    own = {head: value for head, value in written.items() if head not in inside}
    entry = Entry(spec, place, own)
    for key, kind in inside.items():
        told: Any = written.get(key) or []
        rows = cast("list[Any]", told) if isinstance(told, list) else [told]
        for number, row in enumerate(rows, start=1):
            where = say("{place}, {kind} {n}", place=place, kind=Text(kinds[kind].label), n=number)
            if not isinstance(row, dict):
                raise Refused(say("{place}: se espera un objeto JSON.", place=where))
            given = cast("dict[str, Any]", row)
            deeper = _INSIDE_AN_ATTENDANCE if kind == "attendance" else {}
            entry.children.append(_with_children(kinds[kind], where, given, kinds, deeper))
    return entry


def _list_in(loaded: Mapping[str, Any], key: str, name: str) -> list[dict[str, Any]]:
    rows = loaded.get(key)
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) for row in cast("list[Any]", rows)
    ):
        raise Refused(say("{file}: «{key}» debe ser una lista de objetos.", file=name, key=key))
    return cast("list[dict[str, Any]]", rows)
