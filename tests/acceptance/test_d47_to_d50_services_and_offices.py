"""D47 to D50, D65: services counted without names, referrals, and when offices attend."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fieldapp.records.describe import Code
from fieldapp.work.import_keeping import WrongFile
from fieldapp.work.work import Work
from tests.given.countries import a_filled_country
from tests.given.desks import Clock
from tests.given.papers import words_of
from tests.given.registers import (
    PUNO,
    TEGUCIGALPA,
    headquarters_in,
    keep,
    on_paper,
    report,
    rows,
    words,
    work_in,
)

FOUR_YEARS = {"from_on": date(2011, 1, 1), "to_on": date(2014, 12, 31)}
LIST = Path(__file__).parents[1] / "fixtures" / "puno" / "pe_centro_empleo_services.csv"


def services_offered(work: Work) -> list[str]:
    field = work.desk.kinds["service_delivery"]["service"]
    return [one.label for one in work.registers.options(field)]


def test_d47_exactly_the_twelve_services_of_the_source_in_their_order(tmp_path: Path) -> None:
    listed = list(csv.DictReader(LIST.read_text(encoding="utf-8").splitlines()))
    with work_in(tmp_path, "PE") as work:
        assert services_offered(work) == [row["service"] for row in listed]
        codes = [one.code for one in work.desk.pack.catalogue("services")]
        assert codes == [row["letter"] for row in listed] == list("abcdefghijkl")


def test_d47_the_job_exchange_holds_the_392_placements_of_people_with_a_disability(
    tmp_path: Path,
) -> None:
    with work_in(tmp_path, "PE") as work:
        placed = {"service": Code("g"), "measure": Code("placed"), "territory": PUNO, **FOUR_YEARS}
        keep(work, "service_delivery", with_disability=True, people=250, **placed)
        keep(work, "service_delivery", disability=Code("visual"), people=142, **placed)
        keep(work, "service_delivery", people=5_000, **(placed | {"measure": Code("attended")}))
        said = report(work, "services", since=date(2011, 1, 1), until=date(2014, 12, 31))
        assert "Servicios del país: 12." in words(said)
        told = rows(said, "Por discapacidad")
        placements = next(row for row in told if row[1] == "Personas colocadas")
        assert placements[0] == "Bolsa de Trabajo"
        assert placements[-1] == 392
        listed = work.registers.list("service_delivery", filters={"disability": Code("visual")})
        assert listed.total == 1
        on_paper(work, said)


def test_d48_another_pack_has_five_services_without_a_line_of_code(tmp_path: Path) -> None:
    with work_in(tmp_path, "HN") as work:
        assert services_offered(work) == [
            "Intermediación de empleo",
            "Orientación laboral",
            "Gestión empresarial",
            "Derivación interinstitucional",
            "Gestión territorial",
        ]
        assert "Servicios del país: 5." in words(report(work, "services"))


def test_d49_referrals_to_infop_and_senprende_by_month(tmp_path: Path) -> None:
    with work_in(tmp_path, "HN") as work:
        bodies = {one.short_name: one.id for one in work.desk.directory.entities.values()}
        sent = (
            ("INFOP", date(2023, 8, 3), 4, "accepted"),
            ("INFOP", date(2023, 8, 21), 2, "pending"),
            ("SENPRENDE", date(2023, 8, 9), 3, "rejected"),
            ("INFOP", date(2023, 9, 1), 5, "accepted"),
        )
        for to, on, people, result in sent:
            keep(
                work,
                "referral",
                territory=TEGUCIGALPA,
                organization=bodies[to],
                on=on,
                people=people,
                result=Code(result),
            )
        case = {"territory": TEGUCIGALPA, "organization": bodies["INFOP"], "on": date(2023, 9, 4)}
        keep(work, "referral", case_code="C-17", result=Code("pending"), **case)
        said = report(work, "referrals")
        told = [(row[0], str(row[1]).split()[1], *row[2:]) for row in rows(said, "Derivaciones")]
        few = "No se muestra"  # of two people, and beside it, lest a subtraction tell of them
        assert told == [
            ("agosto de 2023", "Nacional", few, 0, few, 6),
            ("agosto de 2023", "Nacional", 0, 3, 0, 3),
            ("septiembre de 2023", "Nacional", few, 0, few, 6),
        ]
        assert said.tables[0].totals[2:] == (few, 3, few, 15)
        on_paper(work, said)


def offices_that_closed(work: Work) -> int:
    """Eight of the seventeen offices shut for lack of budget from January to November 2022."""
    offices = list(work.desk.directory.offices.values())
    with work.desk.writing() as writing:
        for office in offices:
            writing.put(office)
    head = "Oficina;Cerró el;Volvió a abrir el;Motivo"
    shut = "03/01/2022;03/11/2022;Sin asignación presupuestaria"
    written = "\n".join((head, *(f"{office.name};{shut}" for office in offices[:8])))
    work.imports.bring("office_closure.csv", written.encode())
    return len(offices)


def test_d50_a_closing_of_an_office_that_is_not_here_is_told_and_nothing_is_kept(
    tmp_path: Path,
) -> None:
    with headquarters_in(tmp_path, "HN") as work:
        office = next(iter(work.desk.directory.offices))
        written = f"Oficina;Cerró el\n{office};03/01/2022"
        with pytest.raises(WrongFile) as told:
            work.imports.bring("office_closure.csv", written.encode())
        assert "en este equipo no está el registro de «Oficina»" in str(
            told.value.faults[0].sentence
        )
        assert work.registers.counts()["office_closure"] == 0


def test_d49_d50_the_honduran_set_holds_closings_and_referrals(tmp_path: Path) -> None:
    with a_filled_country(tmp_path, "HN") as work:
        said = report(work, "offices", until=date(2022, 6, 30))
        assert "Oficinas registradas: 17. Activas al 30 de junio de 2022: 9." in words(said)
        gaps = [row for row in rows(said, "Línea de tiempo") if row[3] == 10]
        assert len(gaps) == 8
        sent = rows(report(work, "referrals"), "Derivaciones")
        assert {str(row[1]).split()[-1] for row in sent} == {"Profesional", "Negocios"}
        assert [row[2:] for row in sent[:1]] == [(6, 0, 0, 6)]
        assert {row[0] for row in sent} >= {"agosto de 2023", "enero de 2024"}


def test_d50_the_time_line_shows_the_gap_of_ten_months(tmp_path: Path) -> None:
    clock = Clock(datetime(2023, 7, 3, 15, tzinfo=UTC))
    with headquarters_in(tmp_path, "HN", clock) as work:
        assert offices_that_closed(work) == 17
        said = report(work, "offices", until=date(2022, 6, 30))
        assert "Oficinas registradas: 17. Activas al 30 de junio de 2022: 9." in words(said)
        active = {row[1] for row in rows(said, "Oficinas activas al 30 de junio de 2022")}
        gaps = [row for row in rows(said, "Línea de tiempo") if row[1] == date(2022, 1, 3)]
        assert len(gaps) == 8
        assert {row[3] for row in gaps} == {10}
        assert not active & {row[0] for row in gaps}
        assert "Activas al 3 de julio de 2023: 17." in words(report(work, "offices"))
        printed = words_of(on_paper(work, said))
        assert "Sin asignación presupuestaria" in printed


def test_d50_a_closing_that_begins_inside_another_is_shown_to_be_mended(tmp_path: Path) -> None:
    with headquarters_in(tmp_path, "HN") as work:
        office = keep(work, "office", code="OE X", name="Oficina de empleo de prueba")
        for first, last in ((date(2022, 1, 3), date(2022, 11, 3)), (date(2022, 6, 1), None)):
            keep(work, "office_closure", office=office, closed_on=first, reopened_on=last)
        assert len(rows(report(work, "offices"), "Por corregir")) == 1
        closings = work.registers.children.list("office_closure", office).rows
        advice = [work.registers.missing("office_closure", row.id) for row in closings]
        assert all("se cruza" in str(one[0].text) for one in advice)


@pytest.mark.parametrize(("men", "told"), [(40, 20), (2, "No se calcula")])
def test_d65_the_gap_of_a_service_by_region_covers_counts_of_few_people(
    tmp_path: Path, men: int, told: object
) -> None:
    with work_in(tmp_path, "PE") as work:
        reached = {"service": Code("d"), "territory": PUNO, **FOUR_YEARS}
        keep(work, "service_delivery", sex=Code("F"), people=60, **reached)
        keep(work, "service_delivery", sex=Code("M"), people=men, **reached)
        said = report(work, "service_gap")
        (row,) = rows(said, "Brechas")
        assert row[0] == "Capacitación Laboral"
        assert row[2] == "Puno"
        assert row[5] == told
        assert row[4] == (40 if men == 40 else "No se muestra")
        on_paper(work, said)
