"""The box beside the QR: the only place where an acta speaks of itself in technical words."""

from __future__ import annotations

from typing import Final

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from fieldapp.documents.marks import AtPageBottom, QrCode, fits_in
from fieldapp.documents.paper import COLUMN, HAIRLINE, LABEL, NOTE, text
from fieldapp.documents.tables import plain_table
from fieldapp.rules.acta_code import write_plain_code
from fieldapp.rules.acta_content import Acta
from fieldapp.rules.acta_marks import short_digest

NO_SIGNATURE: Final = "Sin firma electrónica del funcionario."
"""What a copy says of the officer's electronic signature when it has none."""

SIGNED: Final = (
    "Documento suscrito con firma electrónica del funcionario (certificado interno de la entidad). "
    "No es firma digital certificada."
)
"""What a copy says that carries the officer's electronic signature."""

PROMISES_SIDE: Final = 60 * mm
_WORDS = ParagraphStyle("verification", parent=NOTE, fontSize=7.6, leading=10, spaceAfter=2)
_GAP = 4 * mm
_HOW = (
    "Lea el código con Bitácora («Verificar papel») o en la página «Verificar un acta» {of_the}: "
    "muestra número, fecha y cantidades, para compararlos con esta hoja."
)
_SEALS = "Cada hoja lleva al pie su propio sello, que cambia si la hoja se cambia."
_PROMISES = (
    "Este código lleva los compromisos del acta, uno por uno, firmados por el mismo equipo. "
    "Léalo igual que el pequeño y compárelos con los escritos arriba."
)


def unsigned_because(reason: str) -> str:
    """What a copy says that was issued without the officer's electronic signature, and why."""
    return f"{NO_SIGNATURE[:-1]} ({reason})."


def signed_by_certificate_of(issuer: str) -> str:
    """What a copy says that carries the signature of an officer's token or identity card."""
    return (
        "Documento suscrito con firma electrónica del funcionario (certificado emitido por "
        f"{issuer})."
    )


def verification(
    acta: Acta,
    digest: bytes,
    *,
    code: str = "",
    promises_code: str = "",
    electronic: str = NO_SIGNATURE,
) -> list[Flowable]:
    """How to prove this acta, in three lines at the bottom of its last page (field rule R20).

    `code` is the finished text of the QR and `promises_code` that of the larger one, which is
    left out when it is empty or would be too fine to be photographed. `electronic` says whether
    the officer signed this copy electronically.
    """
    issued = acta.frozen_text.rstrip(".")
    doubted = f" Hora no verificada: {acta.time_unverified}." if acta.time_unverified else ""
    box = _box(
        "Cómo comprobar esta acta",
        (
            _HOW.format(of_the=acta.words.of_headquarters),
            f"Acta N.º {acta.number}. Huella del contenido: {short_digest(digest)}. {_SEALS}",
            f"Emitida el {issued}. {acta.words.time_declared}.{doubted} {electronic}",
        ),
        QrCode(code or write_plain_code(acta.number, digest), alt="Código QR de comprobación"),
    )
    if not promises_code or not fits_in(promises_code, PROMISES_SIDE):
        return [AtPageBottom(box)]
    alt = "Código QR con los compromisos"
    larger = _box("Compromisos", (_PROMISES,), QrCode(promises_code, alt, PROMISES_SIDE))
    return [AtPageBottom(Spacer(0, _GAP), larger, Spacer(0, _GAP), box)]


def _box(heading: str, said: tuple[str, ...], code: QrCode) -> Flowable:
    lines = [text(heading, LABEL), *(text(one, _WORDS) for one in said)]
    return plain_table(
        [[lines, code]],
        [COLUMN - code.width, code.width],
        style=[
            ("BOX", (0, 0), (-1, -1), HAIRLINE, black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (0, 0), _GAP),
            ("RIGHTPADDING", (0, 0), (0, 0), _GAP),
        ],
    )
