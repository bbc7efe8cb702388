"""Who may import whom: the tree keeps every contract, and every contract bites."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

# (contract, the file that breaks it, the line that does). A file that does not exist is made.
BREACHES = [
    ("down", "fieldapp/records/__init__.py", "import fieldapp.packs"),
    ("down", "fieldapp/packs/__init__.py", "import fieldapp.rules"),
    ("down", "fieldapp/rules/__init__.py", "import fieldapp.store"),
    ("down", "fieldapp/store/__init__.py", "import fieldapp.work"),
    ("down", "fieldapp/store/__init__.py", "import fieldapp.documents"),
    ("down", "fieldapp/documents/__init__.py", "import fieldapp.signing"),
    ("down", "fieldapp/signing/__init__.py", "import fieldapp.store"),
    ("down", "fieldapp/work/__init__.py", "import fieldapp.ui"),
    ("down", "fieldapp/work/__init__.py", "import sync.client"),
    ("down", "fieldapp/ui/__init__.py", "import fieldapp.app"),
    ("down", "fieldapp/app.py", "import fieldapp.windows"),
    ("down", "fieldapp/windows.py", "import fieldapp.commands"),
    ("down", "fieldapp/store/later.py", "def f():\n    import fieldapp.ui\n    return fieldapp.ui"),
    (
        "down",
        "fieldapp/rules/hints.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import fieldapp.work",
    ),
    ("rooms", "fieldapp/helpers.py", "HELP = 1"),
    ("rooms", "fieldapp/rules/__init__.py", "import fieldapp.documents"),
    ("sides", "sync/client/engine.py", "import sync.server"),
    ("sides", "sync/protocol/__init__.py", "import sync.client"),
    ("sides", "sync/shared.py", "SHARED = 1"),
    ("pages", "fieldapp/ui/pages/one.py", "import fieldapp.ui.pages.other"),
    ("inside-ui", "fieldapp/ui/widgets/one.py", "import fieldapp.ui.page"),
    ("inside-ui", "fieldapp/ui/pages/one.py", "import fieldapp.ui.window"),
    ("screens", "fieldapp/ui/pages/one.py", "import fieldapp.store"),
    ("screens", "fieldapp/ui/pages/one.py", "import sync.protocol"),
    ("headquarters-apart", "fieldapp/demo/__init__.py", "import sync.server"),
    ("headquarters-apart", "fieldapp/app.py", "import sync.server"),
    ("client-door", "fieldapp/commands/sync.py", "import sync.client"),
    ("client-knows", "sync/client/ports.py", "import fieldapp.rules"),
    ("server-knows", "sync/server/merge.py", "import fieldapp.store"),
    ("server-knows", "sync/server/merge.py", "import fieldapp.work"),
    ("protocol-alone", "sync/protocol/values.py", "import fieldapp.records"),
    ("protocol-readers", "fieldapp/work/syncing.py", "import sync.protocol"),
    ("protocol-readers", "fieldapp/records/__init__.py", "import sync.protocol"),
    ("qt", "fieldapp/app.py", "from PySide6 import QtNetwork"),
    ("qt", "fieldapp/documents/__init__.py", "from PySide6 import QtGui"),
    ("sql", "fieldapp/work/visits.py", "import sqlalchemy"),
    ("sql", "fieldapp/ui/pages/one.py", "import sqlite3"),
    ("books", "sync/server/pushing.py", "import sqlalchemy"),
    ("books", "sync/server/merging.py", "import time"),
    ("pdf", "fieldapp/work/minutes.py", "import reportlab"),
    ("network", "fieldapp/work/syncing.py", "import requests"),
    ("secrets", "fieldapp/store/files.py", "from cryptography.hazmat import primitives"),
    ("secrets", "fieldapp/work/enrolment.py", "import argon2"),
    ("pure", "fieldapp/records/__init__.py", "import pathlib"),
    ("pure", "sync/protocol/__init__.py", "import threading"),
    ("pure-rules", "fieldapp/rules/__init__.py", "import time"),
    ("engine", "sync/client/engine.py", "import random"),
    ("engine", "sync/client/engine.py", "import requests"),
    ("cycles", "fieldapp/machine/one.py", "import fieldapp.machine.other.deep"),
]
# What a breach needs to exist beside it.
COMPANIONS = {
    ("pages", "fieldapp/ui/pages/one.py"): {"fieldapp/ui/pages/other.py": '"""Another page."""\n'},
    ("cycles", "fieldapp/machine/one.py"): {
        "fieldapp/machine/other/__init__.py": '"""x."""\n',
        "fieldapp/machine/other/deep.py": "import fieldapp.machine.one\n",
    },
}


def _lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def _write(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else '"""x."""\n'
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")


def _contracts(tree: Path) -> dict[str, str]:
    settings = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))
    return {c["id"]: c["name"] for c in settings["tool"]["importlinter"]["contracts"]}


def test_the_tree_keeps_every_contract(tree: Path) -> None:
    report = _lint(tree)
    assert report.returncode == 0, report.stdout + report.stderr


def test_every_contract_is_broken_on_purpose_below(tree: Path) -> None:
    assert {contract for contract, _, _ in BREACHES} == set(_contracts(tree))


@pytest.mark.parametrize(
    ("contract", "file", "line"), BREACHES, ids=[f"{c}:{f}:{x[:40]}" for c, f, x in BREACHES]
)
def test_a_breach_is_caught(
    tree: Path, tmp_path: Path, contract: str, file: str, line: str
) -> None:
    code_only = shutil.ignore_patterns("__pycache__", "*.json", "*.sql", "*.html")
    for package in ("fieldapp", "sync"):
        shutil.copytree(tree / package, tmp_path / package, ignore=code_only)
    shutil.copy(tree / "pyproject.toml", tmp_path)
    for companion, text in COMPANIONS.get((contract, file), {}).items():
        _write(tmp_path / companion, text)
    _write(tmp_path / file, line)
    report = _lint(tmp_path, "--contract", contract)
    assert report.returncode == 1, report.stdout + report.stderr
    assert f"{_contracts(tree)[contract]} BROKEN" in report.stdout
