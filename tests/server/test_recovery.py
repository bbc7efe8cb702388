"""Who is told the code that opens a laptop without its password (field rule R7)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.records.text import Refused
from sync.server.recovery import Asking, must_be_told, told
from tests.given.headquarters import HeadquartersGiven
from tests.given.packs import pack

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
BOTH = Asking("coordina", "revisa", "Dejó el puesto sin entregar")


@pytest.fixture
def office(headquarters: HeadquartersGiven) -> HeadquartersGiven:
    """An officer's laptop, a coordinator and somebody of headquarters."""
    headquarters.a_laptop()
    for login, role in (("coordina", "coordinator"), ("revisa", "hq_reviewer")):
        headquarters.register.add_account(pack("CO"), login, "Persona", "CAUCA", role)
    return headquarters


def ask(office: HeadquartersGiven, folder: Path, asking: Asking) -> None:
    must_be_told(office.register.engine, folder, "D01", asking, NOW)


def test_an_officer_who_forgot_the_password_asks_alone_and_it_is_written_down(
    office: HeadquartersGiven, tmp_path: Path
) -> None:
    ask(office, tmp_path, Asking())
    (line,) = told(tmp_path)
    assert (line["device"], line["told_to"]) == ("D01", [])


def test_of_somebody_who_left_two_people_are_told_and_why(
    office: HeadquartersGiven, tmp_path: Path
) -> None:
    office.register.block("yriascos", blocked=True)
    for alone in (Asking(), Asking("coordina"), Asking("coordina", "coordina", "Dejó el puesto")):
        with pytest.raises(Refused, match="dos personas"):
            ask(office, tmp_path, alone)
    assert told(tmp_path) == []
    ask(office, tmp_path, BOTH)
    (line,) = told(tmp_path)
    assert line["told_to"] == ["coordina", "revisa"]
    assert line["reason"] == BOTH.reason


def test_an_officer_is_not_one_of_the_two(office: HeadquartersGiven, tmp_path: Path) -> None:
    office.register.add_account(pack("CO"), "otra", "Persona", "CAUCA", "officer")
    with pytest.raises(Refused, match="lo pide la coordinación"):
        ask(office, tmp_path, Asking("coordina", "otra", "Porque sí"))
