"""Headquarters is looked over, written down, brought back and tried, with real PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records.text import SPANISH, Outside, Refused
from sync.server.backups import (
    described,
    differences,
    make_backup,
    read_manifest,
    remember,
    restore_backup,
)
from sync.server.drill import drill
from sync.server.files import open_files
from sync.server.inspection import (
    Finding,
    backup_finding,
    certificate_finding,
    database_findings,
    file_finding,
    key_findings,
)
from sync.server.places import engine_of
from tests.given.bodies import a_visit, changed, created
from tests.given.headquarters import (
    NOON,
    PASSPHRASE,
    HeadquartersGiven,
    a_database,
    server_environment,
)
from tests.given.web import Ministry

VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
ACTA = UUID("0193b1a0-0000-7000-8000-000000000003")
ROOT = ("activity", VISIT)
PAPER = b"%PDF-1.7 el acta"
# The real database and what a drill leaves beside it; other tests make databases meanwhile.
_ITS_DATABASES = "select datname from pg_database where starts_with(datname, current_database())"


@pytest.fixture
def worked(headquarters: HeadquartersGiven) -> HeadquartersGiven:
    """A headquarters with a day's work: a visit with history, and a sealed acta with its paper."""
    laptop = headquarters.a_laptop("yriascos")
    acta = {
        "activity": str(VISIT),
        "number": "CAUCA-2026-D01-001",
        "title": "Mesa",
        "status": "sealed",
        "digest": "ab" * 32,
        "file_sha256": sha256(PAPER).hexdigest(),
    }
    laptop.send(
        a_visit("19", VISIT, attendees=2),
        changed("19", ROOT, ROOT, venue=(None, "Alcaldía")),
        created("19", ACTA, "minutes", ("minutes", ACTA, acta)),
        a_visit("52", UUID(int=7)),  # a scope never granted: quarantine
    )
    return headquarters


def findings(given: HeadquartersGiven) -> dict[str, Finding]:
    with given.engine.connect() as connection:
        return {finding.subject: finding for finding in database_findings(connection)}


def states(given: HeadquartersGiven) -> dict[str, str]:
    return {subject: finding.state for subject, finding in findings(given).items()}


def keep_paper(given: HeadquartersGiven) -> Path:
    """Put the acta's paper where headquarters keeps files; gives the folder."""
    folder = given.folder / "files"
    name = open_files(str(folder)).write(PAPER)
    given.force(
        f"insert into file (sha256, bytes, device, stored_at) select '\\x{name.hex()}', "
        f"{len(PAPER)}, id, now() from device limit 1"
    )
    return folder


def test_a_sound_headquarters_has_no_fault(worked: HeadquartersGiven) -> None:
    assert states(worked) == {
        "schema": "ok",
        "walls": "ok",
        "digests": "ok",
        "revisions": "ok",
        "seals": "warning",
    }
    keep_paper(worked)
    assert findings(worked)["seals"].state == "ok"


WRITER = "set local bitacora.writer = 'on'; "
WRONG_DIGEST = "update scope set digest = mod(digest + 1, 18446744073709551616) where id = '19'"
UNSEALED = (
    "alter table record disable trigger all; "
    "update record set sealed = false where kind = 'minutes'"
)


@pytest.mark.parametrize(
    ("subject", "damage"),
    [
        ("digests", WRONG_DIGEST),
        ("digests", WRITER + "update record set rev = rev + 1000 where kind = 'activity'"),
        ("revisions", "update realm set rev = rev + 5"),
        ("revisions", "delete from commit where rev = (select max(rev) from commit)"),
        ("walls", "alter table history disable row level security"),
        ("schema", "update schema_version set version_num = '0001'"),
        ("seals", WRITER + UNSEALED),
    ],
)
def test_what_is_broken_behind_everybodys_back_is_found(
    worked: HeadquartersGiven, subject: str, damage: str
) -> None:
    worked.force(damage)
    assert findings(worked)[subject].state == "fault"


def test_a_file_that_is_missing_or_damaged_is_named(worked: HeadquartersGiven) -> None:
    folder = keep_paper(worked)
    files = open_files(str(folder))
    assert file_finding(worked.engine, files).state == "ok"
    (paper,) = (path for path in folder.rglob("*") if path.is_file())
    paper.write_bytes(b"otra cosa")
    damaged = file_finding(worked.engine, files)
    paper.unlink()
    missing = file_finding(worked.engine, files)
    assert (damaged.state, missing.state) == ("fault", "fault")
    assert "dañados: 1" in SPANISH(damaged.text)
    assert "faltan: 1" in SPANISH(missing.text)


def test_keys_must_open_be_complete_and_be_nobody_elses(worked: HeadquartersGiven) -> None:
    folder = worked.folder / "keys"
    _ = worked.keys

    def state(passphrase: str = PASSPHRASE) -> str:
        (finding,) = key_findings(folder, passphrase)
        return finding.state

    assert state() == "ok"
    assert state("otra") == "fault"
    (folder / "answers.key").chmod(0o644)
    assert state() == "fault"
    (folder / "answers.key").unlink()
    assert state() == "fault"


def test_a_certificate_is_told_of_sixty_days_before_it_ends(tmp_path: Path) -> None:
    ministry = Ministry(tmp_path)
    states = []
    for days in (400, 30, -1):
        file = ministry.certified(NOON - timedelta(days=100), NOON + timedelta(days=days))
        states.append(certificate_finding(file, NOON).state)
    assert states == ["ok", "warning", "fault"]
    assert certificate_finding(tmp_path / "none.pem", NOON).state == "fault"


def test_an_old_backup_is_told_of(worked: HeadquartersGiven, tmp_path: Path) -> None:
    assert backup_finding(tmp_path, NOON).state == "warning"
    with worked.engine.connect() as connection:
        remember(tmp_path, tmp_path / "copia", described(connection, NOON))
    assert backup_finding(tmp_path, NOON + timedelta(days=6)).state == "ok"
    assert backup_finding(tmp_path, NOON + timedelta(days=8)).state == "warning"


def test_a_backup_comes_back_whole_into_an_empty_database_only(
    worked: HeadquartersGiven, tmp_path: Path, postgres: str
) -> None:
    file = tmp_path / "sede.backup"
    made = make_backup(worked.engine, worked.address, file, datetime.now(UTC))
    assert file.stat().st_mode & 0o077 == 0
    assert (made.revision, made.rows["quarantine"]) == (
        worked.rows("select rev from realm")[0][0],
        1,
    )
    assert read_manifest(file) == made
    with a_database(postgres, "template0") as empty:
        assert restore_backup(empty, file) == made
        with engine_of(empty) as engine, engine.connect() as connection:
            assert differences(described(connection, NOON), made) == []
            assert all(one.state != "fault" for one in database_findings(connection))
        with pytest.raises(Refused, match="no está vacía"):
            restore_backup(empty, file)
    with pytest.raises(Refused, match="ya existe"):
        make_backup(worked.engine, worked.address, file, NOON)


def test_what_is_no_backup_is_refused_and_what_is_cut_does_not_come_back(
    worked: HeadquartersGiven, tmp_path: Path, postgres: str
) -> None:
    other = tmp_path / "otro"
    other.write_bytes(b"nada")
    with a_database(postgres, "template0") as empty:
        with pytest.raises(Refused, match="no es una copia"):
            restore_backup(empty, other)
        with pytest.raises(Outside, match="No se puede leer"):
            restore_backup(empty, tmp_path / "nowhere")
        whole = tmp_path / "sede.backup"
        make_backup(worked.engine, worked.address, whole, NOON)
        with tarfile.open(whole) as archive:
            archive.extractall(tmp_path / "in", filter="data")
        dump = tmp_path / "in" / "database.dump"
        dump.write_bytes(dump.read_bytes()[:-2000])
        with tarfile.open(other, "w") as archive:
            for part in ("manifest.json", "database.dump"):
                archive.add(tmp_path / "in" / part, part)
        with pytest.raises(Outside, match="no terminó"):
            restore_backup(empty, other)
        with engine_of(empty) as engine, engine.connect() as connection:
            assert (
                connection.exec_driver_sql(
                    "select count(*) from pg_tables where schemaname = 'public'"
                ).scalar()
                == 0
            )


def test_the_drill_brings_a_backup_back_uses_it_and_leaves_nothing(
    worked: HeadquartersGiven,
) -> None:
    before = worked.rows(_ITS_DATABASES), worked.rows("select rev, devices from realm")
    drilled = drill(worked.address, worked.keys, None)
    assert drilled.passed
    assert (drilled.rewind_seen, drilled.received, drilled.certified) == (True, True, True)
    assert drilled.revision == before[1][0][0]
    assert (worked.rows(_ITS_DATABASES), worked.rows("select rev, devices from realm")) == before


def test_a_drill_of_a_broken_backup_does_not_pass_and_cleans_up(
    worked: HeadquartersGiven, tmp_path: Path
) -> None:
    worked.force(WRONG_DIGEST)
    before = worked.rows(_ITS_DATABASES)
    assert not drill(worked.address, worked.keys, None).passed
    (tmp_path / "otro").write_bytes(b"nada")
    with pytest.raises(Refused):
        drill(worked.address, worked.keys, tmp_path / "otro")
    assert worked.rows(_ITS_DATABASES) == before


def run(given: HeadquartersGiven) -> Callable[..., subprocess.CompletedProcess[str]]:
    _ = given.keys
    environment = server_environment(given.folder, given.address)

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "sync.server", *words],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return command


def test_the_commands_speak_words_and_exit_codes(
    worked: HeadquartersGiven, tmp_path: Path, postgres: str
) -> None:
    does = run(worked)
    made = does("backup", str(tmp_path / "sede.backup"))
    assert made.returncode == 0, made.stderr
    assert "las claves, en" in made.stdout
    checked = does("check", "--json")
    assert (checked.returncode, json.loads(checked.stdout)["sound"]) == (0, True), checked.stderr
    drilled = does("restore-drill", str(tmp_path / "sede.backup"), "--json")
    assert (drilled.returncode, json.loads(drilled.stdout)["passed"]) == (0, True), drilled.stderr
    with a_database(postgres, "template0") as empty:
        worked.address = empty
        restored = run(worked)("restore", str(tmp_path / "sede.backup"))
        assert restored.returncode == 0, restored.stderr
    worked.force("update realm set rev = rev + 5")
    broken = does("check")
    assert (broken.returncode, "✗ Revisiones" in broken.stdout) == (69, True), broken.stderr
