"""One PostgreSQL for the run, one filled database a worker to copy from, one copy a test."""

import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.given.headquarters import (
    HeadquartersGiven,
    a_filled_template,
    a_headquarters,
    a_postgres,
)


@pytest.fixture(scope="session")
def postgres() -> Generator[str]:
    """The address of a real PostgreSQL."""
    with a_postgres() as address:
        yield address


@pytest.fixture(scope="session")
def template(postgres: str) -> Generator[str]:
    """The name of a database with offices and accounts."""
    with a_filled_template(postgres) as name:
        yield name


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
