"""The people of an acta: the attendance table, and who signs at its end.

A signature is printed as its stroke, as a blank space for a pen, or as words that say what
happened instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from fieldapp.documents.marks import DrawnSignature
from fieldapp.documents.paper import CELL, COLUMN, HAIRLINE, LABEL, SMALL, text
from fieldapp.documents.tables import Cell, plain_table, ruled_table
from fieldapp.rules.acta_content import (
    Acta,
    Attendee,
    Personal,
    Signature,
    Signatures,
    Signer,
)
from fieldapp.rules.acta_signers import signature_of
from fieldapp.rules.ink import unpack_drawing

_ROW = 8.6 * mm
_ROW_BY_HAND = 11.5 * mm
_CELL = (28 * mm, 6.9 * mm)
_BLOCK = (46 * mm, 13 * mm)
_SPACE = 7 * mm
_ABREAST = 3
_WIDTH = (COLUMN - (_ABREAST - 1) * _SPACE) / _ABREAST


def attendance_table(
    acta: Acta, signed: Signatures, personal: Personal | None = None, *, by_hand: bool = False
) -> Table:
    """Who was there. With `personal` documents are whole; `by_hand` leaves room for a pen."""
    heads = ("N.º", "Nombre", "Documento", "Entidad y cargo", "Autoriza datos", "Firma")
    rows: list[list[Cell]] = [
        [
            text(str(n)),
            _who(attendee),
            text(_document(attendee, personal)),
            text(f"{attendee.organization}\n{attendee.position}".strip()),
            text(attendee.authorises),
            signature_cell(attendee, signed),
        ]
        for n, attendee in enumerate(acta.attendance, start=1)
    ]
    widths = (8 * mm, 44 * mm, 24 * mm, 48 * mm, 14 * mm, 32 * mm)
    height = _ROW_BY_HAND if by_hand else _ROW
    return ruled_table(heads, rows, widths, row_height_least=height, by_hand=by_hand)


def _who(attendee: Attendee) -> list[Flowable]:
    """The name, and under it in small letters in which quality, and what is to be said."""
    beneath = ", ".join(part for part in (attendee.role, attendee.mark) if part)
    return [text(attendee.name), *([text(beneath, SMALL)] if beneath else [])]


def _document(attendee: Attendee, personal: Personal | None) -> str:
    number = personal.value(attendee.id, "id_number") if personal else attendee.document
    return f"{attendee.id_type} {number}".strip()


def signature_cell(attendee: Attendee, signed: Signatures) -> Cell:
    """What stands in the last column of a row of the attendance list."""
    signature = signed.in_row(attendee.id)
    return _shown(signature, attendee.name, _CELL) if signature else ""


def signature_blocks(acta: Acta, signed: Signatures) -> list[Flowable]:
    """The signers three abreast, each above a line: stroke, blank, or words."""
    given = list(signed.under_acta)
    blocks: list[Table] = []
    for signer in acta.signers:
        own = signature_of(signer, given)
        if own:
            given.remove(own)
        blocks.append(_block(signer, own))
    blocks += [_block(Signer(name=one.name, capacity=one.capacity_label), one) for one in given]
    return _in_rows(blocks)


def blank_blocks(signers: Sequence[Signer]) -> list[Flowable]:
    """The same with an empty line for each, to be signed on paper."""
    return _in_rows([_block(one, None) for one in signers])


def _in_rows(blocks: Sequence[Table]) -> list[Flowable]:
    starts = range(0, len(blocks), _ABREAST)
    return [_abreast(blocks[start : start + _ABREAST]) for start in starts]


def _abreast(blocks: Sequence[Table]) -> Table:
    cells: list[Table | str] = []
    for block in blocks:
        cells += [block, ""]
    return plain_table([cells], [_WIDTH, _SPACE] * len(blocks))


def _block(signer: Signer, signature: Signature | None) -> Table:
    shown = _shown(signature, signer.name, _BLOCK) if signature else ""
    beneath = ", ".join(part for part in (signer.position, signer.capacity) if part)
    rows = [[shown], [[text(signer.name, LABEL), text(beneath, CELL)]]]
    return plain_table(
        rows,
        [_WIDTH],
        style=[
            ("LINEBELOW", (0, 0), (0, 0), HAIRLINE, black),
            ("VALIGN", (0, 0), (0, 0), "BOTTOM"),
            ("BOTTOMPADDING", (0, 0), (0, 0), 1),
            ("TOPPADDING", (0, 1), (0, 1), 3),
        ],
        heights=[17 * mm, None],
    )


def _shown(signature: Signature, name: str, box: tuple[float, float]) -> Cell:
    on_request = signature.capacity == "on_request"
    beneath = _on_request(signature) if on_request else ""
    if signature.method == "drawn" and signature.strokes:
        signed_by = signature.name if on_request else name
        drawing = unpack_drawing(signature.strokes)
        stroke = DrawnSignature(drawing, *box, alt=f"Firma manuscrita de {signed_by}")
        return [stroke, text(beneath, SMALL)] if beneath else stroke
    said = {
        "paper": "Firmó en papel",
        "fingerprint": "Huella dactilar en papel",
        "refused": f"Se niega a firmar: {signature.reason}",
    }.get(signature.method, "")
    if on_request and signature.method == "paper":
        said = "En papel"
    where = (("carpeta", signature.folder), ("folio", signature.folio))
    kept = ", ".join(f"{name} {place}" for name, place in where if place)
    said = f"{said} ({kept})" if kept else said
    return text(f"{said}. {beneath}" if beneath else said, SMALL)


def _on_request(signature: Signature) -> str:
    """Who signed for somebody who could not, why, and before whom."""
    said = f"Firma a ruego: {signature.name}"
    if signature.reason:
        said += f" ({signature.reason})"
    return f"{said}. Testigo: {signature.witness}" if signature.witness else said
