"""D23–D26: the diagnosis of Puno comes in from its matrices with every figure and every gap."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from openpyxl import Workbook

from fieldapp.demo.country_files import registers_of
from fieldapp.documents.conformance import faults
from fieldapp.records.describe import Code
from fieldapp.records.diagnosis import Alternative, Cause, Problem
from fieldapp.records.text import Refused
from fieldapp.rules.diagnosis import Diagnosis, lettered, ranked
from fieldapp.work.desk import WrongFields
from fieldapp.work.import_keeping import WrongFile
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk
from tests.given.diagnosis import (
    MATRICES,
    bring_matrix,
    bring_problems,
    forms_of,
    rows_of_book,
    the_diagnosis,
)
from tests.given.packs import pack
from tests.given.papers import words_of
from tests.given.plans import FIXTURES, PERU, PUNO

LEVELS = ("national", "regional")
THE_WORKSHOP = datetime(2015, 11, 26, 15, 0, tzinfo=UTC)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    with a_desk(tmp_path, Clock(THE_WORKSHOP), **PERU) as desk:
        yield Work(desk)


def _of(diagnosis: Diagnosis, number: str, level: str) -> dict[str, Cause]:
    problem = next(one for one in diagnosis.problems if one.number == number)
    return {one.letter: one for one in diagnosis.causes_of(problem.id, level)}


def test_d23_the_four_problems_are_there(work: Work) -> None:
    assert bring_problems(work).counts == {"problem": 4}
    listed = [one.text for one in work.diagnoses.of(PUNO).problems]
    for word in ("zonas rurales", "institucionalidad", "gestión descentralizada", "rotación"):
        assert sum(word in text for text in listed) == 1


def test_d23_a_workshop_votes_on_one_laptop_and_the_rank_follows(work: Work) -> None:
    bring_problems(work)
    problems = {one.number: one for one in work.diagnoses.of(PUNO).problems}
    votes = {"1": (5, 5, 3, 4), "2": (3, 3, 3, 3), "3": (5, 4, 4, 4), "4": (4, 4, 5, 5)}
    for number, scores in votes.items():
        for criterion, score in zip(
            ("magnitude", "severity", "feasibility", "ownership"), scores, strict=True
        ):
            work.diagnoses.vote(problems[number].id, criterion, score)
    told = [(one.problem.number, one.total, one.place) for one in ranked(_problems(work))]
    assert told == [("4", 18, 1), ("1", 17, 2), ("3", 17, 2), ("2", 12, 4)]
    work.diagnoses.vote(problems["4"].id, "severity", None)
    assert [(one.problem.number, one.place) for one in ranked(_problems(work))][-1] == ("4", None)
    with pytest.raises(WrongFields):
        work.diagnoses.vote(problems["1"].id, "magnitude", 6)


def _problems(work: Work) -> tuple[Problem, ...]:
    return work.diagnoses.of(PUNO).problems


def test_d23_the_lost_table_of_the_value_chain_is_made_from_the_records(work: Work) -> None:
    bring_problems(work)
    first = work.diagnoses.of(PUNO).problems[0]
    work.registers.save("problem", first.id, {"chain_stage": Code("product")})
    book = rows_of_book(forms_of(work, "problem_matrix")["xlsx"], 1)
    rows = {str(row[0]): row[1] for row in book}
    assert list(rows) == [
        "Eslabón",
        "Insumo",
        "Actividad",
        "Producto",
        "Resultado intermedio",
        "Resultado final",
        "Sin eslabón",
    ]
    assert str(rows["Producto"]).startswith("1. Servicio de Empleo")
    assert len(str(rows["Sin eslabón"]).splitlines()) == 3


def test_d24_twenty_six_causes_at_each_level_and_their_twins(work: Work) -> None:
    diagnosis = the_diagnosis(work)
    counted = {level: [len(_of(diagnosis, number, level)) for number in "1234"] for level in LEVELS}
    assert counted == {"national": [5, 6, 11, 4], "regional": [6, 6, 10, 4]}
    alone = [
        (level, lettered(cause))
        for problem in diagnosis.problems
        for row in diagnosis.twins(problem.id)
        if len(row) == 1
        for level, cause in row.items()
    ]
    assert alone == [("regional", "f"), ("national", "c"), ("national", "d"), ("regional", "l")]


def test_d24_the_table_is_generated_and_shows_1f_beside_an_empty_cell(work: Work) -> None:
    the_diagnosis(work)
    forms = forms_of(work, "problem_matrix")
    assert not faults(forms["pdf"])
    rows = rows_of_book(forms["xlsx"], sheet=2)
    assert ("Problema", "MTPE", "DRTPE") in [row[:3] for row in rows]
    row = next(row for row in rows if "Elevada informalidad en las zonas rurales" in str(row[2]))
    assert row[1] is None
    assert any(str(row[2]).startswith("l. Falta de voluntad política") for row in rows)
    assert "392 personas con discapacidad" in words_of(forms["pdf"]).replace("\n", " ")


def test_d24_the_392_placements_are_kept_in_the_detail_of_both_levels(work: Work) -> None:
    diagnosis = the_diagnosis(work)
    for level, reasons in zip(LEVELS, (4, 3), strict=True):
        details = _of(diagnosis, "1", level)["b"].details
        assert "392 personas con discapacidad" in details
        assert "25 regiones" in details
        assert len(details.splitlines()) == reasons


def test_d25_sixty_one_alternatives_each_of_exactly_one_cause(work: Work) -> None:
    diagnosis = the_diagnosis(work)
    causes = {one.id for one in diagnosis.causes}
    assert len(diagnosis.alternatives) == 61
    assert all(one.cause in causes for one in diagnosis.alternatives)


def test_d25_the_relettered_alternatives_find_their_causes_and_say_so(work: Work) -> None:
    diagnosis = the_diagnosis(work)
    meant = {
        one.letter: (lettered(cause), one.source_note)
        for cause in _of(diagnosis, "3", "regional").values()
        for one in diagnosis.alternatives_of(cause.id)
    }
    assert {mine: cause for mine, (cause, _) in meant.items()} == {
        "a": "a", "b": "b", "c": "e", "d": "f", "e": "j", "f": "k",
    }  # fmt: skip
    assert "literal «c»" in meant["c"][1]
    assert meant["a"][1] == ""


def test_d25_the_lost_page_is_noted_and_nothing_is_renumbered(work: Work) -> None:
    diagnosis = the_diagnosis(work)
    second = _of(diagnosis, "2", "regional")
    letters = [
        lettered(one) for cause in second.values() for one in diagnosis.alternatives_of(cause.id)
    ]
    assert letters == ["c.1", "c.2", "d", "e", "f"]
    notes = {
        one.source_note for cause in second.values() for one in diagnosis.alternatives_of(cause.id)
    }
    assert all(note.startswith("page missing") for note in notes)
    assert not any(
        diagnosis.alternatives_of(cause.id) for cause in _of(diagnosis, "2", "national").values()
    )
    unanswered = Counter(one.gov_level for one in diagnosis.without_alternative())
    assert unanswered.total() == 17
    told = words_of(forms_of(work, "problem_matrix")["pdf"])
    assert "page missing" in told
    assert "Causas sin alternativa" in told


def test_d25_the_four_guiding_questions_come_with_the_pack() -> None:
    questions = pack("PE").prompts["alternatives"]
    assert len(questions) == 4
    assert questions[0].startswith("¿Qué desearían los ciudadanos")


def test_d26_forty_eight_are_selected_in_2015_and_the_rest_stays_in_sight(work: Work) -> None:
    diagnosis = the_diagnosis(work)
    assert diagnosis.years() == [2015]
    assert len(diagnosis.selected(2015)) == 48
    assert [len(diagnosis.selected(2015, level)) for level in LEVELS] == [29, 19]
    later = diagnosis.left_for_later(2015)
    assert len(later) == 27
    book = forms_of(work, "problem_matrix")["xlsx"]
    said = [row for sheet in range(3, 9) for row in _sheet(book, sheet)]
    assert sum(row[3:4] == ("Mediano o largo plazo",) for row in said) == 27


def _sheet(book: bytes, number: int) -> list[tuple[object, ...]]:
    try:
        return rows_of_book(book, number)
    except IndexError:
        return []


def test_d26_what_lost_its_alternative_hangs_from_its_cause_or_problem(work: Work) -> None:
    diagnosis = the_diagnosis(work)
    kinds = Counter(
        "alternative"
        if any(one.chosen_from == a.id for a in diagnosis.alternatives)
        else "cause"
        if diagnosis.cause_of(one)
        else "problem"
        for one in diagnosis.prioritisations
    )
    assert kinds == {"alternative": 34, "cause": 6, "problem": 8}
    assert all(diagnosis.problem_of(one) for one in diagnosis.prioritisations)


def test_d26_an_alternative_is_chosen_in_its_words_and_left_again(work: Work) -> None:
    diagnosis = the_diagnosis(work)
    later = diagnosis.left_for_later(2015)[0]
    work.diagnoses.choose(later.id, 2016)
    now = work.diagnoses.of(PUNO)
    (chosen,) = now.selected(2016)
    assert (chosen.copied_text, chosen.gov_level) == (later.text, now.level_of(later))
    work.diagnoses.choose(later.id, 2016, selected=False)
    assert work.diagnoses.of(PUNO).selected(2016) == []


def test_w7_a_priority_is_walked_back_to_its_problem_and_a_problem_forward(work: Work) -> None:
    diagnosis = the_diagnosis(work)
    chosen = next(one for one in diagnosis.prioritisations if "MEF" in one.copied_text)
    way = work.traces.trace("prioritisation", chosen.id)
    assert [step.kind for step in way.before] == ["alternative", "cause", "problem"]
    assert way.before[-1].title.startswith("Débil gestión descentralizada")
    third = next(one for one in diagnosis.problems if one.number == "3")
    forward = Counter(step.kind for step in work.traces.trace("problem", third.id).after)
    assert forward == {"cause": 21, "alternative": 30, "prioritisation": 22}


def test_two_territories_with_the_same_numbers_are_kept_and_printed_apart(tmp_path: Path) -> None:
    scopes = frozenset({PUNO, "08", "0"})
    with a_desk(tmp_path, Clock(THE_WORKSHOP), **{**PERU, "scopes": scopes}) as desk:
        work = Work(desk)
        the_diagnosis(work)
        other = {"number": "1", "text": "Otro problema", "territory": "08"}
        work.registers.save("problem", None, other)
        line = "problem,gov_level,letter,text,territory\n1,MTPE,a,Otra causa,"
        with pytest.raises(WrongFile) as told:
            work.imports.bring("x_causes.csv", f"{line}\n".encode())
        assert "diga el territorio" in str(told.value.faults[0].text)
        work.imports.bring("x_causes.csv", f"{line}Cusco\n".encode())
        assert len(work.diagnoses.of("08").causes) == 1
        assert len(work.diagnoses.of(PUNO).causes) == 52
        report = work.reports.build("problem_matrix")
    table = next(one for one in report.tables if one.caption == "Problemas por puntaje")
    assert [row[0] for row in table.rows] == ["Cusco", *["Puno"] * 4]
    causes = next(one for one in report.tables if one.caption.startswith("Problemas y causas"))
    assert ("Cusco", "1. Otro problema", "a. Otra causa") in [row[:3] for row in causes.rows]


def test_two_laptops_that_bring_the_same_matrices_make_the_same_records(tmp_path: Path) -> None:
    made: list[list[set[UUID]]] = []
    for laptop in ("one", "other"):
        with a_desk(tmp_path / laptop, Clock(THE_WORKSHOP), **PERU) as desk:
            work = Work(desk)
            problems = next(one for one in registers_of("PE") if "problem" in one.name)
            work.imports.bring(problems.name, problems.content)
            if laptop == "other":
                desk.new_id()  # from here on its chance is another
            for name in MATRICES:
                bring_matrix(work, name)
            later = work.diagnoses.of(PUNO).left_for_later(2015)
            work.diagnoses.choose(later[0].id, 2016)
            kept = work.diagnoses.of(PUNO)
            parts = (kept.causes, kept.alternatives, kept.prioritisations)
            made.append([{one.id for one in part} for part in parts])
    assert made[0] == made[1]
    assert [len(part) for part in made[0]] == [52, 61, 49]


def test_matrices_come_in_as_workbooks_too_and_only_once(work: Work) -> None:
    bring_problems(work)
    book, lines = Workbook(), (FIXTURES / "pe_puno_causes.csv").read_text(encoding="utf-8")
    sheet = book.active
    assert sheet is not None
    for line in csv.reader(io.StringIO(lines)):
        sheet.append(line)
    content = io.BytesIO()
    book.save(content)
    brought = work.imports.bring("causas de Puno.xlsx", content.getvalue(), kind="causes")
    assert brought.counts == {"cause": 52}
    bring_matrix(work, "causes")
    assert len(work.diagnoses.of(PUNO).causes) == 52
    with pytest.raises(Refused, match="ya se importó"):
        bring_matrix(work, "causes")


def test_faults_are_told_by_row_and_column_and_nothing_is_half_imported(work: Work) -> None:
    bring_problems(work)
    bring_matrix(work, "causes")
    wrong = (
        "problem,gov_level,letter,sub,text,note\n"
        "1,MTPE,a,,Sensibilizar,\n"
        "9,MTPE,a,,Otra,\n"
        "1,XYZ,a,,Otra,\n"
        "1,MTPE,z,,Nada que se parezca,\n"
        "1,MTPE,a,uno,Otra,\n"
    )
    with pytest.raises(WrongFile) as told:
        work.imports.bring("alternativas.csv", wrong.encode(), kind="alternatives")
    found = [(str(one.place), one.column) for one in told.value.faults]
    assert found == [
        ("alternativas.csv, fila 3", "problem"),
        ("alternativas.csv, fila 4", "gov_level"),
        ("alternativas.csv, fila 6", "sub"),
        ("alternativas.csv, fila 5", "letter"),
    ]
    with work.desk.reading() as reading:
        assert reading.count(Alternative) == 0
