"""Laptops with folders of their own, a real server, a real PostgreSQL: what one writes, who gets.

Yesenia and Rosa work in Cauca, Jairo in Valle del Cauca.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace
from PIL import Image

from fieldapp import __main__ as program
from fieldapp.app import Opened, assemble_work, open_vault
from fieldapp.machine.places import Places
from fieldapp.records import KINDS
from fieldapp.records.agreements import Agreement
from fieldapp.records.describe import Code, Record, Sensitivity, TerritoryCode
from fieldapp.records.logbook import LogbookEntry
from fieldapp.records.minutes import Minutes
from fieldapp.records.people import Organization
from fieldapp.records.visits import Activity, AgendaItem, Attendance
from fieldapp.store.unit_of_work import Authorship
from tests.given.field_work import (
    GUAPI,
    a_commitment,
    a_consent,
    a_visit,
    an_attendee,
    an_id,
    an_ink,
)
from tests.given.served import Headquarters, a_headquarters

PASSPHRASE = "tres tristes tigres"
NOON = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
ACTA = b"%PDF-1.7 el acta de Guapi" * 400


@dataclass(frozen=True, slots=True)
class Laptop:
    """One officer's laptop, worked from the command line and, to write, through its store."""

    places: Places
    told: Callable[[], str]

    def does(self, *words: str) -> str:
        """Run a command that must succeed; what it printed."""
        assert self.tries(*words) == 0
        return self.told()

    def tries(self, *words: str) -> int:
        """Run a command; its exit code."""
        return program.main(["--home", str(self.places.home), *words])

    def syncs(self) -> dict[str, Any]:
        """One sync; its report."""
        return json.loads(self.does("sync", "--json"))

    def status(self) -> dict[str, Any]:
        """How things stand."""
        return json.loads(self.does("status", "--json"))

    def open(self) -> Opened:
        """Its vault, to look into or to write."""
        return open_vault(self.places, PASSPHRASE)

    def writes(self, *records: Record, file: bytes = b"") -> None:
        """Put records, and perhaps a file, as an officer's work does."""
        with self.open() as opened:
            who = opened.identity.enrolment
            with opened.store.write(Authorship(who.officer.person, NOON, who.device)) as writing:
                for record in records:
                    writing.put(record)
            if file:
                opened.files.put(file)

    def holds(self) -> dict[str, list[Record]]:
        """Every record by kind, without what is personal or sensitive."""
        with self.open() as opened, opened.store.read() as reading:
            every = {spec.name: reading.all(spec.record, order_by=["id"]) for spec in KINDS}
        return {
            kind: [_unguarded(record) for record in records]
            for kind, records in every.items()
            if records
        }

    def people_of(self, visit: UUID) -> list[Attendance]:
        """Who came, as this laptop knows them."""
        with self.open() as opened, opened.store.read() as reading:
            return reading.all(Attendance, {"activity": visit})

    def visit(self, visit: UUID) -> Activity:
        """A visit it holds."""
        with self.open() as opened, opened.store.read() as reading:
            held = reading.get(Activity, visit)
        assert held is not None
        return held


def _unguarded(record: Record) -> Record:
    fields = KINDS.spec_of(record).fields
    hidden = {f.name: f.default for f in fields if f.fact.sensitivity is not Sensitivity.PUBLIC}
    return replace(record, **hidden)


@pytest.fixture(scope="module")
def headquarters() -> Generator[Headquarters]:
    with a_headquarters() as running:
        running.run("office", "add", "DTCAU", "Dirección Territorial Cauca", "--territory", "19")
        running.run("office", "add", "DTVAL", "Dirección Territorial Valle", "--territory", "76")
        for login, name, office in (
            ("yesenia", "Yesenia Riascos", "DTCAU"),
            ("rosa", "Rosa Elvira Angulo", "DTCAU"),
            ("jairo", "Jairo Caicedo", "DTVAL"),
        ):
            running.run("user", "add", login, name, "--office", office)
        yield running


@pytest.fixture
def enrolled(
    headquarters: Headquarters,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[str], Laptop]:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)

    def enrol(login: str) -> Laptop:
        laptop = Laptop(Places.under(tmp_path / login), lambda: capsys.readouterr().out)
        laptop.does("enrol", headquarters.url, headquarters.code(login))
        return laptop

    return enrol


def held_in_cauca(headquarters: Headquarters) -> Counter[str]:
    """How many records of each kind headquarters has of Cauca."""
    return Counter(headquarters.run("figures")["records_by_scope"]["19"])


def a_day(word: str) -> list[Record]:
    """A visit to Guapi with twelve people, its acta, an agreement, commitments and a note."""
    visit = a_visit(f"visit {word}", created_by=None)
    people = [
        an_attendee(f"Asistente {place} de {word}", activity=visit.id, phone="3120000000")
        for place in range(12)
    ]
    agreement = Agreement(
        id=an_id(f"agreement {word}"), title="Acuerdo por el empleo", territory=GUAPI
    )
    minutes = Minutes(
        id=an_id(f"minutes {word}"),
        activity=visit.id,
        title="Mesa de empleo",
        file_sha256=sha256(ACTA).hexdigest(),
    )
    return [
        visit,
        AgendaItem(id=an_id(f"agenda {word}"), activity=visit.id, title="Instalación"),
        *people,
        *(a_consent(one) for one in people),
        *(an_ink(one, strokes=b"\x01\x02\x03") for one in people),
        minutes,
        agreement,
        *(a_commitment(f"{word} {place}", origin=agreement.id) for place in range(3)),
        LogbookEntry(
            id=an_id(f"entry {word}"),
            territory=TerritoryCode(GUAPI),
            on=date(2026, 11, 20),
            type=Code("context"),
            text="El puerto sigue cerrado.",
        ),
    ]


def test_a_day_goes_up_in_one_request_and_reaches_the_colleague_but_not_another_territory(
    enrolled: Callable[[str], Laptop], headquarters: Headquarters
) -> None:
    yesenia, rosa, jairo = enrolled("yesenia"), enrolled("rosa"), enrolled("jairo")
    yesenia.syncs()
    before = held_in_cauca(headquarters)
    day = a_day("one")
    yesenia.writes(*day, file=ACTA)
    waiting = yesenia.status()
    assert (waiting["state"], waiting["pending"]["attendance"]) == ("waiting", 12)

    up = yesenia.syncs()
    assert sum(up["sent"].values()) == len(day)
    assert (up["in_review"], up["files_sent"], up["requests"]) == (0, 1, 2)
    assert yesenia.status()["state"] == "received"
    assert yesenia.status()["pending"] == {}

    down = rosa.syncs()
    # One headquarters serves all tests here: other papers may come along.
    assert down["files_received"] >= 1
    assert rosa.holds() == yesenia.holds()
    with rosa.open() as opened:
        assert opened.files.read(sha256(ACTA).hexdigest()) == ACTA

    jairo.syncs()
    his = jairo.holds()
    assert set(his) <= {"person", "office", "organization", "signer", "trust_list"}
    bodies = [one for one in his["organization"] if isinstance(one, Organization)]
    assert {(one.territory or "")[:2] for one in bodies} == {"CO", "76"}

    assert held_in_cauca(headquarters) - before == Counter(KINDS.spec_of(one).name for one in day)


def test_what_a_colleague_corrects_comes_back_and_telephones_stay_with_the_visit(
    enrolled: Callable[[str], Laptop],
) -> None:
    yesenia, rosa = enrolled("yesenia"), enrolled("rosa")
    yesenia.writes(*a_day("two"))
    yesenia.syncs()
    rosa.syncs()
    visit = an_id("visit two")
    assert {one.phone for one in rosa.people_of(visit)} == {""}

    rosa.writes(replace(rosa.visit(visit), venue="Casa de la cultura"))
    assert rosa.syncs()["sent"] == {"activity": 1}
    yesenia.syncs()
    assert yesenia.visit(visit).venue == "Casa de la cultura"
    assert {one.phone for one in yesenia.people_of(visit)} == {"3120000000"}
    assert yesenia.status()["differing"] == rosa.status()["differing"] == []


def test_a_body_picked_before_the_first_sync_is_the_one_that_everybody_received(
    enrolled: Callable[[str], Laptop], headquarters: Headquarters
) -> None:
    yesenia, rosa, jairo = enrolled("yesenia"), enrolled("rosa"), enrolled("jairo")
    bodies = headquarters.run("figures")["records_by_kind"]["organization"]
    with yesenia.open() as opened:
        registers = assemble_work(opened, lambda: NOON).registers
        picked = registers.options(KINDS["person"]["organization"], "alcaldia guapi")[0].value
        registers.save("person", None, {"full_name": "Neiva Torres", "organization": picked})

    first = yesenia.syncs()
    assert (first["in_review"], first["sent"]) == (0, {"organization": 1, "person": 1})
    with yesenia.open() as opened:
        registers = assemble_work(opened, lambda: NOON).registers
        assert registers.list("organization", text="alcaldia guapi").total == 1
        registers.save("organization", picked, {"short_name": "AMG"})
    assert yesenia.syncs()["sent"] == {"organization": 1}
    rosa.syncs()
    jairo.syncs()

    def town_hall(laptop: Laptop) -> list[str]:
        held = laptop.holds()["organization"]
        return [one.short_name for one in held if isinstance(one, Organization) if one.id == picked]

    assert (town_hall(yesenia), town_hall(rosa), town_hall(jairo)) == (["AMG"], ["AMG"], [])
    assert yesenia.holds() == rosa.holds()
    assert yesenia.status()["differing"] == rosa.status()["differing"] == []
    assert headquarters.run("figures")["records_by_kind"]["organization"] == bodies


def test_a_photograph_waits_on_a_paid_network_and_reaches_the_colleague_who_asks_for_it(
    enrolled: Callable[[str], Laptop],
) -> None:
    yesenia, rosa = enrolled("yesenia"), enrolled("rosa")
    picture = io.BytesIO()
    Image.effect_noise((700, 700), 90).save(picture, "PNG")
    with yesenia.open() as opened:
        work = assemble_work(opened, lambda: NOON)
        visit = work.visits.start(changes={"territory": GUAPI}).id
        photo = work.evidence.attach(visit, "mesa.png", picture.getvalue()).id
    large = len(picture.getvalue())
    assert large > 100_000
    report = json.loads(yesenia.does("sync", "--without-large", "--json"))
    assert (report["files_sent"], report["lanes"]["small"]["bytes_sent"] < 6_200) == (1, True)
    asked = yesenia.does("sync", "--metered")
    assert f"Fotos: 0,{round(large / 10_000)} MB. ¿Enviar también las fotos?" in asked
    waiting = yesenia.status()
    assert (waiting["files_waiting"], waiting["bytes_waiting"]["large"]) == (
        {"small": 0, "large": 1},
        large,
    )
    assert yesenia.syncs()["lanes"]["large"]["bytes_sent"] == large
    assert rosa.syncs()["files_received"] >= 1
    with rosa.open() as opened:
        evidence = assemble_work(opened, lambda: NOON).evidence
        assert not evidence.is_here(photo)
        evidence.bring(photo)
    assert rosa.syncs()["lanes"]["large"]["bytes_received"] == large
    with rosa.open() as opened:
        assert assemble_work(opened, lambda: NOON).evidence.content(photo) == picture.getvalue()


def test_without_headquarters_everything_waits_and_goes_later(
    enrolled: Callable[[str], Laptop],
    headquarters: Headquarters,
    capsys: pytest.CaptureFixture[str],
) -> None:
    yesenia = enrolled("yesenia")
    day = a_day("three")
    yesenia.writes(*day)
    headquarters.stop()
    try:
        assert yesenia.tries("sync") == program.OUTSIDE
        assert "queda guardado en este equipo" in capsys.readouterr().err
        status = yesenia.status()
        assert (status["state"], status["failed_step"]) == ("unreachable", "server")
    finally:
        headquarters.start()
    assert sum(yesenia.syncs()["sent"].values()) == len(day)
    assert yesenia.status()["failed_step"] is None


def test_a_code_opens_one_laptop_once(
    headquarters: Headquarters, enrolled: Callable[[str], Laptop], tmp_path: Path
) -> None:
    code = headquarters.code("rosa")
    for folder, expected in (("first", 0), ("second", program.REFUSED)):
        laptop = Laptop(Places.under(tmp_path / folder), str)
        assert laptop.tries("enrol", headquarters.url, code) == expected
    assert not list((tmp_path / "second").glob("vaults/*"))
    del enrolled  # for its passphrase
