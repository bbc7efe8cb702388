"""What a paper says, in the order in which it says it: for two readers and a screen reader."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator

import pikepdf
import pytest
import zxingcpp
from pikepdf import Array, Dictionary, Object

from fieldapp.packs.pack import Paper
from fieldapp.rules.acta_code import read_code
from fieldapp.rules.acta_content import Acta, Attendee, read_content
from fieldapp.rules.acta_facts import facts_of
from tests.given import actas
from tests.given.every_paper import COUNTRIES, EVERY, SIZES, issued, on
from tests.given.packs import pack
from tests.given.papers import pages_of, scan_of_last_page


def _by_pdfium(paper: bytes) -> str:
    return "".join(pages_of(paper))


def _by_poppler(paper: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("poppler is not on this machine")
    done = subprocess.run([program, "-raw", "-", "-"], input=paper, capture_output=True, check=True)
    return done.stdout.decode()


READERS: dict[str, Callable[[bytes], str]] = {"pdfium": _by_pdfium, "poppler": _by_poppler}


def _told(acta: Acta) -> Iterator[str]:
    """Everything that the pages of an acta tell, in order."""
    heading = acta.heading
    yield from (heading.institution, heading.area, heading.programme, heading.office)
    for row in heading.quality:
        yield from row
    yield from (heading.year_name, acta.document.upper(), acta.number, acta.nature)
    for part in acta.parts:
        yield from PARTS[part](acta) if part in PARTS else ()
    yield acta.words.attendance
    for n, row in enumerate(acta.attendance, start=1):
        yield from (str(n), *_row(row))
    yield from (acta.reading, acta.closing)
    for signer in acta.signers:
        yield from (signer.name, signer.capacity)
    yield from ("Cómo comprobar esta acta", acta.number, acta.frozen_text.rstrip("."))


def _promised(acta: Acta) -> Iterator[str]:
    for promise in acta.commitments:
        yield from (promise.text, promise.responsible, promise.person, promise.due_text)


PARTS: dict[str, Callable[[Acta], list[str]]] = {
    "facts": lambda acta: [words for line in facts_of(acta) for words in line],
    "opening": lambda acta: [acta.opening],
    "agenda": lambda acta: [
        acta.words.agenda,
        *(f"{n}. {point.title}" for n, point in enumerate(acta.agenda, start=1)),
    ],
    "development": lambda acta: [
        acta.words.development,
        *(point.discussion for point in acta.agenda),
        acta.development,
    ],
    "decisions": lambda acta: [
        acta.words.decisions,
        *(point.decision for point in acta.agenda),
    ],
    "commitments": lambda acta: [acta.words.commitments, *_promised(acta)],
}


def _row(row: Attendee) -> tuple[str, ...]:
    return (row.name, row.mark, row.id_type, row.organization, row.position, row.authorises)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("country", COUNTRIES)
def test_the_text_of_an_acta_is_its_content_in_order(country: str, reader: str) -> None:
    content, _ = issued(pack(country))
    said = _bare(READERS[reader](EVERY["acta"](pack(country))))
    place = 0
    for words in _told(read_content(content.content, Acta)):
        found = said.find(_bare(words), place)
        assert found >= 0, f"{words!r} does not follow {said[max(place - 60, 0) : place]!r}"
        place = found + len(_bare(words))


def _bare(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("name", EVERY)
def test_a_screen_reader_follows_the_order_of_the_page(name: str) -> None:
    with pikepdf.open(io.BytesIO(EVERY[name](pack()))) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        marks = list(_marks(document.Root.StructTreeRoot.K, pages))
    assert len(marks) > 20
    assert marks == sorted(marks)


def _marks(element: Object, pages: dict[tuple[int, int], int]) -> Iterator[tuple[int, int]]:
    """(page, mark) of everything below an element, in the order of the structure."""
    held = element.get("/K", Array())
    for kid in held if isinstance(held, Array) else [held]:
        if not isinstance(kid, Dictionary):
            yield pages[element.Pg.objgen], int(kid)  # pyright: ignore[reportArgumentType]
        elif "/MCID" in kid:
            yield pages[kid.Pg.objgen], int(kid.MCID)
        elif "/S" in kid:
            yield from _marks(kid, pages)


@pytest.mark.parametrize("name", ["acta", "archive copy", "signature sheet"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("country", COUNTRIES)
def test_the_qr_is_read_from_a_coarse_black_and_white_scan_of_every_last_page(
    country: str, size: Paper, name: str
) -> None:
    scan = scan_of_last_page(EVERY[name](on(country, size)), dpi=150).convert("1")
    (found,) = zxingcpp.read_barcodes(scan.convert("L"))
    read = read_code(found.text)
    assert read is not None
    assert read.code.number == actas.NUMBER
