"""D63: the report of activities by challenge, in each country by its own list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.given.countries import a_national_desk
from tests.given.national import paper_of, sheets_of
from tests.given.packs import pack


@pytest.mark.parametrize(("country", "many"), [("CO", 5), ("PE", 4), ("HN", 4)])
def test_d63_activities_are_reported_by_the_challenge_they_serve(
    tmp_path: Path, country: str, many: int
) -> None:
    assert [one.code for one in pack(country).catalogue("challenges")] == [
        f"{n:02}" for n in range(1, many + 1)
    ]
    place = min(one.code for one in pack(country).territories if one.level == 1)
    with a_national_desk(tmp_path, country) as work:
        for objective, served in (
            ("Articular la oferta", {"01", "03"}),
            ("Escribir la ordenanza", {"02"}),
            ("Buscar recursos", {"03"}),
            ("Reunión interna", set[str]()),
        ):
            told = {"objective": objective, "territory": place, "challenges": frozenset(served)}
            work.registers.save("activity", None, told)
        leaves = sheets_of(work, "activities_by_challenge")
        counts = [row[1] for row in leaves["Retos"][1:]]
        assert counts == [1, 1, 2, *([0] * (many - 3)), 1]
        assert [row[3] for row in leaves["Reto 03"][1:]] == [
            "Articular la oferta",
            "Buscar recursos",
        ]
        paper = " ".join(paper_of(work, "activities_by_challenge"))
        assert "Actividades por reto: 01, 1, 02, 1, 03, 2" in paper
        assert "Ninguna actividad." in paper
