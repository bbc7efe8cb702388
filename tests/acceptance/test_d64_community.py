"""D64: the account to the community holds nobody's data, and what checks it can fail."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.rules.public_words import Guarded, leaks_in
from fieldapp.rules.report import Heading, Paragraph, Report, table
from fieldapp.work.work import Work
from tests.given.countries import a_national_desk
from tests.given.desks import GUAPI
from tests.given.national import paper_of, refused, sheets_of
from tests.given.papers import everything_in

PEOPLE = (
    ("Rosa Elvira Angulo", "31234567", "310 555 0101", "rosa.angulo@correo.co", "F"),
    ("Jairo Caicedo Riascos", "10987654", "3105550102", "jairo@correo.co", "M"),
    ("Nubia Torres Grueso", "34567890", "3105550103", "nubia@correo.co", "F"),
    ("Amparo Sinisterra", "29876543", "3105550104", "amparo@correo.co", "F"),
)


def test_d64_neither_the_paper_nor_the_open_data_hold_anybodys_data(tmp_path: Path) -> None:
    with a_national_desk(tmp_path) as work:
        a_meeting(work)
        an_agreement(work, "Instalar la mesa técnica de concertación")
        told = " ".join(paper_of(work, "community"))
        assert "Instalar la mesa técnica de concertación" in told
        paper = work.reports.write(work.reports.build("community"), "pdf")
        leaves = sheets_of(work, "community")
        written = everything_in(paper).decode("latin-1") + told + repr(leaves)
        for person in PEOPLE:
            for value in person[:4]:
                assert value not in written
        results = dict(row[:2] for row in leaves["Qué se hizo"])
        assert (results["Asistencias"], results["Personas distintas"]) == (4, 4)
        by_sex = dict(row[:2] for row in leaves["Asistencias por sexo"][1:])
        assert by_sex == {"Mujer": "No se muestra", "Hombre": "No se muestra"}
        heads = {str(cell) for rows in leaves.values() for cell in rows[0]}
        personal = {
            field.label
            for spec in work.desk.kinds
            if spec.name in {"attendance", "person"}
            for field in spec.personal
        }
        assert not heads & (personal - {"Sexo"})


@pytest.mark.parametrize(
    "said",
    [
        "Entregar el informe a ROSA ELVIRA ANGULO antes de marzo",
        "Llamar al 310-555-0101 para concertar",
        "Llamar al +57 3105550102",
        "Escribir a rosa.angulo@correo.co",
        "Entregar a la cédula 31.234.567 el subsidio",
        "Llamar al 310 555 9999, que nadie tiene aquí",
        "Escribir a una.persona@ejemplo.com",
        "Entregar el subsidio a la C.C. 31.234.999",
        "Entregar el subsidio al DNI 40123999",
        "Preguntar en el 98765432",
    ],
)
def test_d64_a_commitment_that_names_somebody_is_not_published(tmp_path: Path, said: str) -> None:
    with a_national_desk(tmp_path) as work:
        a_meeting(work)
        promise = an_agreement(work, said)
        with refused("aparece un dato personal"):
            work.reports.build("community")
        work.registers.save("commitment", promise, {"text": "Entregar el informe"})
        assert "Entregar el informe" in " ".join(paper_of(work, "community"))


@pytest.mark.parametrize(
    "said",
    [
        "Invertir 41.700.000 pesos en 2015-2016",
        "Reunirse el 20-11-2026, según la Ley 1581 de 2012",
        "Aplicar la Directiva General N° 001-2015-MTPE/3/17",
        "Atender a 1 250 jóvenes en 32 municipios, con documento de trabajo",
    ],
)
def test_d64_sums_days_and_norms_are_no_persons(tmp_path: Path, said: str) -> None:
    with a_national_desk(tmp_path) as work:
        a_meeting(work)
        an_agreement(work, said)
        assert said in " ".join(" ".join(paper_of(work, "community")).split())


def test_the_check_sees_every_place_of_a_report_and_lets_institutions_pass() -> None:
    guarded = [
        Guarded("Personas", "Nombre completo", "Rosa Elvira Angulo"),
        Guarded("Entregas", "Para quién", "Alcaldía de Guapi"),
        Guarded("Personas", "Nombre completo", "Paz"),
        Guarded("Personas", "Teléfono", "310 555 0101"),
    ]
    name = "rosa elvira ángulo"
    report = Report(
        name="x",
        title=f"Uno {name}",
        subtitle=f"Dos {name}",
        stamp=f"Tres {name}",
        blocks=(
            Heading(f"Cuatro {name}"),
            Paragraph(f"Cinco {name}. La paz y la Alcaldía de Guapi."),
            table(
                (f"Seis {name}",),
                [(f"Siete {name}",), (3105550101,)],
                caption=f"Ocho {name}",
                totals=(f"Nueve {name}",),
                note=f"Diez {name}, tel. 3105550101",
            ),
        ),
    )
    leaks = leaks_in(report, guarded, ["Alcaldía de Guapi"])
    assert Counter(one.field for one in leaks) == {"Nombre completo": 10, "Teléfono": 1}


def a_meeting(work: Work) -> UUID:
    told = {"kind": "session", "territory": GUAPI, "objective": "Revisar el plan local de empleo"}
    visit = work.registers.save("activity", None, told).id
    work.visits.start(visit)
    for name, document, phone, email, sex in PEOPLE:
        row = {
            "activity": visit,
            "full_name": name,
            "id_type": "CC",
            "id_number": document,
            "phone": phone,
            "email": email,
            "sex": sex,
        }
        work.registers.save("attendance", None, row)
    work.visits.finish(visit)
    return visit


def an_agreement(work: Work, promise: str) -> UUID:
    told = {"title": "Acuerdo de voluntades", "territory": GUAPI, "status": "signed"}
    agreement = work.registers.save("agreement", None, told).id
    promised = {"origin": agreement, "text": promise, "responsible_name": "Alcaldía de Guapi"}
    return work.registers.save("commitment", None, promised).id
