"""Activities by the challenge they serve (D63), and disseminations by audience (D67)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.choices import CHOICES
from fieldapp.records.visits import Activity, Audience
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.dissemination import disseminations_of
from fieldapp.rules.event_days import day_of_event
from fieldapp.rules.report import Paragraph, Picture, Report, Row, table
from fieldapp.rules.suppression import cell, shown

_AUDIENCES: Final = tuple(choice.code for choice in CHOICES["audiences"])
_NO_CHALLENGE: Final = "Sin reto asociado"
_ACTIVITIES: Final = (
    ("Fecha", 24),
    ("Territorio", 40),
    ("Tipo", 40),
    ("Objetivo", 76),
    ("Estado", 22),
)


def challenges_report(activities: Sequence[Activity], pack: Pack, *, stamp: str) -> Report:
    """How many activities serve each challenge, and which; one that serves two stands in both."""
    challenges = list(pack.catalogue("challenges"))
    served = {
        one.code: [visit for visit in activities if one.code in visit.challenges]
        for one in challenges
    }
    none = [visit for visit in activities if not visit.challenges]
    counts = [(f"{one.code}. {one.label}", len(served[one.code])) for one in challenges]
    tables = [
        table(
            _ACTIVITIES,
            [_activity_row(visit, pack) for visit in own],
            caption=f"Reto {code}" if code else _NO_CHALLENGE,
            empty="Ninguna actividad.",
        )
        for code, own in (*served.items(), ("", none))
    ]
    return Report(
        name="actividades_por_reto",
        title="Actividades por reto",
        stamp=stamp,
        sideways=True,
        blocks=(
            table(
                (("Reto", 130), ("Actividades", 24)),
                [*counts, (_NO_CHALLENGE, len(none))],
                caption="Retos",
                note=f"Actividades: {len(activities)}. Una actividad puede servir a varios retos.",
            ),
            Picture(
                "bars",
                "Actividades por reto: "
                + ", ".join(f"{one.code}, {len(served[one.code])}" for one in challenges)
                + ".",
                tuple((f"Reto {one.code}", Decimal(len(served[one.code]))) for one in challenges),
                Decimal(max((len(own) for own in served.values()), default=0)),
            ),
            *tables,
        ),
    )


def dissemination_report(
    activities: Sequence[Activity], audiences: Sequence[Audience], pack: Pack, *, stamp: str
) -> Report:
    """The indicator, which is of disseminations, and the people of each audience on its own."""
    told = disseminations_of(activities, audiences, _AUDIENCES)
    safe = shown([one.people for one in told.by_audience], pack.least_shown)
    rows = [
        (label(pack, "audiences", one.audience), one.disseminations, cell(people))
        for one, people in zip(told.by_audience, safe.cells, strict=True)
    ]
    without = f" Sin público anotado: {told.without_audience}." if told.without_audience else ""
    return Report(
        name="difusiones",
        title="Difusiones por público",
        stamp=stamp,
        blocks=(
            Paragraph(f"Indicador, número de difusiones: {told.held}.{without}"),
            table(
                (("Público", 60), ("Difusiones", 30), ("Personas contadas", 30)),
                rows,
                caption="Públicos",
                note="Una difusión para varios públicos se cuenta una vez en el indicador y en "
                "cada uno de ellos aquí.",
            ),
        ),
    )


def _activity_row(visit: Activity, pack: Pack) -> Row:
    return (
        day_of_event(visit, pack),
        pack.territories.path(visit.territory or ""),
        label(pack, "activity_types", visit.kind),
        visit.objective,
        label(pack, "activity_status", visit.status),
    )
