"""An acta's marks travel: what one laptop delivers, another and headquarters know."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp import __main__ as program
from fieldapp.app import assemble_work, open_vault
from fieldapp.machine.places import Places
from fieldapp.rules.acta_standing import ActaStanding
from fieldapp.work.acta_room import standings
from fieldapp.work.work import Work
from tests.given.desks import Clock
from tests.given.meetings import a_meeting, saved
from tests.given.served import Headquarters
from tests.given.terminals import PASSPHRASE


def standing_of(work: Work) -> ActaStanding:
    from fieldapp.records.minutes import Minutes

    with work.desk.reading() as reading:
        (acta,) = reading.all(Minutes)
        return standings(reading, [acta])[acta.id]


def test_an_acta_is_received_once_headquarters_says_so_and_its_delivery_travels(
    headquarters: Headquarters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)
    ours, hers = Places.under(tmp_path / "yesenia"), Places.under(tmp_path / "rosa")

    def does(places: Places, *words: str) -> None:
        assert program.main(["--home", str(places.home), *words]) == 0

    for places, login in ((ours, "yesenia"), (hers, "rosa")):
        does(places, "enrol", headquarters.url, headquarters.code(login))
    clock = Clock(datetime.now(UTC))
    with open_vault(ours, PASSPHRASE) as opened:
        work = assemble_work(opened, clock)
        acta = saved(work.minutes.issue(a_meeting(work.desk, clock))).id
        work.deliveries.hand_over(acta, "Alcaldía de Guapi", "usb", work.papers.pdf(acta))
        assert standing_of(work).received_at is None
    does(ours, "sync")
    with open_vault(ours, PASSPHRASE) as opened:
        stands = standing_of(assemble_work(opened, clock))
    assert stands.received_at is not None
    assert abs(stands.received_at - datetime.now(UTC)).total_seconds() < 3600
    does(hers, "sync")
    with open_vault(hers, PASSPHRASE) as opened:
        theirs = standing_of(assemble_work(opened, clock))
    assert (theirs.state, theirs.copies) == ("sealed", 1)
    assert theirs.received_at is not None
    assert abs(theirs.received_at - stands.received_at).total_seconds() < 60
    assert json.dumps(headquarters.run("figures")["records_by_scope"]["19"]).count("delivery")
