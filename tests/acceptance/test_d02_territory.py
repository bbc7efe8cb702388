"""D02: the territory, its profile, and how much of it is reached."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from tests.given.desks import GUAPI
from tests.given.registers import headquarters_in, keep, on_paper, report, rows, words, work_in

CAPITALS = (
    "05001 08001 11001 13001 15001 17001 18001 19001 20001 23001 27001 41001 44001 47001 50001 "
    "52001 54001 63001 66001 68001 70001 73001 76001 81001 85001 86001 88001 91001 94001 95001 "
    "97001 99001"
).split()
SOACHA = "25754"
CONTACT = {"type": Code("contact"), "text": "Se habló con la alcaldía"}


def test_d02_thirty_two_departments_and_their_capitals_have_a_logbook_and_bogota_is_apart(
    tmp_path: Path,
) -> None:
    with headquarters_in(tmp_path) as work:
        departments = [one for one in work.desk.pack.territories if one.level == 1]
        assert [one.kind for one in departments].count("departamento") == 32
        for code in CAPITALS:
            keep(work, "logbook_entry", territory=code, on=date(2026, 11, 3), **CONTACT)
        keep(work, "logbook_entry", territory=SOACHA, on=date(2026, 11, 4), **CONTACT)
        said = report(work, "coverage")
        assert "Departamentos con bitácora: 32 de 32." in words(said)
        assert "Capitales con bitácora: 32 de 32." in words(said)
        assert "Bogotá" in words(said)
        assert "aparte: con bitácora" in words(said)


def test_d02_only_headquarters_marks_a_territory(tmp_path: Path) -> None:
    with work_in(tmp_path) as work, pytest.raises(Refused, match="el nivel central"):
        keep(work, "territory_profile", territory=GUAPI, priority=True)


def test_d02_the_coverage_counts_the_places_visited_and_the_priority_ones(tmp_path: Path) -> None:
    with headquarters_in(tmp_path) as work:
        visit = work.visits.start(changes={"territory": GUAPI, "objective": "Instalar la mesa"})
        work.attendance.add(visit.id, {"full_name": "Neiva Torres"})
        work.visits.finish(visit.id)
        keep(
            work,
            "territory_profile",
            territory=GUAPI,
            priority=True,
            zone=Code("rural"),
            poverty=Code("extreme"),
            tags=frozenset({Code("pdet")}),
        )
        said = report(work, "coverage")
        cauca = next(row for row in rows(said, "Cobertura por territorio") if row[0] == "Cauca")
        assert cauca[1:4] == (1, 1, 42)
        assert rows(said, "Territorios priorizados") == (("Guapi, Cauca", 1, 0),)
        on_paper(work, said)


def test_r3_the_villages_that_visits_name_are_counted_once_each(tmp_path: Path) -> None:
    with headquarters_in(tmp_path) as work:
        for village in ("Vereda El Carmelo", "vereda el carmelo", "Limones", ""):
            typed = {"territory": GUAPI, "objective": "Instalar la mesa", "locality": village}
            visit = work.visits.start(changes=typed)
            work.attendance.add(visit.id, {"full_name": "Neiva Torres"})
            work.visits.finish(visit.id)
        told = rows(report(work, "coverage"), "Cobertura por territorio")
        cauca = next(row for row in told if row[0] == "Cauca")
        assert (cauca[1], cauca[-1]) == (4, 2)


def test_d02_a_territory_is_found_without_accents(tmp_path: Path) -> None:
    with work_in(tmp_path) as work:
        field = work.desk.kinds["activity"]["territory"]
        assert work.registers.options(field, "itagui")[0].label == "Itagüí, Antioquia"
    with work_in(tmp_path / "pe", "PE") as work:
        found = {one.code for one in work.desk.pack.territories.search("puno")}
        assert "21" in found
