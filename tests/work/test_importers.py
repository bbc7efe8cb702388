"""Matrices come in by their headings, whole, or every fault is told by row and column."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from fieldapp.records.import_notes import ImportNote
from fieldapp.records.indicators import Indicator
from fieldapp.records.plans import PlanNode, RoleAssignment
from fieldapp.records.text import Refused
from fieldapp.work.import_keeping import WrongFile
from fieldapp.work.importers import IMPORTERS, importer_of
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.plans import PERU, a_plan, bring, rows_of

ROLES = "pe_puno_roles.csv"


@pytest.fixture
def work(tmp_path: Path) -> Generator[Work]:
    with a_desk(tmp_path, **PERU) as desk:
        yield Work(desk)


def test_a_matrix_is_told_by_its_headings(work: Work) -> None:
    plan = a_plan(work)
    brought = bring(work, ROLES, plan)
    assert brought.counts == {"role_assignment": 56}
    assert len({one.row_key for one in rows_of(work, RoleAssignment, plan)}) == 42


def test_what_came_in_leaves_a_note_of_its_file(work: Work) -> None:
    bring(work, ROLES, a_plan(work))
    with work.desk.reading() as reading:
        (note,) = reading.all(ImportNote)
    assert (note.name, note.importer, note.rows, note.territory) == (ROLES, "plan_roles", 42, "21")


def test_the_same_file_goes_into_another_plan_but_not_twice_into_one(work: Work) -> None:
    first, second = a_plan(work), a_plan(work, title="Otro plan")
    bring(work, ROLES, first)
    bring(work, ROLES, second)
    with pytest.raises(Refused, match="ya se importó"):
        bring(work, ROLES, first)


def test_every_fault_is_told_by_row_and_column_and_nothing_is_kept(work: Work) -> None:
    plan = a_plan(work)
    wrong = (
        "level,code,text,priority\nobjective,1,Articular,\nnada,1.1,Lograr,9\nstrategy,1,Otra,\n"
    )
    with pytest.raises(WrongFile) as caught:
        work.imports.bring("arbol.csv", wrong.encode(), into=plan)
    told = [(str(one.place), one.column) for one in caught.value.faults]
    assert [column for _, column in told] == ["level", "priority", "code"]
    assert rows_of(work, PlanNode, plan) == []


def test_a_file_without_its_plan_is_refused(work: Work) -> None:
    with pytest.raises(Refused, match="Diga a qué registro"):
        work.imports.bring(ROLES, b"phase,national,regional\nPlaneamiento,a,b\n")


def test_a_matrix_named_on_purpose_tells_the_headings_it_lacks(work: Work) -> None:
    with pytest.raises(WrongFile) as caught:
        work.imports.bring("x.csv", b"phase,color\nx,y\n", kind="plan_roles", into=a_plan(work))
    assert [one.column for one in caught.value.faults] == ["color", "national", "regional"]


def test_a_blank_objective_is_a_second_indicator_of_the_row_above(work: Work) -> None:
    plan = a_plan(work)
    bring(work, "pe_puno_logframe_national.csv", plan)
    nodes = {one.id for one in rows_of(work, PlanNode, plan)}
    named = [one.plan_node for one in rows_of(work, Indicator, plan)]
    assert len(nodes) == 38
    assert len(named) - len(set(named)) == 2
    assert set(named) <= nodes


def test_no_two_importers_claim_one_file() -> None:
    for importer in IMPORTERS:
        everything = [column.name for column in importer.columns]
        needed = [column.name for column in importer.columns if column.must]
        assert importer_of(everything, file=f"{importer.name}.csv") is importer
        assert importer_of(needed, file=f"{importer.name}.csv") is importer
        assert importer_of(needed) in (importer, None)


def test_the_readme_names_every_matrix_and_its_columns() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for importer in IMPORTERS:
        row = next(
            line for line in readme.splitlines() if line.startswith(f"| `{importer.name}` |")
        )
        for column in importer.columns:
            assert f"`{column.name}`" in row, importer.name
