"""D01: institutions and their organs, from the first day and once each."""

from __future__ import annotations

from pathlib import Path

from tests.given.desks import GUAPI
from tests.given.registers import PUNO, keep, on_paper, report, rows, work_in

ORGANS = (
    "Despacho Viceministerial de Promoción del Empleo y Capacitación Laboral",
    "Dirección General de Formación Profesional y Capacitación Laboral",
    "Dirección General de Promoción del Empleo",
    "Dirección General del Servicio Nacional del Empleo",
    "Oficina General de Planeamiento y Presupuesto",
)


def test_d01_the_directory_has_the_ministry_its_organs_and_its_territorial_offices(
    tmp_path: Path,
) -> None:
    with work_in(tmp_path) as work:
        said = report(work, "directory")
        names = [str(row[0]) for row in rows(said, "Directorio")]
        short = {row[1] for row in rows(said, "Directorio")}
        assert "Ministerio del Trabajo" in names
        assert {"UAESPE", "UAEOS", "Colpensiones", "DNP", "MINCIT"} <= short
        assert "· Dirección Territorial Cauca" in names
        sector = [row[1] for row in rows(said, "Entidades del sector trabajo")]
        assert sector == ["UAESPE", "UAEOS", "Colpensiones"]
        assert work.reports.write(said, "xlsx")
        field = work.desk.kinds["organization"]["is_sector"]
        assert [one.value for one in work.registers.options(field)] == [True, False]


def test_d01_five_organs_of_the_peruvian_ministry_and_one_of_the_regional_directorate(
    tmp_path: Path,
) -> None:
    with work_in(tmp_path, "PE") as work:
        national = [str(row[0]) for row in rows(report(work, "directory"), "Directorio")]
        ministry = national.index("Ministerio de Trabajo y Promoción del Empleo")
        organs = national[ministry + 1 : ministry + 6]
        assert sorted(organs) == [f"· {name}" for name in ORGANS]
        directorate = next(
            one.id
            for one in work.desk.directory.entities.values()
            if one.territory == PUNO and "Dirección Regional de Trabajo" in one.name
        )
        keep(
            work,
            "organization",
            name="Dirección de Promoción del Empleo y Formación Profesional",
            parent=directorate,
            territory=PUNO,
        )
        said = report(work, "directory", territory=PUNO)
        inside = [str(row[0]) for row in rows(said, "Directorio")]
        place = next(n for n, name in enumerate(inside) if "Dirección Regional de Trabajo" in name)
        assert "· Dirección de Promoción del Empleo y Formación Profesional" in inside[place + 1]


def test_d01_the_honduran_tree_goes_down_to_seventeen_offices(tmp_path: Path) -> None:
    with work_in(tmp_path, "HN") as work:
        names = [str(row[0]) for row in rows(report(work, "directory"), "Directorio")]
        first = names.index("Secretaría de Trabajo y Seguridad Social")
        assert names[first + 1] == "· Dirección General de Empleo"
        assert names[first + 2].startswith("· · Coordinación Operativa")
        assert sum(name.startswith("· · · Oficina de empleo") for name in names) == 17
        short = {row[1] for row in rows(report(work, "directory"), "Directorio")}
        assert {"SENPRENDE", "INFOP", "SPE"} <= short


def test_d01_an_entity_written_twice_is_one_in_the_directory(tmp_path: Path) -> None:
    with work_in(tmp_path) as work:
        for name in ("Cooperativa del Pacífico", "COOPERATIVA DEL PACIFICO"):
            keep(work, "organization", name=name, territory=GUAPI, tax_id="800197268-4")
        said = report(work, "directory", territory=GUAPI)
        named = [row for row in rows(said, "Directorio") if "ooperativa" in str(row[0]).lower()]
        assert len(named) == 1
        on_paper(work, said)
