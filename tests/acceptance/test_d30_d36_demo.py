"""D30 to D37 in the demonstration of Peru: the plan of Puno as its ministry printed it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from uuid import UUID

from fieldapp.records.import_notes import ImportNote
from fieldapp.rules.plan_tree import tree_of
from fieldapp.rules.report import Paragraph
from fieldapp.work.reports import Wanted
from tests.given.countries import a_filled_country
from tests.given.plans import MATRICES

PLAN = UUID(MATRICES.name)


def test_d30_to_d37_the_demonstration_of_peru_holds_the_plan_of_puno(tmp_path: Path) -> None:
    with a_filled_country(tmp_path, "PE") as work:
        parts = work.plans.parts(PLAN)
        assert parts.completeness(work.desk.pack).by_level == {
            "national": 37, "regional": 19, "local": 0,
        }  # fmt: skip
        assert [len(parts.logframe(level)) for level in ("national", "regional")] == [40, 22]
        tree = [branch for branch in tree_of(parts.nodes) if branch.node.gov_level is None]
        assert len(tree) == 10
        assert len(work.budgets.grid(PLAN).budget.costs) == 55
        with work.desk.reading() as reading:
            notes = reading.all(ImportNote, {"about": PLAN})
        assert len(notes) == 7
        report = work.reports.build("plan", Wanted(record=PLAN))
        told = [block.words for block in report.blocks if isinstance(block, Paragraph)]
        assert not any(words.startswith("Pendiente") for words in told)
        captions = [table.caption for table in report.tables]
        assert {"Acuerdo Nacional", "Plan Bicentenario"} <= set(captions)
        assert len(captions) == len(set(captions))
        assert work.reports.write(report, "pdf").startswith(b"%PDF")


def test_section_5_row_17_the_nineteen_pillars_are_named_and_not_listed(tmp_path: Path) -> None:
    """3 OE, 3 strategies and 4 actions stand in the tree; the pillars are words of the source."""
    with a_filled_country(tmp_path, "PE") as work:
        parts = work.plans.parts(PLAN)
        levels = Counter(node.level for node in parts.nodes if node.gov_level is None)
        assert levels == {"objective": 3, "strategy": 3, "action": 4}
        assert "diecinueve pilares" in parts.plan.monitoring
