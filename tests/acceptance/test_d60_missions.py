"""D60: the final report of a mission prints the seven headings of its source, in their order."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from fieldapp.rules.reports.missions import HEADINGS
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.countries import a_national_desk
from tests.given.national import paper_of

SEVEN = (
    "Título",
    "Institución beneficiaria",
    "Periodo de desarrollo",
    "Justificación",
    "Objetivos",
    "Resultados y productos elaborados",
    "Conclusiones y recomendaciones",
)


def test_d60_the_final_report_prints_the_seven_headings_in_this_order(tmp_path: Path) -> None:
    with a_national_desk(tmp_path, "HN") as work:
        told = " ".join(paper_of(work, "mission", Wanted(record=a_mission(work))))
        places = [told.index(heading, told.index("Informe final")) for heading in SEVEN]
        assert places == sorted(places)
        assert HEADINGS == SEVEN
        for words in (
            "Julio de 2023 a febrero de 2024",
            "En el marco de: desarrollo de herramientas",
            "Manual de imagen gráfica",
            "Dirección General de Empleo",
            "50 actuaciones",
        ):
            assert words in told


def test_d60_a_mission_just_begun_prints_its_headings_all_the_same(tmp_path: Path) -> None:
    with a_national_desk(tmp_path, "HN") as work:
        project = work.registers.save("project", None, {"title": "Misión nueva"}).id
        told = " ".join(paper_of(work, "mission", Wanted(record=project)))
        assert all(heading in told for heading in SEVEN)
        assert told.count("Sin registrar.") == 6


def a_mission(work: Work) -> UUID:
    save = work.registers.save
    project = save(
        "project",
        None,
        {
            "title": "Apoyo al Servicio Público de Empleo de la SETRASS",
            "beneficiary_name": "Secretaría de Trabajo y Seguridad Social (SETRASS)",
            "starts_on": date(2023, 7, 1),
            "ends_on": date(2024, 2, 28),
            "justification": "El personal de las oficinas reabiertas era nuevo.",
        },
    ).id
    product = save(
        "product",
        None,
        {
            "title": "Manual de imagen gráfica",
            "kind": "manual",
            "status": "approved",
            "approved_by": "Dirección General de Empleo",
            "approved_on": date(2024, 2, 16),
            "project": project,
        },
    ).id
    for part, heading, text in (
        ("objective", "", "Apoyar el fortalecimiento de las capacidades"),
        ("result", "fortalecimiento de capacidades", "Formulación de un plan de acción"),
        ("result", "desarrollo de herramientas", "Manual sencillo y funcional"),
        ("conclusion", "", "El plan se implementó con un nuevo modelo de oficina integrada"),
        ("recommendation", "", "50 actuaciones con medios propios y 33 con presupuesto adicional"),
    ):
        point: dict[str, Any] = {"project": project, "part": part, "heading": heading, "text": text}
        if text.startswith("Manual"):
            point["product"] = product
        save("project_point", None, point)
    return project
