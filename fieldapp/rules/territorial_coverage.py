"""How many departments and capitals were reached, and how far each has come (D44, D46)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.packs.territories import Territories
from fieldapp.records.choices import CHOICES
from fieldapp.records.policies import Accompaniment, PolicyInstrument
from fieldapp.rules.measuring import percent_of

BODIES: Final = "accompanied_bodies"
STAGES: Final = tuple(choice.code for choice in CHOICES["policy_stages"])
"""The stages of a policy, the earliest first."""

_ITS_OWN_DEPARTMENT: Final = "distrito_capital"


def departments_of(territories: Territories) -> tuple[str, ...]:
    """The departments or regions; a capital district that is its own is counted apart."""
    return tuple(
        one.code for one in territories if one.level == 1 and one.kind != _ITS_OWN_DEPARTMENT
    )


def capitals_of(territories: Territories) -> tuple[str, ...]:
    """The municipalities in which departments have their seat, by code."""
    return tuple(sorted(code for code in territories.naming.capitals if code in territories))


@dataclass(frozen=True, slots=True)
class Covered:
    """How many departments and capitals had something, of how many."""

    what: str
    departments: int
    capitals: int
    of_departments: int
    of_capitals: int

    @property
    def percent(self) -> Decimal:
        """Of departments and capitals together, to a tenth."""
        reached = Decimal(self.departments + self.capitals)
        return percent_of(reached, Decimal(self.of_departments + self.of_capitals)) or Decimal(0)


def covered(what: str, places: Iterable[str], territories: Territories) -> Covered:
    """Count the departments and capitals among some places, each once."""
    reached = set(places)
    departments, capitals = departments_of(territories), capitals_of(territories)
    return Covered(
        what,
        sum(code in reached for code in departments),
        sum(code in reached for code in capitals),
        len(departments),
        len(capitals),
    )


def bodies_covered(accompaniments: Sequence[Accompaniment], pack: Pack) -> list[Covered]:
    """For each kind of body, in how many departments and capitals one was accompanied."""
    standing = [one for one in accompaniments if not one.annulled]
    return [
        covered(
            body.label,
            (str(one.territory) for one in standing if one.body == body.code),
            pack.territories,
        )
        for body in pack.catalogue(BODIES)
    ]


def furthest_stage(stages: Iterable[str | None]) -> str:
    """The latest stage among some; "" where none is told."""
    known = [STAGES.index(one) for one in stages if one in STAGES]
    return STAGES[max(known)] if known else ""


def stage_by_department(instruments: Iterable[PolicyInstrument], pack: Pack) -> dict[str, str]:
    """How far the instruments of each department and its municipalities have come; "" for none."""
    stages: dict[str, list[str | None]] = {code: [] for code in departments_of(pack.territories)}
    for one in instruments:
        if one.annulled or one.territory not in pack.territories:
            continue
        department = pack.territories.level1(one.territory or "")
        stages.setdefault(department, []).append(one.stage)
    return {code: furthest_stage(told) for code, told in stages.items()}
