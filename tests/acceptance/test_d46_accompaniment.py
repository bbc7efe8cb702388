"""D46: 32 departments and 32 capitals by three bodies; coverage as three percentages."""

from __future__ import annotations

from pathlib import Path

from tests.given.countries import a_national_desk
from tests.given.national import paper_of, sheets_of, the_64


def test_d46_coverage_of_32_departments_and_32_capitals_is_three_percentages(
    tmp_path: Path,
) -> None:
    with a_national_desk(tmp_path) as work:
        codes = [code for code, _ in the_64()]
        reached = {"planning_council": 64, "territorial_entity": 48, "corporation": 16}
        bodies = {
            "planning_council": "Consejo Territorial de Planeación",
            "territorial_entity": "Entidad territorial (Gobernación, Alcaldía, secretarías)",
            "corporation": "Corporación (Asamblea, Concejo)",
        }
        lines = [
            f'{code},"{bodies[body]}",Formulación'
            for body, many in reached.items()
            for code in codes[:many]
        ]
        sheet = "\n".join(["Territorio,Cuerpo acompañado,Etapa", *lines]).encode()
        brought = work.imports.bring("acompañamientos.csv", sheet, kind="accompaniment")
        assert brought.counts == {"accompaniment": 128}
        work.registers.save(
            "accompaniment",
            None,
            {
                "territory": "19",
                "body": "corporation",
                "stage": "monitoring",
                "result": "Ordenanza",
            },
        )

        told = paper_of(work, "accompaniment")[0]
        assert "Consejo Territorial de Planeación: 100,0 %." in told
        assert "secretarías): 75,0 %." in told
        assert "Corporación (Asamblea, Concejo): 25,0 %." in told
        leaves = sheets_of(work, "accompaniment")
        assert [row[1:5] for row in leaves["Cobertura"][1:]] == [
            (32, 32, 32, 32),
            (32, 32, 16, 32),
            (16, 32, 0, 32),
        ]
        matrix = {row[0]: row[1:] for row in leaves["Acompañamiento por territorio"]}
        assert len(matrix) == 1 + 64
        assert matrix["Cauca"] == ("Formulación", "Formulación", "Seguimiento", 0)
