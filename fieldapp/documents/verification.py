"""The box beside the QR: the only place where an acta speaks of itself in technical words."""

from __future__ import annotations

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from fieldapp.documents.marks import QR_SIDE, AtPageBottom, QrCode
from fieldapp.documents.paper import COLUMN, HAIRLINE, LABEL, NOTE, text
from fieldapp.documents.tables import plain_table
from fieldapp.rules.acta_content import Acta
from fieldapp.rules.acta_marks import ActaCode, short_digest, write_code

_WORDS = ParagraphStyle("verification", parent=NOTE, fontSize=7.6, leading=10, spaceAfter=2)
_GAP = 4 * mm
_HOW = (
    "Lea el código con el programa Bitácora («Comprobar un papel»): muestra el número y la huella "
    "del contenido, para compararlos con esta hoja."
)
_SEALS = "Cada hoja lleva al pie su propio sello, que cambia si la hoja se cambia."
_UNSIGNED = "Sin firma electrónica del funcionario."


def verification_box(acta: Acta, digest: bytes) -> Flowable:
    """How to prove this acta, in three lines at the bottom of its last page (field rule R20)."""
    said = (
        _HOW,
        f"Acta N.º {acta.number}. Huella del contenido: {short_digest(digest)}. {_SEALS}",
        f"Emitida el {acta.frozen_text}. {acta.words.time_declared}. {_UNSIGNED}",
    )
    lines = [text("Cómo comprobar esta acta", LABEL), *(text(one, _WORDS) for one in said)]
    code = QrCode(write_code(ActaCode(acta.number, digest)), alt="Código QR de comprobación")
    return AtPageBottom(
        plain_table(
            [[lines, code]],
            [COLUMN - QR_SIDE, QR_SIDE],
            style=[
                ("BOX", (0, 0), (-1, -1), HAIRLINE, black),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (0, 0), _GAP),
                ("RIGHTPADDING", (0, 0), (0, 0), _GAP),
            ],
        )
    )
