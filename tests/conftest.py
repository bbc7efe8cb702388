"""What every test stands on. Anything for one folder lives in that folder's own conftest."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# Before anything imports Qt: no test opens a window on a person's screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# A person's own settings must not decide whether a test passes.
for name in ("FIELDAPP_PASSPHRASE", "FIELDAPP_LANG", "DATABASE_URL", "BITACORA_KEYS"):
    os.environ.pop(name, None)

# Two shared cores are slow now and then; how long one example takes says nothing here.
settings.register_profile(
    "house", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

# As in the running desktop: a worker, or a server in a thread, never takes widgets apart.
gc.disable()

_MADE_BEFORE_A_COLLECTION = 50_000
_SERVICE_THREADS = ("pytest_timeout", "execnet", "Dummy", "asyncio_", "pydevd")


@pytest.fixture(autouse=True)
def _no_one_elses_folder(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep the program away from the data folder of whoever runs the tests."""
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path_factory.getbasetemp() / "untouched-home"))


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Fail the test that leaves a window or a worker behind, not the next one."""
    before = set(threading.enumerate())
    yield
    windows = _close_open_windows()
    _speak_spanish_again()
    _collect()
    workers = [t for t in threading.enumerate() if t not in before and _is_ours(t)]
    for worker in workers:
        worker.join(timeout=2)
    workers = [t for t in workers if t.is_alive()]
    assert not windows, f"left open: {windows}"
    assert not workers, f"left running: {workers}"


def _close_open_windows() -> list[str]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    left = [w for w in widgets.QApplication.topLevelWidgets() if w.isVisible()]
    for window in left:
        window.close()
    return [repr(window) for window in left]


def _collect() -> None:
    if gc.get_count()[0] > _MADE_BEFORE_A_COLLECTION:
        gc.collect()


def _speak_spanish_again() -> None:
    """A test of the English screen leaves Qt's own words as it found them."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = widgets.QApplication.instance() if widgets is not None else None
    if application is not None and "fieldapp.ui.application" in sys.modules:
        sys.modules["fieldapp.ui.application"].speak(application, "es")


def _is_ours(thread: threading.Thread) -> bool:
    return thread.is_alive() and not thread.name.startswith(_SERVICE_THREADS)


@pytest.fixture(scope="session")
def tree() -> Path:
    """Give the folder that holds fieldapp, sync, resources and tests."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Give the address of the real PostgreSQL of this run."""
    # Imported here: a run without a server does not load one.
    from tests.given.headquarters import a_postgres

    with a_postgres() as address:
        yield address


@pytest.fixture(scope="session")
def template(postgres: str) -> Iterator[str]:
    """Give the name of a database with offices and accounts, to copy from."""
    from tests.given.headquarters import a_filled_template

    with a_filled_template(postgres) as name:
        yield name


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Give the one application of the process, dressed in the light theme."""
    # Imported here: a run without windows does not load Qt.

    from fieldapp.ui.application import build_application, wear
    from tests.ui.standins import RESOURCES, tools_for

    application = build_application(["bitacora"], RESOURCES)
    wear(application, tools_for().theme)
    return application
