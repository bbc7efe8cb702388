"""A kind nobody had thought of is listed, found, taken out and brought in by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

from fieldapp.records import KINDS
from fieldapp.records.describe import MASCULINE, Fact, Record, TerritoryCode, kind
from fieldapp.store.unit_of_work import Store
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, a_desk_on
from tests.given.vaults import a_vault


@kind("Bote", "Botes", gender=MASCULINE, title="name", scope_by="territory", group="trips")
class Boat(Record, frozen=True, kw_only=True):
    """A boat that takes officers up the river."""

    name: Annotated[str, Fact("Nombre", close=True, search=True, listed=True)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Puerto", listed=True)] = None
    built_on: Annotated[date | None, Fact("Construido el", listed=True)] = None


def test_a_made_up_kind_is_served_from_its_description(tmp_path: Path) -> None:
    kinds = KINDS.with_more(Boat)
    with a_vault(tmp_path / "vault") as vault, Store.open(vault, kinds) as store:
        work = Work(replace(a_desk_on(vault, store), kinds=kinds))
        sheet = 'Nombre,Puerto,Construido el\nLa Niña,"Guapi, Cauca",3 mar 2019\n'.encode()
        assert work.imports.bring("botes.csv", sheet, kind="boat").counts == {"boat": 1}
        (row,) = work.registers.list("boat").rows
        assert row.cells == ("La Niña", "Guapi, Cauca", "dom 3 mar 2019")
        assert work.search.find("nina")[0].kind_label == "Bote"
        work.registers.save("boat", row.id, {"territory": GUAPI, "name": "La Pinta"})
        assert b"La Pinta" in work.exports.table("boat", "json")
        assert work.registers.counts()["boat"] == 1
        assert "boat" in {spec.name for spec in work.registers.kinds()}
