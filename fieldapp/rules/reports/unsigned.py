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
from fieldapp.rules.visits import came

UNSIGNED: Final = "Sin firma"
NO_SIGNATURE_TAKEN: Final = "Menor de edad"
NO_ACTA: Final = "Sin acta"


@dataclass(frozen=True, slots=True)
class ListedVisit:
    """A visit that was held with those of its list, their signatures, and its acta if it has."""

    visit: Activity
    people: Sequence[Attendance]
    inks: Sequence[Ink]
    acta: Minutes | None = None

    @property
    def present(self) -> list[Attendance]:
        """Who came, by the list."""
        return [one for one in self.people if came(one) and not one.annulled]

    @property
    def unsigned(self) -> list[Attendance]:
        """Who came and neither signed nor refused to; of a minor no signature is taken (R4)."""
        said = {one.attendance for one in self.inks if not one.annulled}
        return [one for one in self.present if one.id not in said and not one.minor]


def signature_in_words(row: Attendance, inks: Sequence[Ink], pack: Pack) -> str:
    """How somebody of a list signed, that they refused, or that the signature is missing."""
    own = [one for one in inks if one.attendance == row.id and not one.annulled]
    if own:
        return label(pack, "ink_methods", own[-1].method)
    return NO_SIGNATURE_TAKEN if row.minor else UNSIGNED


def unsigned_report(listed: Sequence[ListedVisit], pack: Pack, *, stamp: str) -> Report:
    """The visits whose list lacks signatures, and those whose acta nobody signed."""
    lists = [one for one in listed if one.unsigned]
    actas = [one for one in listed if one.acta is None or one.acta.status != "sealed"]
    whole = sum(len(one.unsigned) == len(one.present) for one in lists)
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
