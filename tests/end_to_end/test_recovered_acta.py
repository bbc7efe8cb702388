"""A laptop is lost before it ever synced: the acta comes to headquarters from a copy of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp import __main__ as program
from fieldapp.app import assemble_work, open_vault
from fieldapp.machine.places import Places
from fieldapp.records.minutes import Minutes
from tests.given.desks import Clock
from tests.given.meetings import a_meeting, saved
from tests.given.served import Headquarters
from tests.given.terminals import PASSPHRASE


@pytest.mark.slow
def test_an_acta_of_a_lost_laptop_reaches_headquarters_from_a_delivered_copy(
    headquarters: Headquarters,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)
    lost, colleague = Places.under(tmp_path / "yesenia"), Places.under(tmp_path / "rosa")

    def does(places: Places, *words: str) -> str:
        capsys.readouterr()
        assert program.main(["--home", str(places.home), *words]) == 0
        return capsys.readouterr().out

    for places, login in ((lost, "yesenia"), (colleague, "rosa")):
        does(places, "enrol", headquarters.url, headquarters.code(login))
    clock = Clock(datetime.now(UTC))
    with open_vault(lost, PASSPHRASE) as opened:
        work = assemble_work(opened, clock)
        acta = saved(work.minutes.issue(a_meeting(work.desk, clock))).id
        copy = tmp_path / work.papers.file_name(acta)
        copy.write_bytes(work.papers.pdf(acta))
        with work.desk.reading() as reading:
            signed = reading.get(Minutes, acta)
    assert signed is not None
    assert "Actas: 1" in does(colleague, "import", str(copy))
    does(colleague, "sync")
    status = json.loads(does(colleague, "status", "--json"))
    assert status["state"] == "received", status
    held = headquarters.run("figures")["records_by_scope"]["19"]
    assert (held["minutes"], held["attendance"], held["ink"]) == (1, 3, 3)
    # The lost laptop turns up after all: what it has is the same, under the same ids.
    does(lost, "sync")
    held = headquarters.run("figures")["records_by_scope"]["19"]
    assert (held["minutes"], held["activity"], held["attendance"]) == (1, 1, 3)
    with open_vault(lost, PASSPHRASE) as opened, opened.store.read() as reading:
        (kept,) = reading.all(Minutes)
    assert (kept.number, kept.digest, kept.status) == (signed.number, signed.digest, "sealed")
