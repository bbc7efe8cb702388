"""A desk from which a whole country is seen, filled with its demonstration set."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from fieldapp.demo.country import fill_country
from fieldapp.records.describe import NATIONAL
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk
from tests.given.packs import pack


@contextmanager
def a_national_desk(
    folder: Path, country: str = "CO", clock: Clock | None = None
) -> Generator[Work]:
    """Somebody at headquarters, who is permitted every department."""
    scopes = {one.code for one in pack(country).territories if one.level == 1} | {NATIONAL}
    seen = {"scopes": frozenset(scopes), "home_scope": NATIONAL, "role": "admin"}
    with a_desk(folder, clock, country=country, **seen) as desk:
        yield Work(desk)


@contextmanager
def a_filled_country(
    folder: Path, country: str = "CO", clock: Clock | None = None
) -> Generator[Work]:
    """The same desk with a year of the whole country in it."""
    with a_national_desk(folder, country, clock) as work:
        fill_country(work)
        yield work
