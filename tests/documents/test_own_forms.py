"""A ministry's own DOCX and XLSX, filled by the names in braces that stand in them."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import docx
import pytest
from openpyxl import Workbook, load_workbook

from fieldapp.documents.form_docx import fill_docx
from fieldapp.documents.form_xlsx import fill_xlsx
from fieldapp.records.text import Refused
from fieldapp.rules.report import Report, table
from fieldapp.rules.report_fields import Fields, fields_of
from tests.given.packs import pack


def the_fields() -> Fields:
    report = Report(
        name="x",
        title="Informe",
        stamp="Al corte del 20",
        blocks=(
            table(("Indicador", "Valor"), [("Actas firmadas", 7)], caption="Cifras"),
            table(
                ("Fecha", "Lugar"),
                [(date(2026, 11, 3), "Guapi"), (date(2026, 11, 9), "=Timbiquí")],
                caption="Actividades",
            ),
            table(("Fecha", "Monto"), [(date(2026, 11, 30), Decimal("1.5"))], caption="Otras"),
        ),
    )
    return fields_of(report, funcionario="Marleny Angulo")


def a_docx(words: str, *cells: str) -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for letter in words:  # as Word does with what was corrected while typing
        paragraph.add_run(letter)
    made = document.add_table(rows=2, cols=len(cells) or 1)
    for place, cell in enumerate(cells):
        made.rows[1].cells[place].text = cell
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def an_xlsx(**cells: str) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    for place, value in cells.items():
        sheet[place] = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_words_cut_into_runs_and_repeated_rows_are_filled_in_word() -> None:
    form = a_docx(
        "De {{ Funcionario }}, {{título}}: {{cifras: actas firmadas}} actas",
        "{{Actividades[fecha]}}",
        "en {{Actividades[Lugar]}}",
    )
    document = docx.Document(io.BytesIO(fill_docx(form, the_fields(), pack("CO"))))
    assert document.paragraphs[0].text == "De Marleny Angulo, Informe: 7 actas"
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [row[1] for row in rows] == ["", "en Guapi", "en =Timbiquí"]
    assert all(row[0] for row in rows[1:])


def test_a_sheet_keeps_types_and_what_stands_below_moves_down() -> None:
    form = an_xlsx(
        A1="{{cifras: actas firmadas}}",
        A2="{{*[Fecha]}}",
        B2="{{*[Lugar]}}",
        A3="Firma: {{funcionario}}",
    )
    sheet: Any = load_workbook(io.BytesIO(fill_xlsx(form, the_fields(), pack("CO")))).active
    assert sheet["A1"].value == 7
    assert [sheet[f"A{n}"].value.date() for n in (2, 3)] == [date(2026, 11, 3), date(2026, 11, 9)]
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=Timbiquí", "s")
    assert sheet["A4"].value == "Firma: Marleny Angulo"


def test_what_a_form_asks_and_a_report_has_not_is_named() -> None:
    for words in ("{{presupuesto}}", "{{Cifras: otra}}"):
        with pytest.raises(Refused) as refused:
            fill_docx(a_docx(words), the_fields(), pack("CO"))
        assert "«{name}»" in refused.value.text.source
    with pytest.raises(Refused):
        fill_xlsx(an_xlsx(A1="{{Actividades[Nada]}}"), the_fields(), pack("CO"))
    with pytest.raises(Refused):
        fill_docx(a_docx("", "{{Nada[Fecha]}}"), the_fields(), pack("CO"))
