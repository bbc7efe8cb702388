"""D31 and D33: the value chain of the service and the policies it adds to (S4:788-822)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

from fieldapp.documents.conformance import faults
from fieldapp.records.describe import Code
from fieldapp.records.plans import Alignment, ChainLink
from fieldapp.rules.report import Picture
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.papers import words_of
from tests.given.plans import PERU, SEDE, a_plan, rows_of

PRODUCT = (
    "Servicios de Promoción del Empleo más inclusivos, articulados y con mayores capacidades "
    "de gestión"
)
INTERMEDIATE = "Mayor número de personas que acceden a los Servicios de Promoción del Empleo"
FINAL = "Personas que acceden a empleos formales y en condiciones de igualdad"
AGREED = (
    "Descentralización Política Económica y Administrativa",
    "Igualdad de Oportunidades sin Discriminación y Acceso al Empleo Digno y Productivo",
    "Competitividad, productividad y formalización de la actividad económica",
    "Estado Eficiente y Transparente",
)


@pytest.fixture
def work(tmp_path: Path) -> Generator[Work]:
    with a_desk(tmp_path, **PERU) as desk:
        yield Work(desk)


def test_d31_the_product_leads_to_the_final_result(work: Work) -> None:
    plan = a_plan(work)
    after = None
    for stage, text in (
        ("final_result", FINAL),
        ("intermediate_result", INTERMEDIATE),
        ("product", PRODUCT),
    ):
        typed = {"stage": Code(stage), "text": text, "next": after, "year": 2015}
        after = work.registers.children.add("chain_link", plan, typed).id
    report = work.reports.build("plan_chain", Wanted(record=plan))
    picture = next(one for one in report.blocks if isinstance(one, Picture))
    assert f"«{PRODUCT}» lleva a «{INTERMEDIATE}»" in picture.told
    assert f"«{INTERMEDIATE}» lleva a «{FINAL}»" in picture.told
    paper = work.reports.write(report, "pdf")
    assert faults(paper) == []
    assert FINAL in " ".join(words_of(paper).split())


def test_d31_a_yearly_revision_is_a_chain_of_its_own(work: Work) -> None:
    plan = a_plan(work)
    for year in (2015, 2016):
        typed = {"stage": Code("product"), "text": f"{PRODUCT} {year}", "year": year}
        work.registers.children.add("chain_link", plan, typed)
    (table,) = work.reports.build("plan_chain", Wanted(record=plan)).tables
    assert [row[1] for row in table.rows] == [f"{PRODUCT} 2016"]
    assert len(rows_of(work, ChainLink, plan)) == 2


def test_d33_four_objectives_of_the_acuerdo_nacional_and_one_of_the_plan_bicentenario(
    work: Work,
) -> None:
    plan = a_plan(work)
    for objective in AGREED:
        work.registers.children.add(
            "alignment", plan, {"framework": Code("AN"), "objective": objective}
        )
    typed = {
        "framework": Code("PB"),
        "axis": "Eje 4: Economía, Competitividad y Empleo",
        "objective": "OE 5: Incremento de los empleos adecuados para la modernización inclusiva",
    }
    work.registers.children.add("alignment", plan, typed)
    frameworks = Counter(one.framework for one in rows_of(work, Alignment, plan))
    assert frameworks == {"AN": 4, "PB": 1}
    tables = work.reports.build("plan_alignment", Wanted(record=plan)).tables
    assert [(table.caption, len(table.rows)) for table in tables] == [
        ("Acuerdo Nacional", 4), ("Plan Bicentenario", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("country", "framework", "objective"),
    [("CO", "PND", "Artículo 74 de la Ley del PND 2014–2018"), ("HN", "PE", "Eje 1")],
)
def test_d33_each_country_has_its_own_policies(
    tmp_path: Path, country: str, framework: str, objective: str
) -> None:
    with a_desk(tmp_path / country, **{**SEDE, "country": country}) as desk:
        work = Work(desk)
        plan = a_plan(work, territory=None)
        typed = {"framework": Code(framework), "objective": objective}
        work.registers.children.add("alignment", plan, typed)
        (table,) = work.reports.build("plan_alignment", Wanted(record=plan)).tables
        assert table.rows[0][1] == objective
