"""What is without signature: who of which list, and which visits have no signed acta (D10, D11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.minutes import Minutes
from fieldapp.records.visits import Activity, Attendance, Ink
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.event_days import day_of_event
from fieldapp.rules.places import place_of
from fieldapp.rules.report import Paragraph, Report, Row, table
from fieldapp.rules.visits import came, is_signature

NO_SIGNATURE: Final = "sin firma"
"""Said of a list in which nobody signed."""
UNSIGNED: Final = "Sin firma"
ON_PAPER: Final = "En el papel adjunto"
NO_SIGNATURE_TAKEN: Final = "Menor de edad"
NO_ACTA: Final = "Sin acta"


@dataclass(frozen=True, slots=True)
class ListedVisit:
    """A visit that was held with those of its list, their signatures, and its acta if it has.

    `on_paper` tells whether a signed paper is attached: who signed is then on that paper.
    """

    visit: Activity
    people: Sequence[Attendance]
    inks: Sequence[Ink]
    acta: Minutes | None = None
    on_paper: bool = False

    @property
    def present(self) -> list[Attendance]:
        """Who came, by the list."""
        return [one for one in self.people if came(one) and not one.annulled]

    @property
    def unsigned(self) -> list[Attendance]:
        """Who came and neither signed nor refused to; of a minor no signature is taken (R4)."""
        if self.on_paper:
            return []
        said = {one.attendance for one in self.inks if not one.annulled}
        return [one for one in self.present if one.id not in said and not one.minor]

    @property
    def is_signed(self) -> bool:
        """Whether anybody signed the list, on the screen or on paper."""
        given = (is_signature(one.method) and not one.annulled for one in self.inks)
        return self.on_paper or any(given)

    def signature_of(self, row: Attendance, pack: Pack) -> str:
        """How somebody of the list signed, that they refused, or that the signature is missing."""
        own = [one for one in self.inks if one.attendance == row.id and not one.annulled]
        if own:
            return label(pack, "ink_methods", own[-1].method)
        if row.minor:
            return NO_SIGNATURE_TAKEN
        return ON_PAPER if self.on_paper else UNSIGNED


def unsigned_report(listed: Sequence[ListedVisit], pack: Pack, *, stamp: str) -> Report:
    """The visits whose list lacks signatures, and those whose acta nobody signed."""
    lists = [one for one in listed if one.unsigned]
    actas = [one for one in listed if one.acta is None or one.acta.status != "sealed"]
    whole = sum(not one.is_signed for one in lists)
    lacking = sum(len(one.unsigned) for one in lists)
    told = (
        f"Visitas realizadas: {len(listed)}. Listas con alguien sin firma: {len(lists)}, de ellas "
        f"{whole} sin ninguna firma; asistentes sin firma: {lacking}. Visitas sin acta firmada: "
        f"{len(actas)}."
    )
    about = (("Fecha", 14), ("Lugar", 34), ("Actividad", 44), ("Acta", 20))
    return Report(
        name="sin_firma",
        title="Listas y actas sin firma",
        stamp=stamp,
        blocks=(
            Paragraph(told),
            table(
                (*about, "Asistieron", "Sin firma"),
                [(*_about(one, pack), len(one.present), len(one.unsigned)) for one in lists],
                caption="Listas sin firma",
                totals=("Total", "", "", "", sum(len(o.present) for o in lists), lacking)
                if lists
                else (),
                note="De quien se negó hay constancia en la lista; de un menor no se toma firma. "
                "Quién falta se ve en el informe de cada visita.",
                empty="Ninguna: todas las listas están firmadas.",
            ),
            table(
                (*about, ("Estado", 16)),
                [
                    (
                        *_about(one, pack),
                        label(pack, "minutes_status", one.acta.status) if one.acta else NO_ACTA,
                    )
                    for one in actas
                ],
                caption="Actas sin firmar",
                empty="Ninguna: cada visita tiene su acta firmada.",
            ),
        ),
        sideways=True,
    )


def _about(one: ListedVisit, pack: Pack) -> Row:
    return (
        day_of_event(one.visit, pack),
        place_of(one.visit, pack),
        one.visit.objective,
        one.acta.number if one.acta else "",
    )
