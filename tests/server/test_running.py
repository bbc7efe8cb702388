"""The program itself: its commands, its keys, its own PostgreSQL, and how it stops."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest

from fieldapp.records.text import Refused
from fieldapp.rules.directory import Directory
from sync.server.keys import heard_code, make_keys, open_keys, spoken_code
from sync.server.postgres import running_postgres
from tests.given.headquarters import (
    PASSPHRASE,
    a_database,
    a_server,
    server_command,
    server_environment,
)
from tests.given.packs import pack


def run(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "sync.server", *arguments],
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_headquarters_is_made_filled_served_and_stopped(tmp_path: Path, postgres: str) -> None:
    with a_database(postgres) as address:
        environment = server_environment(tmp_path, address)
        sheet = json.loads(server_command(environment, "init", "--country", "CO", "--json"))
        assert len(sheet["recovery_code"]) == 34
        server_command(environment, "office", "add", "CAUCA", "DT Cauca", "--territory", "19")
        server_command(environment, "user", "add", "yriascos", "Yesenia", "--office", "CAUCA")
        code = server_command(environment, "device", "code", "yriascos")
        assert len(heard_code(code)) == 8
        figures = json.loads(server_command(environment, "figures", "--json"))
        listed = Directory(pack("CO"))
        assert figures["records_by_kind"] == {
            "organization": len(listed.entities),
            "office": len(listed.offices) + 2,
            "person": 2,
        }
        with a_server(environment) as url:
            port = urllib.parse.urlsplit(url).port
            assert port
            assert quickest_answer_s(port) < 0.03
        assert run(environment, "device", "list").stdout == ""


def quickest_answer_s(port: int) -> float:
    """Ask again and again over one connection: a whole answer that waits, waits 40 ms each time."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    spent: list[float] = []
    for _ in range(8):
        begun = time.perf_counter()
        line.request("GET", "/v1/health")
        line.getresponse().read()
        spent.append(time.perf_counter() - begun)
    line.close()
    return min(spent[1:])


def test_wrong_usage_refusals_and_a_missing_database_have_their_own_exit_codes(
    tmp_path: Path,
) -> None:
    nowhere = server_environment(tmp_path, "postgresql://x:x@127.0.0.1:1/x")
    assert run(nowhere, "serve", "--nonsense").returncode == 64
    assert run(nowhere).returncode == 64
    assert run(nowhere, "init", "--country", "XX").returncode == 64
    missing = run(nowhere, "figures")
    assert (missing.returncode, missing.stderr.count("\n")) == (69, 1)
    no_keys = run(nowhere, "serve")
    assert (no_keys.returncode, no_keys.stderr.count("\n")) == (65, 1)
    silent = {**nowhere, "BITACORA_KEYS_PASSPHRASE": ""}
    assert "BITACORA_KEYS_PASSPHRASE" in run(silent, "init", "--country", "CO").stderr


def test_a_server_outside_this_machine_needs_tls(tmp_path: Path) -> None:
    environment = server_environment(tmp_path, "postgresql://x:x@127.0.0.1:1/x")
    refused = run(environment, "serve", "--host", "0.0.0.0")
    assert (refused.returncode, "TLS" in refused.stderr) == (65, True)


def test_keys_open_with_the_passphrase_or_the_recovery_code_and_nothing_else(
    tmp_path: Path,
) -> None:
    code = make_keys(tmp_path / "keys", PASSPHRASE, os.urandom, cost=2)
    by_passphrase, by_code = (
        open_keys(tmp_path / "keys", PASSPHRASE),
        open_keys(tmp_path / "keys", code.lower().replace("-", " ")),
    )
    assert by_passphrase.answers_public == by_code.answers_public
    with pytest.raises(Refused, match="no es correcta"):
        open_keys(tmp_path / "keys", "otra")
    with pytest.raises(Refused, match="ya existen"):
        make_keys(tmp_path / "keys", PASSPHRASE, os.urandom, cost=2)
    with pytest.raises(Refused, match="No hay claves"):
        open_keys(tmp_path / "nowhere", PASSPHRASE)


def test_key_files_are_for_their_owner_only(tmp_path: Path) -> None:
    make_keys(tmp_path / "keys", PASSPHRASE, os.urandom, cost=2)
    assert {file.name for file in (tmp_path / "keys").iterdir()} == {
        "answers.key",
        "envelope.key",
        "packs.key",
        "sessions.key",
        "folder.json",
    }
    if os.name != "nt":
        assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
        assert {file.stat().st_mode & 0o777 for file in (tmp_path / "keys").iterdir()} == {0o600}


def test_something_sealed_for_headquarters_is_read_by_headquarters(tmp_path: Path) -> None:
    make_keys(tmp_path / "keys", PASSPHRASE, os.urandom, cost=2)
    keys = open_keys(tmp_path / "keys", PASSPHRASE)
    sealed = keys.seal_for_headquarters(b"recovery", os.urandom)
    assert b"recovery" not in sealed
    assert keys.open_sealed(sealed) == b"recovery"


def test_a_spoken_code_has_no_letter_that_people_confuse() -> None:
    code = spoken_code(os.urandom, 400)
    assert not set(code) & set("ILOU")
    assert heard_code(code.lower()) == code.replace("-", "")


def test_the_embedded_postgresql_is_shared_by_its_users_and_stopped_by_the_last(
    open_folder: Path,
) -> None:
    before = {parent: parent.stat().st_mode for parent in open_folder.parents}
    with running_postgres(open_folder, durable=False) as first:
        with running_postgres(open_folder, durable=False) as second:
            assert first == second
        with psycopg.connect(first) as connection:
            connection.execute("create table kept (n int)")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first, connect_timeout=2)
    with (
        running_postgres(open_folder, durable=False) as again,
        psycopg.connect(again) as connection,
    ):
        assert connection.execute("select count(*) from kept").fetchone() == (0,)
    assert {parent: parent.stat().st_mode for parent in open_folder.parents} == before


def test_a_server_told_to_stop_stops_its_own_postgresql_too(open_folder: Path) -> None:
    environment = server_environment(open_folder, "")
    server_command(environment, "init", "--country", "HN")
    with a_server(environment):
        pass
    assert not (open_folder / "headquarters" / "postgres" / "data" / "postmaster.pid").exists()


def test_a_server_told_to_stop_while_it_serves_leaves_with_0(tmp_path: Path, postgres: str) -> None:
    with a_database(postgres) as address:
        environment = server_environment(tmp_path, address)
        server_command(environment, "init", "--country", "PE")
        running = subprocess.Popen(
            [sys.executable, "-m", "sync.server", "serve", "--port", "0"],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert running.stdout
        assert json.loads(running.stdout.readline())["pid"] == running.pid
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0
        running.stdout.close()
