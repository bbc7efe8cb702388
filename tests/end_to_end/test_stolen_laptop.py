"""A stolen laptop: nothing that a day of work leaves on the disk tells who was met."""

from __future__ import annotations

import json
import logging
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from fieldapp import __main__ as program
from fieldapp.demo.day import play_the_day
from fieldapp.machine.places import Places
from fieldapp.packs.resources import resource_path
from fieldapp.signing.envelope import EnvelopeKey
from fieldapp.store.backup import back_up, back_up_rotating
from fieldapp.work.work import Work
from tests.given.desks import Clock
from tests.given.laptops import an_activated_laptop, working_on
from tests.given.vaults import NOON, PASSPHRASE, an_identity


def told_that_day() -> set[str]:
    """Every name, document, telephone and sentence that was typed."""
    told: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict | list):
            for part in cast("Any", value.values() if isinstance(value, dict) else value):
                walk(part)
        elif isinstance(value, str) and len(value) > 7 and ("0" <= value[0] <= "9" or " " in value):
            told.add(value)

    walk(json.loads(resource_path("demo", "co", "guapi_meeting.json").read_text(encoding="utf-8")))
    return told


def as_it_might_lie(word: str) -> Iterator[bytes]:
    yield word.encode()
    yield word.encode("utf-16-le")
    yield word.encode("latin-1", errors="replace")
    yield json.dumps(word)[1:-1].encode()


def found_in(folder: Path) -> set[tuple[str, str]]:
    words = {word: set(as_it_might_lie(word)) for word in told_that_day()}
    found: set[tuple[str, str]] = set()
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes() + str(path).encode()
            found |= {
                (path.name, word)
                for word, forms in words.items()
                if any(form in content for form in forms)
            }
    return found


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk with the laptop's folder, and its folder for temporary files."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)
    officer = an_identity()
    permitted = msgspec.structs.replace(
        officer.enrolment, scopes=["19", "76", "0"], envelope_key=EnvelopeKey(b"h" * 32).public
    )
    an_activated_laptop(tmp_path / "laptop", msgspec.structs.replace(officer, enrolment=permitted))
    log = logging.getLogger()
    # Logs that other tests opened lie elsewhere and would be taken for ours.
    ours = [one for one in log.handlers if not isinstance(one, logging.FileHandler)]
    monkeypatch.setattr(log, "handlers", ours)
    before, level = list(log.handlers), log.level
    yield tmp_path
    for handler in [one for one in log.handlers if one not in before]:
        log.removeHandler(handler)
        handler.close()
    log.setLevel(level)


def work_all_day(work: Work) -> None:
    day = play_the_day(work)
    work.evidence.attach(day.visit, "lista.txt", "\n".join(told_that_day()).encode())
    for kind in ("attendance", "commitment"):
        for form in ("xlsx", "csv", "json"):
            work.exports.table(kind, form, personal=True)
    work.exports.attendance(day.visit, personal=True)
    work.papers.pdf(day.acta, archive=True)
    work.agreements.pdf(day.agreement)


def test_the_words_of_the_day_are_what_is_looked_for() -> None:
    assert len(told_that_day()) > 30


def _is_a_pipe(path: object) -> bool:
    """Tell whether what is opened is a number that leads to no file: to a process, say."""
    return isinstance(path, int) and not stat.S_ISREG(os.fstat(path).st_mode)


def test_nothing_of_the_day_lies_in_clear_on_the_disk(disk: Path) -> None:
    written: list[str] = []
    watching = True

    def note(event: str, arguments: tuple[object, ...]) -> None:
        mode = arguments[1] if event == "open" else None
        if watching and isinstance(mode, str) and set(mode) & set("wax+"):
            written.extend([] if _is_a_pipe(arguments[0]) else [os.fsdecode(str(arguments[0]))])

    sys.addaudithook(note)
    with working_on(disk / "laptop", Clock()) as (work, opened):
        work_all_day(work)
        copy = disk / "memoria.bitacora"
        back_up(opened.vault, opened.store.database, copy, opened.files)
        back_up_rotating(opened.vault, opened.store.database, NOON)
        assert found_in(disk) == set()  # as it lies while the program runs, WAL and all
    watching = False
    assert list((disk / "laptop").rglob("outgoing.sobre"))  # sealed work for whoever has a signal
    assert found_in(disk) == set()
    known = (str(disk / "laptop"), str(disk / "memoria.bitacora"), "/dev/")
    assert [path for path in written if not path.startswith(known)] == []


def test_a_fault_in_the_middle_leaves_no_words_in_log_or_report(
    disk: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    words = sorted(told_that_day())

    def break_down(*_: object, **__: object) -> None:
        raise ValueError(words)

    monkeypatch.setattr(Work, "exports", property(break_down))
    home = disk / "laptop"
    arguments = ["--home", str(home), "export", "attendance", str(disk / "lista.xlsx")]
    assert program.main(arguments) == 70
    assert list(Places.under(home).log.glob("informe-*.txt"))
    said = "".join(capfd.readouterr())
    assert found_in(disk) == set()
    assert not [word for word in words if word in said]


def test_the_folders_of_a_vault_open_to_nobody_else(disk: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows keeps a person's folder to that person")
    (vault,) = Places.under(disk / "laptop").vaults.iterdir()
    for folder in (vault, vault / "files", vault / "backups"):
        assert folder.stat().st_mode & 0o077 == 0
