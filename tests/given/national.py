"""Work at a desk that serves every department of a country, and files of the reports it writes."""

from __future__ import annotations

import io
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
from openpyxl import load_workbook

from fieldapp.documents.conformance import faults
from fieldapp.records.text import Refused
from fieldapp.rules.territorial_coverage import capitals_of, departments_of
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.packs import pack
from tests.given.papers import pages_of

Leaves = dict[str, list[tuple[Any, ...]]]
"""The sheets of a book by title, each with its rows, the head first."""


@contextmanager
def refused(words: str) -> Generator[None]:
    """What a person does here is not kept, and they are told so with these words."""
    with pytest.raises(Refused) as raised:
        yield
    assert words in str(raised.value.text)


def the_64() -> list[tuple[str, str]]:
    """The 32 departments and the 32 capitals of Colombia, by code and name."""
    territories = pack().territories
    codes = (*departments_of(territories), *capitals_of(territories))
    return [(code, territories.path(code)) for code in codes]


def paper_of(work: Work, report: str, wanted: Wanted | None = None) -> list[str]:
    """The pages of a report as a person gets them; the paper is conformant."""
    built = work.reports.build(report, wanted or Wanted())
    paper = work.reports.write(built, "pdf")
    assert faults(paper) == []
    return [" ".join(page.replace("\u00a0", " ").split()) for page in pages_of(paper)]


def sheets_of(work: Work, report: str, wanted: Wanted | None = None) -> Leaves:
    """The sheets of a report's book."""
    built = work.reports.build(report, wanted or Wanted())
    book = load_workbook(io.BytesIO(work.reports.write(built, "xlsx")))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
