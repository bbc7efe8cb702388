"""What somebody does to a signed paper who hopes that nobody looks closely; each gives a file."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from fieldapp.signing.pades import KeySigner, _Pen

Writer = IncrementalPdfFileWriter


def flip_a_byte(pdf: bytes) -> bytes:
    """One bit in the middle of what was signed is another."""
    place = pdf.index(b"startxref") // 2
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def write_behind_it(pdf: bytes) -> bytes:
    """Something stands after the end, which no reader shows today."""
    return pdf + b"\n%% nota al margen\n"


def replace_a_page(pdf: bytes) -> bytes:
    """The first page's content is blank, laid over the old one by an incremental update."""

    def blank(writer: Writer) -> None:
        page = _first_page(writer)
        page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
        writer.update_container(page)

    return _updated(pdf, blank)


def add_a_note(pdf: bytes) -> bytes:
    """A note lies over the first page: «Compromiso anulado»."""

    def note(writer: Writer) -> None:
        shown = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Rect"): generic.ArrayObject(
                    map(generic.NumberObject, (50, 500, 400, 560))
                ),
                pdf_name("/Contents"): generic.pdf_string("Compromiso anulado"),
                pdf_name("/F"): generic.NumberObject(4),
                pdf_name("/DA"): generic.pdf_string("/F1 12 Tf 0 g"),
            }
        )
        writer.register_annotation(_first_page_place(writer), writer.add_object(shown))

    return _updated(pdf, note)


def swap_the_content(pdf: bytes) -> bytes:
    """acta.json inside is another one, swapped by an incremental update."""

    def swap(writer: Writer) -> None:
        held = writer.root["/AF"][0]["/EF"]
        other = generic.StreamObject(stream_data=b'{"number":"ACTA-FALSA-1"}')
        held["/F"] = held["/UF"] = writer.add_object(other)
        writer.update_container(held)

    return _updated(pdf, swap)


def paste_a_signature(onto: bytes, taken_from: bytes) -> bytes:
    """The signature of one paper, laid into the place of another's."""
    first, last = _gap(onto)
    start, end = _gap(taken_from)
    assert last - first == end - start
    return onto[:first] + taken_from[start:end] + onto[last:]


def sign_over(pdf: bytes, signer: KeySigner) -> bytes:
    """A second signature beside the officer's, on a visible field over the first page."""
    writer = Writer(io.BytesIO(pdf))
    pen = PdfSigner(
        PdfSignatureMetadata(field_name="Otra", md_algorithm="sha256"),
        _Pen(signer),
        new_field_spec=SigFieldSpec("Otra", on_page=0, box=(60, 500, 460, 540)),
    )
    pen._enforce_certification_constraints = lambda reader: None
    return pen.sign_pdf(writer, bytes_reserved=8192).getvalue()


def save_again(pdf: bytes) -> bytes:
    """The same pages, written anew by another program."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(written)
    return written.getvalue()


def _gap(pdf: bytes) -> tuple[int, int]:
    signature = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
    _, length, start, _ = (int(one) for one in signature.byte_range)  # type: ignore[union-attr]
    return length, start


def _updated(pdf: bytes, change: Callable[[Writer], None]) -> bytes:
    writer = Writer(io.BytesIO(pdf))
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _first_page_place(writer: Writer) -> generic.IndirectObject:
    return writer.find_page_for_modification(0)[0]


def _first_page(writer: Writer) -> generic.DictionaryObject:
    page = _first_page_place(writer).get_object()
    assert isinstance(page, generic.DictionaryObject)
    return page
