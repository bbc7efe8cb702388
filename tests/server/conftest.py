"""Of one filled database, a copy for each test."""

import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.given.headquarters import HeadquartersGiven, a_headquarters


@pytest.fixture
def headquarters(postgres: str, template: str, tmp_path: Path) -> Generator[HeadquartersGiven]:
    """A headquarters of one's own."""
    with a_headquarters(postgres, template, tmp_path) as given:
        yield given


@pytest.fixture
def open_folder() -> Generator[Path]:
    """A folder that PostgreSQL's unprivileged user reaches when the tests run as root."""
    folder = Path(tempfile.mkdtemp(prefix="bitacora-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
