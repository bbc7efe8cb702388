"""Activating laptops by file and QR at a real headquarters with a ministry's own certificate."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldapp import __main__ as program
from fieldapp.store.vault_owners import owners_in
from tests.given.served import Headquarters, a_headquarters
from tests.given.web import Ministry

PASSPHRASE = "tres tristes tigres"


@pytest.fixture(scope="module")
def ministry(tmp_path_factory: pytest.TempPathFactory) -> Ministry:
    return Ministry(tmp_path_factory.mktemp("ministry"))


@pytest.fixture(scope="module")
def headquarters(ministry: Ministry) -> Generator[Headquarters]:
    now = datetime.now(UTC)
    certificate = ministry.certified(now - timedelta(days=1), now + timedelta(days=365))
    with a_headquarters(certificate=certificate) as running:
        (running.home / "authority.pem").write_text(ministry.pem)
        running.run("office", "add", "DTCAU", "Dirección Territorial Cauca", "--territory", "19")
        for login, name in (("yesenia", "Yesenia Riascos"), ("rosa", "Rosa Elvira Angulo")):
            running.run("user", "add", login, name, "--office", "DTCAU")
        yield running


@pytest.fixture
def does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Run a command on this laptop: its exit code and what it said."""
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)

    def run(*words: str) -> tuple[int, str]:
        code = program.main(["--home", str(tmp_path / "laptop"), *words])
        said = capsys.readouterr()
        return code, said.out or said.err

    return run


def activation(headquarters: Headquarters, login: str, folder: Path) -> tuple[Path, Path]:
    """The file and the QR that headquarters makes for somebody."""
    file, qr = folder / f"{login}.json", folder / f"{login}.png"
    headquarters.run(
        *("device", "code", login, "--file", str(file), "--qr", str(qr)),
        *("--url", headquarters.url, "--ca", str(headquarters.home / "authority.pem")),
    )
    return file, qr


def test_the_file_activates_a_laptop_that_then_syncs(
    headquarters: Headquarters, does: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    file, _ = activation(headquarters, "yesenia", tmp_path)
    assert does("enrol", "--file", str(file))[0] == 0
    code, said = does("sync", "--json")
    assert (code, json.loads(said)["state"]) == (0, "nothing")


def test_a_picture_of_the_qr_activates_too(
    headquarters: Headquarters, does: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    _, qr = activation(headquarters, "rosa", tmp_path)
    assert does("enrol", "--file", str(qr))[0] == 0
    assert does("sync")[0] == 0


def test_a_code_serves_once(
    headquarters: Headquarters, does: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    file, _ = activation(headquarters, "yesenia", tmp_path)
    assert does("enrol", "--file", str(file))[0] == 0
    code, said = does("enrol", "--file", str(file))
    assert (code, said.strip()) == (65, "El código ya se usó en otro equipo. Pida otro.")


def test_a_file_that_names_another_headquarters_is_refused(
    headquarters: Headquarters, does: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    file, _ = activation(headquarters, "yesenia", tmp_path)
    card = json.loads(file.read_text())
    card["headquarters_key"] = "A" * 43 + "="
    file.write_text(json.dumps(card))
    code, said = does("enrol", "--file", str(file))
    assert (code, "su clave es otra" in said) == (65, True)
    assert "no está activado" in does("status")[1]


def test_words_of_the_command_that_do_not_go_together_are_refused(
    does: Callable[..., tuple[int, str]],
) -> None:
    for words in ((), ("https://sede.example",), ("https://sede.example", "X", "--file", "f")):
        code, said = does("enrol", *words)
        assert (code, "--file" in said) == (65, True)


def test_two_officers_share_a_laptop_each_with_an_own_vault_and_series(
    headquarters: Headquarters,
    does: Callable[..., tuple[int, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for login in ("yesenia", "rosa"):
        monkeypatch.setenv("FIELDAPP_PASSPHRASE", f"{PASSPHRASE} {login}")
        file, _ = activation(headquarters, login, tmp_path)
        assert does("enrol", "--file", str(file))[0] == 0
    code, said = does("sync")
    assert (code, "Diga cuál con --officer" in said) == (65, True)
    listed = json.loads(does("status", "--json")[1])["vaults"]
    assert [one["login"] for one in listed] == ["rosa", "yesenia"]
    assert listed[0]["series"] != listed[1]["series"]
    assert does("sync", "--officer", "rosa")[0] == 0
    code, said = does("sync", "--officer", "yesenia")
    assert (code, "contraseña no es correcta" in said) == (65, True)
    monkeypatch.setenv("FIELDAPP_OFFICER", "rosa")
    mine = json.loads(does("status", "--json")[1])
    assert (mine["officer"], mine["device"]) == ("Rosa Elvira Angulo", listed[0]["series"])


def test_a_copy_brought_back_is_named_by_its_own_series_once_it_is_opened(
    headquarters: Headquarters, does: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    file, _ = activation(headquarters, "yesenia", tmp_path)
    assert does("enrol", "--file", str(file))[0] == 0
    assert does("backup", str(tmp_path / "copia"))[0] == 0
    there = ("--home", str(tmp_path / "otro"))
    assert does("restore", str(tmp_path / "copia"), *there)[0] == 0
    assert does("sync", *there)[0] == 0
    (before,) = owners_in(tmp_path / "laptop" / "vaults")
    (after,) = owners_in(tmp_path / "otro" / "vaults")
    assert (after.login, after.series) == ("yesenia", f"{before.series}b")
