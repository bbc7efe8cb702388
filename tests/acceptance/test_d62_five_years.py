"""D62: goals, gaps and a line of five years, from nothing but measurements that a file brings."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from fieldapp.documents.conformance import faults
from fieldapp.rules.measuring import last_years, series
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk
from tests.given.papers import words_of
from tests.given.plans import PERU, a_plan

NAME = "Porcentaje de empleo adecuado"
MEASURED = {2011: "51,6", 2012: "53.1", 2013: "55", 2014: "58,4", 2015: "60.2"}


def test_d62_a_line_of_five_years_needs_only_measurements(tmp_path: Path) -> None:
    with a_desk(tmp_path, Clock(datetime(2015, 12, 31, 15, tzinfo=UTC)), **PERU) as desk:
        work = Work(desk)
        plan = a_plan(work)
        indicator = {"name": NAME, "unit": "percent"}
        work.registers.children.add("indicator", plan, indicator)
        lines = [f'{NAME},30/06/{year},"{value}"' for year, value in MEASURED.items()]
        written = "\n".join(["Indicador,Fecha,Valor", *lines])
        brought = work.imports.bring("measurement.csv", written.encode())
        assert brought.counts == {"measurement": 5}
        parts = work.plans.parts(plan)
        (kept,) = parts.indicators
        measured = [one for one in parts.measurements if one.indicator == kept.id]
        assert series(measured, last_years(desk.today())) == {
            year: Decimal(value.replace(",", ".")) for year, value in MEASURED.items()
        }
        report = work.reports.build("plan_indicators", Wanted(record=plan))
        paper = work.reports.write(report, "pdf")
        assert faults(paper) == []
        said = " ".join(words_of(paper).replace("\u00a0", " ").split())
        assert all(f"{year}" in said for year in MEASURED)
        assert "60.2" in said
