"""The demonstration sets: 32 + 32 of each paper in Colombia, 8 pilots in Peru, a mission in HN."""

from __future__ import annotations

from pathlib import Path

from fieldapp.work.reports import Wanted
from tests.given.countries import a_filled_country
from tests.given.national import paper_of, sheets_of


def test_colombia_has_32_documents_with_summaries_and_64_plans(tmp_path: Path) -> None:
    with a_filled_country(tmp_path) as work:
        counted = work.registers.counts()
        assert (counted["recommendation_doc"], counted["territorial_plan"]) == (32, 64)
        told = paper_of(work, "recommendations_by_territory")[0]
        assert "Documentos: 32. Resúmenes ejecutivos: 32. Completos, con ambos: 32." in told
        followed = paper_of(work, "indicative_plans")[0]
        assert "Planes departamentales: 32 de 32. Con lineamientos incluidos: 32 de 32." in followed
        rows = sheets_of(work, "indicative_plans")["Planes por territorio"][1:]
        assert sum(row[7] for row in rows) == 4
        coverage = sheets_of(work, "accompaniment")["Cobertura"][1:]
        assert [row[1:5] for row in coverage] == [(32, 32, 32, 32)] * 3
        assert "Rendición a la comunidad" in paper_of(work, "community")[0]


def test_peru_has_eight_pilots_on_their_convenios(tmp_path: Path) -> None:
    with a_filled_country(tmp_path, "PE") as work:
        counted = work.registers.counts()
        assert (counted["pilot"], counted["pilot_condition"]) == (8, 24)


def test_honduras_has_a_mission_with_five_approved_products(tmp_path: Path) -> None:
    with a_filled_country(tmp_path, "HN") as work:
        assert work.registers.counts()["product"] == 5
        (row,) = work.registers.list("project").rows
        told = " ".join(paper_of(work, "mission", Wanted(record=row.id)))
        assert "50 actuaciones con medios propios y 33 con presupuesto adicional" in told
        assert told.count("Aprobado") >= 5
