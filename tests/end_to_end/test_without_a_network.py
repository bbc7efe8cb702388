"""Work that reaches headquarters in an envelope: by stick, by its page, or by whoever has a signal.

Yesenia and Rosa work in Cauca. The laptops are folders, headquarters a real server process.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from fieldapp import __main__ as program
from fieldapp.app import Opened, open_vault
from fieldapp.machine.places import Places
from fieldapp.records.describe import Record
from fieldapp.records.visits import Activity
from fieldapp.store.outgoing import Outgoing
from fieldapp.store.unit_of_work import Authorship
from tests.given.field_work import a_visit
from tests.given.served import Headquarters, a_headquarters

PASSPHRASE = "tres tristes tigres"
NOON = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Laptop:
    """One officer's laptop."""

    places: Places
    told: Callable[[], tuple[str, ...]]

    def does(self, *words: str) -> str:
        """Run a command that must succeed; what it printed."""
        code, said = self.tries(*words)
        assert code == 0, said
        return said

    def tries(self, *words: str) -> tuple[int, str]:
        """Run a command; its exit code and all it printed."""
        code = program.main(["--home", str(self.places.home), *words])
        return code, "".join(self.told())

    def open(self) -> Opened:
        """Its vault."""
        return open_vault(self.places, PASSPHRASE)

    def writes(self, *records: Record) -> None:
        """Put records as an officer's work does, and close the vault."""
        with self.open() as opened:
            who = opened.identity.enrolment
            with opened.store.write(Authorship(who.officer.person, NOON, who.device)) as writing:
                for record in records:
                    writing.put(record)

    def visits(self) -> set[UUID]:
        """The visits it holds."""
        with self.open() as opened, opened.store.read() as reading:
            return {visit.id for visit in reading.all(Activity)}

    def pending(self) -> dict[str, int]:
        """What has no receipt."""
        return json.loads(self.does("status", "--json"))["pending"]

    @property
    def vault(self) -> Path:
        """The folder of its vault."""
        (folder,) = self.places.vaults.glob("*/vault.json")
        return folder.parent

    @property
    def outgoing(self) -> Outgoing:
        """What its closed vault left."""
        return Outgoing(self.vault)


@pytest.fixture(scope="module")
def headquarters() -> Generator[Headquarters]:
    with a_headquarters() as running:
        running.run("office", "add", "DTCAU", "Dirección Territorial Cauca", "--territory", "19")
        for login, name in (("yesenia", "Yesenia Riascos"), ("rosa", "Rosa Elvira Angulo")):
            running.run("user", "add", login, name, "--office", "DTCAU")
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
        laptop = Laptop(Places.under(tmp_path / login), lambda: tuple(capsys.readouterr()))
        laptop.does("enrol", headquarters.url, headquarters.code(login))
        return laptop

    return enrol


def a_new_visit() -> Activity:
    return a_visit(str(uuid4()), created_by=None)


def test_a_memory_stick_carries_the_work_there_and_the_answer_back(
    headquarters: Headquarters, enrolled: Callable[[str], Laptop], tmp_path: Path
) -> None:
    yesenia, rosa = enrolled("yesenia"), enrolled("rosa")
    hers, mine = a_new_visit(), a_new_visit()
    rosa.writes(hers)
    rosa.does("sync")
    yesenia.writes(mine)
    stick = tmp_path / "yesenia.sobre"
    said = yesenia.does("envelope", "out", str(stick))
    assert "Registros: 0.00 MB" in said
    answer = tmp_path / "respuesta.sobre"
    taken = headquarters.run("envelope", "in", str(stick), "--answer", str(answer))
    again = headquarters.run("envelope", "in", str(stick))
    assert again["number"] == taken["number"]
    assert Path(again["answer"]).read_bytes() == answer.read_bytes()
    assert f"Acuse de recibo número {taken['number']}" in yesenia.does(
        "envelope", "in", str(answer)
    )
    assert {hers.id, mine.id} <= yesenia.visits()
    assert yesenia.pending() == {}
    code, said = rosa.tries("envelope", "in", str(answer))
    assert (code, "no es una respuesta" in said) == (65, True)
    rosa.does("sync")
    assert mine.id in rosa.visits()


def test_a_new_laptop_gets_its_territory_from_a_memory_stick(
    headquarters: Headquarters, enrolled: Callable[[str], Laptop], tmp_path: Path
) -> None:
    rosa, yesenia = enrolled("rosa"), enrolled("yesenia")
    visit = a_new_visit()
    rosa.writes(visit)
    rosa.does("sync")
    with yesenia.open() as opened:
        series = opened.identity.series
    stick = tmp_path / "territorio.sobre"
    headquarters.run("bundle", "out", series, str(stick))
    assert "Llegaron" in yesenia.does("envelope", "in", str(stick))
    assert visit.id in yesenia.visits()
    assert json.loads(yesenia.does("sync", "--json"))["received"] == {}
    code, said = rosa.tries("envelope", "in", str(stick))
    assert (code, "no es una respuesta" in said) == (65, True)


def test_a_closed_vaults_work_is_sent_by_whoever_has_a_signal(
    headquarters: Headquarters, enrolled: Callable[[str], Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, rosa = enrolled("yesenia"), enrolled("rosa")
    visit = a_new_visit()
    laptop.writes(visit)
    left = laptop.outgoing.waiting()
    assert left is not None
    monkeypatch.delenv("FIELDAPP_PASSPHRASE")
    assert "entregado" in laptop.does("envelope", "send")
    assert "Ninguna bitácora" in laptop.does("envelope", "send")
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)
    rosa.does("sync")
    assert visit.id in rosa.visits()
    laptop.visits()
    assert laptop.pending() == {}
    assert laptop.outgoing.answers() == []
    assert not laptop.outgoing.there
    assert not list(laptop.vault.glob("*.part"))


def test_closing_again_leaves_the_same_envelope_and_new_work_another(
    enrolled: Callable[[str], Laptop],
) -> None:
    laptop = enrolled("yesenia")
    assert not laptop.outgoing.there
    laptop.writes(a_new_visit())
    first = laptop.outgoing.waiting()
    laptop.visits()
    assert laptop.outgoing.waiting() == first
    laptop.writes(a_new_visit())
    assert laptop.outgoing.waiting() != first
    laptop.does("sync")
    assert not laptop.outgoing.there


def test_what_lies_in_clear_beside_a_vault_is_only_the_address(
    headquarters: Headquarters, enrolled: Callable[[str], Laptop]
) -> None:
    laptop = enrolled("yesenia")
    laptop.writes(a_new_visit())
    written = json.loads((laptop.vault / "outgoing.json").read_bytes())
    assert written == {"address": headquarters.url, "authority": ""}
    with laptop.open() as opened:
        device = opened.identity.enrolment.device
    assert device.bytes not in (laptop.vault / "outgoing.sobre").read_bytes()


def test_without_a_signal_sending_says_so_and_the_envelope_waits(
    headquarters: Headquarters, enrolled: Callable[[str], Laptop]
) -> None:
    laptop = enrolled("yesenia")
    laptop.writes(a_new_visit())
    headquarters.stop()
    try:
        code, said = laptop.tries("envelope", "send")
    finally:
        headquarters.start()
    assert (code, "no responde" in said) == (69, True)
    assert laptop.outgoing.waiting() is not None
    laptop.does("envelope", "send")


def test_a_damaged_answer_beside_a_vault_is_thrown_away_and_nothing_else(
    enrolled: Callable[[str], Laptop],
) -> None:
    laptop = enrolled("yesenia")
    visit = a_new_visit()
    laptop.writes(visit)
    laptop.does("envelope", "send")
    (answer,) = laptop.outgoing.answers()
    answer.write_bytes(answer.read_bytes()[:-1])
    assert laptop.visits() == {visit.id}
    assert laptop.pending() == {"activity": 1}
    assert laptop.outgoing.answers() == []
    laptop.does("envelope", "send")
    laptop.visits()
    assert laptop.pending() == {}


@pytest.mark.parametrize("content", [b"", b"BITS", b"%PDF-1.7" * 100])
def test_any_other_file_is_refused_in_words_on_both_sides(
    headquarters: Headquarters,
    enrolled: Callable[[str], Laptop],
    tmp_path: Path,
    content: bytes,
) -> None:
    laptop = enrolled("yesenia")
    wrong = tmp_path / "otro.sobre"
    wrong.write_bytes(content)
    code, said = laptop.tries("envelope", "in", str(wrong))
    assert (code, "No se cambió nada" in said) == (65, True)
    code, said = headquarters.tries("envelope", "in", str(wrong))
    assert (code, "No se tomó nada" in said) == (65, True)
    code, said = laptop.tries("envelope", "in", str(tmp_path / "no está"))
    assert (code, "No se encuentra" in said) == (69, True)
