"""Problems are ranked by their scores; causes of several levels stand side by side."""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import UUID

import msgspec

from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.diagnosis import Alternative, Cause, Prioritisation, Problem
from fieldapp.rules.diagnosis import Diagnosis, lettered, ranked, twin_rows

LEVELS = ("national", "regional", "local")
_ids = count(1)


def an_id() -> UUID:
    return UUID(int=next(_ids))


def a_problem(number: str, scores: tuple[int | None, ...] = ()) -> Problem:
    names = ("magnitude", "severity", "feasibility", "ownership")
    given: dict[str, Any] = dict(zip(names, scores, strict=False))
    return Problem(id=an_id(), number=number, text=f"Problema {number}", **given)


def a_cause(level: str, letter: str, twin: UUID | None = None, **known: Any) -> Cause:
    return Cause(id=an_id(), gov_level=Code(level), letter=letter, twin=twin, **known)


def a_diagnosis(**parts: tuple[Any, ...]) -> Diagnosis:
    empty: dict[str, Any] = dict.fromkeys(
        ("problems", "causes", "alternatives", "prioritisations"), ()
    )
    return Diagnosis(**{**empty, **parts}, levels=LEVELS)


def test_the_greatest_sum_comes_first_and_equal_sums_share_a_place() -> None:
    problems = [
        a_problem("1", (3, 3, 3, 3)),
        a_problem("2", (5, 5, 4, 4)),
        a_problem("3", (4, 4, 5, 5)),
        a_problem("4", (1, 1, 1, 1)),
    ]
    told = [(one.problem.number, one.total, one.place) for one in ranked(problems)]
    assert told == [("2", 18, 1), ("3", 18, 1), ("1", 12, 3), ("4", 4, 4)]


def test_a_problem_without_all_its_scores_has_no_place_and_comes_last() -> None:
    unscored = a_problem("1", (5, 5, 5))
    assert [
        (one.problem.number, one.place) for one in ranked([unscored, a_problem("2", (1,) * 4)])
    ] == [
        ("2", 1),
        ("1", None),
    ]


def test_places_are_among_the_problems_of_one_territory() -> None:
    here, there = a_problem("1", (1,) * 4), a_problem("1", (5,) * 4)
    problems = [
        msgspec.structs.replace(here, territory=TerritoryCode("21")),
        msgspec.structs.replace(there, territory=TerritoryCode("08")),
    ]
    assert [(one.problem.territory, one.place) for one in ranked(problems)] == [
        ("08", 1),
        ("21", 1),
    ]


def test_a_diagnosis_of_one_territory_holds_nothing_of_another() -> None:
    problems = tuple(
        msgspec.structs.replace(a_problem("1"), territory=TerritoryCode(code))
        for code in ("21", "08")
    )
    causes = tuple(a_cause("national", "a", problem=one.id) for one in problems)
    chosen = tuple(Prioritisation(id=an_id(), chosen_from=one.id) for one in causes)
    whole = a_diagnosis(problems=problems, causes=causes, prioritisations=chosen)
    assert whole.territories() == ["08", "21"]
    own = whole.of_territory(TerritoryCode("21"))
    assert (own.problems, own.causes, own.prioritisations) == (
        problems[:1], causes[:1], chosen[:1],
    )  # fmt: skip


def test_problems_are_ordered_as_numbers_and_not_as_letters() -> None:
    problems = [a_problem("10"), a_problem(""), a_problem("2")]
    assert [one.problem.number for one in ranked(problems)] == ["2", "10", ""]


def test_a_cause_without_twin_leaves_the_other_levels_cell_empty() -> None:
    first = a_cause("national", "a")
    same, alone = a_cause("regional", "a", first.id), a_cause("regional", "f")
    rows = twin_rows([alone, same, first], LEVELS)
    assert rows == [{"national": first, "regional": same}, {"regional": alone}]


def test_twins_are_told_by_either_of_the_two() -> None:
    second = a_cause("regional", "c")
    first = a_cause("national", "a", second.id)
    assert twin_rows([second, first], LEVELS) == [{"national": first, "regional": second}]


def test_no_cause_is_hidden_behind_another_that_claims_the_same_twin() -> None:
    first = a_cause("national", "a")
    twins = [a_cause("regional", "a", first.id), a_cause("regional", "b", first.id)]
    rows = twin_rows([first, *twins], LEVELS)
    assert sorted(cause.letter for row in rows for cause in row.values()) == ["a", "a", "b"]
    assert {"regional": twins[1]} in rows


def test_what_nobody_took_up_is_left_for_later() -> None:
    problem = a_problem("1")
    cause = a_cause("national", "a", problem=problem.id)
    taken = Alternative(id=an_id(), cause=cause.id, letter="a", sub=1)
    later = Alternative(id=an_id(), cause=cause.id, letter="a", sub=2)
    chosen = Prioritisation(id=an_id(), chosen_from=taken.id, gov_level=Code("national"), year=2015)
    refused = Prioritisation(id=an_id(), chosen_from=later.id, year=2015, selected=False)
    diagnosis = a_diagnosis(
        problems=(problem,),
        causes=(cause,),
        alternatives=(later, taken),
        prioritisations=(chosen, refused),
    )
    assert diagnosis.selected(2015, "national") == [chosen]
    assert diagnosis.left_for_later(2015) == [later]
    assert diagnosis.left_for_later(2016) == [later, taken]
    assert [lettered(one) for one in diagnosis.alternatives_of(cause.id)] == ["a.1", "a.2"]
    assert diagnosis.level_of(later) == "national"


def test_a_prioritisation_knows_its_problem_with_or_without_its_alternative() -> None:
    problem = a_problem("1")
    cause = a_cause("national", "a", problem=problem.id)
    alternative = Alternative(id=an_id(), cause=cause.id)
    chosen = tuple(
        Prioritisation(id=an_id(), chosen_from=one.id) for one in (alternative, cause, problem)
    )
    diagnosis = a_diagnosis(
        problems=(problem,), causes=(cause,), alternatives=(alternative,), prioritisations=chosen
    )
    assert [diagnosis.problem_of(one) for one in chosen] == [problem] * 3
    assert [diagnosis.cause_of(one) for one in chosen] == [cause, cause, None]


def test_a_cause_about_which_nothing_is_proposed_is_told() -> None:
    answered, open_, directly = (a_cause("national", letter) for letter in "abc")
    diagnosis = a_diagnosis(
        causes=(answered, open_, directly),
        alternatives=(Alternative(id=an_id(), cause=answered.id),),
        prioritisations=(Prioritisation(id=an_id(), chosen_from=directly.id),),
    )
    assert diagnosis.without_alternative() == [open_]
