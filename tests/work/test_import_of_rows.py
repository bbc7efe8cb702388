"""A record comes in with its rows, from JSON or a workbook, and goes out to come in again."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest
from openpyxl import Workbook, load_workbook

from fieldapp.records import KINDS
from fieldapp.records.plans import PlanNode
from fieldapp.records.text import Refused
from fieldapp.store.unit_of_work import Store
from fieldapp.work.import_keeping import WrongFile
from fieldapp.work.work import Work
from tests.given.desks import a_desk_on
from tests.given.ships import Leg, Ship
from tests.given.vaults import a_vault

ROUTE = [["1", "Guapi", None], ["1.1", "El Charco", "Guapi"], ["2", "Timbiquí", None]]


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Work]]:
    """Two laptops with the made-up kinds."""
    kinds = KINDS.with_more(Ship, Leg)
    with ExitStack() as stack:
        made: list[Work] = []
        for number in (1, 2):
            vault = stack.enter_context(a_vault(tmp_path / f"vault{number}"))
            store = stack.enter_context(Store.open(vault, kinds))
            made.append(Work(replace(a_desk_on(vault, store, seed=number), kinds=kinds)))
        yield made


@pytest.fixture
def work(desks: list[Work]) -> Work:
    return desks[0]


def a_json(**changes: Any) -> bytes:
    ship = {
        "name": "La Niña",
        "territory": "19318",
        "leg": [
            {"code": "1", "name": "Guapi", "zone": "urban"},
            {"code": "1.1", "name": "El Charco", "part_of": "Guapi", "zone": "Rural"},
        ],
        **changes,
    }
    return json.dumps({"format": "bitacora/register/1", "kind": "ship", "records": [ship]}).encode()


def a_book(**sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def legs(work: Work, name: str = "La Niña") -> list[tuple[str, ...]]:
    (ship,) = [row for row in work.registers.list("ship").rows if row.cells[0] == name]
    return [row.cells for row in work.registers.children.list("leg", ship.id).rows]


def faults_of(work: Work, name: str, content: bytes) -> list[str]:
    with pytest.raises(WrongFile) as caught:
        work.imports.bring(name, content)
    return [str(fault.sentence) for fault in caught.value.faults]


def test_a_json_record_brings_its_rows_in_their_order(work: Work) -> None:
    assert work.imports.bring("barcos.json", a_json()).counts == {"ship": 1, "leg": 2}
    assert legs(work) == [
        ("1", "Guapi", "", "Urbana"),
        ("1.1", "El Charco", "Guapi", "Rural"),
    ]


def test_a_fault_in_a_row_says_in_which_and_nothing_comes_in(work: Work) -> None:
    wrong = a_json(leg=[{"name": "Guapi"}, {"name": "López", "zone": "nadie", "part_of": "Cali"}])
    faults = faults_of(work, "barcos.json", wrong)
    assert faults[0].startswith("barcos.json, registro 1, Tramo 2, columna «zone»")
    assert "en este equipo no hay nada que se llame «Cali»" in faults[1]
    assert work.registers.list("ship").total == 0


def test_a_workbook_has_a_sheet_for_each_kind_and_rows_name_their_record(work: Work) -> None:
    book = a_book(
        Instrucciones=[["Llene las dos hojas"]],
        Barcos=[["Nombre", "Puerto"], ["La Niña", "19318"], ["La Pinta", "19809"]],
        Tramos=[
            ["Barco", "Código", "Nombre", "Parte de"],
            *[["La Niña", *row] for row in ROUTE],
            ["La Pinta", "1", "Guapi", None],
        ],
    )
    assert work.imports.bring("viajes.xlsx", book).counts == {"ship": 2, "leg": 4}
    assert [cells[:3] for cells in legs(work)] == [
        ("1", "Guapi", ""),
        ("1.1", "El Charco", "Guapi"),
        ("2", "Timbiquí", ""),
    ]
    assert [cells[1] for cells in legs(work, "La Pinta")] == ["Guapi"]


def test_rows_of_the_only_record_of_a_workbook_need_not_name_it(work: Work) -> None:
    book = a_book(ship=[["Nombre"], ["La Niña"]], leg=[["Código", "Nombre", "Parte de"], *ROUTE])
    assert work.imports.bring("viaje.xlsx", book).counts == {"ship": 1, "leg": 3}
    assert len(legs(work)) == 3


def test_a_fault_in_a_workbook_names_its_sheet_and_row(work: Work) -> None:
    book = a_book(
        Barcos=[["Nombre"], ["La Niña"]],
        Tramos=[["Barco", "Nombre"], ["La Niña", "Guapi"], ["La Santa María", "López"]],
    )
    fault = faults_of(work, "viaje.xlsx", book)[0]
    assert fault.startswith("viaje.xlsx, hoja «Tramos», fila 3, columna «Barco»")
    assert work.registers.list("ship").total == 0


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_what_goes_out_comes_in_on_another_laptop_the_same(desks: list[Work], form: str) -> None:
    one, other = desks
    one.imports.bring("barcos.json", a_json())
    content = one.exports.table("ship", form)
    other.imports.bring(f"ship.{form}", content)
    assert legs(other) == legs(one)
    again = other.imports.bring(f"ship.{form}", content)
    assert again.counts == {}
    assert len(legs(other)) == 2


def test_a_row_changed_in_the_file_changes_here_though_its_record_did_not(work: Work) -> None:
    work.imports.bring("barcos.json", a_json())
    told = json.loads(work.exports.table("ship", "json"))
    told["records"][0]["leg"][1]["name"] = "Limones"
    told["records"][0]["leg"].append({"name": "Tumaco"})
    brought = work.imports.bring("ship.json", json.dumps(told).encode())
    assert brought.counts == {"leg": 2}
    assert [cells[1] for cells in legs(work)] == ["Guapi", "Limones", "Tumaco"]
    with pytest.raises(Refused, match="ya se importó"):
        work.imports.bring("ship.json", json.dumps(told).encode())


def test_two_rows_of_one_name_go_out_by_id_where_they_are_named(desks: list[Work]) -> None:
    one, other = desks
    twins = [{"name": "Guapi"}, {"name": "Guapi"}, {"name": "El Charco"}]
    one.imports.bring("barcos.json", a_json(leg=twins))
    (ship,) = one.registers.list("ship").rows
    rows = one.registers.children.list("leg", ship.id).rows
    one.registers.save("leg", rows[2].id, {"part_of": rows[1].id})
    book = one.exports.table("ship", "xlsx")
    assert load_workbook(io.BytesIO(book)).sheetnames == ["Barcos", "Tramos"]
    other.imports.bring("ship.xlsx", book)
    kept = other.registers.get("leg", rows[2].id)
    assert isinstance(kept, Leg)
    assert kept.part_of == rows[1].id


def test_the_example_of_the_readme_comes_in_as_it_stands(work: Work) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    blocks = re.findall(r"```json\n(.*?)```", readme, re.DOTALL)
    (example,) = [one for one in blocks if "plan_node" in one]
    assert work.imports.bring("plan.json", example.encode()).counts == {"plan": 1, "plan_node": 2}
    (plan,) = work.registers.list("plan").rows
    first, second = work.registers.children.list("plan_node", plan.id).rows
    kept = work.registers.get("plan_node", second.id)
    assert getattr(kept, "parent", None) == first.id


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_the_national_rows_of_a_plan_go_out_and_come_in_with_it(
    desks: list[Work], form: str
) -> None:
    here, there = desks
    plan = here.registers.save("plan", None, {"title": "Plan de Guapi"}).id
    row = here.registers.children.add(
        "plan_node", plan, {"level": "objective", "text": "Empleo"}
    ).id
    national = UUID(int=77)
    with here.desk.writing() as writing:
        node = writing.get(PlanNode, row)
        assert node is not None
        writing.put(msgspec.structs.replace(node, id=here.desk.new_id(), origin=national))
    file = here.exports.table("plan", form)
    there.imports.bring(f"plan.{form}", file)
    assert _origins(there) == {None, national}
    assert there.imports.bring(f"plan.{form}", file + b"\n").counts == {}
    if form == "json":
        other = file.replace(str(national).encode(), str(UUID(int=78)).encode())
        assert any("no se puede cambiar" in one for one in faults_of(there, "plan.json", other))
    assert _origins(there) == {None, national}


def _origins(work: Work) -> set[UUID | None]:
    with work.desk.reading() as reading:
        return {one.origin for one in reading.all(PlanNode)}
