"""The package for support tells counts and places in the code, and nothing that anybody typed."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.app import assemble_work, open_vault
from fieldapp.demo.day import play_the_day
from fieldapp.demo.laptops import PASSPHRASE
from fieldapp.demo.sample import activate_itself
from fieldapp.machine.log import write_bug_report
from fieldapp.machine.places import Places
from fieldapp.records import KINDS
from fieldapp.store.unit_of_work import Reading
from tests.given.terminals import Laptop

DOCUMENT_OR_PHONE = re.compile(r"\d{6,}")


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def laptop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Laptop:
    places = Places.under(tmp_path / "home")
    activate_itself(places, now)
    with open_vault(places, PASSPHRASE) as opened:
        play_the_day(assemble_work(opened, now))
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)
    return Laptop(places, lambda: tuple(capsys.readouterr()))


def typed_texts(reading: Reading) -> Iterator[str]:
    """Every name, sentence, document and telephone that the records of a laptop hold."""
    for spec in KINDS:
        for record in reading.all(spec.record):
            for field in spec.fields:
                value = getattr(record, field.name)
                if isinstance(value, str) and (
                    " " in value.strip() or "@" in value or DOCUMENT_OR_PHONE.search(value)
                ):
                    yield value


def packed(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def test_a_package_holds_counts_and_reports_and_nobodys_words(
    laptop: Laptop, tmp_path: Path
) -> None:
    with open_vault(laptop.places, PASSPHRASE) as opened, opened.store.read() as reading:
        typed = {*typed_texts(reading), opened.identity.enrolment.officer.name}
    assert len(typed) > 40
    try:
        raise ValueError(min(typed))
    except ValueError as bug:
        write_bug_report(laptop.places.log, bug, "1.0", now())
    said = laptop.does("support", str(tmp_path / "paquete.zip"))
    assert "sin datos personales" in said
    parts = packed(tmp_path / "paquete.zip")
    whole = "\n".join(parts.values())
    assert [text for text in sorted(typed) if text in whole] == []
    state = json.loads(parts["estado.json"])
    assert state["records"]["attendance"] == 12
    assert state["sync"]["pending"]
    assert any(name.startswith("informe-") for name in parts)


def test_without_the_password_the_log_is_packed_all_the_same(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", "no es esta")
    laptop.places.log.mkdir(exist_ok=True)
    (laptop.places.log / "bitacora.log").write_text("window shown", encoding="utf-8")
    said = laptop.does("support", str(tmp_path / "paquete.zip"))
    assert "el registro sí" in said
    parts = packed(tmp_path / "paquete.zip")
    assert "records" not in json.loads(parts["estado.json"])
    assert parts["bitacora.log"].startswith("window shown")


def test_a_disk_that_refuses_is_said_and_leaves_nothing_behind(
    laptop: Laptop, tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere" / "paquete.zip"
    code, said = laptop.tries("support", str(nowhere))
    assert code == 69
    assert "No se encuentra" in said
    assert not nowhere.parent.exists()
