"""D07: a visit from its plan to its report; three of them reach headquarters with one sync."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from fieldapp.app import assemble_work
from fieldapp.demo.headquarters import local_headquarters
from fieldapp.demo.laptops import DemoLaptop, found_offices
from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, Clock
from tests.given.meetings import a_meeting
from tests.given.papers import words_of
from tests.given.report_words import rows_under, words_of_report

VISIT = {
    "objective": "Acompañar a la Alcaldía de Guapi",
    "territory": GUAPI,
    "kind": Code("accompaniment_entity"),
    "axis": Code("AT"),
}


def test_d07_a_visit_is_done_only_with_somebody_or_the_reason_for_nobody(work: Work) -> None:
    planned = work.visits.plan(VISIT).id
    work.visits.start(planned)
    with pytest.raises(Refused, match="al menos un asistente"):
        work.visits.finish(planned)
    work.visits.edit(planned, {"without_attendance": "sin asistentes: llovió y nadie llegó"})
    work.visits.finish(planned)
    visit = work.visits.get(planned)
    assert visit is not None
    assert visit.status == "done"


def test_d07_the_report_of_a_visit_says_what_was_done_and_no_document(
    work: Work, clock: Clock
) -> None:
    visit = a_meeting(work.desk, clock)
    work.visits.edit(visit, {"results": "Mesa instalada", "obligation": "Obligación 3"})
    report = work.reports.build("visit", Wanted(record=visit))
    assert [row[1] for row in rows_under(report, "Asistentes")] == [
        "Yesenia Riascos Angulo",
        "Célimo Ñáñez",
        "Neiva Torres Obando",
    ]
    assert ("Obligación contractual", "Obligación 3") in rows_under(report, "Datos")
    assert rows_under(report, "Compromisos")[0][1] == "Convocar la mesa municipal de empleo"
    assert "Mesa instalada" in words_of_report(report)
    for form in ("pdf", "xlsx", "docx"):
        told = said_by(work.reports.write(report, form), form)
        assert "Yesenia Riascos Angulo" in told
        assert "1061234567" not in told


def said_by(written: bytes, form: str) -> str:
    """What a paper or a sheet says, unpacked: packed bytes hide every number."""
    if form == "pdf":
        return words_of(written)
    with ZipFile(BytesIO(written)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist() if "xml" in name)


def test_d07_three_visits_without_network_reach_headquarters_with_one_sync_and_their_numbers(
    tmp_path: Path,
) -> None:
    with local_headquarters("CO") as headquarters:
        found_offices(headquarters)
        laptop = DemoLaptop.enrolled(headquarters, "lina", tmp_path, lambda: datetime.now(UTC))
        clock = Clock(datetime.now(UTC))
        with laptop.open() as opened:
            there = assemble_work(opened, clock)
            visits = [a_meeting(there.desk, clock) for _ in range(3)]
            for visit in visits:
                there.visits.finish(visit)
            numbers = [there.minutes.of(visit) for visit in visits]
            assert numbers == [None, None, None]
            actas = [there.minutes.draft(visit).id for visit in visits]
            for acta in actas:
                there.minutes.freeze(acta, date_confirmed=True)
                there.minutes.seal(acta)
            sealed = [there.minutes.of(visit) for visit in visits]
        laptop.sync()
        figures = headquarters.run("figures", "--territory", GUAPI)["figures"]
        assert (figures["visits"], figures["actas"], figures["attendances"]) == (3, 3, 9)
        told = {acta.number for acta in sealed if acta is not None}
        assert len(told) == 3
        listed = headquarters.run("export", "month", "--scope", "19")["actas"]
        assert {one["number"] for one in listed} == told
