"""Any report: the same words on paper, as a sheet and as a draft to go on writing."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pikepdf
import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook

from fieldapp.documents.conformance import faults
from fieldapp.documents.report_charts import BARS, MAP, RADAR
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


def _long(rows: int) -> Report:
    many = [(f"fila-{n:04}", "palabra " * (1 + n % 9), n) for n in range(rows)]
    return Report(
        name="largo", title="Largo", blocks=(table(("Fila", "Palabras", "Cuánto"), many),)
    )


def test_a_table_of_many_pages_has_each_row_once_under_its_head_and_is_one_table() -> None:
    paper = render_report(_long(300), pack(), office="DT Cauca")
    assert faults(paper) == []
    pages = pages_of(paper)
    assert len(pages) > 3
    assert all("Palabras" in page for page in pages)
    said = "".join(pages)
    assert [said.count(f"fila-{n:04}") for n in range(300)] == [1] * 300
    with pikepdf.open(io.BytesIO(paper)) as document:
        kids = document.Root.StructTreeRoot.K.K
        assert [str(kid.S) for kid in kids].count("/Table") == 1


def test_a_row_taller_than_a_page_is_printed_whole_among_others() -> None:
    tall = " ".join(f"palabra{n}" for n in range(1500))
    rows = [("antes", "x", 1), ("alta", tall, 2), ("después", "x", 3)]
    report = Report(name="a", title="A", blocks=(table(("Fila", "Palabras", "Cuánto"), rows),))
    paper = render_report(report, pack(), office="DT Cauca")
    assert faults(paper) == []
    said = words_of(paper)
    assert said.count("palabra1499") == 1
    assert "después" in said


def test_the_head_and_the_words_of_a_column_of_numbers_stand_right_like_them() -> None:
    rows = [("a", 1200), ("b", "No se sabe"), ("c", 12_000_000)]
    report = Report(name="n", title="N", blocks=(table(("Fila", "Cuánto"), rows),))
    paper = render_report(report, pack(), office="DT Cauca")
    ends = [_right_of(paper, words) for words in ("Cuánto", "1200", "No se sabe", "12000000")]
    assert max(ends) - min(ends) < 2


def test_a_long_name_of_a_bar_has_two_lines_and_an_ellipsis_for_the_rest() -> None:
    name = "Comisión intergubernamental del sector trabajo y promoción del empleo " * 2
    bars = Picture(BARS, "Barras.", ((name, Decimal(2)), ("Corta", Decimal(1))), Decimal(2))
    report = Report(name="b", title="B", blocks=(bars,))
    said = words_of(render_report(report, pack(), office="DT Cauca"))
    assert "Comisión intergubernamental del sector" in said
    assert "trabajo y promoción" in said
    assert "…" in said


def _right_of(paper: bytes, words: str) -> float:
    """Where the last letter of these words ends, in points."""
    with pypdfium2.PdfDocument(paper) as document:
        page = document[0].get_textpage()
        found = page.search(words).get_next()
        assert found is not None
        return page.get_charbox(found[0] + found[1] - 1)[2]


def test_a_map_names_all_that_fits_into_a_cell_and_tells_how_many_more_there_are() -> None:
    names = [f"Entidad {n}" for n in range(1, 10)]
    points = (
        *((name, Decimal(5)) for name in names),
        ("Un nombre largo en dos renglones", Decimal(1)),
    )
    heights = (*(Decimal(5) for _ in names), Decimal(1))
    picture = Picture(MAP, "Clave: todas.", points, Decimal(5), heights, ("Interés", "Influencia"))
    paper = render_report(replace(_REPORT, blocks=(picture,)), pack(), office="DT Cauca")
    assert faults(paper) == []
    said = words_of(paper)
    assert [name for name in names if name in said] == names[:6]
    for words in ("y 3 más", "Interés", "Influencia", "Un nombre largo en", "Clave: todas."):
        assert words in said
