"""D32: the matrix of roles of Puno, whose local column nobody filled (S4:824-880, section 0.3)."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook

from fieldapp.documents.conformance import faults
from fieldapp.rules.report import Table
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.papers import words_of
from tests.given.plans import PERU, a_plan, bring

ROWS = {"policy": 8, "planning": 2, "financing": 1, "execution": 30, "me": 1}


def test_d32_42_rows_37_national_19_regional_and_a_warning_for_the_local_level(
    tmp_path: Path,
) -> None:
    with a_desk(tmp_path, **PERU) as desk:
        work = Work(desk)
        plan = a_plan(work)
        bring(work, "pe_puno_roles.csv", plan)
        found = work.plans.parts(plan).completeness(desk.pack)
        assert (found.rows, found.by_phase) == (42, ROWS)
        assert found.by_level == {"national": 37, "regional": 19, "local": 0}
        assert found.forgotten == ("local",)

        report = work.reports.build("plan_roles", Wanted(record=plan))
        matrix = next(one for one in report.blocks if isinstance(one, Table))
        assert (report.sideways, len(matrix.rows)) == (True, 42)
        paper = work.reports.write(report, "pdf")
        assert faults(paper) == []
        said = " ".join(words_of(paper).split())
        assert "Atención: ninguna fila dice qué hace el nivel «Gobierno Local»" in said
        sheet = load_workbook(io.BytesIO(work.reports.write(report, "xlsx"))).worksheets[0]
        assert sheet.max_row == 43
        assert [sheet.cell(1, n).value for n in range(1, 6)] == [
            "N.º", "Fase", "Gobierno Nacional", "Gobierno Regional", "Gobierno Local",
        ]  # fmt: skip
