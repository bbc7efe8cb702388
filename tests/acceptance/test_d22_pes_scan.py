"""D22: the PES Scan has four dimensions, its radar in words, and no question we did not get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.documents.conformance import faults
from fieldapp.packs import read_pack
from fieldapp.records.describe import Code
from fieldapp.work.desk import WrongFields
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.diagnosis import an_organization, forms_of
from tests.given.packs import changed_pack, pack
from tests.given.papers import words_of

CHOLUTECA = "06"
DIMENSIONS = ("governance", "organization", "partnerships", "performance")


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    place = {"country": "HN", "home_scope": CHOLUTECA, "scopes": frozenset({CHOLUTECA, "0"})}
    with a_desk(tmp_path, **place) as desk:
        yield Work(desk)


def an_assessment(work: Work) -> UUID:
    typed = {
        "title": "Diagnóstico participativo 2023",
        "organization": an_organization(work, "Oficina regional de Choluteca", CHOLUTECA),
        "on": date(2023, 9, 14),
        "method": "Taller participativo",
    }
    return work.registers.save("assessment", None, typed).id


def answered(work: Work, assessment: UUID, dimension: str, score: int, gap: str = "") -> UUID:
    typed = {
        "assessment": assessment,
        "dimension": Code(dimension),
        "question": f"Pregunta de {dimension}",
        "score": score,
        "gap": gap,
    }
    return work.registers.save("assessment_item", None, typed).id


def test_d22_the_four_dimensions_are_always_there_and_the_radar_has_words(work: Work) -> None:
    assessment = an_assessment(work)
    answered(work, assessment, "governance", 3)
    answered(work, assessment, "performance", 2, gap="No se miden colocaciones")
    forms = forms_of(work, "pes_scan", assessment)
    assert not faults(forms["pdf"])
    told = words_of(forms["pdf"])
    for dimension in pack("HN").catalogue("pes_dimensions"):
        assert dimension.label in told
    assert "Alianzas: sin puntaje" in told
    assert "No se miden colocaciones" in told
    assert "sin acción" in told


def test_d22_a_gap_that_became_an_action_keeps_its_link_both_ways(work: Work) -> None:
    assessment = an_assessment(work)
    gap = answered(work, assessment, "performance", 2, gap="No se miden colocaciones")
    plan = work.registers.save(
        "plan", None, {"type": Code("action_plan"), "title": "Plan 2024", "territory": CHOLUTECA}
    ).id
    action = work.registers.save(
        "plan_node",
        None,
        {"plan": plan, "level": Code("action"), "text": "Medir cada mes", "gap": gap},
    ).id
    assert work.assessments.room(assessment).actions == {gap: "Medir cada mes"}
    assert "sin acción" not in words_of(forms_of(work, "pes_scan", assessment)["pdf"])
    back = work.traces.trace("plan_node", action).before
    assert [(step.kind, step.opens) for step in back] == [
        ("assessment_item", ("assessment", assessment))
    ]
    assert [step.id for step in work.traces.trace("assessment_item", gap).after] == [action]


def test_d22_a_score_beyond_the_scale_is_refused(work: Work) -> None:
    with pytest.raises(WrongFields):
        answered(work, an_assessment(work), "governance", 5)


@pytest.mark.parametrize("country", ["CO", "PE", "HN"])
def test_d22_no_pack_ships_the_questions_of_the_licensed_instrument(country: str) -> None:
    assert not [name for name in pack(country).prompts if name.startswith("pes_scan")]
    assert [one.code for one in pack(country).catalogue("pes_dimensions")] == list(DIMENSIONS)


def test_d22_the_questions_that_a_ministry_typed_in_its_pack_come_once(tmp_path: Path) -> None:
    place = {"country": "HN", "home_scope": CHOLUTECA, "scopes": frozenset({CHOLUTECA, "0"})}
    typed = {"pes_scan.governance": ["¿Quién dirige?", "¿Quién decide?"]}
    own = read_pack(changed_pack(tmp_path / "pack", "HN", prompts=typed))
    with a_desk(tmp_path, **place) as desk:
        work = Work(replace(desk, pack=own))
        assessment = an_assessment(work)
        for _ in range(2):
            work.assessments.add_pack_questions(assessment)
        items = work.assessments.room(assessment).items
    assert [(one.dimension, one.question) for one in items] == [
        ("governance", "¿Quién dirige?"),
        ("governance", "¿Quién decide?"),
    ]
