"""Every paper conforms to PDF/A-3a and PDF/UA-1, and the checker sees each way to break them.

pikepdf's own validator is a second opinion on what both know: PDF/A-3b.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from random import Random

import pikepdf
import pikepdf.pdfa
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from fieldapp.documents.archival import finish
from fieldapp.documents.conformance import faults
from fieldapp.documents.paper import Sheet, lay_out, text
from fieldapp.packs.pack import Paper
from tests.given.every_paper import COUNTRIES, EVERY, SIZES, on
from tests.given.packs import pack

_NOT_KNOWN_TO_THE_SECOND = (
    "interactive forms",
    "embedded files",
    "pdfaExtension",
    "pdfaSchema",
    "pdfaProperty",
    "pdfuaid:part",
    "pdfaid:conformance is 'A'",
)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("name", EVERY)
def test_every_paper_conforms_in_every_country_and_on_every_size(
    name: str, country: str, size: Paper
) -> None:
    paper = EVERY[name](on(country, size))
    assert faults(paper) == []


@pytest.mark.parametrize("name", EVERY)
def test_a_second_validator_finds_nothing_but_what_it_does_not_know(name: str) -> None:
    report = pikepdf.pdfa.validate_written(io.BytesIO(EVERY[name](pack())), "3b")
    found = [
        str(finding)
        for finding in report.findings
        if not any(unknown in finding.message for unknown in _NOT_KNOWN_TO_THE_SECOND)
    ]
    assert found == []


@pytest.mark.parametrize("name", EVERY)
def test_qpdf_finds_nothing_to_mend(name: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(EVERY[name](pack()))
    check = pikepdf.Job(["qpdf", "--check", str(file)])
    check.run()
    assert check.exit_code == 0
    assert not check.has_warnings


def test_a_letter_that_the_font_lacks_is_seen() -> None:
    sheet = Sheet("T", "A", "es-CO", "letter", "", lambda _: "")
    paper = finish(lay_out(sheet, [text("Palabra 労")]))
    assert any("draws nothing" in fault for fault in faults(paper))


def test_what_is_no_paper_of_ours_is_said_to_be_none() -> None:
    assert "not readable" in faults(b"%PDF-1.7 nothing")[0]


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_paper_is_told_and_never_breaks_the_checker(seed: int, whole: bytes) -> None:
    dice = Random(seed)
    damaged = bytearray(whole)
    for _ in range(40):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    assert all(isinstance(fault, str) for fault in faults(bytes(damaged)))


def _first(document: Pdf, tag: str) -> Object:
    for one in document.objects:
        if isinstance(one, Dictionary) and one.get("/S") == f"/{tag}":
            return one
    raise LookupError(tag)


def _draw(document: Pdf, drawn: bytes) -> None:
    contents = document.pages[0].Contents
    contents.write(contents.read_bytes() + drawn)


def _replace(document: Pdf, old: bytes, new: bytes) -> None:
    contents = document.pages[0].Contents
    content = contents.read_bytes()
    assert old in content
    contents.write(content.replace(old, new, 1))


def _font(document: Pdf) -> Object:
    return next(iter(document.pages[0].Resources.Font.values()))  # pyright: ignore[reportAttributeAccessIssue]


def _annotation(document: Pdf, flags: int = 4) -> None:
    place = Array([60, 500, 460, 540])
    made = Dictionary(Type=Name.Annot, Subtype=Name.Text, F=flags, Rect=place)
    document.pages[0].Annots = Array([document.make_indirect(made)])


def _retitle(document: Pdf) -> None:
    document.docinfo["/Title"] = String("Otra")


def _drop(holder: Callable[[Pdf], Object], key: str) -> Callable[[Pdf], None]:
    def broken(document: Pdf) -> None:
        del holder(document)[key]

    return broken


def _put(holder: Callable[[Pdf], Object], key: str, value: object) -> Callable[[Pdf], None]:
    def broken(document: Pdf) -> None:
        holder(document)[key] = value

    return broken


def _root(document: Pdf) -> Object:
    return document.Root


def _page(document: Pdf) -> Object:
    return document.pages[0].obj


def _structure(tag: str) -> Callable[[Pdf], Object]:
    return lambda document: _first(document, tag)


BROKEN: dict[str, tuple[Callable[[Pdf], None], str]] = {
    "a stamp over the page": (lambda d: _draw(d, b"\n0 0 300 300 re f\n"), "outside every mark"),
    "words outside every mark": (lambda d: _draw(d, b"\nBT (No) Tj ET\n"), "outside every mark"),
    "a mark not ended": (lambda d: _draw(d, b"\n/P <</MCID 900>> BDC\n"), "not ended"),
    "an end without a mark": (lambda d: _draw(d, b"\nEMC\n"), "without a mark"),
    "a mark nobody owns": (
        lambda d: _draw(d, b"\n/P <</MCID 900>> BDC EMC\n"),
        "belongs to nothing",
    ),
    "a mark twice": (lambda d: _draw(d, b"\n/P <</MCID 0>> BDC EMC\n"), "twice"),
    "a mark that lies": (lambda d: _replace(d, b"/H1 <<", b"/P <<"), "says P"),
    "an ornament in content": (
        lambda d: _replace(d, b"/MCID 0>> BDC", b"/MCID 0>> BDC /Artifact BMC EMC"),
        "ornament inside content",
    ),
    "content without a number": (lambda d: _draw(d, b"\n/P BMC EMC\n"), "without a number"),
    "a font not inside": (_drop(lambda d: _font(d).FontDescriptor, "/FontFile2"), "not inside"),
    "letters that say nothing": (_drop(_font, "/ToUnicode"), "not inside"),
    "a picture without words": (_drop(_structure("Figure"), "/Alt"), "without words"),
    "a picture without a box": (_drop(_structure("Figure"), "/A"), "without a box"),
    "a head without scope": (_drop(_structure("TH"), "/A"), "what it heads"),
    "a list that does not count": (_drop(_structure("L"), "/A"), "how it counts"),
    "a heading too deep": (_put(_structure("H2"), "/S", Name.H4), "follows a heading"),
    "an unknown tag": (_put(_structure("P"), "/S", Name.Paragraph), "no tag of ours"),
    "a row outside a table": (_put(_structure("Table"), "/S", Name.Div), "inside Div"),
    "a torn row": (_put(_structure("TR"), "/K", Array([])), "cells"),
    "no way back": (
        lambda d: d.Root.StructTreeRoot.ParentTree.Nums[1].__setitem__(0, _first(d, "Table")),
        "another element",
    ),
    "a page outside the structure": (_drop(_page, "/StructParents"), "part of the structure"),
    "no order of tabs": (_drop(_page, "/Tabs"), "part of the structure"),
    "no structure": (_drop(_root, "/StructTreeRoot"), "not readable"),
    "no language": (_drop(_root, "/Lang"), "no language"),
    "no colour profile": (_put(_root, "/OutputIntents", Array([])), "no colour profile"),
    "another title": (_retitle, "dc:title and /Title differ"),
    "a script": (_put(_root, "/OpenAction", Dictionary(S=Name.JavaScript)), "/OpenAction"),
    "a form to fill in": (
        _put(lambda d: d.Root.AcroForm, "/NeedAppearances", True),
        "wants to be filled in",
    ),
    "a file of no relation": (_drop(_root, "/AF"), "belong to the pages"),
    "a note on the page": (_annotation, "covers the page"),
    "an invisible note": (lambda d: _annotation(d, flags=2), "not printed"),
    "a field without its words": (_drop(lambda d: d.Root.AcroForm.Fields[0], "/TU"), "a field"),
}


@pytest.fixture(scope="module")
def whole() -> bytes:
    return EVERY["archive copy"](pack())


@pytest.mark.parametrize("how", BROKEN)
def test_a_paper_broken_in_this_way_is_seen(how: str, whole: bytes) -> None:
    breaks, said = BROKEN[how]
    with pikepdf.open(io.BytesIO(whole)) as document:
        breaks(document)
        written = io.BytesIO()
        document.save(written)
    found = faults(written.getvalue())
    assert found
    assert any(said in fault for fault in found), found
