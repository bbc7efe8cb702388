"""Who comes to the meetings of a place: how many, how often, and from where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

_MOST: Final = 8


class Came(NamedTuple):
    """One attendance. `who` tells a person from others: the directory's record or a document."""

    who: bytes | str | None
    name: str | None
    entity: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody, or an entity, and how many attendances; `entity` is whom a person was with."""

    name: str
    times: int
    entity: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Who came to so many meetings: how often, and how many different people.

    Who gave neither name nor document is only counted among the attendances. `often` and
    `entities` are those seen most.
    """

    meetings: int
    attendances: int
    people: int
    often: list[Seen]
    entities: list[Seen]


def people_of(meetings: int, attendance: Sequence[Came]) -> People:
    """Count them; a person is called as in the attendance handed in last."""
    people = Counter(row.who for row in attendance if row.who and row.name)
    entities = Counter(row.entity for row in attendance if row.entity)
    known = {row.who: row for row in attendance if row.who and row.name}
    return People(
        meetings=meetings,
        attendances=len(attendance),
        people=len(people),
        often=[
            Seen(known[who].name or "", times, known[who].entity or "")
            for who, times in people.most_common(_MOST)
        ],
        entities=[Seen(entity, times) for entity, times in entities.most_common(_MOST)],
    )
