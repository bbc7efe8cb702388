"""What belongs to a record: rows added, ordered, pasted and chosen among, from descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records import KINDS
from fieldapp.records.text import Refused
from fieldapp.store.unit_of_work import Store
from fieldapp.work.desk import Desk
from fieldapp.work.import_keeping import WrongFile
from fieldapp.work.register_rows import Wished
from fieldapp.work.registers import Registers
from tests.given.desks import GUAPI, a_desk_on
from tests.given.ships import Leg, Ship
from tests.given.vaults import a_vault


@pytest.fixture
def ships(tmp_path: Path) -> Iterator[Registers]:
    kinds = KINDS.with_more(Ship, Leg)
    with a_vault(tmp_path / "vault") as vault, Store.open(vault, kinds) as store:
        yield Registers(replace(a_desk_on(vault, store), kinds=kinds))


def _ship(ships: Registers, name: str = "La Niña") -> UUID:
    return ships.save("ship", None, {"name": name, "territory": GUAPI}).id


def _names(ships: Registers, ship: UUID) -> list[str]:
    return [row.cells[1] for row in ships.children.list("leg", ship).rows]


def test_rows_stand_in_the_order_in_which_they_were_added(ships: Registers) -> None:
    ship, other = _ship(ships), _ship(ships, "La Pinta")
    for name in ("Guapi", "Timbiquí", "López"):
        ships.children.add("leg", ship, {"name": name})
    ships.children.add("leg", other, {"name": "Cali"})
    assert _names(ships, ship) == ["Guapi", "Timbiquí", "López"]
    assert ships.children.counts("ship", ship) == {"leg": 3}
    assert [spec.name for spec in ships.children.kinds("ship")] == ["leg"]


def test_a_row_is_moved_up_and_down_and_stops_at_the_ends(ships: Registers) -> None:
    ship = _ship(ships)
    first, *_, last = [ships.children.add("leg", ship, {"name": name}).id for name in "abcd"]
    ships.children.move("leg", last, -1)
    assert _names(ships, ship) == ["a", "b", "d", "c"]
    ships.children.move("leg", first, 1)
    assert _names(ships, ship) == ["b", "a", "d", "c"]
    assert ships.children.move("leg", last, 1).kinds
    assert not ships.children.move("leg", last, 1).kinds
    assert _names(ships, ship) == ["b", "a", "c", "d"]


def test_rows_that_came_without_a_place_stand_last_and_can_be_moved(ships: Registers) -> None:
    ship = _ship(ships)
    ships.children.add("leg", ship, {"name": "a"})
    for name in "bc":
        ships.save("leg", None, {"name": name, "ship": ship})
    standing = _names(ships, ship)
    assert standing[0] == "a"
    last = ships.children.list("leg", ship).rows[-1].id
    ships.children.move("leg", last, -1)
    assert _names(ships, ship) == ["a", standing[2], standing[1]]


def test_rows_pasted_from_a_sheet_come_in_order_and_go_with_one_undo(ships: Registers) -> None:
    ship = _ship(ships)
    ships.children.add("leg", ship, {"name": "Salida"})
    brought = ships.children.paste("leg", ship, "1\tGuapi\n1.1\tEl Charco\tGuapi\tRural")
    assert _names(ships, ship) == ["Salida", "Guapi", "El Charco"]
    assert ships.children.list("leg", ship).rows[2].cells == ("1.1", "El Charco", "Guapi", "Rural")
    ships.children.take_back("leg", brought.rows)
    assert _names(ships, ship) == ["Salida"]


def test_pasted_headings_say_what_the_columns_are(ships: Registers) -> None:
    ship = _ship(ships)
    ships.children.paste("leg", ship, "Fecha\tnombre\n20/11/2026\tGuapi")
    (row,) = ships.children.list("leg", ship).rows
    assert row.cells[1] == "Guapi"
    assert getattr(ships.get("leg", row.id), "on", None) == date(2026, 11, 20)


def test_nothing_is_pasted_when_one_cell_is_wrong(ships: Registers) -> None:
    ship = _ship(ships)
    with pytest.raises(WrongFile) as caught:
        ships.children.paste("leg", ship, "1\tGuapi\n2\tLópez\tNadie")
    assert "Nadie" in str(caught.value.faults[0].sentence)
    assert _names(ships, ship) == []


def test_a_picker_offers_rows_of_the_same_record_only(ships: Registers) -> None:
    ship, other = _ship(ships), _ship(ships, "La Pinta")
    ships.children.add("leg", ship, {"code": "1", "name": "Guapi"})
    ships.children.add("leg", other, {"name": "Guapi de la otra"})
    field = KINDS.with_more(Ship, Leg)["leg"]["part_of"]
    offered = ships.children.options("ship", ship, field, "", 50)
    assert [(one.label, one.hint) for one in offered] == [("Guapi", "1")]
    assert ships.children.options("ship", ship, field, "zzz", 50) == []
    zone = KINDS.with_more(Ship, Leg)["leg"]["zone"]
    assert ships.children.options("ship", ship, zone, "rur", 50)[0].value == "rural"


def test_a_name_in_a_file_means_a_row_of_the_same_record(ships: Registers) -> None:
    """Two plans both have a «1. Objetivo»: which one is meant is said by where the row stands."""
    ship, other = _ship(ships), _ship(ships, "La Pinta")
    mine = ships.children.add("leg", ship, {"name": "Guapi"}).id
    ships.children.add("leg", other, {"name": "Guapi"})
    ships.children.paste("leg", ship, "Nombre\tParte de\nEl Charco\tGuapi")
    row = ships.children.list("leg", ship).rows[1]
    assert getattr(ships.get("leg", row.id), "part_of", None) == mine


def test_rows_of_a_real_space_are_its_members(desk: Desk) -> None:
    registers = Registers(desk)
    space = registers.save("space", None, {"name": "Mesa de empleo", "territory": GUAPI}).id
    town = registers.save("organization", None, {"name": "Alcaldía de Guapi"}).id
    registers.children.add("space_member", space, {"organization": town, "role": "Convoca"})
    (row,) = registers.children.list("space_member", space).rows
    assert row.cells[0] == "Alcaldía de Guapi"
    asked = Wished(filters={"organization": town})
    assert registers.children.list("space_member", space, asked).total == 1
    with pytest.raises(Refused):
        registers.children.paste("space_member", space, "")
