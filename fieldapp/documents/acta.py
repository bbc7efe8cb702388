"""The acta on paper: everything a page shows comes from acta.json and its signature file.

Two copies share one content, one `D` and one QR: the delivered copy masks documents, the archive
copy shows them and carries personal.json (field rule R8).
"""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from fieldapp.documents.acta_people import attendance_table, signature_blocks
from fieldapp.documents.archival import Embedded, finish
from fieldapp.documents.fonts import refuse_unprintable
from fieldapp.documents.letterhead import letterhead
from fieldapp.documents.paper import (
    ABOVE_TABLE,
    ASIDE,
    COLUMN,
    NOTE,
    PLAIN,
    POINT,
    SECTION,
    SMALL,
    SUBTITLE,
    TITLE,
    Sheet,
    lay_out,
    listed,
    paragraphs,
    text,
)
from fieldapp.documents.tables import KeptTable, labelled_table, ruled_table
from fieldapp.documents.verification import NO_SIGNATURE, verification
from fieldapp.records.text import Text, say
from fieldapp.records.values import instant_of
from fieldapp.rules.acta_content import (
    Acta,
    Personal,
    Signatures,
    digest_of,
    read_content,
    write_content,
)
from fieldapp.rules.acta_marks import page_seal, short_digest

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
    story = [*_body(acta), *_end(acta, signed, opened, box)]
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
    story = [*_body(acta), *_end(acta, signed, None, [])]
    return finish(lay_out(_sheet(acta, None, archive=False), story))


def refuse_unprintable_acta(acta: Acta) -> None:
    """Refuse an acta with a character that no font has, naming the field that holds it."""
    refuse_unprintable(_named_texts(acta))


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


def _body(acta: Acta) -> list[Flowable]:
    words = acta.words
    story: list[Flowable] = [*letterhead(acta.heading), text(acta.document.upper(), TITLE)]
    if acta.number:
        story.append(text(_number_line(acta), SUBTITLE))
    if acta.nature:
        story.append(text(acta.nature, ASIDE))
    story += _facts(acta)
    if acta.opening:
        story += [Spacer(0, 3 * mm), *paragraphs(acta.opening)]
    if acta.agenda:
        story.append(text(words.agenda, SECTION))
        story += [
            listed(
                f"{n}.",
                f"{point.title} (expone {point.presenter})" if point.presenter else point.title,
            )
            for n, point in enumerate(acta.agenda, start=1)
        ]
    story += _development(acta)
    story += _decisions(acta)
    story += _commitments(acta)
    for heading, long_text in (
        ("Resultados", acta.results),
        ("Recomendaciones", acta.recommendations),
        ("Constancias y salvedades", acta.remarks),
        ("Próxima reunión", acta.next_meeting),
    ):
        if long_text:
            story += [text(heading, SECTION), *paragraphs(long_text)]
    return story


def _number_line(acta: Acta) -> str:
    if not acta.supersedes.number:
        return f"N.º {acta.number}"
    clarified = short_digest(bytes.fromhex(acta.supersedes.digest))
    return f"N.º {acta.number}\nAclara el acta N.º {acta.supersedes.number} ({clarified})"


def _facts(acta: Acta) -> list[Flowable]:
    meeting = acta.meeting
    place = f"{meeting.venue}, {meeting.place}" if meeting.venue else meeting.place
    rows = [
        ("Lugar", place),
        ("Fecha", meeting.day_text),
        ("Hora", meeting.hours_text),
        ("Asunto", meeting.subject),
        ("Actividad", meeting.kind),
        ("Objetivo", meeting.objective),
        ("Espacio", meeting.space),
        ("Eje", meeting.axis),
        ("Temas", meeting.themes),
        ("Elaborada por", _with_position(acta.officer.name, acta.officer.position)),
    ]
    told = [row for row in rows if row[1]]
    return [Spacer(0, 2 * mm), labelled_table(told, [_LABELS, COLUMN - _LABELS])]


def _development(acta: Acta) -> list[Flowable]:
    story: list[Flowable] = []
    for n, point in enumerate(acta.agenda, start=1):
        if point.discussion:
            story += [text(f"{n}. {point.title}", POINT), *paragraphs(point.discussion)]
    story += paragraphs(acta.development)
    return [text(acta.words.development, SECTION), *story] if story else []


def _decisions(acta: Acta) -> list[Flowable]:
    decided = [
        listed(f"{n}.", point.decision + (f" ({point.votes})" if point.votes else ""))
        for n, point in enumerate((p for p in acta.agenda if p.decision), start=1)
    ]
    none = text("No se tomaron decisiones.", PLAIN)
    return [text(acta.words.decisions, SECTION), *(decided or [none])]


def _commitments(acta: Acta) -> list[Flowable]:
    heading = text(acta.words.commitments, ABOVE_TABLE)
    if not acta.commitments:
        return [heading, text("No se asumieron compromisos.", PLAIN)]
    heads = ("N.º", "Compromiso", "Responsable", "Fecha", "Evidencia esperada")
    rows = [
        [
            text(str(n)),
            text(promise.text),
            text(f"{promise.responsible}\n{promise.person}".strip()),
            text(promise.due_text),
            text(promise.evidence),
        ]
        for n, promise in enumerate(acta.commitments, start=1)
    ]
    widths = (9 * mm, 72 * mm, 38 * mm, 25 * mm, 26 * mm)
    table = ruled_table(heads, rows, widths)
    return [CondPageBreak(34 * mm), heading, table]


def _end(
    acta: Acta, signed: Signatures, personal: Personal | None, box: list[Flowable]
) -> list[Flowable]:
    """Who came, and what is signed: the list's last rows stay with the signatures."""
    story: list[Flowable] = [CondPageBreak(40 * mm), text(acta.words.attendance, ABOVE_TABLE)]
    story += [text(counted, NOTE) for counted in (acta.audience, _absent(acta)) if counted]
    following: list[Flowable] = [
        Spacer(0, 5 * mm),
        *paragraphs(f"{acta.reading}\n{acta.closing}", PLAIN),
        *signature_blocks(acta, signed),
    ]
    if any(one.strokes for one in signed.signatures):
        following += [Spacer(0, 2 * mm), text(_INK, SMALL)]
    following += box
    if not acta.attendance:
        return [*story, *following]
    return [*story, KeptTable(attendance_table(acta, signed, personal), following)]


def _absent(acta: Acta) -> str:
    names = "; ".join(_with_position(one.name, one.mark) for one in acta.absent)
    return f"Ausentes: {names}." if names else ""


def _with_position(name: str, position: str) -> str:
    return f"{name}, {position}" if name and position else name or position


def _named_texts(acta: Acta) -> Iterator[tuple[Text, str]]:
    """Each text a person wrote, under the name that person knows it by; at last, all the rest."""
    yield say("Objetivo"), acta.meeting.objective
    yield say("Asunto"), acta.meeting.subject
    yield say("Lugar"), f"{acta.meeting.venue} {acta.meeting.place}"
    yield say("Desarrollo"), acta.development
    yield say("Resultados"), acta.results
    yield say("Recomendaciones"), acta.recommendations
    yield say("Constancias y salvedades"), acta.remarks
    for n, point in enumerate(acta.agenda, start=1):
        yield say("Punto {n}", n=n), f"{point.title} {point.presenter}"
        yield say("Desarrollo del punto {n}", n=n), point.discussion
        yield say("Decisión del punto {n}", n=n), point.decision
    for n, promise in enumerate(acta.commitments, start=1):
        yield say("Compromiso {n}", n=n), promise.text
        yield say("Responsable del compromiso {n}", n=n), f"{promise.responsible} {promise.person}"
    for n, attendee in enumerate(acta.attendance, start=1):
        yield say("Nombre completo, fila {n} de asistencia", n=n), attendee.name
        yield say("Entidad, fila {n} de asistencia", n=n), attendee.organization
        yield say("Cargo, fila {n} de asistencia", n=n), attendee.position
    for row in acta.absent:
        yield say("Ausentes"), row.name
    for signer in acta.signers:
        yield say("Firmas"), f"{signer.name} {signer.position}"
    yield say("Acta"), write_content(acta).decode()
