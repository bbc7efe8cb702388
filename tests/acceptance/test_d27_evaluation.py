"""D27: results by matter, each with its finding, and the ones that no problem takes up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.documents.conformance import faults
from fieldapp.records.describe import Code
from fieldapp.records.evaluation import Finding
from fieldapp.rules.evaluations import areas_without_finding, without_problem
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.diagnosis import bring_problems, forms_of
from tests.given.packs import pack
from tests.given.papers import words_of
from tests.given.plans import PERU, PUNO

FOUND = {
    "a": ("Aún no se incorpora el enfoque territorial.", "3"),
    "b": ("Los reglamentos de organización no responden al proceso de descentralización.", "3"),
    "c": ("No hay un sistema de medición de la calidad; la plataforma se cae.", None),
    "d": ("Falta un sistema de seguimiento de indicadores de logros.", "2"),
    "e": ("No se cuenta con un diagnóstico de necesidades de capacitación.", "4"),
    "f": ("No se visualiza coordinación con el nivel local.", "2"),
}


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    with a_desk(tmp_path, **PERU) as desk:
        yield Work(desk)


def an_evaluation(work: Work) -> UUID:
    bring_problems(work)
    numbers = {one.number: one.id for one in work.diagnoses.of(PUNO).problems}
    typed = {"plan": "Plan de supervisión y evaluación", "period": "2014", "territory": PUNO}
    evaluation = work.registers.save("evaluation", None, typed).id
    for area, (text, number) in FOUND.items():
        finding = {
            "evaluation": evaluation,
            "area": Code(area),
            "text": text,
            "problem": numbers[number] if number else None,
        }
        work.registers.save("finding", None, finding)
    return evaluation


def test_d27_six_areas_each_with_a_finding_and_its_problem_or_the_report_says_none(
    work: Work,
) -> None:
    evaluation = an_evaluation(work)
    with work.desk.reading() as reading:
        findings = reading.all(Finding)
    assert len(pack("PE").catalogue("evaluation_areas")) == 6
    assert areas_without_finding(findings, pack("PE")) == []
    assert [one.area for one in without_problem(findings)] == ["c"]
    forms = forms_of(work, "evaluation", evaluation)
    assert not faults(forms["pdf"])
    told = words_of(forms["pdf"])
    assert told.count("sin problema asociado") == 1
    for area in pack("PE").catalogue("evaluation_areas"):
        assert f"{area.code}. {area.label}" in told


def test_d27_a_finding_is_where_the_walk_of_w7_begins(work: Work) -> None:
    an_evaluation(work)
    with work.desk.reading() as reading:
        finding = next(one for one in reading.all(Finding) if one.area == "e")
    way = work.traces.trace("finding", finding.id)
    assert [(step.kind, step.title[:17]) for step in way.after] == [
        ("problem", "Limitada capacida")
    ]
    assert finding.problem is not None
    back = work.traces.trace("problem", finding.problem)
    assert [step.kind for step in back.before] == ["finding"]
