"""Signatures as they are printed: the stroke, a blank line, or in words what happened instead."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from fieldapp.documents.marks import DrawnSignature
from fieldapp.documents.paper import CELL, COLUMN, HAIRLINE, LABEL, SMALL, text
from fieldapp.documents.tables import plain_table
from fieldapp.rules.acta_content import Acta, Attendee, Signature, Signatures, Signer
from fieldapp.rules.ink import unpack_drawing

_CELL = (28 * mm, 6.9 * mm)
_BLOCK = (46 * mm, 13 * mm)
_SPACE = 7 * mm
_ABREAST = 3
_WIDTH = (COLUMN - (_ABREAST - 1) * _SPACE) / _ABREAST


def signature_cell(attendee: Attendee, signed: Signatures) -> Flowable | str:
    """What stands in the last column of a row of the attendance list."""
    signature = signed.of(attendee.id)
    return _shown(signature, attendee.name, _CELL) if signature else ""


def signature_blocks(acta: Acta, signed: Signatures) -> list[Flowable]:
    """The signers three abreast, each above a line: stroke, blank, or words."""
    foreseen = {one.id for one in (*acta.signers, *acta.attendance)}
    others = [
        Signer(id=one.of, name=one.name, capacity=one.capacity)
        for one in signed.signatures
        if one.of not in foreseen
    ]
    return _in_rows([_block(one, signed.of(one.id)) for one in (*acta.signers, *others)])


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


def _shown(signature: Signature, name: str, box: tuple[float, float]) -> Flowable | str:
    if signature.method == "drawn" and signature.strokes:
        drawing = unpack_drawing(signature.strokes)
        return DrawnSignature(drawing, *box, alt=f"Firma manuscrita de {name}")
    said = {
        "paper": "Firmó en papel",
        "fingerprint": "Huella dactilar en papel",
        "refused": f"No firma: {signature.reason}",
    }.get(signature.method, "")
    kept = ", ".join(part for part in (signature.folder, signature.folio) if part)
    return text(f"{said} ({kept})" if kept else said, SMALL)
