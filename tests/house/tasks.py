"""The poe tasks that need tools of other dependency groups than the default ones."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]


def style() -> None:
    """Tell what is not formatted or not clean; change nothing."""
    _run("lint", "ruff", "format", "--check", ".")
    _run("lint", "ruff", "check", ".")


def tidy() -> None:
    """Format, and mend what the linter can mend."""
    _run("lint", "ruff", "format", ".")
    _run("lint", "ruff", "check", "--fix", ".")


def types() -> None:
    """Check types: strict in fieldapp and sync, standard in tests."""
    _run("lint", "pyright")


def build() -> None:
    """Make dist/bitacora, one folder that runs without Python installed."""
    _run("build", "pyinstaller", "--noconfirm", "--clean", "build.spec")


def _run(group: str, *command: str) -> None:
    uv = os.environ.get("UV", "uv")
    done = subprocess.run([uv, "run", "--group", group, *command], cwd=TREE, check=False)
    if done.returncode:
        sys.exit(done.returncode)
