"""What can be proven of an acta in the hand."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field

import pikepdf
import pytest
from PIL import Image, ImageFilter

from fieldapp.documents.acta import render_acta, render_draft
from fieldapp.records.text import SPANISH
from fieldapp.rules.acta import ActaContent, acta_content, draft_content
from fieldapp.rules.verdict import Outcome, Verdict
from fieldapp.signing.verify import verify
from tests.given import actas
from tests.given.packs import pack
from tests.given.papers import scan_of_last_page, with_inside

_UNSAID = {
    "description": "",
    "filename": "acta.json",
    "mime_type": "",
    "creation_date": "",
    "mod_date": "",
}


@dataclass
class KnownActas:
    """A ledger of the actas it is told of."""

    files: dict[str, str] = field(default_factory=dict[str, str])
    contents: dict[str, str] = field(default_factory=dict[str, str])

    def number_of_file(self, sha256: str) -> str | None:
        return self.files.get(sha256)

    def number_of_content(self, digest: str) -> str | None:
        return self.contents.get(digest)


def _issued() -> tuple[ActaContent, bytes]:
    acta, signatures = actas.issued()
    return acta, render_acta(acta.content, signatures)


def _knows(acta: ActaContent, paper: bytes) -> KnownActas:
    return KnownActas(
        {hashlib.sha256(paper).hexdigest(): actas.NUMBER}, {acta.digest.hex(): actas.NUMBER}
    )


def _said(verdict: Verdict) -> str:
    return " ".join(map(SPANISH, verdict.sentences))


def test_a_file_the_ledger_knows_is_proven() -> None:
    acta, paper = _issued()
    verdict = verify(paper, _knows(acta, paper))
    assert verdict.outcome is Outcome.PROVEN
    coincides = f"El contenido coincide con el acta {actas.NUMBER} emitida."
    assert _said(verdict) == f"{coincides} Hora declarada por el equipo, sin sello de tiempo."
    assert (verdict.number, verdict.digest) == (actas.NUMBER, acta.digest.hex())


def test_the_archive_copy_is_proven_too() -> None:
    acta, signatures = actas.issued()
    archive = render_acta(acta.content, signatures, acta.personal)
    assert verify(archive, _knows(acta, archive)).outcome is Outcome.PROVEN


def test_a_file_the_ledger_does_not_know_cannot_be_proven_yet() -> None:
    _, paper = _issued()
    verdict = verify(paper, KnownActas())
    assert verdict.outcome is Outcome.NOT_PROVEN
    assert "no se puede probar todavía" in _said(verdict)
    assert "coincide" not in _said(verdict)


def test_a_file_known_under_another_number_is_not_proven() -> None:
    _, paper = _issued()
    ledger = KnownActas({hashlib.sha256(paper).hexdigest(): "ACTA-OTRA-2026-D01-0001"})
    assert verify(paper, ledger).outcome is Outcome.NOT_PROVEN


def test_another_json_inside_is_seen_even_if_the_ledger_were_fooled() -> None:
    _, paper = _issued()
    other = acta_content(actas.visit_records(promises=1), pack(), actas.issuer(), actas.issue())
    with pikepdf.open(io.BytesIO(paper)) as document:
        inside = pikepdf.AttachedFileSpec(document, other.content, **_UNSAID)
        document.attachments["acta.json"] = inside
        written = io.BytesIO()
        document.save(written)
    swapped = written.getvalue()
    verdict = verify(swapped, _knows(other, swapped))
    assert verdict.outcome is Outcome.ALTERED
    assert "distinto del que dice el código" in _said(verdict)
    assert "distinta de la del contenido" in _said(verdict)


def test_another_number_in_the_code_is_named() -> None:
    acta, _ = actas.issued()
    renumbered = acta.content.replace(actas.NUMBER.encode(), b"ACTA-DTCAUCA-2026-D07-0043")
    pages = render_acta(renumbered)
    mixed = with_inside(pages, acta.content)
    assert "por dentro ACTA-DTCAUCA-2026-D07-0042" in _said(verify(mixed, KnownActas()))


def test_json_that_is_no_acta_is_told() -> None:
    _, paper = _issued()
    for inside in (b"{}", b"[1,2]", b"\xff\x00"):
        pages = with_inside(paper, inside)
        assert "no es un acta" in _said(verify(pages, KnownActas()))


@pytest.mark.parametrize("flipped_at", [0.2, 0.5, 0.8])
def test_a_flipped_byte_is_never_proven(flipped_at: float) -> None:
    acta, paper = _issued()
    at = int(len(paper) * flipped_at)
    damaged = paper[:at] + bytes([paper[at] ^ 0xFF]) + paper[at + 1 :]
    assert verify(damaged, _knows(acta, paper)).outcome is not Outcome.PROVEN


def test_a_scan_says_what_to_compare_and_proves_nothing() -> None:
    acta, paper = _issued()
    unknown = verify(_png(scan_of_last_page(paper)), KnownActas())
    assert unknown.outcome is Outcome.NOT_PROVEN
    assert "No se puede probar todavía" in _said(unknown)
    assert unknown.digest == acta.digest.hex()
    known = verify(_png(scan_of_last_page(paper)), _knows(acta, paper))
    assert known.outcome is Outcome.TO_COMPARE
    assert "Compare la hoja" in _said(known)


def test_a_photo_taken_askew_and_blurred_is_read() -> None:
    acta, paper = _issued()
    photo = scan_of_last_page(paper).rotate(9, expand=True, fillcolor="white")
    jpeg = io.BytesIO()
    photo.filter(ImageFilter.GaussianBlur(1)).save(jpeg, "JPEG", quality=45)
    assert verify(jpeg.getvalue(), KnownActas()).digest == acta.digest.hex()


def test_a_scanned_pdf_is_read_like_a_photo() -> None:
    acta, paper = _issued()
    scanned = io.BytesIO()
    scan_of_last_page(paper).save(scanned, "PDF")
    verdict = verify(scanned.getvalue(), KnownActas())
    assert verdict.outcome is Outcome.NOT_PROVEN
    assert verdict.digest == acta.digest.hex()


def test_a_picture_of_several_sheets_is_looked_through() -> None:
    acta, paper = _issued()
    sheets = io.BytesIO()
    blank = Image.new("L", (1240, 1754), "white")
    last = scan_of_last_page(paper).convert("L")
    blank.save(sheets, "TIFF", save_all=True, append_images=[blank, last])
    assert verify(sheets.getvalue(), KnownActas()).digest == acta.digest.hex()


def test_what_is_no_acta_is_unreadable() -> None:
    blank = _png(Image.new("L", (400, 400), "white"))
    draft = render_draft(draft_content(actas.visit_records(), pack(), actas.issuer()))
    for file in (b"", b"hola", b"%PDF-1.7 no more", b"\x89PNG\r\n\x1a\n half", blank, draft):
        assert verify(file, KnownActas()).outcome is Outcome.UNREADABLE


def _png(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()
