"""The invitation as a DOCX, for an office that words its letters in its own way."""

from __future__ import annotations

import io

from fieldapp.documents.word_pages import word_pages
from fieldapp.rules.invitations import Invitation


def render_invitation_docx(invitation: Invitation) -> bytes:
    """The same words as on paper, to be changed before they are sent."""
    heading = invitation.heading
    document = word_pages(
        paper=invitation.paper,
        title=invitation.title,
        author=heading.institution,
        country=invitation.country,
    )
    above = (heading.institution, heading.area, heading.programme, heading.office)
    document.sections[0].header.paragraphs[0].text = " · ".join(part for part in above if part)
    if heading.year_name:
        document.add_paragraph(f"«{heading.year_name}»")
    document.add_heading(invitation.document.upper(), level=0)
    for line in (f"{invitation.number} ", invitation.written):
        document.add_paragraph(line)
    document.add_heading("Para", level=1)
    for one in invitation.invited:
        document.add_paragraph(one, style="List Bullet")
    document.add_paragraph(invitation.greeting)
    document.add_paragraph(invitation.opening)
    for label, said in invitation.facts:
        line = document.add_paragraph()
        line.add_run(f"{label}: ").bold = True
        line.add_run(said)
    if invitation.agenda:
        document.add_heading("Orden del día", level=1)
        for point in invitation.agenda:
            document.add_paragraph(point, style="List Number")
    for line in (invitation.closing, "Atentamente,", invitation.signer.name):
        document.add_paragraph(line)
    document.add_paragraph(invitation.signer.position)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
