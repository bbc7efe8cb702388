"""Registers kept and reports read in a test, the way the pages do it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from fieldapp.documents.conformance import faults
from fieldapp.records.describe import TerritoryCode
from fieldapp.rules.report import Paragraph, Report, Row
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk
from tests.given.packs import pack

PUNO, TEGUCIGALPA = "21", "0801"
_SCOPES = {"CO": ("19", "76", "05"), "PE": ("21", "15"), "HN": ("08", "01", "05", "18")}


@contextmanager
def work_in(
    folder: Path, country: str = "CO", clock: Clock | None = None, **posting: Any
) -> Generator[Work]:
    """What an officer of a country can do, on a real encrypted store."""
    scopes = _SCOPES[country]
    given: dict[str, Any] = {
        "country": country,
        "home_scope": scopes[0],
        "scopes": frozenset({*scopes, "0"}),
        **posting,
    }
    with a_desk(folder, clock, **given) as desk:
        yield Work(desk)


@contextmanager
def headquarters_in(
    folder: Path, country: str = "CO", clock: Clock | None = None
) -> Generator[Work]:
    """The same at headquarters, which writes for every territory."""
    territories = pack(country).territories
    scopes = frozenset({"0", *(one.code for one in territories if one.level == 1)})
    with work_in(folder, country, clock, role="hq_reviewer", scopes=scopes) as work:
        yield work


def keep(work: Work, kind: str, /, **fields: object) -> UUID:
    """Keep a record as its form does; its id."""
    return work.registers.save(kind, None, fields).id


def report(
    work: Work,
    name: str,
    *,
    about: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
    territory: str | None = None,
) -> Report:
    """A report as it is asked for."""
    place = TerritoryCode(territory) if territory else None
    return work.reports.build(name, Wanted(since, until, place, about))


def rows(said: Report, caption: str) -> tuple[Row, ...]:
    """The rows of one of its tables."""
    return next(one.rows for one in said.tables if one.caption == caption)


def words(said: Report) -> str:
    """What its paragraphs say."""
    return "\n".join(one.words for one in said.blocks if isinstance(one, Paragraph))


def on_paper(work: Work, said: Report) -> bytes:
    """Its PDF, which keeps the standards, once its sheet and its draft are written too."""
    assert work.reports.write(said, "xlsx")
    assert work.reports.write(said, "docx")
    paper = work.reports.write(said, "pdf")
    assert faults(paper) == []
    return paper
