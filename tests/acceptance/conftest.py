"""A desk for what officers accept or refuse; the whole country where a figure asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def work(tmp_path: Path, clock: Clock) -> Iterator[Work]:
    with a_desk(tmp_path, clock) as desk:
        yield Work(desk)
