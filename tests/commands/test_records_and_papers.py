"""The commands that bring in, take out, sign, prove and keep safe."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fieldapp import __main__ as program
from tests.given.desks import Clock
from tests.given.laptops import an_activated_laptop, working_on
from tests.given.meetings import a_meeting
from tests.given.vaults import PASSPHRASE

Fieldapp = Callable[..., int]

VISITS = {
    "format": "bitacora/visits/1",
    "visits": [
        {
            "objective": "Instalar la mesa de empleo",
            "kind": "session",
            "axis": "GT",
            "territory": "19318",
            "starts_at": "2026-11-18T09:00:00",
            "ends_at": "2026-11-18T11:30:00",
            "attendance": [{"full_name": "Yesenia Riascos"}],
            "commitments": [
                {"text": "Convocar", "responsible_name": "Alcaldía", "due_on": "2026-12-04"}
            ],
        }
    ],
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return an_activated_laptop(tmp_path / "laptop")


@pytest.fixture
def fieldapp(home: Path, monkeypatch: pytest.MonkeyPatch) -> Fieldapp:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)

    def run(*words: object) -> int:
        return program.main(["--home", str(home), *map(str, words)])

    return run


@pytest.fixture
def visit(home: Path) -> str:
    clock = Clock()
    with working_on(home, clock) as (work, _):
        return str(a_meeting(work.desk, clock))


def test_visits_are_imported_and_their_acta_sealed_without_a_window(
    fieldapp: Fieldapp, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "visitas.json"
    file.write_text(json.dumps(VISITS), encoding="utf-8")
    assert fieldapp("import", file, "--json") == 0
    assert json.loads(capsys.readouterr().out)["imported"]["activity"] == 1
    with working_on(home) as (work, _):
        visit = work.visits.page().lines[0].id
    assert fieldapp("seal", visit, "--json") == 0
    sealed = json.loads(capsys.readouterr().out)
    assert "D07" in sealed["number"]
    paper = tmp_path / "acta.pdf"
    assert fieldapp("acta", sealed["number"], paper) == 0
    assert paper.read_bytes().startswith(b"%PDF")
    capsys.readouterr()
    assert fieldapp("verify", paper) == 0
    words, told = capsys.readouterr().out.splitlines()
    assert "coincide" in words
    (judged,) = json.loads(told)["files"]
    assert (judged["outcome"], judged["digest"]) == ("proven", sealed["digest"])
    assert judged["sha256"] == sealed["file_sha256"]


def test_a_wrong_file_is_told_fault_by_fault_and_nothing_is_kept(
    fieldapp: Fieldapp, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "person.csv"
    file.write_text("full_name,sex\nAna,Mujer\nLuis,quizás\nEva,nunca\n", encoding="utf-8")
    assert fieldapp("import", file) == 65
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in said[:2]] == [
        "person.csv, fila 3, columna «sex»",
        "person.csv, fila 4, columna «sex»",
    ]
    with working_on(home) as (work, _):
        assert work.registers.list("person").total == 0


def test_the_columns_of_every_matrix_are_told_without_a_vault(
    fieldapp: Fieldapp, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fieldapp("import", "--columns") == 0
    told = capsys.readouterr().out
    assert "plan_roles --into plan: Roles por fase y nivel" in told
    assert "  phase | fase: Fase" in told
    assert fieldapp("import") != 0


def test_a_matrix_is_imported_into_the_plan_that_is_named(
    fieldapp: Fieldapp, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with working_on(home, Clock()) as (work, _):
        work.registers.save("plan", None, {"title": "Plan de Guapi"})
    file = tmp_path / "arbol.csv"
    file.write_text("nivel;código;texto\nObjetivo específico;1;Articular\n", encoding="utf-8")
    assert fieldapp("import", file, "--as", "plan_tree", "--into", "Plan de Guapi") == 0
    assert "Filas del plan: 1" in capsys.readouterr().out


def test_a_list_is_exported_without_personal_columns_unless_asked(
    fieldapp: Fieldapp, visit: str, tmp_path: Path
) -> None:
    file = tmp_path / "asistencia.xlsx"
    assert fieldapp("export", "attendance", file) == 0
    heads = [cell.value for cell in load_workbook(io.BytesIO(file.read_bytes())).worksheets[0][1]]
    assert "Teléfono" not in heads
    assert fieldapp("export", "attendance", file, "--personal") == 0
    heads = [cell.value for cell in load_workbook(io.BytesIO(file.read_bytes())).worksheets[0][1]]
    assert "Teléfono" in heads
    assert fieldapp("export", "unicornios", file) == 65
    assert fieldapp("export", "attendance", tmp_path / "lista.doc") == 65


def test_a_draft_is_printed_as_one_and_cannot_be_proven(
    fieldapp: Fieldapp, visit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "borrador.pdf"
    assert fieldapp("acta", visit, paper) == 0
    assert fieldapp("verify", paper) == 2
    assert fieldapp("acta", "no hay", paper) == 65


def test_verify_answers_with_the_worst_and_needs_no_activated_laptop(
    fieldapp: Fieldapp, visit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper, note = tmp_path / "acta.pdf", tmp_path / "nota.txt"
    note.write_text("hola", encoding="utf-8")
    assert fieldapp("seal", visit, "--date-is-right") == 0
    assert fieldapp("acta", visit, paper) == 0
    assert fieldapp("verify", paper, note) == 2
    assert fieldapp("verify", tmp_path / "nada.pdf") == 2
    capsys.readouterr()
    elsewhere = ["--home", str(tmp_path / "other"), "verify", "--json", str(paper)]
    assert program.main(elsewhere) == 1
    assert json.loads(capsys.readouterr().out)["files"][0]["outcome"] == "not_proven"


def test_a_copy_is_made_checked_and_brought_back_with_its_own_series(
    fieldapp: Fieldapp, visit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, other = tmp_path / "memoria.bitacora", tmp_path / "other"
    assert fieldapp("check") == 0
    assert fieldapp("backup", copy) == 0
    assert fieldapp("restore", copy) == 65
    assert program.main(["--home", str(other), "restore", str(copy)]) == 0
    assert "D07b" in capsys.readouterr().out
    with working_on(other) as (work, _):
        assert str(work.visits.page().lines[0].id) == visit


def test_what_is_missing_is_said_and_no_number_is_taken(
    fieldapp: Fieldapp, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with working_on(home) as (work, _):
        visit = work.visits.start(changes={"without_attendance": "Nadie llegó"}).id
    assert fieldapp("seal", visit, "--date-is-right") == 65
    assert "Falta" in capsys.readouterr().err
    with working_on(home) as (work, _):
        assert work.papers.ledger() == []
