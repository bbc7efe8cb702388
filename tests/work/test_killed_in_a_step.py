"""Killed at any point, an acta stands where it stood before the step, or where it stands after."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.store.database import Database
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk, a_desk_in
from tests.given.meetings import a_meeting, saved
from tests.given.transitions import COPY, LATER, STEPS, stands
from tests.given.vaults import PASSPHRASE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork there")


def _bring_to(state: str, folder: Path) -> UUID:
    """A laptop on which the acta of a meeting is as far as that."""
    clock = Clock()
    folder.mkdir(parents=True)
    if state == "copy":
        with a_desk(folder.with_name("elsewhere"), clock) as other:
            acta = saved(Work(other).minutes.issue(a_meeting(other, clock)))
            (folder / COPY).write_bytes(Work(other).papers.pdf(acta.id))
    with a_desk(folder, clock, role="coordinator") as desk:
        work = Work(desk)
        if state == "copy":
            return desk.posting.officer  # no visit is here yet
        visit = a_meeting(desk, clock)
        if state:
            minutes = work.minutes.draft(visit).id
            if state in ("frozen", "sealed", "clarified"):
                saved(work.minutes.freeze(minutes))
            if state in ("sealed", "clarified"):
                work.minutes.seal(minutes)
            if state == "clarified":
                saved(work.minutes.freeze(work.minutes.clarify(minutes).id))
        return visit


def _look(folder: Path) -> object:
    with a_desk_in(folder, Clock(LATER), PASSPHRASE, role="coordinator") as desk:
        assert isinstance(desk.store.database, Database)
        return stands(Work(desk))


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_a_killed_step_leaves_the_state_before_or_after(
    step: str, tmp_path: Path, tree: Path
) -> None:
    folder = tmp_path / "laptop"
    visit = _bring_to(STEPS[step][0], folder)
    before = _look(folder)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.given.transitions", step, str(folder), str(visit)],
        cwd=tree,
        check=False,
        capture_output=True,
    )
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    told = json.loads(ran.stdout)
    after = _look(Path(told["done"]))
    assert after != before
    for killed in told["killed"]:
        assert _look(Path(killed)) in (before, after), killed
