"""The directory that is full from the first day (field rule R5).

Mayors' offices, governments, assemblies, councils, sector entities and the ministry's own offices
are made from the rules of the pack. Their ids come from country, territory and kind of body, so
that two laptops without network pick the same record, and headquarters holds it too.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final
from uuid import UUID, uuid5

from fieldapp.packs import Pack
from fieldapp.packs.entities import BodyRule, NationalBody
from fieldapp.packs.folding import fold
from fieldapp.packs.territories import Territory
from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.people import Office, Organization

_DIRECTORY: Final = UUID("6f1d7c53-5b0e-5d9a-9a3e-2f6c1b7e4d10")
"""The namespace of all directory ids; it may never change."""


def directory_id(country: str, code: str, key: str) -> UUID:
    """Return the id of a body: the same on every laptop and at headquarters, for ever."""
    return uuid5(_DIRECTORY, f"{country}/{code}/{key}")


class Directory:
    """The public bodies of a country, made when first asked for (in about ten milliseconds).

    They are ordinary records without an author; whoever uses one keeps it like any other.
    """

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    @property
    def headquarters(self) -> UUID:
        """The id of the ministry itself."""
        return self._id(self._pack.country, self._pack.directory.headquarters)

    @cached_property
    def entities(self) -> dict[UUID, Organization]:
        """All bodies by id: the national ones, then those of each territory in its order."""
        rules = self._pack.directory
        made = [self._national(body) for body in rules.national]
        for territory in self._pack.territories:
            applying = [rule for rule in rules.territorial if rule.applies_to(territory)]
            applying += [rule for rule in rules.offices if rule.applies_to(territory)]
            made += [self._territorial(rule, territory, applying) for rule in applying]
        return {entity.id: entity for entity in made}

    @cached_property
    def offices(self) -> dict[UUID, Office]:
        """The ministry's offices by id; each is also an entity, to which it belongs."""
        made = [
            self._office(rule, territory)
            for territory in self._pack.territories
            for rule in self._pack.directory.offices
            if rule.applies_to(territory)
        ]
        return {office.id: office for office in made}

    def search(self, text: str, scope: str = "", limit: int = 20) -> list[Organization]:
        """Find bodies by words of their name or their short name; those of `scope` come first."""
        words = fold(text).split()
        if not words:
            return []
        found = [
            (level1 != scope, len(name), entity)
            for entity, name, level1 in self._folded
            if all(word in name for word in words)
        ]
        return [self.entities[entity] for _, _, entity in sorted(found)[:limit]]

    @cached_property
    def _folded(self) -> list[tuple[UUID, str, str]]:
        level1 = self._pack.territories.level1
        return [
            (entity.id, fold(f"{entity.name} {entity.short_name}"), level1(entity.territory or ""))
            for entity in self.entities.values()
        ]

    def _id(self, code: str, key: str) -> UUID:
        return directory_id(self._pack.country, code, key)

    def _national(self, body: NationalBody) -> Organization:
        country = self._pack.country
        return Organization(
            id=self._id(country, body.key),
            name=body.name,
            short_name=body.short,
            kind=Code(body.actor_type),
            gov_level=Code("national"),
            parent=self._id(country, body.parent) if body.parent else None,
            territory=TerritoryCode(country),
            is_sector=body.sector or None,
        )

    def _territorial(
        self, rule: BodyRule, territory: Territory, neighbours: list[BodyRule]
    ) -> Organization:
        return Organization(
            id=self._id(territory.code, rule.key),
            name=rule.named(territory, self._pack.territories),
            kind=Code(rule.actor_type),
            gov_level=Code(rule.gov_level),
            parent=self._parent(rule, territory, neighbours),
            territory=TerritoryCode(territory.code),
            is_sector=bool(rule.office_type) or None,
        )

    def _parent(
        self, rule: BodyRule, territory: Territory, neighbours: list[BodyRule]
    ) -> UUID | None:
        """An organ's body in the same territory, or else in the nation; an office's ministry."""
        key = rule.parent
        if not key:
            return self.headquarters if rule.office_type else None
        beside = any(other.key == key for other in neighbours)
        return self._id(territory.code if beside else self._pack.country, key)

    def _office(self, rule: BodyRule, territory: Territory) -> Office:
        return Office(
            id=self._id(territory.code, f"{rule.key}/office"),
            code=rule.coded(territory),
            name=rule.named(territory, self._pack.territories),
            organization=self._id(territory.code, rule.key),
            type=Code(rule.office_type),
            territory=TerritoryCode(territory.code),
        )
