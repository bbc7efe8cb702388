"""D53: a new officer finds the induction kit on the laptop after the first sync, file and all."""

from __future__ import annotations

from collections.abc import Callable, Generator
from itertools import count
from pathlib import Path

import pytest

from fieldapp.machine.places import Places
from tests.given.served import Headquarters, a_headquarters
from tests.given.terminals import PASSPHRASE, Laptop

GUIDE = b"%PDF-1.7 guia de induccion " * 20_000


@pytest.fixture
def headquarters() -> Generator[Headquarters]:
    with a_headquarters() as running:
        running.run("office", "add", "SEDE", "Nivel central", "--territory", "CO")
        running.run("office", "add", "DTCAU", "Dirección Territorial Cauca", "--territory", "19")
        running.run("user", "add", "elena", "Elena Duarte", "--office", "SEDE", "--role", "admin")
        running.run("user", "add", "rosa", "Rosa Elvira Angulo", "--office", "DTCAU")
        yield running


@pytest.fixture
def enrol(
    headquarters: Headquarters,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[str], Laptop]:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)
    numbers = count()

    def enrolled(login: str) -> Laptop:
        home = tmp_path / f"{login}-{next(numbers)}"
        laptop = Laptop(Places.under(home), lambda: tuple(capsys.readouterr()))
        laptop.does("enrol", headquarters.url, headquarters.code(login))
        return laptop

    return enrolled


def test_d53_a_new_officer_gets_the_induction_kit_on_the_first_sync(
    enrol: Callable[[str], Laptop], tmp_path: Path
) -> None:
    guide = tmp_path / "guia.pdf"
    guide.write_bytes(GUIDE)
    elena = enrol("elena")
    said = elena.does(
        "content", str(guide), "--publish", "--title", "Guía del enlace", "--induction"
    )
    content = said.split()[-1]
    elena.does("sync")

    rosa = enrol("rosa")
    rosa.does("sync")
    assert "Guía del enlace: por leer" in rosa.does("content")
    kept = tmp_path / "leida.pdf"
    rosa.does("content", str(kept), "--open", content)
    assert kept.read_bytes() == GUIDE
    assert "Guía del enlace: leído" in rosa.does("content")
    rosa.does("sync")
    elena.does("sync")
    sheet = tmp_path / "recibos.csv"
    elena.does("export", "content_receipt", str(sheet), "--personal")
    assert "Rosa Elvira Angulo" in sheet.read_text(encoding="utf-8-sig")


def test_d53_an_officer_of_the_field_publishes_nothing(
    enrol: Callable[[str], Laptop], tmp_path: Path
) -> None:
    guide = tmp_path / "guia.pdf"
    guide.write_bytes(GUIDE)
    code, said = enrol("rosa").tries("content", str(guide), "--publish")
    assert code != 0
    assert "el nivel central" in said.lower()
