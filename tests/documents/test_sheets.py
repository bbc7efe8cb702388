"""Tables as XLSX: typed, safe to open, without personal columns unless asked for."""

from __future__ import annotations

import io
import sys
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.documents.sheets import Leaf, Value, attendance_sheet, write_book, write_sheet
from fieldapp.records.describe import Money
from tests.given import actas
from tests.given.packs import pack


def test_cells_have_the_types_of_their_values() -> None:
    sheet = _opened(
        "SENA",
        3,
        Decimal("42.7"),
        date(2026, 11, 20),
        datetime(2026, 11, 20, 14, 15, tzinfo=UTC),
        True,
        None,
    )
    assert [cell.value for cell in sheet[2][:3]] == ["SENA", 3, 42.7]
    assert [str(cell.value) for cell in sheet[2][3:]] == [
        "2026-11-20 00:00:00",
        "2026-11-20 09:15:00",
        "Sí",
        "None",
    ]


def test_money_is_a_number_in_its_major_unit() -> None:
    assert _opened(Money("COP", 1_234_567))["A2"].value == 1_234_567
    assert _opened(Money("PEN", 4_170_050))["A2"].value == 41_700.5


@pytest.mark.parametrize("typed", ['=HYPERLINK("x")', "+57 310", "-1+1", "@SUM(A1)", "\t=1"])
def test_what_a_person_typed_is_never_a_formula(typed: str) -> None:
    cell = _opened(typed)["A2"]
    assert cell.data_type == "s"
    assert cell.value == typed
    assert cell.quotePrefix


def test_what_no_sheet_can_hold_is_left_out() -> None:
    assert _opened("a\x00b\x0bc")["A2"].value == "abc"
    assert len(_opened("ñ" * 40_000)["A2"].value) == 32_767


def test_the_head_stays_and_every_column_has_a_filter() -> None:
    sheet = _opened("SENA", 3)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B2"
    assert sheet["A1"].font.b


def test_a_title_with_forbidden_signs_is_mended() -> None:
    written = write_sheet("Actas [2026]: todas/ninguna " * 3, ["A"], [], pack().formats)
    assert openpyxl.load_workbook(io.BytesIO(written)).sheetnames[0].startswith("Actas  2026")


def test_long_titles_that_begin_alike_are_told_apart() -> None:
    name = "Secretaría de Desarrollo Económico y Competitividad"
    leaves = [Leaf(one, ["A"], []) for one in (name, name.upper(), f"{name} de Cali")]
    titles = openpyxl.load_workbook(io.BytesIO(write_book(leaves, pack().formats))).sheetnames
    assert titles == [name[:31], f"{name.upper()[:29]} 2", f"{name[:29]} 3"]


def test_the_attendance_sheet_has_no_personal_column_unless_asked_for() -> None:
    records = actas.visit_records(people=12)
    plain = _load(attendance_sheet(records, pack(), actas.issuer()))
    assert plain.max_row == 13
    values = {str(cell.value) for row in plain.iter_rows() for cell in row}
    for row in records.attendance:
        assert not {row.id_number, row.phone, row.email} & values
    whole = _load(attendance_sheet(records, pack(), actas.issuer(), personal=True))
    values = {str(cell.value) for row in whole.iter_rows() for cell in row}
    for row in records.attendance:
        assert {row.id_number, row.phone, row.email} <= values
    assert whole["I2"].data_type == "s"


def _opened(*values: Value) -> Worksheet:
    heads = [f"Columna {n}" for n in range(len(values))]
    return _load(write_sheet("Lista", heads, [values], pack().formats))


def _load(written: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(written)).worksheets[0]


def test_no_sheet_in_clear_touches_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and watching and isinstance(arguments[1], str) and "w" in arguments[1]:
            opened.append(str(arguments[0]))

    watching = True
    sys.addaudithook(note)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert _opened("Yesenia Riascos Angulo")["A2"].value == "Yesenia Riascos Angulo"
    watching = False
    assert opened == []
    assert not list(tmp_path.iterdir())
