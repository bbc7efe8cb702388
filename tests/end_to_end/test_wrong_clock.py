"""A laptop that woke up in 2011 or in 2035 activates, works and syncs with a real server over TLS.

OpenSSL reads the clock of the machine, which a test cannot turn; so the server's certificate is
moved instead: to a laptop of 2011, any certificate of today begins in the future.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldapp.app import Opened, assemble_sync, enrol, open_vault, probe
from fieldapp.machine.places import Places
from fieldapp.store.unit_of_work import Authorship
from fieldapp.work.enrolment import Headquarters as Sede
from tests.given.field_work import a_visit
from tests.given.served import Headquarters, a_headquarters
from tests.given.web import Ministry

PASSPHRASE = "tres tristes tigres"
TODAY = datetime.now(UTC)
YEAR = timedelta(days=365)


@pytest.fixture(scope="module")
def ministry(tmp_path_factory: pytest.TempPathFactory) -> Ministry:
    return Ministry(tmp_path_factory.mktemp("ministry"))


@pytest.fixture(scope="module")
def headquarters(ministry: Ministry) -> Generator[Headquarters]:
    certificate = ministry.certified(TODAY - YEAR, TODAY + YEAR)
    with a_headquarters(certificate=certificate) as running:
        running.run("office", "add", "DTCAU", "Dirección Territorial Cauca", "--territory", "19")
        running.run("user", "add", "yesenia", "Yesenia Riascos", "--office", "DTCAU")
        yield running


def writes_a_visit(opened: Opened, word: str, now: datetime) -> None:
    who = opened.identity.enrolment
    with opened.store.write(Authorship(who.officer.person, now, who.device)) as writing:
        writing.put(a_visit(word, created_by=None))


@pytest.mark.parametrize(
    ("year", "begins"),
    [
        (2011, TODAY - YEAR),
        (2011, TODAY + 5 * YEAR),  # what a certificate of today is to a clock of 2011
        (2035, TODAY - YEAR),
    ],
)
def test_a_whole_sync_goes_through_and_the_offset_is_told(
    headquarters: Headquarters, ministry: Ministry, tmp_path: Path, year: int, begins: datetime
) -> None:
    headquarters.stop()
    headquarters.certificate = ministry.certified(begins, begins + 2 * YEAR)
    headquarters.start()
    wrong = datetime(year, 1, 1, 8, 0, tzinfo=UTC)
    now: Callable[[], datetime] = lambda: wrong  # noqa: E731
    places = Places.under(tmp_path)
    sede = Sede(headquarters.url, ministry.pem)
    enrol(places, sede, headquarters.code("yesenia"), PASSPHRASE, now)
    with open_vault(places, PASSPHRASE) as opened:
        syncing = assemble_sync(opened, now)
        syncing.now()
        writes_a_visit(opened, f"{year} {begins}", wrong)
        report = syncing.now().report
        assert dict(report.sent) == {"activity": 1}
        assert syncing.standing().state == "received"
        syncing.stop()
        probed = probe(opened, now)
    assert probed.reached
    assert probed.clock_ahead_s is not None
    off = (wrong - TODAY).total_seconds()
    assert abs(probed.clock_ahead_s - off) < 3600
    devices = headquarters.devices()
    assert abs(devices[-1]["clock_ahead_s"] - off) < 3600


def test_a_certificate_that_ended_before_the_program_was_built_is_refused_whatever_the_clock_says(
    headquarters: Headquarters, ministry: Ministry, tmp_path: Path
) -> None:
    headquarters.stop()
    headquarters.certificate = ministry.certified(
        datetime(2010, 1, 1, tzinfo=UTC), datetime(2012, 1, 1, tzinfo=UTC)
    )
    headquarters.start()
    sede = Sede(headquarters.url, ministry.pem)
    code = headquarters.code("yesenia")
    with pytest.raises(Exception, match="venció"):
        enrol(
            Places.under(tmp_path), sede, code, PASSPHRASE, lambda: datetime(2011, 1, 1, tzinfo=UTC)
        )
