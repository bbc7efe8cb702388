"""The first page tells of requests that are due and of guides that nobody read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fieldapp.records.describe import Code
from tests.given.desks import GUAPI, Clock
from tests.given.registers import headquarters_in, keep, work_in


def test_a_request_is_told_a_week_before_its_last_day_and_until_it_is_answered(
    tmp_path: Path,
) -> None:
    clock = Clock()  # 20 November 2026
    with work_in(tmp_path, clock=clock) as work:
        asked = {"kind": Code("claim"), "territory": GUAPI, "text": "No pagan las horas extra"}
        request = keep(work, "citizen_request", received_on=date(2026, 11, 20), **asked)
        assert work.today.waiting() == []
        clock.go_on(days=20)
        (check,) = work.today.waiting()
        assert (check.way, check.record) == ("citizen_request", request)
        assert "14 dic 2026" in str(check.text)
        keep(work, "citizen_request", received_on=date(2026, 11, 3), **asked)
        assert str(work.today.waiting()[0].text).startswith("2 por responder")
        for row in work.registers.list("citizen_request").rows:
            work.registers.save("citizen_request", row.id, {"answered_on": date(2026, 12, 10)})
        assert work.today.waiting() == []


def test_a_guide_is_told_until_somebody_of_the_office_reads_it(tmp_path: Path) -> None:
    with headquarters_in(tmp_path) as work:
        guide = work.contents.publish("Guía.pdf", b"%PDF", {"induction": True}).id
        (check,) = work.today.waiting()
        assert (check.way, check.record) == ("content_item", guide)
        work.registers.files.taken("content_item", guide)
        assert work.today.waiting() == []
