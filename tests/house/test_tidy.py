"""What a reader may expect of every file, checked on the files that git keeps."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

TOP_LEVEL = {
    "fieldapp", "sync", "resources", "tests", "pyproject.toml", "build.spec", "README.md",
    "LICENSE", "CHANGELOG.md", ".ci", ".github", ".gitignore", ".gitattributes", ".editorconfig",
}  # fmt: skip
TEXTS = {
    ".py", ".md", ".toml", ".json", ".csv", ".po", ".yml", ".spec", ".html", ".css", ".svg", ".mjs",
}  # fmt: skip
LINES_MAX = 400
# Known to be long; the next change there splits it first.
LONG_FILES: set[str] = set()
FORBIDDEN = {
    "the path of a machine": re.compile(r"(?<![\w.<])/(?:work|home|root|Users)/\w"),
    "a folder outside the project": re.compile(r"\.\./shared\b"),
    "the host of a package registry": re.compile(
        "|".join(["pypi" + r"\.org", "python" + "hosted", "npm" + "js", r"registry\.npm"])
    ),
    "a promise instead of work": re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b"),
    "a merge left half done": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
}


def _kept(tree: Path) -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=tree,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listing.stdout.decode().split("\0") if name]


def _read(tree: Path, name: str) -> str:
    path = tree / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _ours(tree: Path) -> list[str]:
    return [
        name
        for name in _kept(tree)
        if name.endswith(".py") and name.startswith(("fieldapp", "sync"))
    ]


def test_the_top_level_holds_only_what_was_agreed(tree: Path) -> None:
    assert {name.split("/")[0] for name in _kept(tree)} <= TOP_LEVEL


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str, tree: Path) -> None:
    found = [
        f"{name}: {match.group()}"
        for name in _kept(tree)
        if Path(name).suffix in TEXTS and name != "tests/house/test_tidy.py"
        for match in FORBIDDEN[what].finditer(_read(tree, name))
    ]
    assert not found, found


def test_every_module_and_public_class_says_what_it_is(tree: Path) -> None:
    silent = []
    for name in _ours(tree):
        module = ast.parse(_read(tree, name) or '"""Gone."""')
        public = [
            node
            for node in module.body
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        ]
        silent += [name] if not ast.get_docstring(module) else []
        silent += [f"{name}:{node.name}" for node in public if not ast.get_docstring(node)]
    assert not silent, silent


def test_no_file_grows_past_its_subject(tree: Path) -> None:
    long = {
        name: lines
        for name in _ours(tree)
        if (lines := _read(tree, name).count("\n")) > LINES_MAX and name not in LONG_FILES
    }
    assert not long, long


def test_no_word_that_says_nothing_names_a_file(tree: Path) -> None:
    empty = re.compile(
        r"(?:^|_)(?:item|data(?!_protection)|info|manager|helpers?|utils?|process|handle|misc)(?:_|$)"
    )
    assert not [name for name in _ours(tree) if empty.search(Path(name).stem)]


def test_what_is_downloaded_or_generated_is_not_kept(tree: Path) -> None:
    kept = _kept(tree)
    assert not [name for name in kept if name.endswith((".pyc", "uv.lock", ".mo", ".orig", ".rej"))]
