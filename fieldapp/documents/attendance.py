"""The attendance list: landscape, for the wall of a meeting or for the archive.

Three uses of one paper. Without personal data it is what may circulate: documents masked. With
them it is for the archive and says so. With blank rows it is filled by hand during the meeting,
which is the main road where there is no touch screen (field rule R12).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from fieldapp.documents.acta_people import signature_cell
from fieldapp.documents.archival import finish
from fieldapp.documents.letterhead import letterhead
from fieldapp.documents.marks import QrCode
from fieldapp.documents.notice import notice_lines
from fieldapp.documents.paper import (
    SMALL,
    SUBTITLE,
    TITLE,
    Part,
    Sheet,
    lay_out,
    text,
)
from fieldapp.documents.tables import Cell, labelled_table, plain_table, ruled_table
from fieldapp.packs.data_protection import SPANISH
from fieldapp.packs.pack import Pack
from fieldapp.records.visits import Attendance
from fieldapp.rules.acta import Issuer, VisitRecords, acta_of_draft
from fieldapp.rules.acta_content import Acta, Attendee, Signatures
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.acta_signatures import signatures_of
from fieldapp.rules.blank_forms import write_form_code

_CIRCULATING = (
    ("N.º", 9 * mm),
    ("Nombre completo", 58 * mm),
    ("Documento", 32 * mm),
    ("Entidad", 48 * mm),
    ("Cargo", 34 * mm),
    ("Autoriza datos", 15 * mm),
    ("Firma", 43 * mm),
)
_COMPLETE = (
    ("N.º", 9 * mm),
    ("Nombre completo", 48 * mm),
    ("Documento", 28 * mm),
    ("Entidad y cargo", 46 * mm),
    ("Teléfono y correo", 42 * mm),
    ("Sexo y edad", 19 * mm),
    ("Autoriza datos", 14 * mm),
    ("Firma", 33 * mm),
)
_ROW = 9 * mm
_ROW_BY_HAND = 11.5 * mm
_LABELS = 20 * mm
_CODE = 22 * mm


def render_attendance(
    records: VisitRecords,
    pack: Pack,
    issuer: Issuer,
    *,
    personal: bool = False,
    blank_rows: int = 0,
    language: str = SPANISH,
) -> bytes:
    """The list of who was there, and so many numbered blank rows after them.

    A visit without attendance gives a form to print before it. With `personal` the whole
    document, phone, e-mail, sex and age are shown. The data notice is in `language`.
    """
    part = attendance_part(
        records, pack, issuer, personal=personal, blank_rows=blank_rows, language=language
    )
    return finish(lay_out(part.sheet, part.story))


def attendance_part(
    records: VisitRecords,
    pack: Pack,
    issuer: Issuer,
    *,
    personal: bool = False,
    blank_rows: int = 0,
    number: str = "",
    language: str = SPANISH,
) -> Part:
    """The list before it is laid out, alone or among others.

    `number` is that of a form printed before anybody knew of a visit; its QR stands in the head.
    """
    acta = acta_of_draft(records, pack, issuer)
    signed = signatures_of(b"", records.inks, pack)
    columns = _COMPLETE if personal else _CIRCULATING
    whole = {str(row.id): row for row in records.attendance}
    rows = [
        _numbered(
            n,
            _complete(one, whole[one.id], pack) if personal else _circulating(one),
            one,
            signed,
        )
        for n, one in enumerate(acta.attendance, start=1)
    ]
    blank: list[list[Cell]] = [
        [text(str(n)), *[""] * (len(columns) - 1)]
        for n in range(len(rows) + 1, len(rows) + blank_rows + 1)
    ]
    sheet = _sheet(acta, pack, number, personal=personal)
    table = ruled_table(
        [head for head, _ in columns],
        [*rows, *blank],
        [width for _, width in columns],
        within=sheet.column,
        row_height_least=_ROW_BY_HAND if blank_rows else _ROW,
        by_hand=bool(blank_rows),
    )
    return Part(sheet, [*_head(acta, pack, sheet, number, language), table])


def _sheet(acta: Acta, pack: Pack, number: str, *, personal: bool) -> Sheet:
    name = pack.wording("attendance.document")
    if number:
        name = f"{name} N.º {number}"
    about = _place_and_day(acta)
    foot = f"{about} · Contiene datos personales" if personal else about or name
    return Sheet(
        title=f"{name} · {about}" if about else name,
        author=acta.heading.institution,
        language=f"es-{acta.country}",
        paper=acta.paper,
        running=" · ".join(part for part in (acta.heading.institution, name, about) if part),
        foot=lambda _: foot,
        sideways=True,
    )


def _place_and_day(acta: Acta) -> str:
    about = ", ".join(part for part in (acta.meeting.place, acta.meeting.day_text) if part)
    return about[:1].upper() + about[1:]


def _head(acta: Acta, pack: Pack, sheet: Sheet, number: str, language: str) -> list[Flowable]:
    meeting = acta.meeting
    place = f"{meeting.venue}, {meeting.place}" if meeting.venue else meeting.place
    half = sheet.column / 2
    left = _facts([("Asunto", meeting.subject or meeting.objective), ("Lugar", place)], half)
    right = _facts([("Fecha", meeting.day_text), ("Hora", meeting.hours_text)], half)
    return [
        *letterhead(replace(acta.heading, quality=()), sheet.column),
        *_title(pack, number, sheet.column),
        plain_table([[left, right]], [half, half]),
        Spacer(0, 1.5 * mm),
        *notice_lines(pack, language),
        Spacer(0, 2 * mm),
    ]


def _title(pack: Pack, number: str, width: float) -> list[Flowable]:
    name = text(pack.wording("attendance.document").upper(), TITLE)
    if not number:
        return [name]
    code = QrCode(write_form_code(number), alt="Código QR con el número", side=_CODE)
    told = [name, text(f"N.º {number}", SUBTITLE)]
    return [plain_table([[told, code]], [width - _CODE, _CODE])]


def _facts(rows: Sequence[tuple[str, str]], width: float) -> list[Flowable]:
    """Labels with what was said; a line to write on where nothing was."""
    told = [(name, said or "_" * 40) for name, said in rows]
    return [labelled_table(told, [_LABELS, width - _LABELS])]


def _numbered(
    n: int, between: Sequence[Cell], attendee: Attendee, signed: Signatures
) -> list[Cell]:
    return [
        text(str(n)),
        [text(attendee.name), *([text(beneath, SMALL)] if (beneath := _beneath(attendee)) else [])],
        *between,
        text(attendee.authorises),
        signature_cell(attendee, signed),
    ]


def _beneath(attendee: Attendee) -> str:
    return ", ".join(part for part in (attendee.role, attendee.mark) if part)


def _circulating(attendee: Attendee) -> list[Cell]:
    document = f"{attendee.id_type} {attendee.document}".strip()
    return [text(document), text(attendee.organization), text(attendee.position)]


def _complete(attendee: Attendee, row: Attendance, pack: Pack) -> list[Cell]:
    return [
        text(f"{attendee.id_type} {row.id_number}".strip()),
        _lines(attendee.organization, attendee.position),
        _lines(row.phone, row.email),
        _lines(label(pack, "sex", row.sex), label(pack, "age_ranges", row.age_range)),
    ]


def _lines(*said: str) -> Flowable:
    return text("\n".join(line for line in said if line))
