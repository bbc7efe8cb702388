"""The institution's logo stands in the margin of the first page, and never stops a paper."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from fieldapp.documents.acta import render_acta
from fieldapp.documents.conformance import faults
from fieldapp.documents.report_paper import render_report
from fieldapp.packs import read_pack
from fieldapp.rules.report import Paragraph, Report
from sync.server.__main__ import main
from tests.given import actas
from tests.given.packs import changed_pack, pack

CONTENT = actas.issued()[0].content


def a_logo(wide: int = 900, high: int = 180) -> bytes:
    """Green on nothing: what is transparent must come out white."""
    picture = Image.new("RGBA", (wide, high), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, wide // 3, high), fill=(0, 120, 60, 255))
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def green_on(pdf: bytes, page: int) -> int:
    """How many dots of a page, 72 to an inch, are of the logo's green."""
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[page].render(scale=1).to_pil().convert("RGB")
    return sum(count for count, (red, green, _) in image.getcolors(2**24) or () if green > red + 60)


def test_the_first_page_bears_it_and_the_paper_stays_conformant() -> None:
    plain, marked = render_acta(CONTENT), render_acta(CONTENT, logo=a_logo())
    assert green_on(plain, 0) == 0
    assert green_on(marked, 0) > 200
    assert green_on(marked, 1) == 0
    assert faults(marked) == []
    assert render_acta(CONTENT, logo=a_logo()) == marked


def test_a_report_bears_the_logo_of_its_pack(tmp_path: Path) -> None:
    folder = changed_pack(tmp_path)
    (folder / "logo.png").write_bytes(a_logo())
    report = Report(name="r", title="Informe", blocks=(Paragraph("Una línea."),))
    printed = render_report(report, read_pack(folder), office="Dirección Territorial Cauca")
    assert green_on(printed, 0) > 200
    assert green_on(render_report(report, pack(), office=""), 0) == 0


def test_a_picture_that_is_none_prints_no_logo_and_fails_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert render_acta(CONTENT, logo=b"<svg/>") == render_acta(CONTENT)
    folder = changed_pack(tmp_path)
    (folder / "logo.png").write_bytes(b"<svg/>")
    assert main(["pack", "check", str(folder)]) == 69
    assert "logo.png" in capsys.readouterr().err
