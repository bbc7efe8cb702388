"""Blank actas and attendance lists, each with its number, to fill in by hand without power."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from msgspec.structs import replace
from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from fieldapp.documents.acta_people import blank_blocks
from fieldapp.documents.archival import finish
from fieldapp.documents.attendance import attendance_part
from fieldapp.documents.by_hand import refusal_lines, request_boxes
from fieldapp.documents.letterhead import letterhead
from fieldapp.documents.marks import AtPageBottom, QrCode
from fieldapp.documents.notice import notice_lines
from fieldapp.documents.paper import (
    ABOVE_TABLE,
    COLUMN,
    HAIRLINE,
    LABEL,
    NOTE,
    SMALL,
    SUBTITLE,
    TITLE,
    Part,
    Sheet,
    lay_out_together,
    text,
)
from fieldapp.documents.tables import Cell, plain_table, ruled_table
from fieldapp.packs.data_protection import SPANISH
from fieldapp.packs.pack import Pack
from fieldapp.records.minutes import Minutes
from fieldapp.records.visits import Activity
from fieldapp.rules.acta import Issuer, VisitRecords, acta_of_draft, officer_of
from fieldapp.rules.acta_content import Acta, Signer
from fieldapp.rules.blank_forms import write_form_code

_NOTHING: Final = VisitRecords(minutes=Minutes(id=UUID(int=0)), activity=Activity(id=UUID(int=0)))
_LINE: Final = 7.5 * mm
_LABELS: Final = 32 * mm
_QR: Final = 24 * mm
_HEAD_AND_ROW: Final = 40 * mm
_FACTS: Final = (
    "Municipio y lugar",
    "Fecha",
    "Inicio y cierre",
    "Asunto",
    "Objetivo",
)
_AGENDA_LINES, _DEVELOPMENT_LINES, _DECISION_LINES = 4, 9, 3
_PROMISES, _ATTENDEES = 6, 18
_HOW: Final = (
    "Formulario para cuando no hay energía. Escriba con tinta y letra clara. Después se transcribe "
    "en Bitácora con este mismo número y se adjunta la foto de cada hoja. Si se daña, guárdelo: "
    "el número se anula con su motivo y no se repite."
)


def render_blank_actas(
    pack: Pack, issuer: Issuer, numbers: Sequence[str], *, language: str = SPANISH
) -> bytes:
    """Blank actas with their numbers (at least one) in one file; the same bytes every time.

    The data notice is in `language`.
    """
    parts = [_blank_acta(pack, issuer, number, language) for number in numbers]
    return _in_one_file(parts, numbers)


def render_blank_lists(
    pack: Pack, issuer: Issuer, numbers: Sequence[str], *, rows: int, language: str = SPANISH
) -> bytes:
    """Blank attendance lists with their numbers and so many rows each, in one file.

    The data notice is in `language`.
    """
    parts = [
        attendance_part(_NOTHING, pack, issuer, blank_rows=rows, number=number, language=language)
        for number in numbers
    ]
    return _in_one_file(parts, numbers)


def _in_one_file(parts: Sequence[Part], numbers: Sequence[str]) -> bytes:
    """Forms to be printed in one go; each is a section and keeps its page numbers."""
    sheet = parts[0].sheet
    if len(parts) > 1:
        sheet = dataclasses.replace(sheet, title=f"{sheet.title} a {numbers[-1]}")
    return finish(lay_out_together(sheet, parts))


def _blank_acta(pack: Pack, issuer: Issuer, number: str, language: str) -> Part:
    acta = _nothing_said(pack, issuer)
    story: list[Flowable] = [
        *letterhead(acta.heading),
        text(acta.document.upper(), TITLE),
        text(f"N.º {number}", SUBTITLE),
        text(_HOW, SMALL),
        Spacer(0, 2 * mm),
        _lines([text(fact, LABEL) for fact in _FACTS]),
    ]
    for heading, count in (
        (acta.words.agenda, _AGENDA_LINES),
        (acta.words.development, _DEVELOPMENT_LINES),
        (acta.words.decisions, _DECISION_LINES),
    ):
        story += [text(heading, ABOVE_TABLE), _lines([""] * count, labels=0)]
    story += [
        CondPageBreak(_HEAD_AND_ROW),
        text(acta.words.commitments, ABOVE_TABLE),
        _form(
            (("N.º", 9), ("Compromiso", 82), ("Responsable", 50), ("Fecha", 29)),
            _PROMISES,
            12 * mm,
        ),
        CondPageBreak(_HEAD_AND_ROW),
        text(acta.words.attendance, ABOVE_TABLE),
        *notice_lines(pack, language),
        Spacer(0, 2 * mm),
        _form(
            (
                ("N.º", 8),
                ("Nombre completo", 50),
                ("Documento", 28),
                ("Entidad y cargo", 40),
                ("Autoriza datos", 14),
                ("Firma", 30),
            ),
            _ATTENDEES,
            10.5 * mm,
        ),
        Spacer(0, 3 * mm),
        *blank_blocks(_signers(pack, issuer)),
        *request_boxes(),
        *refusal_lines(),
        _code(number),
    ]
    name = f"{acta.document} N.º {number}"
    return Part(_sheet(acta, name), story)


def _nothing_said(pack: Pack, issuer: Issuer) -> Acta:
    acta = acta_of_draft(_NOTHING, pack, issuer)
    return replace(acta, heading=replace(acta.heading, quality=()))


def _signers(pack: Pack, issuer: Issuer) -> list[Signer]:
    """Blank lines for who presides, keeps the minutes and witnesses; the officer is known."""
    capacities = pack.catalogue("ink_capacities")
    unnamed = [
        Signer(id=code, name="Nombre:", capacity=capacities.label(code))
        for code in ("president", "secretary", "interpreter", "community_authority", "witness")
    ]
    return [*unnamed, officer_of(issuer, pack)]


def _sheet(acta: Acta, name: str) -> Sheet:
    return Sheet(
        title=name,
        author=acta.heading.institution,
        language=f"es-{acta.country}",
        paper=acta.paper,
        running=f"{acta.heading.institution} · {name}",
        foot=lambda _: name,
    )


def _lines(labels_of: Sequence[Cell], labels: float = _LABELS) -> Flowable:
    """Lines to write on, each after its label."""
    rows = [[label, ""] if labels else [""] for label in labels_of]
    widths = [labels, COLUMN - labels] if labels else [COLUMN]
    column = 1 if labels else 0
    return plain_table(
        rows,
        widths,
        style=[
            ("LINEBELOW", (column, 0), (column, -1), HAIRLINE, black),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ],
        heights=[_LINE] * len(rows),
    )


def _form(columns: Sequence[tuple[str, float]], count: int, height: float) -> Flowable:
    """A table to fill in: (head, width in mm) of each column; the rows are numbered."""
    rows: list[list[Cell]] = [
        [text(str(n)), *[""] * (len(columns) - 1)] for n in range(1, count + 1)
    ]
    return ruled_table(
        [head for head, _ in columns],
        rows,
        [width * mm for _, width in columns],
        row_height_least=height,
        by_hand=True,
    )


def _code(number: str) -> Flowable:
    """The number for the camera, at the foot of the last page."""
    said = text(f"Formulario N.º {number}. Al fotografiarlo, que se vea todo el código.", NOTE)
    code = QrCode(write_form_code(number), alt="Código QR con el número", side=_QR)
    return AtPageBottom(
        plain_table(
            [[said, code]],
            [COLUMN - _QR, _QR],
            style=[("VALIGN", (0, 0), (-1, -1), "MIDDLE")],
        )
    )
