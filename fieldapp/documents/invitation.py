"""The invitation to a meeting as a letter on paper."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from fieldapp.documents.acta_people import blank_blocks
from fieldapp.documents.archival import finish
from fieldapp.documents.letterhead import letterhead
from fieldapp.documents.paper import (
    COLUMN,
    PLAIN,
    SECTION,
    TITLE,
    Sheet,
    lay_out,
    listed,
    paragraphs,
    text,
)
from fieldapp.documents.tables import KeptBlock, labelled_table
from fieldapp.rules.invitations import Invitation

_LABELS = 26 * mm
_NUMBER_LINE = "_" * 24


def render_invitation(invitation: Invitation) -> bytes:
    """The letter as a PDF, with the line of its number and the signature left empty."""
    institution = invitation.heading.institution
    sheet = Sheet(
        title=invitation.title,
        author=institution,
        language=f"es-{invitation.country}",
        paper=invitation.paper,
        running=f"{institution} · {invitation.document}",
        foot=lambda _: invitation.document,
    )
    called = [listed("•", one) for one in invitation.invited]
    story: list[Flowable] = [
        *letterhead(invitation.heading),
        text(invitation.document.upper(), TITLE),
        text(f"{invitation.number} {_NUMBER_LINE}", PLAIN),
        text(invitation.written, PLAIN),
        text("Para", SECTION),
        *called,
        Spacer(0, 3 * mm),
        text(invitation.greeting, PLAIN),
        *paragraphs(invitation.opening),
        KeptBlock([labelled_table(invitation.facts, [_LABELS, COLUMN - _LABELS])]),
    ]
    if invitation.agenda:
        story.append(text("Orden del día", SECTION))
        story += [listed(f"{n}.", point) for n, point in enumerate(invitation.agenda, start=1)]
    story += [Spacer(0, 3 * mm), *paragraphs(invitation.closing), Spacer(0, 4 * mm)]
    story.append(KeepTogether([text("Atentamente,", PLAIN), *blank_blocks([invitation.signer])]))
    return finish(lay_out(sheet, story))
