"""The acta on paper: everything a page shows comes from acta.json and its signature file.

Two copies share one content, one `D` and one QR: the delivered copy masks documents, the archive
copy shows them and carries personal.json (field rule R8).
"""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from fieldapp.documents.acta_body import acta_body
from fieldapp.documents.acta_people import attendance_table, signature_blocks
from fieldapp.documents.archival import Embedded, finish
from fieldapp.documents.paper import (
    ABOVE_TABLE,
    NOTE,
    PLAIN,
    SMALL,
    Sheet,
    lay_out,
    paragraphs,
    text,
)
from fieldapp.documents.tables import KeptBlock, KeptTable
from fieldapp.documents.verification import NO_SIGNATURE, verification
from fieldapp.records.values import instant_of
from fieldapp.rules.acta_content import (
    Acta,
    Personal,
    Signatures,
    digest_of,
    read_content,
)
from fieldapp.rules.acta_marks import page_seal

_LABELS = 30 * mm
_DRAFT = "BORRADOR"
_INK = (
    "Trazo capturado en pantalla en presencia del funcionario; el sistema no verifica la "
    "identidad por el trazo."
)


def render_acta(
    content: bytes,
    signatures: bytes | None = None,
    personal: bytes | None = None,
    *,
    code: str = "",
    promises_code: str = "",
    electronic: str = NO_SIGNATURE,
) -> bytes:
    """The PDF of an issued acta, with its content attached; the same bytes every time.

    `content` is acta.json, `signatures` firmas.json. With `personal` (personal.json) it is the
    archive copy. `code`, `promises_code` and `electronic` go to the box on the last page, see
    `verification`. Raises ValueError when one of the files is not what it should be.
    """
    acta = read_content(content, Acta)
    signed = read_content(signatures, Signatures) if signatures else _unsigned(content)
    opened = read_content(personal, Personal) if personal else None
    digest = digest_of(content)
    for part in (signed, opened):
        if part and part.acta != digest.hex():
            msg = f"a {part.schema} of another acta: {part.acta}"
            raise ValueError(msg)
    box = verification(acta, digest, code=code, promises_code=promises_code, electronic=electronic)
    story = [*acta_body(acta, opened), *_end(acta, signed, opened, box)]
    pages = lay_out(_sheet(acta, digest, archive=opened is not None), story)
    attached = [Embedded("acta.json", content, "Source", "Contenido del acta")]
    if signatures:
        attached.append(Embedded("firmas.json", signatures, "Supplement", "Firmas del acta"))
    if personal:
        attached.append(Embedded("personal.json", personal, "Data", "Datos personales"))
    return finish(pages, attached, made_at=instant_of(acta.frozen_at), to_sign=True)


def render_draft(content: bytes, signatures: bytes | None = None) -> bytes:
    """The PDF of a text still under way: BORRADOR across each page, no number, no QR, no JSON."""
    acta = read_content(content, Acta)
    signed = read_content(signatures, Signatures) if signatures else _unsigned(content)
    story = [*acta_body(acta), *_end(acta, signed, None, [])]
    return finish(lay_out(_sheet(acta, None, archive=False), story))


def _unsigned(content: bytes) -> Signatures:
    return Signatures(schema="", acta=digest_of(content).hex())


def _sheet(acta: Acta, digest: bytes | None, *, archive: bool) -> Sheet:
    """The furniture of each page; without a digest it is a draft."""
    name = f"{acta.document} N.º {acta.number}" if digest else f"{acta.document} · {_DRAFT}"

    def foot(page: int) -> str:
        if digest is None:
            return f"{_DRAFT} sin número: el texto puede cambiar"
        seal = f"{acta.number} · Sello de página {page_seal(digest, page)}"
        return f"{seal} · Copia de archivo: contiene datos personales" if archive else seal

    return Sheet(
        title=name,
        author=acta.heading.institution,
        language=f"es-{acta.country.upper()}",
        paper=acta.paper,
        running=f"{acta.heading.institution} · {name}",
        foot=foot,
        watermark="" if digest else _DRAFT,
    )


def _end(
    acta: Acta, signed: Signatures, personal: Personal | None, box: list[Flowable]
) -> list[Flowable]:
    """Who came, and what is signed: the list's last rows stay with the signatures."""
    story: list[Flowable] = [CondPageBreak(40 * mm), text(acta.words.attendance, ABOVE_TABLE)]
    if "present" not in acta.facts:
        story.append(text(acta.audience, NOTE))
    following: list[Flowable] = [
        Spacer(0, 5 * mm),
        *paragraphs(f"{acta.reading}\n{acta.closing}", PLAIN),
        *signature_blocks(acta, signed),
    ]
    if any(one.strokes for one in signed.signatures):
        following += [Spacer(0, 2 * mm), text(_INK, SMALL)]
    following += box
    if not acta.attendance:
        return [*story, KeptBlock(following)]
    return [*story, KeptTable(attendance_table(acta, signed, personal), following)]
