"""The power goes between any two keys: nothing older than a second is lost, and work goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldapp.app import assemble_work, open_vault
from fieldapp.demo.laptops import PASSPHRASE
from fieldapp.demo.sample import activate_itself
from fieldapp.machine.places import Places
from fieldapp.records.text import SPANISH
from fieldapp.windows import assemble_desktop
from tests.given.typing_until_killed import SENTENCE

TREE = Path(__file__).parents[2]
LOST_AT_MOST_S = 2.5
"""The rule is one second; the rest is for a machine that runs other tests beside this one."""
MOMENTS_S = (0.3, 1.9, 3.6, 5.1)


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A laptop with one visit begun and one point on its agenda."""
    places = Places.under(tmp_path / "home")
    activate_itself(places, now)
    with open_vault(places, PASSPHRASE) as opened:
        work = assemble_work(opened, now)
        planned = work.visits.plan({"objective": "Instalar la mesa", "planned_on": now().date()})
        visit = work.visits.start(planned.id).id
        work.agenda.add(visit, {"title": "Instalación"})
    return places


def type_and_kill(places: Places, after_s: float) -> list[tuple[float, int]]:
    """Type for so long after the first key, then cut the power; when each key was pressed."""
    command = [sys.executable, "-m", "tests.given.typing_until_killed", str(places.home)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    keys: list[tuple[float, int]] = []
    with subprocess.Popen(
        command, cwd=TREE, env=environment, stdout=subprocess.PIPE, text=True
    ) as typing:
        assert typing.stdout is not None
        for line in typing.stdout:
            at_s, typed = line.split()
            keys.append((float(at_s), int(typed)))
            if time.monotonic() >= keys[0][0] + after_s:
                break
        typing.send_signal(signal.SIGKILL)
        killed_s = time.monotonic()
    return [(killed_s - at_s, typed) for at_s, typed in keys]


def written_in(places: Places) -> str:
    with open_vault(places, PASSPHRASE) as opened, opened.store.read() as reading:
        ((text,),) = reading.listing("agenda_item", ("discussion",))
        return text or ""


@pytest.mark.parametrize("after_s", MOMENTS_S)
def test_what_was_typed_more_than_a_second_ago_is_there(places: Places, after_s: float) -> None:
    keys = type_and_kill(places, after_s)
    must_be = max((typed for ago_s, typed in keys if ago_s > LOST_AT_MOST_S), default=0)
    written = written_in(places)
    whole = SENTENCE * (len(written) // len(SENTENCE) + 1)
    assert whole.startswith(written)
    assert len(written) >= must_be


def test_the_next_start_comes_back_to_where_the_person_typed(places: Places, qtbot: QtBot) -> None:
    type_and_kill(places, 1.5)
    desktop = assemble_desktop(places, SPANISH, now)
    desktop.begin(PASSPHRASE)
    qtbot.waitUntil(
        lambda: desktop.window is not None and desktop.window.here == "visit", timeout=30_000
    )
    window = desktop.window
    assert window is not None
    page = window.page
    assert page is not None
    qtbot.waitUntil(lambda: page.opened is not None and page.opened[2] == 2, timeout=30_000)
    with qtbot.waitSignal(desktop.left, timeout=30_000):
        window.close()
    desktop = assemble_desktop(places, SPANISH, now)
    desktop.begin(PASSPHRASE)
    qtbot.waitUntil(lambda: desktop.window is not None, timeout=30_000)
    fresh = desktop.window
    assert fresh is not None
    qtbot.wait(500)
    assert fresh.here == "today"
    with qtbot.waitSignal(desktop.left, timeout=30_000):
        fresh.close()
