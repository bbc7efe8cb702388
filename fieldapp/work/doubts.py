"""What is odd in a record beside others, said as advice and never refused (field rule R1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import UUID

from fieldapp.records.describe import Record
from fieldapp.records.norms import Norm
from fieldapp.records.people import Office, OfficeClosure, Person, Position
from fieldapp.records.text import Text, say
from fieldapp.records.visits import Activity
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.event_days import day_of_event, other_days_told, same_event_on_another_day
from fieldapp.rules.norms import number_clashes
from fieldapp.rules.offices import closings_of, overlapping
from fieldapp.rules.posts import held_twice
from fieldapp.rules.visits import Lack
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk

Doubt = tuple[str, Text]
"""A field, and what is odd about it."""


def doubts_about(desk: Desk, reading: Reading, record: Record) -> list[Lack]:
    """What a person should look at again in a record; the record stays as it is."""
    find = _FINDERS.get(type(record))
    if find is None or record.annulled:
        return []
    kind = desk.kinds.spec_of(record).name
    return [Lack(kind, record.id, field, text) for field, text in find(desk, reading, record)]


def _of_a_norm(desk: Desk, reading: Reading, norm: Norm) -> Iterator[Doubt]:
    """Another norm carries its number, perhaps under another type."""
    if not norm.number:
        return
    for found in number_clashes(reading.all(Norm)):
        others = [one for one in found if one.id != norm.id]
        if others and len(others) < len(found):
            known = label(desk.pack, "norm_types", others[0].type)
            text = say(
                "Ya está registrada: {type} {number}, {title}. Revise cuál es.",
                type=known,
                number=others[0].number,
                title=others[0].title,
            )
            yield "number", text


def _of_a_post(desk: Desk, reading: Reading, post: Position) -> Iterator[Doubt]:
    """Somebody else holds it at the same time."""
    del desk
    beside = reading.all(Position, {"organization": post.organization})
    for pair in held_twice(beside):
        other = next((one for one in pair if one.id != post.id), None)
        if other is None or post.id not in (one.id for one in pair):
            continue
        person = reading.get(Person, other.person) if other.person else None
        name = person.full_name if person else ""
        yield "from_on", say("A la vez figura en este cargo {name}: revise las fechas.", name=name)


def _of_a_closing(desk: Desk, reading: Reading, closure: OfficeClosure) -> Iterator[Doubt]:
    """It begins inside another one, or another begins inside it."""
    office_id: UUID | None = closure.office
    office = (reading.get(Office, office_id) if office_id else None) or (
        desk.directory.offices.get(office_id) if office_id else None
    )
    if office is None:
        return
    closings = closings_of(office, reading.all(OfficeClosure, {"office": office.id}))
    for pair in overlapping(closings):
        if any(one.closed_on == closure.closed_on for one in pair):
            yield "closed_on", say("Este cierre se cruza con otro de la misma oficina.")
            return


def _of_a_visit(desk: Desk, reading: Reading, visit: Activity) -> Iterator[Doubt]:
    """Its source, or another record of it, tells another day."""
    formats, own = desk.pack.formats, day_of_event(visit, desk.pack)
    if own is None or not visit.source_note:
        return
    for day in other_days_told(visit, desk.pack):
        yield (
            "source_note",
            say(
                "La fuente dice {other} y la visita es del {own}: revise cuál es.",
                other=formats.day_long(day),
                own=formats.day_long(own),
            ),
        )
    alike = {"territory": visit.territory, "kind": visit.kind}
    for other in same_event_on_another_day(visit, reading.all(Activity, alike), desk.pack):
        day = day_of_event(other, desk.pack)
        yield (
            "planned_on",
            say(
                "El mismo evento está registrado también el {other}: revise cuál es.",
                other=formats.day_long(day) if day else "",
            ),
        )


_FINDERS: Final[dict[type[Record], Callable[[Desk, Reading, Any], Iterator[Doubt]]]] = {
    Activity: _of_a_visit,
    Norm: _of_a_norm,
    Position: _of_a_post,
    OfficeClosure: _of_a_closing,
}
