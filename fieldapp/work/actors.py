"""The map of actors: which entities count in a territory, by interest and influence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.records.actors import ActorAssessment
from fieldapp.records.describe import TerritoryCode
from fieldapp.records.people import Organization, SameAs
from fieldapp.records.text import Refused, say
from fieldapp.rules.same_as import Sameness
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import change, create, fetch, put
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.visit_list import within

LEAST: Final = 1
MOST: Final = 5
_UNPLACED_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity on the map; `interest` and `influence` are 1 to 5, both None while unplaced."""

    id: UUID
    name: str
    territory: str
    interest: int | None = None
    influence: int | None = None


class Actors:
    """What is done with the map; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def map(self, territory: str = "") -> list[Actor]:
        """The placed entities of a territory and of what lies in it, then its unplaced ones.

        Each stands where it was put last; without a territory, every placed one and no other.
        """
        with self._desk.reading() as reading:
            same = Sameness(reading.all(SameAs))
            placed: dict[UUID, Actor] = {}
            rows = self._rows(reading, territory)
            named = reading.many(
                Organization, {row.organization for row in rows if row.organization}
            )
            for row in rows:
                one = named.get(row.organization) if row.organization else None
                if one is not None:
                    placed[same.representative(one.id)] = Actor(
                        one.id, one.name, row.territory or "", row.interest, row.influence
                    )
            others = self._unplaced(reading, territory, same, placed) if territory else []
        return [*sorted(placed.values(), key=_by_name), *sorted(others, key=_by_name)]

    def place(self, actor: Actor, interest: int, influence: int) -> Saved:
        """Say where an entity stands today. What was said on an earlier day remains."""
        levels = {"interest": _level(interest), "influence": _level(influence)}
        with self._desk.writing() as writing:
            entity = fetch(writing, Organization, actor.id)
            where = actor.territory or entity.territory
            if not where:
                raise Refused(say("Elija primero el territorio en que se ubica la entidad."))
            today, own = (
                self._desk.today(),
                {"organization": actor.id, "territory": TerritoryCode(where)},
            )
            said = writing.all(ActorAssessment, {**own, "on": today}, ("created_at",))
            if said:
                return put(self._desk, writing, change(self._desk, said[-1], levels))
            given = {**self._said_last(writing, own), **levels, **own}
            return put(self._desk, writing, create(self._desk, ActorAssessment, given, on=today))

    def _said_last(self, reading: Reading, own: Mapping[str, object]) -> dict[str, object]:
        """What was said of an entity there before, which moving it on the map does not change."""
        said = reading.all(ActorAssessment, own, ("on", "created_at"))
        spec = self._desk.kinds.spec_of(ActorAssessment)
        names = {field.name for field in spec.described} - {"on"}
        return {name: getattr(said[-1], name) for name in names} if said else {}

    def _rows(self, reading: Reading, territory: str) -> list[ActorAssessment]:
        """The oldest first, so that the last word on an entity comes last."""
        where = {"territory": within(self._desk.pack.territories, territory)} if territory else {}
        return reading.all(ActorAssessment, where, ("on", "created_at"))

    def _unplaced(
        self, reading: Reading, territory: str, same: Sameness, placed: dict[UUID, Actor]
    ) -> list[Actor]:
        rows = reading.listing(
            "organization", ("id", "name"), {"territory": territory}, ("name",), _UNPLACED_MOST
        )
        return [
            Actor(one, name, territory)
            for one, name in rows
            if same.representative(one) not in placed
        ]


def _level(said: int) -> int:
    return min(MOST, max(LEAST, said))


def _by_name(actor: Actor) -> str:
    return fold(actor.name)
