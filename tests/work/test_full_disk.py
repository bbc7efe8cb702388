"""A disk that fills up while an acta is sealed costs nothing but the time to free some room."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fieldapp.work.minutes import Actas
from tests.given.desks import Clock, a_desk
from tests.given.meetings import a_meeting, saved

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
MOMENTS = ("before the first copy", "between the copies", "while the seal is written down")


@pytest.mark.parametrize("writes", range(len(MOMENTS)), ids=MOMENTS)
def test_a_full_disk_while_sealing_leaves_the_acta_issued_and_says_so(
    tmp_path: Path, clock: Clock, tree: Path, writes: int
) -> None:
    with a_desk(tmp_path, clock) as desk:
        visit = a_meeting(desk, clock)
        frozen = saved(Actas(desk).freeze(Actas(desk).draft(visit).id))
    ran = subprocess.run(
        [sys.executable, "-m", "tests.given.full_disk", str(tmp_path), str(frozen.id), str(writes)],
        cwd=tree,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    refused, stands, sealed = ran.stdout.splitlines()
    assert refused.startswith("Outside ")
    assert "a salvo" in refused
    assert stands == "frozen None"
    assert sealed == "sealed 2"
