"""A headquarters that serves, with officers of Cauca, and laptops to enrol."""

from __future__ import annotations

from collections.abc import Callable, Generator
from itertools import count
from pathlib import Path

import pytest

from fieldapp.machine.places import Places
from tests.given.served import Headquarters, a_headquarters
from tests.given.terminals import PASSPHRASE, Laptop

Enrolled = Callable[[str], Laptop]
"""Enrols a laptop for somebody; asked again, another one."""


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
) -> Enrolled:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)
    numbers = count()

    def enrol(login: str) -> Laptop:
        home = tmp_path / f"{login}-{next(numbers)}"
        laptop = Laptop(Places.under(home), lambda: tuple(capsys.readouterr()))
        laptop.does("enrol", headquarters.url, headquarters.code(login))
        return laptop

    return enrol
