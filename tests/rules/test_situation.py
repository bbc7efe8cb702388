"""Fichas, PES Scan, evaluations, satisfaction and instruments, read by their rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.evaluation import AssessmentItem, Finding
from fieldapp.records.situation import InstrumentStatus, ProfileSheet, SheetValue, Survey
from fieldapp.rules.assessments import dimensions_of, gaps_in, gaps_without_action
from fieldapp.rules.evaluations import areas_without_finding, by_area, without_problem
from fieldapp.rules.fichas import by_part, may_be_published, what_publishing_lacks
from fieldapp.rules.instruments import UNANSWERED, asked_without_answer, grid_of
from fieldapp.rules.report import Picture
from fieldapp.rules.reports.situation import satisfaction_report
from fieldapp.rules.suppression import sums_of
from fieldapp.rules.surveys import by_service
from fieldapp.rules.tracing import DIAGNOSIS, Arrow, Place, trace
from tests.given.packs import pack

PE = pack("PE")
_ids = count(1)
PUNO = TerritoryCode("21")


def an_id() -> UUID:
    return UUID(int=next(_ids))


def a_value(**known: Any) -> SheetValue:
    told = {"indicator": Code("informality"), "value": Decimal("68.6"), "year": 2012}
    return SheetValue(id=an_id(), **{**told, "source": "OIT–MTPE", **known})


def test_a_value_without_year_or_source_may_not_be_published() -> None:
    assert may_be_published(a_value())
    for missing in ({"source": "  "}, {"year": None}, {"value": None}):
        assert not may_be_published(a_value(**missing))


def test_publishing_names_the_indicator_that_lacks_its_source() -> None:
    sheet = ProfileSheet(id=an_id(), territory=PUNO, cut_off=date(2015, 11, 26))
    (lack,) = what_publishing_lacks(sheet, [a_value(source="")], PE)
    assert "Tasa de informalidad" in str(lack)
    assert what_publishing_lacks(sheet, [a_value()], PE) == []
    assert len(what_publishing_lacks(ProfileSheet(id=an_id()), [], PE)) == 2


def test_the_values_of_a_ficha_stand_under_the_parts_of_the_pack() -> None:
    parts = by_part([a_value(), a_value(indicator=Code("active"))], PE)
    assert list(parts) == ["Mercado de trabajo", "Informalidad"]


def an_answer(dimension: str, score: int | None, gap: str = "") -> AssessmentItem:
    return AssessmentItem(id=an_id(), dimension=Code(dimension), score=score, gap=gap)


def test_all_four_dimensions_are_there_also_the_one_nobody_asked_about() -> None:
    items = [an_answer("governance", 2), an_answer("governance", 3), an_answer("performance", None)]
    told = [(one.code, one.mean, one.questions) for one in dimensions_of(items, PE)]
    assert told == [
        ("governance", Decimal("2.5"), 2),
        ("organization", None, 0),
        ("partnerships", None, 0),
        ("performance", None, 1),
    ]


def test_a_gap_without_action_is_told_apart() -> None:
    items = [an_answer("governance", 1, "No hay mesa"), an_answer("governance", 4)]
    assert gaps_in(items) == items[:1]
    assert gaps_without_action(items, set()) == items[:1]
    assert gaps_without_action(items, {items[0].id}) == []


def test_six_areas_are_asked_of_every_evaluation() -> None:
    problem = an_id()
    findings = [
        Finding(id=an_id(), area=Code("a"), problem=problem),
        Finding(id=an_id(), area=Code("f")),
    ]
    assert list(by_area(findings, PE)) == list("abcdef")
    assert areas_without_finding(findings, PE) == list("bcde")
    assert without_problem(findings) == findings[1:]


def test_satisfaction_is_counted_in_people_by_service() -> None:
    rows = [
        Survey(id=an_id(), service=Code("g"), answer=Code(answer), people=people)
        for answer, people in (("good", 6), ("regular", 3), ("bad", 1), ("good", 2))
    ]
    (found,) = by_service(rows, PE)
    assert (found.label, found.people, found.total) == ("Bolsa de Trabajo", (8, None, None), 12)
    assert found.good_percent == Decimal("66.7")
    assert sums_of([(*found.people, found.total)] * 2) == (16, None, None, 24)


def test_satisfaction_of_a_few_people_is_told_by_no_cell_sum_percentage_or_picture() -> None:
    dice = Random(20261128)
    for _ in range(200):
        rows = [
            Survey(
                id=an_id(),
                service=Code(service),
                answer=Code(answer),
                people=dice.choice((0, 1, 2, 3, 9)),
            )
            for service in "cg"
            for answer in ("good", "regular", "bad")
        ]
        for one in by_service(rows, PE):
            covered = [people for people in one.people if people is None]
            assert not any(0 < people < PE.least_shown for people in one.people if people)
            assert len(covered) != 1 or one.total is None
            assert one.total is None or not 0 < one.total < PE.least_shown
            assert one.good_percent is None or None not in (one.people[0], one.total)
        report = satisfaction_report(rows, PE, told="")
        pictures = [block for block in report.blocks if isinstance(block, Picture)]
        told = [value for one in pictures for _, value in one.points]
        assert not any(0 < value < PE.least_shown for value in told)


def test_a_question_without_answer_is_not_an_instrument_that_is_missing() -> None:
    office = an_id()
    asked = date(2015, 3, 1)
    rows = [
        InstrumentStatus(
            id=an_id(),
            organization=office,
            instrument=Code(code),
            year=2015,
            state=Code(state) if state else None,
            asked_on=None if state else asked,
        )
        for code, state in (("rof", "missing"), ("mof", ""), ("poi", "outdated"))
    ]
    newer = InstrumentStatus(
        id=an_id(), organization=office, instrument=Code("poi"), year=2016, state=Code("in_update")
    )
    grid = grid_of([newer, *rows], {office: "21"}, PE)
    counts = grid.counts()
    assert counts.total() == 25 * 5 == 125
    assert (counts["missing"], counts["in_update"], counts[UNANSWERED]) == (1, 1, 123)
    assert grid_of([newer, *rows], {office: "21"}, PE, year=2015).state("21", "poi") == "outdated"
    assert asked_without_answer(rows) == 1


def _links() -> dict[tuple[Place, str], Place]:
    problem, cause, twin, alternative, chosen, finding = (an_id() for _ in range(6))
    return {
        (("finding", finding), "problem"): ("problem", problem),
        (("cause", cause), "problem"): ("problem", problem),
        (("cause", twin), "problem"): ("problem", problem),
        (("alternative", alternative), "cause"): ("cause", cause),
        (("prioritisation", chosen), "chosen_from"): ("alternative", alternative),
    }


def _walk(start: Place, links: dict[tuple[Place, str], Place], *more: Arrow) -> tuple[str, str]:
    found = trace(
        start,
        (*DIAGNOSIS, *more),
        lambda place, field: [links[place, field]] if (place, field) in links else [],
        lambda kind, field, record: [
            holder
            for (holder, name), to in links.items()
            if (holder[0], name) == (kind, field) and to[1] == record
        ],
    )
    return " ".join(one for one, _ in found.before), " ".join(one for one, _ in found.after)


def test_a_line_is_traced_back_to_its_finding_and_forward_to_what_it_led_to() -> None:
    links = _links()
    (finding, problem), (cause, _), _, (alternative, _), (chosen, _) = (
        (holder, to) for (holder, _), to in links.items()
    )
    assert _walk(chosen, links) == ("alternative cause problem finding", "")
    assert _walk(finding, links) == ("", "problem cause cause alternative prioritisation")
    assert _walk(problem, links) == ("finding", "cause cause alternative prioritisation")
    assert _walk(alternative, links) == ("cause problem finding", "prioritisation")
    assert _walk(cause, links) == ("problem finding", "alternative prioritisation")


def test_a_later_subject_adds_its_arrows_and_the_walk_goes_through_them() -> None:
    links = _links()
    chosen = next(holder for holder, _ in links if holder[0] == "prioritisation")
    node = ("plan_node", an_id())
    links[node, "prioritisation"] = chosen
    arrow = Arrow("plan_node", "prioritisation", ("prioritisation",))
    assert _walk(node, links, arrow)[0] == "prioritisation alternative cause problem finding"
    assert _walk(chosen, links, arrow)[1] == "plan_node"
