"""Registers: any kind listed, written, filtered, annulled and exported from its description."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from fieldapp.records import KINDS
from fieldapp.records.describe import (
    MASCULINE,
    REQUIRED,
    Code,
    Fact,
    Record,
    TerritoryCode,
    kind,
)
from fieldapp.records.people import Office, Organization, Person
from fieldapp.store.unit_of_work import Store
from fieldapp.ui.history_view import HistoryView
from fieldapp.ui.pages.registers import RegistersPage
from fieldapp.work.desk import Desk
from fieldapp.work.history import Histories
from fieldapp.work.lists import Lists
from fieldapp.work.registers import Registers
from tests.given.desks import a_desk_on
from tests.given.vaults import a_vault
from tests.ui.screens.registers import RegistersScreen
from tests.ui.standins import FakePrompts, tools_for


@kind(
    "Vehículo",
    "Vehículos",
    gender=MASCULINE,
    title="plate",
    scope_by="territory",
    group="trips",
)
class Vehicle(Record, frozen=True, kw_only=True):
    """A kind that nobody had thought of: a dozen lines, and nothing else in the program."""

    plate: Annotated[str, Fact("Placa", close=REQUIRED, search=True, listed=True)] = ""
    zone: Annotated[Code | None, Fact("Zona", catalogue="zones", listed=True)] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", listed=True)] = None
    seats: Annotated[int | None, Fact("Puestos", least=1, most=60, listed=True)] = None
    bought_on: Annotated[date | None, Fact("Comprado el")] = None


class Bench:
    """A real store behind real registers, and the page in front of them."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.registers = Registers(desk)
        self.prompts = FakePrompts()
        self.desk = desk
        self.screen = self.again(qtbot)

    def again(self, qtbot: QtBot) -> RegistersScreen:
        """The page as it is when the program is opened again."""
        desk = self.desk
        tools = tools_for(kinds=desk.kinds, prompts=self.prompts)
        page = RegistersPage(tools, self.registers, Lists(desk), Histories(desk))
        return RegistersScreen(qtbot, page)

    def all_of(self, kind: str) -> list[Record]:
        found = [self.registers.get(kind, row.id) for row in self.registers.list(kind).rows]
        return [one for one in found if one is not None]


@pytest.fixture
def open_page(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    with ExitStack() as stack:

        def opened(*more: type[Record], **records: list[dict[str, object]]) -> Bench:
            kinds = KINDS.with_more(*more)
            vault = stack.enter_context(a_vault(tmp_path / "vault"))
            store = stack.enter_context(Store.open(vault, kinds))
            desk = replace(a_desk_on(vault, store), kinds=kinds)
            for name, rows in records.items():
                for row in rows:
                    Registers(desk).save(name, None, row)
            return Bench(qtbot, desk)

        yield opened


Open = Callable[..., Bench]


def test_a_new_kind_is_listed_written_and_filtered_without_another_line(open_page: Open) -> None:
    bench = open_page(Vehicle, vehicle=[{"plate": "OBK 123", "zone": "rural"}])
    bench.screen.choose_kind("vehicle")
    assert bench.screen.columns == ["Placa", "Zona", "Territorio", "Puestos"]
    assert bench.screen.rows == ["OBK 123"]

    bench.screen.press("Nuevo vehículo")
    bench.screen.write("Placa", "XYZ 789")
    bench.screen.write("Zona", "urb")
    bench.screen.write("Territorio", "timbiqui")
    bench.screen.write("Puestos", "12")
    bench.screen.write("Comprado el", "ayer")
    assert sorted(bench.screen.rows) == ["OBK 123", "XYZ 789"]
    made = next(one for one in bench.all_of("vehicle") if getattr(one, "plate", "") == "XYZ 789")
    assert isinstance(made, Vehicle)
    assert (made.zone, made.territory, made.seats) == ("urban", "19809", 12)
    assert made.bought_on == date(2026, 11, 19)

    bench.screen.filter_by("Zona", "rur")
    assert bench.screen.rows == ["OBK 123"]


def test_every_plain_kind_shows_its_register(open_page: Open) -> None:
    bench = open_page()
    for spec in bench.registers.kinds():
        bench.screen.choose_kind(spec.name)
        assert bench.screen.register.table.empty_sentence.startswith("Todavía no hay ning")
        bench.screen.page.start_new()
        assert bench.screen.register.is_open
        assert bench.screen.page.go_back()


def test_kinds_stand_under_their_group_and_are_found_by_name(open_page: Open) -> None:
    bench = open_page(Vehicle)
    bench.screen.choose_kind("person")
    assert bench.screen.kinds[:5] == ["Directorio", "Entidades", "Oficinas", "Personas", "Cargos"]
    assert "Vehículos" not in bench.screen.kinds  # its group is closed
    bench.screen.look_for_kind("vehic")
    assert bench.screen.kinds == ["Comisiones de servicios", "Vehículos"]
    bench.screen.enter_first_kind()
    assert bench.screen.register.kind == "vehicle"
    assert "Directorio" in bench.screen.kinds


def test_groups_open_and_close_from_the_keyboard(open_page: Open) -> None:
    bench = open_page(Vehicle)
    tree = bench.screen.page.kinds.focusProxy()
    assert tree is not None
    tree.setFocus()
    bench.screen.key(Qt.Key.Key_Up, tree)
    bench.screen.key(Qt.Key.Key_Left, tree)
    assert "Entidades" not in bench.screen.kinds
    bench.screen.key(Qt.Key.Key_Right, tree)
    bench.screen.key(Qt.Key.Key_Down, tree)
    bench.screen.key(Qt.Key.Key_Down, tree)
    assert bench.screen.register.kind == "office"


def test_the_kind_looked_at_last_is_there_at_the_next_opening(
    open_page: Open, qtbot: QtBot
) -> None:
    bench = open_page(Vehicle)
    bench.screen.choose_kind("vehicle")
    again = bench.again(qtbot)
    assert again.register.kind == "vehicle"


def test_what_is_typed_makes_one_record_and_saves_itself(open_page: Open) -> None:
    bench = open_page()
    bench.screen.press("Nueva entidad")
    bench.screen.write("Nombre", "Alcaldía de Guapi")
    bench.screen.write("Sigla", "AG")
    entities = bench.all_of("organization")
    assert [(one.name, one.short_name) for one in entities if isinstance(one, Organization)] == [
        ("Alcaldía de Guapi", "AG")
    ]


def test_the_list_is_searched_without_accents(open_page: Open) -> None:
    bench = open_page(
        organization=[{"name": "Alcaldía de Guapi"}, {"name": "Personería de Timbiquí"}]
    )
    bench.screen.filter_list("timbiqui")
    assert bench.screen.rows == ["Personería de Timbiquí"]
    bench.screen.filter_list("zzz")
    assert bench.screen.register.table.empty_sentence == "Nada coincide con lo buscado."


def test_enter_opens_the_marked_record_and_escape_closes_it(open_page: Open) -> None:
    bench = open_page(organization=[{"name": "Alcaldía de Guapi"}])
    view = bench.screen.register.table.view
    view.setFocus()
    bench.screen.key(Qt.Key.Key_Down, view)
    bench.screen.key(Qt.Key.Key_Return, view)
    assert bench.screen.reads("Nombre") == "Alcaldía de Guapi"
    assert bench.screen.page.go_back()
    assert not bench.screen.register.is_open
    assert not bench.screen.page.go_back()


def test_what_cannot_be_read_stays_as_typed_with_a_sentence_under_it(open_page: Open) -> None:
    bench = open_page(organization=[{"name": "Alcaldía de Guapi"}])
    bench.screen.page.open_record("organization", bench.registers.list("organization").rows[0].id)
    bench.screen.write("Activa desde", "el día de la madre")
    assert bench.screen.reads("Activa desde") == "el día de la madre"
    assert "No se entiende la fecha" in bench.screen.sentence_under("Activa desde")
    bench.screen.write("Activa desde", "1/2/2020")
    assert bench.screen.reads("Activa desde") == "sáb 1 feb 2020"
    assert bench.screen.sentence_under("Activa desde") == ""


def test_a_refused_value_is_marked_and_the_other_fields_are_saved(open_page: Open) -> None:
    bench = open_page(organization=[{"name": "Alcaldía de Guapi", "active_from": date(2020, 1, 1)}])
    bench.screen.page.open_record("organization", bench.registers.list("organization").rows[0].id)
    bench.screen.write("Activa hasta", "1/1/2010")
    assert "Activa hasta" in bench.screen.sentence_under("Activa hasta")
    bench.screen.write("Sigla", "AG")
    (kept,) = bench.all_of("organization")
    assert isinstance(kept, Organization)
    assert (kept.short_name, kept.active_to) == ("AG", None)
    assert bench.prompts.errors == []


def test_what_is_missing_to_close_is_said_without_stopping_anybody(open_page: Open) -> None:
    bench = open_page(person=[{"position_title": "Alcalde"}])
    bench.screen.choose_kind("person")
    bench.screen.page.open_record("person", bench.registers.list("person").rows[0].id)
    assert "Nombre completo" in bench.screen.sentence_under("Nombre completo")
    bench.screen.write("Nombre completo", "Rosa")
    assert bench.screen.sentence_under("Nombre completo") == ""
    (kept,) = bench.all_of("person")
    assert isinstance(kept, Person)
    assert kept.full_name == "Rosa"


def test_annulling_asks_why_and_can_be_undone(open_page: Open) -> None:
    bench = open_page(organization=[{"name": "Alcaldía de Guapi"}])
    bench.screen.page.open_record("organization", bench.registers.list("organization").rows[0].id)
    bench.screen.press("Anular")
    assert "Alcaldía de Guapi" in bench.prompts.asked[0]
    assert bench.screen.rows == []
    assert bench.prompts.told == ["Entidad anulada"]
    assert bench.prompts.undo is not None
    bench.prompts.undo()
    assert bench.screen.rows == ["Alcaldía de Guapi"]


def test_no_reason_no_annulment(open_page: Open) -> None:
    bench = open_page(organization=[{"name": "Alcaldía de Guapi"}])
    bench.prompts.reason = None
    bench.screen.page.open_record("organization", bench.registers.list("organization").rows[0].id)
    bench.screen.press("Anular")
    assert bench.screen.rows == ["Alcaldía de Guapi"]


def test_the_list_is_exported_where_the_person_says(open_page: Open, tmp_path: Path) -> None:
    bench = open_page(organization=[{"name": "Alcaldía de Guapi"}])
    bench.prompts.save_to = tmp_path / "Entidades.xlsx"
    bench.screen.press("Guardar lista en XLSX")
    sheet = load_workbook(bench.prompts.save_to).worksheets[0]
    assert "Alcaldía de Guapi" in [cell for row in sheet.values for cell in row]
    assert "Entidades.xlsx" in bench.prompts.told[0]


def test_a_reference_is_chosen_by_part_of_its_name(open_page: Open) -> None:
    bench = open_page(
        organization=[{"name": "Gobernación del Cauca"}, {"name": "Alcaldía de Guapi"}],
        person=[{"full_name": "Rosa Mina"}],
    )
    bench.screen.choose_kind("person")
    bench.screen.page.open_record("person", bench.registers.list("person").rows[0].id)
    bench.screen.write("Entidad", "guapi")
    assert bench.screen.reads("Entidad") == "Alcaldía de Guapi"
    (kept,) = bench.all_of("person")
    assert isinstance(kept, Person)
    assert kept.organization is not None


def test_every_field_of_every_kind_has_a_name_for_screen_readers(open_page: Open) -> None:
    bench = open_page()
    for spec in bench.registers.kinds():
        bench.screen.choose_kind(spec.name)
        for name, editor in bench.screen.register.form.editors.items():
            assert editor.focused.accessibleName(), f"{spec.name}.{name}"


def test_the_history_of_the_open_record_closes_with_another(open_page: Open) -> None:
    bench = open_page(organization=[{"name": "Alcaldía de Guapi"}, {"name": "<b>Cámara</b>"}])
    town, board = (bench.registers.list("organization", sort="name").rows[n].id for n in (1, 0))
    bench.screen.page.open_record("organization", board)
    bench.screen.press("Historia")
    (view,) = bench.screen.page.findChildren(HistoryView)
    assert "Nombre: «<b>Cámara</b>»" in view.shown
    bench.screen.page.open_record("organization", town)
    assert view.shown == ""


def test_a_record_of_headquarters_is_read_with_the_reason(open_page: Open) -> None:
    bench = open_page()
    with bench.desk.writing() as writing:
        office = Office(id=bench.desk.new_id(), code="DTCAU", name="Dirección Territorial Cauca")
        writing.put(office)
    bench.screen.page.open_record("office", office.id)
    said = [one.text() for one in bench.screen.register.findChildren(QLabel) if one.isVisible()]
    assert "Solo el nivel central escribe en «Oficinas»." in said
    line = bench.screen.field("Nombre").editor.focused
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()


def test_d01_the_filter_of_the_sector_gives_its_three_entities(open_page: Open) -> None:
    sector = [{"name": one, "is_sector": True} for one in ("UAESPE", "UAEOS", "Colpensiones")]
    others = [{"name": "DNP", "is_sector": False}, {"name": "MINCIT"}]
    bench = open_page(organization=[*sector, *others])
    bench.screen.choose_kind("organization")
    bench.screen.filter_by("Sector trabajo", "sí")
    assert sorted(bench.screen.rows) == ["Colpensiones", "UAEOS", "UAESPE"]
