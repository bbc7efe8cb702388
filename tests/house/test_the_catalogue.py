"""The README's table of what is kept, seen, printed and proven names only what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fieldapp.records import KINDS
from fieldapp.work.reports.catalogue import REPORTS

ROOT = Path(__file__).parents[2]
WRITTEN = (ROOT / "README.md").read_text(encoding="utf-8")
ROWS = {
    cells[0]: cells[1:]
    for line in WRITTEN.splitlines()
    if re.match(r"\| D\d\d ", line)
    for cells in [[cell.strip() for cell in line.strip("|").split(" | ")]]
}
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
NO_KIND_OF_THEIR_OWN = {"D61": "computed", "D64": "every kind, read only"}


def test_every_row_of_the_domain_stands_once_with_kind_page_document_and_test() -> None:
    assert list(ROWS) == [f"D{n:02}" for n in range(1, 69)]
    assert {len(cells) for cells in ROWS.values()} == {4}
    assert all(cell for cells in ROWS.values() for cell in cells)


@pytest.mark.parametrize("number", ROWS)
def test_the_kinds_of_a_row_are_kinds(number: str) -> None:
    told = re.sub(r"\(.*?\)", "", ROWS[number][0])
    if number in NO_KIND_OF_THEIR_OWN:
        assert told == NO_KIND_OF_THEIR_OWN[number]
        return
    for name in map(str.strip, told.split(",")):
        kind, _, field = name.partition(".")
        assert kind in KINDS, name
        assert not field or field in KINDS[kind], name


@pytest.mark.parametrize("number", ROWS)
def test_the_tests_of_a_row_are_there(number: str) -> None:
    _named_tests_are_there(ROWS[number][3], at_least=1)


def test_every_other_test_that_the_readme_names_is_there() -> None:
    told = WRITTEN[WRITTEN.index("## What is kept") : WRITTEN.index("## Working on it")]
    _named_tests_are_there(told, at_least=68)


def test_every_report_that_is_offered_stands_in_the_table() -> None:
    told = WRITTEN[WRITTEN.index("## What is kept") : WRITTEN.index("**The seventeen")]
    missing = [one.name for one in REPORTS if not re.search(rf"\b{one.name}\b", told)]
    assert missing == []


def _named_tests_are_there(told: str, *, at_least: int) -> None:
    """A name is of a file, of a test in one, or of the row that several files begin with."""
    named = re.findall(r"\b((?:\w+/)*test_\w+)", told)
    assert len(named) >= at_least
    assert [name for name in named if not _is_there(name)] == []


def _is_there(name: str) -> bool:
    folder, _, stem = name.rpartition("/")
    within = [path for path in TESTS if folder in path.parent.as_posix()]
    if re.fullmatch(r"test_d\d\d(_to_d\d\d)?", stem):
        return any(stem.removeprefix("test_")[:3] in path.stem for path in within)
    begun = re.compile(rf"^def {stem}\b", re.MULTILINE)
    return any(
        path.stem == stem or begun.search(path.read_text(encoding="utf-8")) for path in within
    )
