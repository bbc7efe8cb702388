"""The texts of an acta under the names people know them by, to find what no font can print."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.documents.fonts import refuse_unprintable
from fieldapp.records.text import Text, say
from fieldapp.rules.acta_content import Acta, write_content


def refuse_unprintable_acta(acta: Acta) -> None:
    """Refuse an acta with a character that no font has, naming the field that holds it."""
    refuse_unprintable(_named_texts(acta))


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
    for n, earlier in enumerate(acta.agreed_before, start=1):
        yield say("Compromiso anterior {n}", n=n), f"{earlier.text} {earlier.responsible}"
        yield say("Cómo va el compromiso anterior {n}", n=n), earlier.said
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
