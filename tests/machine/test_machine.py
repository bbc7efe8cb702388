"""What the program asks of the machine: folders, log, age."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.machine.log import start_log
from fieldapp.machine.places import Places
from fieldapp.machine.too_old import missing_library, why_too_old


@pytest.fixture
def root_log() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield root
    for handler in [h for h in root.handlers if h not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_one_folder_holds_everything_when_it_is_named(tmp_path: Path) -> None:
    places = Places.chosen(str(tmp_path), {"FIELDAPP_HOME": "/elsewhere"})
    assert places.vaults == tmp_path / "vaults"
    assert places.log.is_relative_to(tmp_path)


def test_the_variable_counts_when_no_folder_is_named(tmp_path: Path) -> None:
    assert Places.chosen(None, {"FIELDAPP_HOME": str(tmp_path)}).home == tmp_path


def test_without_either_the_habits_of_the_system_decide() -> None:
    places = Places.chosen(None, {})
    assert places.home.is_absolute()
    assert "Bitacora" in str(places.home)


def test_the_log_never_holds_the_message_of_an_exception(
    tmp_path: Path, root_log: logging.Logger
) -> None:
    start_log(tmp_path)
    try:
        raise ValueError("Rosa Mina")
    except ValueError:
        root_log.exception("no se pudo leer una fila")
    written = (tmp_path / "bitacora.log").read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "test_machine.py" in written
    assert "Rosa" not in written


def test_a_folder_that_cannot_be_written_costs_only_the_log(
    tmp_path: Path, root_log: logging.Logger
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    start_log(tmp_path / "file" / "log")
    root_log.warning("sigue")


@pytest.mark.parametrize(
    ("is_64_bit", "build", "fits"),
    [(True, None, True), (True, 17763, True), (True, 17134, False), (False, 22631, False)],
)
def test_an_old_machine_gets_one_sentence(is_64_bit: bool, build: int | None, fits: bool) -> None:
    said = why_too_old(is_64_bit=is_64_bit, windows_build=build)
    assert (said is None) == fits


def test_a_missing_library_of_the_system_is_told_from_a_bug() -> None:
    missing = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    said = missing_library(missing)
    assert said is not None
    assert "libEGL.so.1" in str(said)
    assert "apt install" in str(said)
    assert missing_library(ImportError("No module named 'PySide6'")) is None
