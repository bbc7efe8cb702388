"""The parts of an acta that can be corrected: where each stands, what it says, and saying it anew.

A part is named by its place in acta.json ("meeting/place", "attendance/3/name"). A signed content
never changes, so its rows are known by their number. "attendance/3" is a whole row, which is taken
out by saying nothing; "attendance/+" is one that lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import msgspec

from fieldapp.packs.pack import Pack
from fieldapp.rules.acta_content import Acta, AgendaPoint, Attendee, Meeting, Promise

DAYS: Final = ("day", "due")
"""Parts that are days: typed as one, kept as 2026-11-20, printed in words."""
HIDDEN: Final = "document"
"""The part whose value only the archive copy shows."""
_DAY_US: Final = 86_400_000_000
_WHOLE, _ANOTHER = "", "+"

_MEETING: Final = {
    "day": "Fecha",
    "hours_text": "Hora",
    "place": "Municipio o localidad",
    "venue": "Lugar",
    "kind": "Actividad",
    "objective": "Objetivo",
    "space": "Espacio",
    "axis": "Eje",
    "themes": "Temas",
}
_TEXTS: Final = {
    "opening": "Apertura",
    "development": "Desarrollo",
    "results": "Resultados",
    "recommendations": "Recomendaciones",
    "remarks": "Constancias y salvedades",
    "audience": "Cuántas personas",
    "next_meeting": "Próxima reunión",
    "closing": "Cierre",
}


@dataclass(frozen=True, slots=True)
class _Rows:
    """A list of the acta: what a row is called, its parts, the main one, and its kind of row."""

    name: str
    labels: dict[str, str]
    main: str
    row: Callable[..., AgendaPoint | Promise | Attendee]


_ROWS: Final = {
    "agenda": _Rows(
        "Punto",
        {
            "title": "asunto",
            "presenter": "expone",
            "discussion": "desarrollo",
            "decision": "decisión",
            "votes": "votos",
        },
        "title",
        AgendaPoint,
    ),
    "commitments": _Rows(
        "Compromiso",
        {
            "text": "texto",
            "responsible": "responsable",
            "person": "persona",
            "due": "fecha",
            "evidence": "evidencia",
        },
        "text",
        Promise,
    ),
    "attendance": _Rows(
        "Asistente",
        {
            "name": "nombre",
            "id_type": "tipo de documento",
            "document": "documento",
            "organization": "entidad",
            "position": "cargo",
            "role": "calidad",
            "mark": "anotación",
        },
        "name",
        Attendee,
    ),
    "absent": _Rows("Ausente", {"name": "nombre", "mark": "anotación"}, "name", Attendee),
}
_PRINTED: Final = {"day": "day_text", "due": "due_text"}
"""Where a page takes the words of a day from."""


@dataclass(frozen=True, slots=True)
class ActaPart:
    """One part: its place in acta.json, its name on paper, and what the acta says there.

    `record` is the id of the row it stands in, where it stands in one.
    """

    path: str
    where: str
    said: str
    record: str = ""


def parts_of(acta: Acta) -> tuple[ActaPart, ...]:
    """Everything that can be corrected, in the order in which a page tells it."""
    return tuple(_parts(acta))


def corrected(acta: Acta, path: str, says: str, pack: Pack) -> Acta:
    """The acta with one part saying something else; `says` is as `Correction` keeps it.

    Rows that go or come are for `with_rows`, once everything else is said: they move the numbers.
    """
    match path.split("/"):
        case ["meeting", "day"]:
            return _on_another_day(acta, says, pack)
        case ["meeting", name]:
            changes: dict[str, Any] = {name: says}
            if name == "hours_text":  # the words are right; the instants were not
                changes |= {"starts_at": 0, "ends_at": 0}
            said = getattr(acta.meeting, name)
            moved = _elsewhere(acta, said, says) if name == "place" else acta
            return _with(moved, meeting=_with(acta.meeting, **changes))
        case [name]:
            return _with(acta, **{name: says})
        case [rows, number, name] if number != _ANOTHER:
            held = list(getattr(acta, rows))
            place = int(number) - 1
            held[place] = _with(held[place], **_said_in(name, says, pack))
            return _with(acta, **{rows: tuple(held)})
        case _:
            return acta


def with_rows(acta: Acta, changes: list[tuple[str, str, str]]) -> Acta:
    """The acta without the rows taken out and with those that lacked: (path, says, id) of each."""
    for rows, described in _ROWS.items():
        held = list(getattr(acta, rows))
        gone = {path for path, says, _ in changes if not says}
        kept = [one for n, one in enumerate(held, 1) if f"{rows}/{n}" not in gone]
        new = [
            described.row(**{"id": ident, described.main: says})
            for path, says, ident in changes
            if path == f"{rows}/{_ANOTHER}" and says
        ]
        if len(kept) != len(held) or new:
            acta = _with(acta, **{rows: (*kept, *new)})
            if rows == "attendance":
                acta = _with(acta, audience=_counted(acta.audience, held, acta.attendance))
    return acta


def is_row(path: str) -> bool:
    """Tell whether a part is a whole row, there or lacking."""
    rows, _, rest = path.partition("/")
    return rows in _ROWS and "/" not in rest


def is_day(path: str) -> bool:
    """Tell whether a part is a day."""
    return path.rpartition("/")[2] in DAYS


def is_hidden(path: str) -> bool:
    """Tell whether a delivered copy hides what a part says."""
    return path.startswith("attendance/") and path.endswith(f"/{HIDDEN}")


def as_printed(says: str, path: str, pack: Pack) -> str:
    """What a page prints of a part: days in words, everything else as it is."""
    if not is_day(path) or not says:
        return says
    day = date.fromisoformat(says)
    return pack.formats.day_long(day) if path == "meeting/day" else pack.formats.day(day)


def _parts(acta: Acta) -> Iterator[ActaPart]:
    for name, label in _MEETING.items():
        yield ActaPart(f"meeting/{name}", label, _printed(acta.meeting, name))
    for name, label in _TEXTS.items():
        yield ActaPart(name, label, getattr(acta, name))
    for rows, described in _ROWS.items():
        for n, row in enumerate(getattr(acta, rows), 1):
            for name, label in described.labels.items():
                where = f"{described.name} {n}, {label}"
                yield ActaPart(f"{rows}/{n}/{name}", where, _printed(row, name), row.id)
            whole = f"{described.name} {n}, toda la fila"
            yield ActaPart(f"{rows}/{n}", whole, getattr(row, described.main), row.id)
        yield ActaPart(f"{rows}/{_ANOTHER}", f"{described.name} que falta", "")


def _printed(said: Meeting | AgendaPoint | Promise | Attendee, name: str) -> str:
    return getattr(said, _PRINTED.get(name, name))


def _said_in(name: str, says: str, pack: Pack) -> dict[str, str]:
    if name == "due":
        return {"due": says, "due_text": as_printed(says, "due", pack)}
    return {name: says}


def _on_another_day(acta: Acta, says: str, pack: Pack) -> Acta:
    """The meeting on another day at the same hours; the sentences that name the day follow."""
    meeting = acta.meeting
    words = as_printed(says, "meeting/day", pack)
    moved = _elsewhere(acta, meeting.day_text, words)
    days = (date.fromisoformat(says) - date.fromisoformat(meeting.day)).days if meeting.day else 0
    return _with(
        moved,
        meeting=_with(
            meeting,
            day=says,
            day_text=words,
            starts_at=meeting.starts_at + days * _DAY_US if meeting.starts_at else 0,
            ends_at=meeting.ends_at + days * _DAY_US if meeting.ends_at else 0,
        ),
    )


def _elsewhere(acta: Acta, said: str, says: str) -> Acta:
    """The opening and the closing sentence, which name the place and the day again."""
    if not said:
        return acta
    opening, closing = (one.replace(said, says) for one in (acta.opening, acta.closing))
    return _with(acta, opening=opening, closing=closing)


def _counted(audience: str, before: list[Any], after: tuple[Attendee, ...]) -> str:
    said = "Personas en la lista: {}."
    return audience.replace(said.format(len(before)), said.format(len(after)))


def _with(said: Any, **changes: Any) -> Any:
    return msgspec.structs.replace(said, **changes)
