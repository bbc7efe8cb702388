"""Peru's demonstration set brings the diagnosis of its source, with every figure and every gap."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from fieldapp.demo.country_files import registers_of
from fieldapp.records.evaluation import Evaluation, Finding
from fieldapp.records.situation import ProfileSheet, SheetValue
from fieldapp.rules.evaluations import areas_without_finding, without_problem
from fieldapp.rules.fichas import unsourced
from tests.given.countries import a_national_desk
from tests.given.packs import pack


def test_the_peruvian_set_brings_the_whole_diagnosis(tmp_path: Path) -> None:
    with a_national_desk(tmp_path, "PE") as work:
        for file in registers_of("PE"):
            work.imports.bring(file.name, file.content)
        diagnosis = work.diagnoses.of("21")
        with work.desk.reading() as reading:
            findings = reading.all(Finding)
            values = reading.all(SheetValue)
            assert reading.count(Evaluation) == reading.count(ProfileSheet) == 1
    assert len(diagnosis.problems) == 4
    assert Counter(one.gov_level for one in diagnosis.causes) == {"national": 26, "regional": 26}
    assert len(diagnosis.alternatives) == 61
    selected = Counter(one.gov_level for one in diagnosis.selected(2015))
    assert selected == {"national": 29, "regional": 19}
    assert areas_without_finding(findings, pack("PE")) == []
    assert len(without_problem(findings)) == 1
    assert [one.indicator for one in unsourced(values)] == ["salaried"]
