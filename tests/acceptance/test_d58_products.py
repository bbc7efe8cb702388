"""D58 and D59: five products agreed and approved; where an agreement was published."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

from fieldapp.records.products import Product
from fieldapp.work.work import Work
from tests.given.countries import a_national_desk
from tests.given.national import refused

FIVE = (
    ("manual", "Manual de imagen gráfica"),
    ("signage", "Manual de señalética para oficinas"),
    ("service_model", "Manual Modelos de Servicios"),
    ("artwork", "Artes para banners y redes sociales"),
    ("script", "Guion de video didáctico institucional"),
)


def test_d58_five_communication_products_have_their_record_of_approval(tmp_path: Path) -> None:
    with a_national_desk(tmp_path, "HN") as work:
        save = work.registers.save
        with refused("hay que escribir «Aprobado por»"):
            save("product", None, {"title": "Sin aprobar", "kind": "manual", "status": "approved"})
        products = [an_approved_product(work, kind, title) for kind, title in FIVE]
        with refused("hay que escribir «Aprobado el»"):
            save("product", products[0], {"approved_on": None})
        with work.desk.reading() as reading:
            approved = reading.all(Product, {"status": "approved"})
        assert len(approved) == 5
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


def an_approved_product(work: Work, kind: str, title: str) -> UUID:
    """A product that was agreed with those who will use it, and then approved."""
    told = {"title": title, "kind": kind, "status": "agreed"}
    product = work.registers.save("product", None, told).id
    approval = {
        "status": "approved",
        "agreed_with": "Personal de la SETRASS",
        "approved_by": "Dirección General de Empleo",
        "approved_on": date(2024, 2, 16),
    }
    return work.registers.save("product", product, approval).id
