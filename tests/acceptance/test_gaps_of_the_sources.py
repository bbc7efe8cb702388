"""What the sources say twice or otherwise, which the program must survive (domain 0.3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.people import SameAs
from fieldapp.work.work import Work
from tests.given.registers import PUNO, TEGUCIGALPA, keep, work_in

WORKSHOP = "Taller Macro Regional para la socialización de la propuesta"
OCTOBER, NOVEMBER = date(2015, 10, 26), date(2015, 11, 26)


def told(work: Work, **changes: object) -> list[str]:
    workshop = {
        "territory": TerritoryCode(PUNO),
        "kind": Code("macroworkshop"),
        "objective": WORKSHOP,
        **changes,
    }
    room = work.visits.room(work.visits.plan(workshop).id)
    return [f"{one.field}: {one.text}" for one in room.doubts]


def test_gap_the_workshop_dated_26_nov_and_26_oct_keeps_both_days_and_warns(
    tmp_path: Path,
) -> None:
    with work_in(tmp_path, "PE") as work:
        note = "El numeral 4 dice 26 de noviembre de 2015; el numeral 6, 26-oct-2015."
        (odd,) = told(work, planned_on=OCTOBER, source_note=note)
        assert odd.startswith("source_note: La fuente dice 26 de noviembre de 2015")
        assert "26 de octubre de 2015" in odd
        other = told(work, planned_on=NOVEMBER, objective=WORKSHOP.upper(), source_note="Numeral 4")
        assert [one for one in other if "26 de octubre de 2015" in one and "planned_on" in one]


def test_a_table_that_meets_every_month_with_one_objective_warns_nobody(tmp_path: Path) -> None:
    with work_in(tmp_path, "PE") as work:
        assert told(work, planned_on=OCTOBER) == []
        assert told(work, planned_on=NOVEMBER) == []


def test_gap_si_empleo_written_three_ways_is_found_and_joined_as_one(tmp_path: Path) -> None:
    written = ("SÍ EMPLEO", "SI EMPLEO", "Sí Empleo")
    with work_in(tmp_path, "HN") as work:
        place = TerritoryCode(TEGUCIGALPA)
        made = {keep(work, "organization", name=one, territory=place) for one in written}
        for searched in (*written, "si empleo", "sí empléo"):
            assert work.registers.list("organization", text=searched).total == len(written)
            assert {hit.id for hit in work.search.find(searched) if hit.id in made} == made
        with work.desk.reading() as reading:
            links = reading.all(SameAs)
        assert {one.basis for one in links} == {"similar_name"}
        assert len(links) == 3
