"""Any report: the same words on paper, as a sheet and as a draft to go on writing."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from docx import Document
from openpyxl import load_workbook

from fieldapp.documents.conformance import faults
from fieldapp.documents.report_charts import BARS, RADAR
from fieldapp.documents.report_docx import render_report_docx
from fieldapp.documents.report_paper import render_report
from fieldapp.documents.sheets import report_book
from fieldapp.records.describe import Money
from fieldapp.rules.report import Heading, Paragraph, Picture, Report, table
from tests.given.packs import pack
from tests.given.papers import pages_of, words_of

_POINTS = (("Gobernanza", Decimal(3)), ("Alianzas", Decimal("1.5")), ("Desempeño", Decimal(4)))
_REPORT = Report(
    name="ejemplo",
    title="Informe de ejemplo",
    subtitle="Puno, 2026",
    stamp="Corte: 28 de noviembre de 2026",
    sideways=True,
    blocks=(
        Heading("Presupuesto"),
        Paragraph("Una línea.\nOtra línea."),
        table(
            ("Actividad", ("Costo", 4), ("Fecha", 4)),
            [
                ("Taller", Money("COP", 41_700), date(2026, 11, 28)),
                ("=Reunión", None, None),
            ],
            caption="Partidas",
            totals=("Total", Money("COP", 41_700), None),
            note="Nota al pie.",
        ),
        table(("Vacía",), [], caption="Nada", empty="Cronograma: pendiente."),
        Picture(RADAR, "Gobernanza 3, alianzas 1,5 y desempeño 4 de 4.", _POINTS, Decimal(4)),
        Picture(BARS, "Las mismas en barras.", _POINTS, Decimal(4)),
        Picture(BARS, "Sin mediciones.", (), Decimal(0)),
    ),
)


def test_a_report_on_paper_is_tagged_and_says_everything() -> None:
    paper = render_report(_REPORT, pack(), office="DT Cauca")
    assert faults(paper) == []
    said = words_of(paper)
    for words in (
        "Informe de ejemplo",
        "Puno, 2026",
        "Corte: 28 de noviembre de 2026",
        "Otra línea.",
        "$ 41.700",
        "sáb 28 nov 2026",
        "=Reunión",
        "Nota al pie.",
        "Cronograma: pendiente.",
        "Gobernanza: 3",
        "Sin mediciones.",
    ):
        assert words in said.replace("\u00a0", " ")


def test_the_same_report_is_the_same_file() -> None:
    first, second = (render_report(_REPORT, pack(), office="DT") for _ in range(2))
    assert first == second
    assert len(pages_of(first)) >= 1


def test_a_sheet_has_a_leaf_a_table_with_types_and_no_formula() -> None:
    book = load_workbook(io.BytesIO(report_book(_REPORT, pack().formats)))
    assert book.sheetnames == ["Partidas", "Nada"]
    rows = list(book["Partidas"].iter_rows(values_only=True))
    assert rows[0] == ("Actividad", "Costo", "Fecha")
    assert rows[1][1] == 41_700
    assert rows[2][0] == "=Reunión"
    assert book["Partidas"].cell(3, 1).data_type == "s"


def test_a_draft_has_the_tables_to_write_on() -> None:
    written = Document(io.BytesIO(render_report_docx(_REPORT, pack(), office="DT")))
    assert written.tables[0].rows[3].cells[0].text == "Total"
    said = "\n".join(one.text for one in written.paragraphs)
    assert "Gobernanza 3, alianzas 1,5 y desempeño 4 de 4." in said
    assert "Cronograma: pendiente." in said


def test_a_row_of_another_width_is_a_mistake_of_the_builder() -> None:
    with pytest.raises(ValueError, match="Partidas"):
        table(("Una", "Dos"), [("sola",)], caption="Partidas")
