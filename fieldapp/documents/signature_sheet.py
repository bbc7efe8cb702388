"""The sheet on which people sign an issued acta with a pen (field rules R12, R17).

It carries the acta's number and QR, so that the paper that comes back can be told by its code
and put with the acta it belongs to.
"""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from fieldapp.documents.acta_people import attendance_table, blank_blocks
from fieldapp.documents.archival import finish
from fieldapp.documents.by_hand import refusal_lines, request_boxes
from fieldapp.documents.letterhead import letterhead
from fieldapp.documents.paper import PLAIN, SUBTITLE, TITLE, Sheet, lay_out, paragraphs, text
from fieldapp.documents.tables import KeptBlock, KeptTable
from fieldapp.documents.verification import verification
from fieldapp.records.values import instant_of
from fieldapp.rules.acta_content import Acta, Signatures, digest_of, read_content
from fieldapp.rules.acta_marks import page_seal

_GAP = 12


def render_signature_sheet(content: bytes, *, code: str = "") -> bytes:
    """The sheet of an issued acta, from its acta.json; `code` is the text of the acta's QR.

    A row for each attendee, the closing sentence, a line for each signer, boxes for who signs by
    fingerprint or through somebody else, and lines for who does not sign.
    """
    acta = read_content(content, Acta)
    digest = digest_of(content)
    name = f"Hoja de firmas del acta N.º {acta.number}"
    sheet = Sheet(
        title=name,
        author=acta.heading.institution,
        language=f"es-{acta.country}",
        paper=acta.paper,
        running=f"{acta.heading.institution} · {name}",
        foot=lambda page: f"{name} · Sello de página {page_seal(digest, page, 'firmas')}",
    )
    story: list[Flowable] = [
        *letterhead(acta.heading),
        text("HOJA DE FIRMAS", TITLE),
        text(f"{acta.document} N.º {acta.number}", SUBTITLE),
        *paragraphs(
            f"{acta.meeting.subject}\n{acta.meeting.day_text}, {acta.meeting.place}", PLAIN
        ),
        Spacer(0, _GAP / 2),
    ]
    following: list[Flowable] = [
        Spacer(0, _GAP),
        *paragraphs(acta.closing, PLAIN),
        *blank_blocks(acta.signers),
        *request_boxes(),
        *refusal_lines(),
        *verification(acta, digest, code=code),
    ]
    unsigned = Signatures(schema="", acta=digest.hex())
    if acta.attendance:
        story.append(KeptTable(attendance_table(acta, unsigned, by_hand=True), following))
    else:
        story.append(KeptBlock(following))
    return finish(lay_out(sheet, story), made_at=instant_of(acta.frozen_at))
