"""Every version is pinned, and every pin can be had for a Windows laptop as a wheel (R25)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.house.pins import resolved


def _project(tree: Path) -> dict[str, Any]:
    return tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))


def _name(requirement: str) -> str:
    bare = re.split(r"[\s;<>=!~\[]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", bare).lower()


def _uv() -> list[str]:
    """Find uv as `uv run`, the path or this Python has it."""
    named = os.environ.get("UV") or shutil.which("uv")
    if named:
        return [named]
    for python in {sys.executable, shutil.which("python3") or sys.executable}:
        has = subprocess.run([python, "-m", "uv", "--version"], capture_output=True, check=False)
        if has.returncode == 0:
            return [python, "-m", "uv"]
    pytest.skip("uv is not on this machine")


def test_every_dependency_named_is_pinned(tree: Path) -> None:
    project = _project(tree)
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    named = [requirement for group in groups for requirement in group]
    pinned = {_name(pin) for pin in project["tool"]["uv"]["constraint-dependencies"]}
    assert {_name(requirement) for requirement in named} - pinned == set()


def test_the_pins_are_those_of_the_lock_file(tree: Path) -> None:
    lock = tree / "uv.lock"
    if not lock.exists():
        pytest.skip("nothing has been resolved in this folder")
    assert resolved(lock) == _project(tree)["tool"]["uv"]["constraint-dependencies"]


@pytest.mark.parametrize("python", ["3.11", "3.14"])
def test_windows_gets_every_pin_as_a_wheel(tree: Path, tmp_path: Path, python: str) -> None:
    shutil.copy(tree / "pyproject.toml", tmp_path)
    command = [
        *_uv(), "pip", "compile", "--quiet", "--no-header", "--no-annotate",
        "--system-certs", "--python-platform", "x86_64-pc-windows-msvc", "--python-version", python,
        "--only-binary", ":all:", "--group", "test", "--group", "build", "pyproject.toml",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode and re.search(
        r"[Cc]onnect|network|offline|dns error|timed out", done.stderr
    ):
        pytest.skip("no package registry can be reached")
    assert done.returncode == 0, done.stderr
    chosen = dict(line.split("==") for line in done.stdout.splitlines() if "==" in line)
    pins = dict(pin.split("==") for pin in _project(tree)["tool"]["uv"]["constraint-dependencies"])
    assert {"pyside6-essentials", "sqlcipher3", "tzdata", "pywin32-ctypes"} <= chosen.keys()
    assert {name: pins.get(name) for name in chosen} == chosen
