"""Citizens' requests: the receipt that prints on the spot, and how all of them stand (R6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.requests import CitizenRequest
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.places import place_of
from fieldapp.rules.report import Paragraph, Report, Row, table
from fieldapp.rules.requests import due_on, follow_up_code, received_on, standing_of_request

_ANONYMOUS = "No quiso dar su nombre"
_UNDATED = "No se puede calcular: falta la clase o la fecha"


def request_receipt(request: CitizenRequest, body: str, officer: str, pack: Pack) -> Report:
    """The receipt that the person takes home: what was asked, when, and by when an answer comes.

    `body` is the name of the competent body, "" while nobody said; `officer` who took it.
    """
    due = due_on(request, pack)
    named = request.full_name and not request.anonymous
    facts: list[Row] = [
        ("Código de seguimiento", follow_up_code(request)),
        ("Clase", label(pack, "request_kinds", request.kind)),
        ("Recibida el", received_on(request, pack)),
        ("Cómo llegó", label(pack, "request_channels", request.channel)),
        ("Lugar", place_of(request, pack)),
        ("Solicitante", request.full_name if named else _ANONYMOUS),
        ("Entidad competente", body),
        ("Fecha límite de respuesta", due or _UNDATED),
        ("La recibió", officer),
    ]
    return Report(
        name="acuse_de_recibo",
        title="Acuse de recibo de solicitud ciudadana",
        blocks=(
            table((("Dato", 22), ("Contenido", 50)), facts, caption="Datos de la solicitud"),
            Paragraph(f"Lo que usted nos dijo:\n{request.text}"),
            Paragraph(
                "Guarde esta hoja. Con el código puede preguntar por su solicitud aunque no haya "
                "dado su nombre. Solo la ven quien la recibió y el ministerio.",
                aside=True,
            ),
        ),
    )


def requests_report(
    requests: Sequence[CitizenRequest],
    bodies: Mapping[UUID, str],
    pack: Pack,
    *,
    today: date,
    period: str,
) -> Report:
    """How requests stand, the late ones first; no name and no word of the person is in it."""
    told = [(one, standing_of_request(one, pack, today)) for one in requests]
    told.sort(key=lambda one: (one[1].answered, one[1].due_on or date.max))
    rows: list[Row] = [
        (
            follow_up_code(one),
            label(pack, "request_kinds", one.kind),
            received_on(one, pack),
            pack.territories.path(one.territory) if one.territory else "",
            bodies.get(one.competent_body, "") if one.competent_body else "",
            standing.due_on,
            one.answered_on,
            standing.words,
        )
        for one, standing in told
    ]
    states = Counter(standing.words for _, standing in told)
    heads = (
        ("Código", 12),
        ("Clase", 18),
        "Recibida",
        ("Territorio", 20),
        ("Entidad competente", 24),
        "Vence",
        "Respondida",
        ("Estado", 16),
    )
    return Report(
        name="solicitudes",
        title="Solicitudes ciudadanas",
        subtitle=period,
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=(
            table(("Estado", "Solicitudes"), sorted(states.items()), caption="Resumen"),
            table(heads, rows, caption="Solicitudes"),
        ),
        sideways=True,
    )
