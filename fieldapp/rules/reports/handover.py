"""The acta de entrega: all that is open where somebody leaves a post (field rule R7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fieldapp.packs.pack import Pack
from fieldapp.rules.report import Block, Paragraph, Report, Row, table


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What is handed over, in words and days; `series` is (code, last number used here).

    `drafts` are half-typed words that never leave this laptop. `made_at` is None before it is done.
    """

    leaver: str
    successor: str
    place: str
    from_on: date | None
    reason: str
    made_at: datetime | None
    visits: tuple[tuple[date | None, str, str, str], ...]
    papers: tuple[tuple[str, str, str], ...]
    commitments: tuple[tuple[str, str, date | None, str], ...]
    requests: tuple[tuple[date | None, str, date | None], ...]
    spaces: tuple[tuple[str, str], ...]
    drafts: tuple[tuple[str, str], ...]
    series: tuple[tuple[str, int], ...]


def handover_report(handed: HandedOver, pack: Pack) -> Report:
    """Who hands over to whom, everything in tables of its own, and the places to sign."""
    blocks: list[Block] = [
        Paragraph(_opening(handed, pack)),
        table(
            (("Fecha", 22), ("Actividad", 60), ("Lugar", 40), ("Estado", 20)),
            handed.visits,
            caption="Visitas y actividades abiertas",
        ),
        table(
            (("Número", 40), ("Actividad", 70), ("Estado", 24)),
            handed.papers,
            caption="Actas sin firmar",
        ),
        table(
            (("Compromiso", 70), ("Responsable", 40), ("Vence", 22), ("Estado", 22)),
            handed.commitments,
            caption="Compromisos abiertos",
        ),
        table(
            (("Recibida", 30), ("Clase", 70), ("Plazo", 30)),
            handed.requests,
            caption="Solicitudes ciudadanas por responder",
            note="Lo que piden y quiénes solo lo ven quien las lleva y el nivel central.",
        ),
        table((("Espacio", 80), ("Clase", 40)), handed.spaces, caption="Espacios del territorio"),
        table(
            (("Dónde", 40), ("Lo escrito", 90)),
            handed.drafts,
            caption="A medio escribir en este equipo",
            note="No sale de este equipo: quien entrega lo termina o lo descarta.",
        ),
        table(
            (("Serie", 30), ("Último número usado", 40)),
            handed.series,
            caption="Series de numeración",
            note="La serie queda en este equipo; quien recibe numera con la del suyo.",
        ),
        table(
            (("Firma", 60), ("Nombre", 70)), _hands(handed), caption="Quienes entregan y reciben"
        ),
    ]
    return Report(
        name="acta_de_entrega",
        title="Acta de entrega del puesto",
        subtitle=handed.place,
        stamp=_stamp(handed, pack),
        blocks=tuple(blocks),
    )


def _opening(handed: HandedOver, pack: Pack) -> str:
    since = f" desde el {pack.formats.day_long(handed.from_on)}" if handed.from_on else ""
    why = f" Motivo: {handed.reason.rstrip('.')}." if handed.reason else ""
    return f"{handed.leaver} entrega su puesto a {handed.successor}{since}.{why}"


def _stamp(handed: HandedOver, pack: Pack) -> str:
    if handed.made_at is None:
        return "Por entregar"
    return f"Entregado el {pack.formats.moment_long(handed.made_at)}"


def _hands(handed: HandedOver) -> tuple[Row, ...]:
    return (("", f"Entrega: {handed.leaver}"), ("", f"Recibe: {handed.successor}"))
