"""The rows of a record, in its register: written, moved, pasted and annulled from the keyboard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fieldapp.records import KINDS
from fieldapp.store.unit_of_work import Store
from fieldapp.ui.pages.registers import RegistersPage
from fieldapp.work.history import Histories
from fieldapp.work.lists import Lists
from fieldapp.work.registers import Registers
from fieldapp.work.work import Work
from tests.given.desks import a_desk_on
from tests.given.ships import Leg, Ship
from tests.given.vaults import a_vault
from tests.ui.screens.registers import RegistersScreen
from tests.ui.standins import FakePrompts, tools_for

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Harbour:
    """A register of made-up ships, whose legs are their rows."""

    def __init__(self, qtbot: QtBot, registers: Registers, screen: RegistersScreen) -> None:
        self.qtbot = qtbot
        self.registers = registers
        self.screen = screen

    def legs(self, ship: UUID) -> list[str]:
        return [row.cells[1] for row in self.registers.children.list("leg", ship).rows]


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def harbour(qtbot: QtBot, tmp_path: Path, prompts: FakePrompts) -> Iterator[Harbour]:
    kinds = KINDS.with_more(Ship, Leg)
    with a_vault(tmp_path / "vault") as vault, Store.open(vault, kinds) as store:
        desk = replace(a_desk_on(vault, store), kinds=kinds)
        registers = Registers(desk)
        tools = tools_for(kinds=kinds, prompts=prompts)
        page = RegistersPage(tools, registers, Lists(desk), Histories(desk), around=Work(desk))
        screen = RegistersScreen(qtbot, page)
        screen.choose_kind("ship")
        yield Harbour(qtbot, registers, screen)


def _open_ship(harbour: Harbour, *legs: str) -> UUID:
    ship = harbour.registers.save("ship", None, {"name": "La Niña"}).id
    for name in legs:
        harbour.registers.children.add("leg", ship, {"name": name})
    harbour.screen.page.open_record("ship", ship)
    return ship


def test_a_record_tells_in_its_tabs_how_many_rows_it_has(harbour: Harbour) -> None:
    _open_ship(harbour, "Guapi", "Timbiquí")
    assert harbour.screen.register.tabs == ["Barco", "Tramos 2"]


def test_a_row_that_was_found_is_marked_and_open_in_its_tab(harbour: Harbour) -> None:
    ship = _open_ship(harbour, "Guapi", "Timbiquí")
    row = harbour.registers.children.add("leg", ship, {"name": "López"}).id
    harbour.screen.page.go_back()
    harbour.screen.page.open_record("ship", ship)
    harbour.screen.page.open_row("leg", row)
    child = harbour.screen.child
    assert child.table.marked == row
    assert child.record_id == row
    harbour.screen.page.open_row("another", row)
    assert harbour.screen.child is child


def test_rows_are_written_from_the_keyboard_one_after_the_other(harbour: Harbour) -> None:
    screen = harbour.screen
    ship = _open_ship(harbour)
    screen.register.edit()
    screen.keys(Qt.Key.Key_2, CONTROL)
    assert screen.child.table.empty_sentence == "Todavía no hay ningún tramo"
    screen.page.start_new()
    screen.write("Nombre", "Guapi")
    screen.page.start_new()
    screen.write("Nombre", "Timbiquí")
    assert harbour.legs(ship) == ["Guapi", "Timbiquí"]
    assert screen.register.tabs == ["Barco", "Tramos 2"]
    screen.page.go_back()
    assert screen.register.rows is screen.child
    screen.page.go_back()
    assert screen.register.rows is None
    assert screen.register.is_open


def test_a_new_record_has_no_rows_before_it_has_a_name(harbour: Harbour) -> None:
    screen = harbour.screen
    screen.page.start_new()
    screen.register.form.focus_field()
    screen.keys(Qt.Key.Key_2, CONTROL)
    assert screen.register.rows is None
    screen.write("Nombre", "La Pinta")
    screen.register.form.focus_field()
    screen.keys(Qt.Key.Key_2, CONTROL)
    screen.page.start_new()
    screen.write("Nombre", "Guapi")
    (ship,) = harbour.registers.list("ship").rows
    assert harbour.legs(ship.id) == ["Guapi"]


def test_alt_and_the_arrows_move_a_row_which_stays_marked(harbour: Harbour) -> None:
    screen = harbour.screen
    ship = _open_ship(harbour, "Guapi", "Timbiquí", "López")
    screen.open_rows("leg")
    screen.key(Qt.Key.Key_Down)
    screen.keys(Qt.Key.Key_Up, ALT)
    assert harbour.legs(ship) == ["Timbiquí", "Guapi", "López"]
    screen.keys(Qt.Key.Key_Down, ALT)
    screen.keys(Qt.Key.Key_Down, ALT)
    assert harbour.legs(ship) == ["Guapi", "López", "Timbiquí"]
    assert [cells[1] for cells in screen.child_rows] == ["Guapi", "López", "Timbiquí"]


def test_rows_copied_from_a_sheet_are_pasted_and_taken_back(
    harbour: Harbour, prompts: FakePrompts
) -> None:
    screen = harbour.screen
    ship = _open_ship(harbour)
    screen.open_rows("leg")
    QGuiApplication.clipboard().setText("1\tGuapi\n1.1\tEl Charco\tGuapi\n")
    screen.press("Pegar filas")
    assert harbour.legs(ship) == ["Guapi", "El Charco"]
    assert prompts.told[-1] == "2 filas pegadas."
    assert prompts.undo is not None
    prompts.undo()
    assert harbour.legs(ship) == []
    QGuiApplication.clipboard().setText("1\tGuapi\tNadie\n")
    screen.press("Pegar filas")
    assert "Nadie" in prompts.explained[-1]


def test_a_row_names_only_rows_of_the_same_record(harbour: Harbour) -> None:
    screen = harbour.screen
    other = harbour.registers.save("ship", None, {"name": "La Pinta"}).id
    harbour.registers.children.add("leg", other, {"name": "De la otra"})
    _open_ship(harbour, "Guapi", "El Charco")
    screen.open_rows("leg")
    rows = harbour.registers.children.list("leg", screen.register.record_id or other).rows
    screen.child.open_record(rows[1].id)
    screen.write("Parte de", "gua")
    assert screen.child_rows[1][2] == "Guapi"
    screen.write("Parte de", "de la otra")
    assert screen.sentence_under("Parte de").startswith("«de la otra» no está en la lista")


def test_an_annulled_row_comes_back_and_its_record_keeps_the_others(
    harbour: Harbour, prompts: FakePrompts
) -> None:
    screen = harbour.screen
    ship = _open_ship(harbour, "Guapi", "Timbiquí")
    screen.open_rows("leg")
    screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_Delete)
    assert harbour.legs(ship) == ["Guapi"]
    assert prompts.undo is not None
    prompts.undo()
    assert harbour.legs(ship) == ["Guapi", "Timbiquí"]


def test_the_rows_of_an_annulled_record_are_read_only(harbour: Harbour) -> None:
    screen = harbour.screen
    ship = _open_ship(harbour, "Guapi")
    harbour.registers.annul("ship", ship, "Se registró dos veces")
    screen.page.open_record("ship", ship)
    screen.open_rows("leg")
    screen.page.start_new()
    assert not screen.child.is_open


def test_a_row_half_typed_is_kept_when_another_record_is_opened(harbour: Harbour) -> None:
    screen = harbour.screen
    ship, other = _open_ship(harbour), harbour.registers.save("ship", None, {"name": "Pinta"}).id
    screen.open_rows("leg")
    screen.page.start_new()
    box = screen.field("Nombre").editor.focused
    box.setFocus()
    harbour.qtbot.keyClicks(box, "Guapi")
    screen.page.open_record("ship", other)
    assert (harbour.legs(ship), harbour.legs(other)) == (["Guapi"], [])


def test_a_record_goes_out_with_its_rows_and_a_file_brings_others_in(
    harbour: Harbour, prompts: FakePrompts, tmp_path: Path
) -> None:
    screen = harbour.screen
    _open_ship(harbour, "Guapi", "Timbiquí")
    prompts.save_to = tmp_path / "barco.json"
    screen.choose_file_act("Guardar el registro abierto en JSON…")
    written = json.loads(prompts.save_to.read_text("utf-8"))
    assert [leg["name"] for leg in written["records"][0]["leg"]] == ["Guapi", "Timbiquí"]

    other = {"name": "La Pinta", "leg": [{"name": "López"}]}
    file = {"format": "bitacora/register/1", "kind": "ship", "records": [other]}
    prompts.open_from = tmp_path / "otro.json"
    prompts.open_from.write_text(json.dumps(file), "utf-8")
    screen.choose_file_act("Traer de un archivo…")
    assert prompts.told[-1] == "Del archivo llegaron Barcos: 1; Tramos: 1."
    assert sorted(screen.rows) == ["La Niña", "La Pinta"]
    prompts.open_from.write_text(json.dumps({**file, "records": [{"nada": 1}]}), "utf-8")
    screen.choose_file_act("Traer de un archivo…")
    assert "otro.json, registro 1, columna «nada»" in prompts.explained[-1]
