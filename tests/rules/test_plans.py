"""Plans by their rules alone: tree, roles, matrix, light, line of years, months, execution."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.describe import Code
from fieldapp.records.indicators import Indicator, Measurement, Target, VerificationMean
from fieldapp.records.plans import OperationalLine, PlanNode, RoleAssignment, ScheduleEntry
from fieldapp.rules.logframe import levels_with_rows, logframe, quality
from fieldapp.rules.measuring import Light, last_years, light_of, percent_of, series, standing
from fieldapp.rules.operational_plans import execution_of
from fieldapp.rules.plan_roles import completeness, role_rows
from fieldapp.rules.plan_schedule import Month, schedule_of
from fieldapp.rules.plan_tree import (
    child_level,
    code_faults,
    last_actions,
    next_code,
    tree_of,
    would_loop,
)
from fieldapp.rules.verification_means import kind_of_mean
from tests.given.packs import pack

_ids = count(1)
TODAY = date(2026, 11, 20)


def an_id(n: int | None = None) -> UUID:
    return UUID(int=n if n is not None else next(_ids) + 1000)


def a_node(n: int, parent: int | None = None, level: str = "action", code: str = "") -> PlanNode:
    return PlanNode(
        id=an_id(n),
        parent=an_id(parent) if parent is not None else None,
        level=Code(level),
        code=code,
        text=f"Fila {n}",
        position=Decimal(n),
    )


def test_a_tree_shows_each_row_before_those_that_hang_on_it() -> None:
    nodes = [a_node(3, 1), a_node(2), a_node(1), a_node(4, 3)]
    seen = [(branch.node.text, branch.depth) for branch in tree_of(nodes)]
    assert seen == [("Fila 1", 0), ("Fila 3", 1), ("Fila 4", 2), ("Fila 2", 0)]


def test_rows_that_two_laptops_hung_on_each_other_are_all_seen() -> None:
    ring = [a_node(1, 2), a_node(2, 1), a_node(3, 9)]
    branches = tree_of(ring)
    assert {branch.node.id for branch in branches} == {node.id for node in ring}
    assert [branch.adrift for branch in branches] == [True, True, False]


@given(st.lists(st.integers(0, 8), min_size=1, max_size=9))
def test_whatever_hangs_on_whatever_every_row_is_seen_once(parents: list[int]) -> None:
    nodes = [a_node(n, parent) for n, parent in enumerate(parents)]
    assert sorted(branch.node.id for branch in tree_of(nodes)) == [node.id for node in nodes]


def test_a_row_cannot_hang_on_what_hangs_on_it() -> None:
    nodes = [a_node(1), a_node(2, 1), a_node(3, 2)]
    assert would_loop(nodes, an_id(1), an_id(3))
    assert would_loop(nodes, an_id(1), an_id(1))
    assert not would_loop(nodes, an_id(3), an_id(1))


def test_codes_go_on_and_their_faults_are_told() -> None:
    assert next_code("1.1", ["1.1.1", "1.1.2"]) == "1.1.3"
    assert next_code("", []) == "1"
    assert next_code("2", []) == "2.1"
    assert next_code("", ["A", "B"]) == ""
    nodes = [a_node(1, code="1"), a_node(2, 1, code="2.1"), a_node(3, code="1")]
    told = [str(text) for _, text in code_faults(tree_of(nodes))]
    assert len(told) == 2


def test_the_level_below_follows_from_the_row() -> None:
    assert child_level(None) == "objective"
    assert child_level(a_node(1, level="strategy")) == "action"


def a_cell(row: int, phase: str, level: str, text: str = "Hace") -> RoleAssignment:
    return RoleAssignment(
        id=an_id(),
        row_key=an_id(row),
        phase=Code(phase),
        gov_level=Code(level),
        text=text,
        position=Decimal(row),
    )


def test_a_cell_that_two_laptops_filled_says_both() -> None:
    phases = pack("PE").catalogue("plan_phases")
    cells = [
        a_cell(2, "execution", "national"),
        a_cell(1, "policy", "national", "Dicta"),
        a_cell(1, "policy", "national", "Norma"),
    ]
    rows = role_rows(cells, phases)
    assert [row.phase for row in rows] == ["policy", "execution"]
    assert rows[0].words_at("national") == "Dicta\nNorma"
    found = completeness(rows, ("national", "local"), ("policy", "execution"))
    assert (found.by_level, found.forgotten) == ({"national": 2, "local": 0}, ("local",))


def test_a_matrix_tells_what_nothing_measures_and_what_nothing_proves() -> None:
    nodes = [a_node(1, level="product"), a_node(2, 1, level="activity")]
    first, second = (
        Indicator(id=an_id(n), plan_node=an_id(1), name="N°", position=Decimal(n)) for n in (11, 12)
    )
    proof = VerificationMean(id=an_id(), plan_node=an_id(1), indicator=second.id, text="Informe")
    rows = logframe(nodes, [second, first], [proof], None)
    assert [(row.again, row.words_of_means) for row in rows] == [
        (False, ""), (True, "Informe"), (False, ""),
    ]  # fmt: skip
    found = quality(rows)
    assert [row.n for row in found.without_indicator] == [3]
    assert [row.n for row in found.without_means] == [1, 3]
    assert levels_with_rows(nodes, ("national",)) == [None]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Informe", "report"),
        ("Informe de diseño de módulos de Inducción", "design_report"),
        ("RM aprueba la modificación del POI", "ministerial_resolution"),
        ("Plataforma virtual con modulo asincrónico", "platform"),
        ("Informes varios", None),
    ],
)
def test_the_words_of_a_means_tell_its_kind(words: str, kind: str | None) -> None:
    assert kind_of_mean(words, pack("PE").catalogue("verification_means")) == kind


def a_measurement(value: str, on: date) -> Measurement:
    return Measurement(id=an_id(), value=Decimal(value), on=on)


def test_31_of_44_is_amber() -> None:
    goal = Target(id=an_id(), value=Decimal(44), year=2026)
    found = standing(Indicator(id=an_id()), [goal], [a_measurement("31", TODAY)], TODAY)
    assert (found.percent, found.light) == (Decimal("70.5"), Light.AMBER)


@pytest.mark.parametrize(
    ("percent", "light"),
    [("90", Light.GREEN), ("89.9", Light.AMBER), ("60", Light.AMBER), ("59.9", Light.RED)],
)
def test_the_light_changes_at_90_and_at_60(percent: str, light: Light) -> None:
    assert light_of(Decimal(percent)) is light


def test_where_less_is_better_the_goal_is_held_against_the_value() -> None:
    assert percent_of(Decimal("68.6"), Decimal(60), down=True) == Decimal("87.5")
    assert percent_of(Decimal(0), Decimal(0), down=True) == Decimal(100)
    assert percent_of(Decimal(1), Decimal(0)) is None


def test_a_line_of_five_years_needs_nothing_but_measurements() -> None:
    found = [
        a_measurement("42.7", date(2022, 3, 1)),
        a_measurement("44", date(2022, 12, 1)),
        a_measurement("47", date(2025, 6, 30)),
        a_measurement("9", date(2019, 1, 1)),
    ]
    assert series(found, last_years(TODAY)) == {
        2022: Decimal(44), 2023: None, 2024: None, 2025: Decimal(47), 2026: None,
    }  # fmt: skip


def test_a_measurement_of_tomorrow_does_not_count_today() -> None:
    found = standing(Indicator(id=an_id()), [], [a_measurement("5", date(2026, 12, 1))], TODAY)
    assert found.last is None
    assert found.light is None


def test_months_come_from_days_and_from_names() -> None:
    nodes = [a_node(1), a_node(2)]
    entry = ScheduleEntry(
        id=an_id(),
        plan_node=an_id(1),
        starts_on=date(2025, 11, 20),
        ends_on=date(2026, 1, 5),
        months=frozenset({Code("m06")}),
        milestone=True,
    )
    found = schedule_of(nodes, [entry], 2026)
    assert found.rows[0].months == {
        Month(2025, 11), Month(2025, 12), Month(2026, 1), Month(2026, 6),
    }  # fmt: skip
    assert found.rows[0].milestones == {Month(2026, 6)}
    assert len(found.months) == 24
    assert [node.id for node in found.pending] == [an_id(2)]


def test_only_the_smallest_actions_wait_for_a_date() -> None:
    nodes = [a_node(1, level="objective"), a_node(2, 1), a_node(3, 2, "activity"), a_node(4, 1)]
    assert [node.id for node in last_actions(nodes)] == [an_id(3), an_id(4)]


def test_an_operational_plan_counts_lines_and_adds_no_workshops_to_people() -> None:
    lines = [
        OperationalLine(id=an_id(), programmed_1=Decimal(2), executed_1=Decimal(2)),
        OperationalLine(id=an_id(), programmed_2=Decimal(300), executed_2=Decimal(150)),
        OperationalLine(id=an_id(), executed_1=Decimal(9)),
    ]
    year, quarter = execution_of(lines), execution_of(lines, to_quarter=1)
    assert (year.executed, year.programmed, year.percent) == (1, 2, Decimal("50.0"))
    assert [line.percent for line in year.lines] == [Decimal("100.0"), Decimal("50.0"), None]
    assert (quarter.executed, quarter.programmed) == (1, 1)
