"""D45: three neighbouring municipalities ask FONIPREL together, for one amount."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.documents.conformance import faults
from fieldapp.records.budget import Funding, FundingBeneficiary
from fieldapp.records.describe import Code, Money
from fieldapp.records.text import Refused
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.plans import PERU

AMOUNT = Money("PEN", 900_000_00)
TOWNS = (("211301", "Yunguyo"), ("210401", "Juli"), ("210101", "Puno"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path, **PERU) as desk:
        yield desk


def a_request(desk: Desk) -> UUID:
    changes = {
        "title": "Infraestructura de tres centros de empleo",
        "source": "foniprel",
        "territory": "21",
        "amount": AMOUNT,
        "association": "Mancomunidad del sur de Puno",
        "call": "FONIPREL 2016-I",
        "status": "requested",
    }
    return Work(desk).registers.save("funding", None, changes).id


def benefit(desk: Desk, funding: UUID) -> None:
    for code, name in TOWNS:
        town = {"territory": code, "name": f"Municipalidad de {name}"}
        Work(desk).registers.children.add("funding_beneficiary", funding, town)


def test_d45_a_joint_request_holds_three_beneficiaries_and_one_amount(desk: Desk) -> None:
    funding = a_request(desk)
    benefit(desk, funding)
    with desk.reading() as reading:
        (kept,) = reading.all(Funding)
        beneficiaries = reading.all(FundingBeneficiary, {"funding": funding})
    assert kept.amount == AMOUNT
    assert len(beneficiaries) == 3
    assert not any(field.name == "amount" for field in desk.kinds["funding_beneficiary"].fields)


def test_d45_the_report_counts_the_amount_once(desk: Desk) -> None:
    benefit(desk, a_request(desk))
    reports = Work(desk).reports
    report = reports.build("funding")
    requests, by_source = report.tables
    assert requests.totals[-1] == AMOUNT
    (row,) = requests.rows
    assert row[4] is True
    assert str(row[3]).count("Municipalidad") == 3
    assert by_source.rows == (("FONIPREL", AMOUNT),)
    assert faults(reports.write(report, "pdf")) == []


def test_d45_what_is_approved_has_an_amount_and_a_beneficiary(desk: Desk) -> None:
    funding, registers = a_request(desk), Work(desk).registers
    with pytest.raises(Refused, match="beneficiario"):
        registers.save("funding", funding, {"status": Code("approved")})
    benefit(desk, funding)
    registers.save("funding", funding, {"status": Code("approved")})
