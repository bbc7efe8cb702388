"""D54: a remark typed in a municipality reaches the national entity, and its answer comes back."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.app import assemble_work, open_vault
from fieldapp.machine.places import Places
from fieldapp.records.offers import Feedback, Offer
from fieldapp.work.work import Work
from sync.server.commands import HEADQUARTERS_OFFICE
from tests.given.desks import GUAPI, Clock
from tests.given.served import a_headquarters
from tests.given.terminals import PASSPHRASE, Laptop


@contextmanager
def working(laptop: Laptop) -> Generator[Work]:
    with open_vault(laptop.places, PASSPHRASE) as opened:
        yield assemble_work(opened, Clock())


def test_d54_a_remark_reaches_the_national_entity_and_its_answer_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)

    def enrolled(login: str) -> Laptop:
        laptop = Laptop(Places.under(tmp_path / login), lambda: tuple(capsys.readouterr()))
        laptop.does("enrol", headquarters.url, headquarters.code(login))
        return laptop

    with a_headquarters() as headquarters:
        cauca = ("DTCAU", "Dirección Territorial Cauca", "--territory", "19")
        headquarters.run("office", "add", *cauca)
        headquarters.run("user", "add", "yesenia", "Yesenia Riascos", "--office", "DTCAU")
        nubia = ("nubia", "Nubia Torres", "--office", HEADQUARTERS_OFFICE, "--role", "hq_reviewer")
        headquarters.run("user", "add", *nubia)
        field, entity = enrolled("yesenia"), enrolled("nubia")

        with working(entity) as work:
            offer = work.registers.save(
                "offer", None, {"programme": "40 Mil Primeros Empleos", "entity_name": "UAESPE"}
            ).id
        entity.does("sync")
        field.does("sync")
        remark = typed_in_guapi(field, offer)
        field.does("sync")

        entity.does("sync")
        with working(entity) as work:
            (row,) = work.registers.list("feedback").rows
            assert "No llega a la zona rural" in row.cells
            work.registers.save("feedback", row.id, {"answer": "En enero habrá una brigada."})
        entity.does("sync")
        field.does("sync")

        with working(field) as work, work.desk.reading() as reading:
            answered = reading.get(Feedback, remark)
        assert answered is not None
        assert answered.answer == "En enero habrá una brigada."


def typed_in_guapi(laptop: Laptop, offer: UUID) -> UUID:
    with working(laptop) as work:
        with work.desk.reading() as reading:
            assert reading.get(Offer, offer) is not None
        remark = {
            "offer": offer,
            "territory": GUAPI,
            "from_name": "Alcaldía de Guapi",
            "text": "No llega a la zona rural",
        }
        return work.registers.save("feedback", None, remark).id
