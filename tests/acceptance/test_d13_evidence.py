"""D13: a heavy report does not hold back the records; evidence goes by its own lane."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from fieldapp.app import assemble_sync, assemble_work
from fieldapp.demo.headquarters import local_headquarters
from fieldapp.demo.laptops import DemoLaptop, found_offices
from fieldapp.records.describe import Code
from tests.given.desks import GUAPI

EIGHT_MB = 8 * 1024 * 1024
VISIT = {"territory": GUAPI, "without_attendance": "nadie llegó"}


def now() -> datetime:
    return datetime.now(UTC)


def test_d13_three_visits_arrive_although_an_informe_of_8_mb_waits(tmp_path: Path) -> None:
    with local_headquarters("CO") as headquarters:
        found_offices(headquarters)
        laptop = DemoLaptop.enrolled(headquarters, "lina", tmp_path, now)
        with laptop.open() as opened:
            work = assemble_work(opened, now)
            visits = [
                work.visits.start(changes={**VISIT, "objective": str(n)}).id for n in range(3)
            ]
            for visit in visits:
                work.visits.finish(visit)
            work.evidence.attach(
                visits[0], "informe.pdf", b"%PDF" + os.urandom(EIGHT_MB), {"kind": Code("document")}
            )
            syncing = assemble_sync(opened, now)
            try:
                without = syncing.now(large_files=False).report
                there = headquarters.run("figures")["records_by_kind"]
                assert (there["activity"], there["attachment"]) == (3, 1)
                assert without.traffic[1] < 64 * 1024
                assert syncing.standing().counts.files_waiting["large"] == 1
                whole = syncing.now(large_files=True).report
                assert whole.lanes["large"].bytes_sent > EIGHT_MB
            finally:
                syncing.stop()
        assert headquarters.run("figures")["files"] == 1
