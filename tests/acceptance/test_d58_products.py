"""D58 and D59: five products agreed and approved; where an agreement was published."""

from __future__ import annotations

from pathlib import Path

from fieldapp.demo.country import fill_country
from fieldapp.records.products import Product
from tests.given.countries import a_national_desk
from tests.given.national import refused

FIVE = {
    ("manual", "Manual de imagen gráfica"),
    ("signage", "Manual de señalética para oficinas"),
    ("service_model", "Manual Modelos de Servicios"),
    ("artwork", "Artes para banners, redes sociales, invitaciones e isotipos"),
    ("script", "Guion de un video didáctico institucional"),
}
"""As the report of the mission of July 2023 to February 2024 lists them."""


def test_d58_five_communication_products_have_their_record_of_approval(tmp_path: Path) -> None:
    with a_national_desk(tmp_path, "HN") as work:
        save = work.registers.save
        with refused("hay que escribir «Aprobado por»"):
            save("product", None, {"title": "Sin aprobar", "kind": "manual", "status": "approved"})
        fill_country(work)
        with work.desk.reading() as reading:
            approved = reading.all(Product, {"status": "approved"})
        with refused("hay que escribir «Aprobado el»"):
            save("product", approved[0].id, {"approved_on": None})
        assert {(str(one.kind), one.title) for one in approved} == FIVE
        assert all(one.agreed_with and one.approved_by and one.approved_on for one in approved)
        listed = work.registers.list("product", text="señaletica").rows
        assert ["Manual de señalética para oficinas" in row.cells for row in listed] == [True]


def test_d59_an_agreement_says_where_it_was_published(tmp_path: Path) -> None:
    with a_national_desk(tmp_path) as work:
        save = work.registers.save
        agreement = save(
            "agreement", None, {"title": "Acuerdo de voluntades", "territory": "76001"}
        ).id
        save(
            "publication",
            None,
            {
                "title": "Acuerdo de voluntades",
                "agreement": agreement,
                "channel": "web",
                "place": "sección Trabajo y empleo, vínculo Programa de Asistencia Técnica",
                "territory": "76001",
            },
        )
        (page,) = work.agreements.room(agreement).publications
        assert page.place == "sección Trabajo y empleo, vínculo Programa de Asistencia Técnica"
