"""The corte of a report: how much of the country's records it knows of, and what it lacks (R27).

A report is as true as what had arrived when it was made. It says up to which revision of
headquarters it counts, when headquarters said so, what still waits here, and which offices it has
nothing of; so that two people with different figures see why before they argue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from fieldapp.packs import Pack
from fieldapp.packs.folding import fold
from fieldapp.records.people import Office


@dataclass(frozen=True, slots=True)
class Cutoff:
    """What was known when a report was made, all in UTC.

    `revision` is headquarters' own, up to which everything is in the figures; 0 before the first
    sync. `known_at` is when headquarters said so. `unsent` are records that only this laptop has,
    `short` the old visits of which only the acta and the counts are here (field rule R9): who was
    there is not, so that the same person in two of them is counted twice.
    """

    at: datetime
    revision: int = 0
    known_at: datetime | None = None
    unsent: int = 0
    short: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of how many offices there is something in the figures; `missing` are the others by name."""

    present: int
    total: int
    missing: tuple[str, ...] = ()


def coverage_of(offices: Iterable[Office], with_records: Collection[str], pack: Pack) -> Coverage:
    """Tell which open offices have records; `with_records` are departments in which there are.

    An office answers for its department.
    """
    standing = [one for one in offices if not one.annulled and one.closed_on is None]
    named = {one.name: _department(one, pack) for one in standing if one.territory}
    missing = sorted((n for n, code in named.items() if code not in with_records), key=fold)
    return Coverage(len(named) - len(missing), len(named), tuple(missing))


def stamp_of(cutoff: Cutoff, pack: Pack) -> str:
    """The corte in one line, as it stands under a report's title."""
    made = f"Al corte del {pack.formats.moment_long(cutoff.at)}"
    if not cutoff.revision:
        return f"{made}, solo con lo registrado en este equipo"
    known = f", del {pack.formats.moment_long(cutoff.known_at)}" if cutoff.known_at else ""
    return f"{made}; revisión {cutoff.revision} {pack.words.named.of_the}{known}"


def told_of(cutoff: Cutoff, coverage: Coverage, pack: Pack) -> str:
    """What the figures lack, in sentences for the end of a report."""
    said = [
        f"{coverage.present} de {coverage.total} {pack.words.offices} al corte"
        + (f"; faltan: {', '.join(coverage.missing)}." if coverage.missing else ".")
    ]
    if cutoff.unsent:
        said.append(
            f"De lo contado, {cutoff.unsent} registros están solo en este equipo, sin enviar."
        )
    if cutoff.short:
        said.append(
            f"De {cutoff.short} visitas antiguas este equipo guarda solo el acta y las cuentas: de "
            f"ellas, las personas distintas se saben en {pack.words.named.the}."
        )
    return " ".join(said)


def _department(office: Office, pack: Pack) -> str:
    code = office.territory or ""
    return pack.territories.level1(code) if code in pack.territories else code
