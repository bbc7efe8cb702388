"""How a place is written: the locality, if there is one, and the territory it lies in."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from fieldapp.packs import Pack
from fieldapp.records.describe import Code, TerritoryCode


class InTerritory(Protocol):
    """A record that lies somewhere, a plan for one."""

    @property
    def territory(self) -> TerritoryCode | None:
        """The municipality or department."""
        ...


@runtime_checkable
class Located(InTerritory, Protocol):
    """A record that may lie in a village too."""

    @property
    def locality_kind(self) -> Code | None:
        """What the village is called in this country: vereda, aldea, caserío."""
        ...

    @property
    def locality(self) -> str:
        """The village's own name."""
        ...


def place_of(record: InTerritory, pack: Pack) -> str:
    """Where it lies, "vereda El Carmelo, Guapi, Cauca"; empty when nobody said (field rule R3)."""
    village = _village(record, pack) if isinstance(record, Located) else ""
    territory = pack.territories.path(record.territory) if record.territory else ""
    return ", ".join(part for part in (village, territory) if part)


def _village(record: Located, pack: Pack) -> str:
    kind = ""
    if record.locality_kind and record.locality_kind != "other":
        kind = pack.catalogue("locality_kinds").label(record.locality_kind).lower()
    return f"{kind} {record.locality}".strip() if record.locality else ""
