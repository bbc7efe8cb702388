"""How a country's public bodies are named: the rules from which its directory is made."""

from __future__ import annotations

import msgspec

from fieldapp.packs.numbering import office_code
from fieldapp.packs.territories import Territories, Territory


class NationalBody(msgspec.Struct, frozen=True, kw_only=True):
    """A body of the whole country. `sector` marks those of labour; `parent` is another's key."""

    key: str
    name: str
    actor_type: str
    short: str = ""
    sector: bool = False
    parent: str = ""


class BodyRule(msgspec.Struct, frozen=True, kw_only=True):
    """A body that every territory of certain kinds, or certain territories, have.

    `name` holds {territory} or, with its preposition, {of}: "Gobernación {of}" is "Gobernación del
    Cauca". `names` are the exceptions by code; `not_ending` leaves out the codes that end so (in
    Peru the capital district, which the provincial municipality governs). `parent` is the key of
    another rule for the same territory, or of a national body. An office of the ministry also has
    a `code`, which its numbers carry; `coded_as` are its exceptions.
    """

    key: str
    name: str
    kinds: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    actor_type: str = ""
    gov_level: str = ""
    code: str = ""
    office_type: str = ""
    names: dict[str, str] = {}
    coded_as: dict[str, str] = {}
    not_ending: str = ""
    parent: str = ""

    def applies_to(self, territory: Territory) -> bool:
        """Tell whether that territory has such a body."""
        if self.not_ending and territory.code.endswith(self.not_ending):
            return False
        return territory.kind in self.kinds or territory.code in self.codes

    def named(self, territory: Territory, territories: Territories) -> str:
        """Return the name of the body in that territory."""
        if territory.code in self.names:
            return self.names[territory.code]
        return self.name.format(territory=territory.name, of=territories.of(territory.code))

    def coded(self, territory: Territory) -> str:
        """Return the code that the office of that territory puts into its numbers."""
        code = self.coded_as.get(territory.code, self.code)
        return office_code(code.format(territory=territory.name))


class DirectoryRules(msgspec.Struct, frozen=True, kw_only=True):
    """The national bodies, the bodies of each territory, and the ministry's own offices.

    `headquarters` is the key of the ministry among the national bodies.
    """

    headquarters: str
    national: tuple[NationalBody, ...]
    territorial: tuple[BodyRule, ...]
    offices: tuple[BodyRule, ...]
