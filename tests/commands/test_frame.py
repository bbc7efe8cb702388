"""The frame of the command line: general options, exit codes, words instead of tracebacks."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldapp import __main__ as program
from fieldapp import __version__
from fieldapp.commands import command_names, load_command
from fieldapp.machine.places import Places
from fieldapp.machine.preferences import Preferences, write_preferences
from fieldapp.records.text import SPANISH, Outside, Refused, say


def _raise(failure: BaseException) -> Callable[[], int]:
    def job() -> int:
        raise failure

    return job


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["--version"]) == 0
    assert capsys.readouterr().out == f"Bitácora {__version__}\n"


@pytest.mark.parametrize("words", [["--home", "x", "status"], ["status", "--home=x"]])
def test_general_options_stand_before_or_after_the_command(words: list[str]) -> None:
    asked = program.read_arguments(words)
    assert (asked.home, asked.command, asked.rest) == ("x", "status", ())


@pytest.mark.parametrize("words", [["--home"], ["--lang", "fr"], ["--lang="]])
def test_a_wrong_general_option_is_wrong_usage(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(words) == 64
    assert capsys.readouterr().err.count("\n") == 1


def test_an_unknown_command_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(["--home", str(tmp_path), "volar"]) == 64
    assert "volar" in capsys.readouterr().err


def test_a_language_that_nobody_speaks_here_counts_as_none_said() -> None:
    assert program.read_arguments([], "qu").language == ""


def test_the_language_chosen_on_this_laptop_is_spoken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_preferences(tmp_path, Preferences(language="en"))
    program.main(["--home", str(tmp_path), "--help"])
    assert capsys.readouterr().out.startswith("Usage:")
    program.main(["--home", str(tmp_path), "--lang", "es", "--help"])
    assert capsys.readouterr().out.startswith("Uso:")


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (Refused(say("Falta la fecha.")), 65),
        (Outside(say("No hay red.")), 69),
        (OSError(errno.ENOSPC, "full"), 69),
        (PermissionError(errno.EACCES, "no", "acta.pdf"), 69),
        (ImportError("libEGL.so.1: cannot open shared object file: No such file"), 69),
        (ImportError("No module named 'x'"), 70),
        (ValueError("Rosa Mina, 31.234.567"), 70),
        (KeyboardInterrupt(), 130),
    ],
)
def test_whatever_stops_a_job_has_its_exit_code_and_one_line(
    failure: BaseException, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.guarded(_raise(failure), Places.under(tmp_path), SPANISH) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == (0 if code == 130 else 1)
    assert "Traceback" not in said.err


def test_a_bug_leaves_a_report_without_what_the_person_typed(tmp_path: Path) -> None:
    def job() -> int:
        try:
            raise KeyError("Rosa Mina")
        except KeyError as earlier:
            raise ValueError("31.234.567") from earlier

    assert program.guarded(job, Places.under(tmp_path), SPANISH) == 70
    report = next((tmp_path / "log").glob("informe-*.txt")).read_text(encoding="utf-8")
    assert "test_frame.py" in report
    assert "KeyError" in report
    assert "ValueError" in report
    assert "Rosa" not in report
    assert "31.234" not in report


def test_a_command_whose_reader_goes_away_ends_quietly(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    words = [sys.executable, "-m", "fieldapp", "--home", str(tmp_path), "import", "--columns"]
    done = subprocess.run(
        words, stdout=writer, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")
    assert list(tmp_path.rglob("informe-*.txt")) == []


def test_a_connection_that_breaks_is_no_reader_that_went_away(tmp_path: Path) -> None:
    assert program.guarded(_raise(BrokenPipeError()), Places.under(tmp_path), SPANISH) == 70


def test_every_command_says_in_one_line_what_it_does() -> None:
    for name in command_names():
        summary = SPANISH(load_command(name).SUMMARY)
        assert 10 <= len(summary) <= 90, name


def test_asking_for_the_version_imports_nothing_heavy() -> None:
    heavy = ("PySide6", "sqlalchemy", "reportlab", "requests", "cryptography", "argparse", "babel")
    look = (
        "import sys; from fieldapp.__main__ import main; main(['--version']); "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
