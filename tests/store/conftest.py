"""What the tests of the store stand on: a real encrypted file each."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from fieldapp.store.unit_of_work import Store
from tests.given.vaults import a_store


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    """An empty store with every kind of the program."""
    with a_store(tmp_path) as store:
        yield store
