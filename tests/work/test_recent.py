"""What was opened last is kept in the vault, by ids, and told by its present name."""

from __future__ import annotations

from fieldapp.work.desk import Desk
from fieldapp.work.recent import Recent
from fieldapp.work.registers import Registers
from fieldapp.work.visits import Visits
from tests.given.desks import GUAPI


def test_the_last_one_opened_comes_first_and_none_twice(desk: Desk) -> None:
    recent, registers = Recent(desk), Registers(desk)
    town, board = (
        registers.save("organization", None, {"name": name}).id
        for name in ("Alcaldía de Guapi", "Cámara de Comercio")
    )
    for one in (town, board, town):
        recent.note("organization", one)
    assert [one.title for one in recent.last(9)] == ["Alcaldía de Guapi", "Cámara de Comercio"]
    assert [one.root_id for one in recent.last(1)] == [town]


def test_it_is_told_by_its_present_name_and_not_once_it_is_annulled(desk: Desk) -> None:
    recent, registers = Recent(desk), Registers(desk)
    town = registers.save("organization", None, {"name": "Alcaldia"}).id
    recent.note("organization", town)
    registers.save("organization", town, {"name": "Alcaldía de Guapi"})
    assert [one.title for one in recent.last(9)] == ["Alcaldía de Guapi"]
    registers.annul("organization", town, "Escrita dos veces")
    assert recent.last(9) == []


def test_a_visit_without_an_objective_yet_is_told_by_its_place(desk: Desk) -> None:
    visit = Visits(desk).plan({"territory": GUAPI}).id
    Recent(desk).note("activity", visit)
    assert [one.title for one in Recent(desk).last(9)] == ["Guapi, Cauca"]


def test_only_so_many_are_kept(desk: Desk) -> None:
    recent, registers = Recent(desk), Registers(desk)
    for n in range(40):
        recent.note("space", registers.save("space", None, {"name": f"Mesa {n}"}).id)
    assert len(recent.last(100)) == 30
