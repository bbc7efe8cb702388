"""The board of results as a whole: the figures, and what they are made of (domain D61)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from fieldapp.packs import Pack
from fieldapp.rules.figures import FieldWork, Figures, figures_of, visits_held
from fieldapp.rules.results import Chosen, chosen_of
from fieldapp.rules.same_as import Sameness


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of what was chosen, by department code and by axis code."""

    chosen: Chosen
    figures: Figures
    by_department: Mapping[str, Figures] = field(default_factory=dict[str, Figures])
    by_axis: Mapping[str, Figures] = field(default_factory=dict[str, Figures])


def board_of(work: FieldWork, chosen: Chosen, same: Sameness, today: date, pack: Pack) -> Board:
    """Count what was chosen, and each department and axis in it on its own."""
    counted = chosen_of(work, chosen, same, pack)
    visits = visits_held(counted)
    territories = pack.territories
    places = {one.territory for one in visits if one.territory and one.territory in territories}
    departments = sorted({territories.level1(code) for code in places})
    axes = sorted({one.axis for one in visits if one.axis})

    def figures(narrower: Chosen) -> Figures:
        return figures_of(chosen_of(counted, narrower, same, pack), same, today, pack)

    return Board(
        chosen,
        figures_of(counted, same, today, pack),
        {code: figures(replace(chosen, territory=code)) for code in departments},
        {axis: figures(replace(chosen, axis=axis)) for axis in axes},
    )
