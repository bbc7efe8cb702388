"""D28: satisfaction by service is counted in people, and there is no place for a name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fieldapp.documents.conformance import faults
from fieldapp.records import KINDS
from fieldapp.records.describe import Code, Record, Sensitivity
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.diagnosis import forms_of, rows_of_book
from tests.given.papers import words_of
from tests.given.plans import PUNO, SEDE

ANSWERS = {("g", "good"): 41, ("g", "regular"): 22, ("g", "bad"): 3, ("c", "regular"): 9}


def test_d28_the_chart_shows_good_regular_and_bad_by_service(tmp_path: Path) -> None:
    with a_desk(tmp_path, **SEDE) as desk:
        work = Work(desk)
        office = work.registers.save(
            "office", None, {"name": "Centro de Empleo de Puno", "territory": PUNO}
        ).id
        for (service, answer), people in ANSWERS.items():
            typed = {
                "service": Code(service),
                "office": office,
                "on": date(2026, 3, 5),
                "answer": Code(answer),
                "people": people,
            }
            work.registers.save("survey", None, typed)
        forms = forms_of(work, "satisfaction")
    assert not faults(forms["pdf"])
    told = words_of(forms["pdf"])
    assert "Bolsa de Trabajo: bueno 41, regular 22, malo 3" in told.replace("\n", " ")
    rows = [row[:6] for row in rows_of_book(forms["xlsx"])]
    assert ("Bolsa de Trabajo", 41, 22, 3, 66, 62.1) in rows
    assert ("Orientación Vocacional e Información Ocupacional", 0, 9, 0, 9, 0) in rows
    assert "Total 41 31 3 75" in told


def test_d28_no_personal_column_exists() -> None:
    spec = KINDS["survey"]
    own = [field for field in spec.fields if field.name not in Record.__struct_fields__]
    assert all(field.fact.sensitivity is Sensitivity.PUBLIC for field in own)
    assert not any({"person", "attendance"} & set(field.fact.to) for field in own)
    assert [field.name for field in own] == [
        "service", "office", "on", "answer", "people", "zone", "comments",
    ]  # fmt: skip
