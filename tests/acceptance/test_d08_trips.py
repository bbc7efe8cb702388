"""D08: a trip on duty in Peru, from the act that grants it to its settlement.

The dates are those of the catalogue: back on Friday 24 July 2026, ten working days, with the
holidays of 28 and 29 July and 6 August between.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from docx import Document
from openpyxl import load_workbook

from fieldapp.documents.conformance import faults
from fieldapp.documents.report_paper import render_report
from fieldapp.records.describe import Code, Money
from fieldapp.records.text import Refused
from fieldapp.records.trips import Trip
from fieldapp.rules.report import Heading
from fieldapp.rules.reports.trips import TripPapers, settlement_report, trip_report
from fieldapp.rules.trips import deadline_of
from fieldapp.work.desk import Desk
from fieldapp.work.reports import Reports, Wanted
from fieldapp.work.visits import Visits
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk
from tests.given.packs import pack
from tests.given.papers import words_of

PUNO, YUNGUYO = "21", "2113"
ADVANCE = Money("PEN", 128_000)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = Clock(datetime(2026, 7, 30, 15, 0, tzinfo=UTC))
    with a_desk(
        tmp_path, clock, country="PE", home_scope=PUNO, scopes=frozenset({PUNO, "0"})
    ) as desk:
        yield desk


def a_trip(desk: Desk) -> UUID:
    """Four days in Yunguyo, granted, under way."""
    registers = Work(desk).registers
    officer = registers.save("person", None, {"full_name": "Nélida Quispe Mamani"})
    saved = registers.save(
        "trip",
        None,
        {
            "object": "Capacitar a la municipalidad de Yunguyo en bolsa de trabajo",
            "territory": YUNGUYO,
            "officer": officer.id,
            "commission_act": "Memorando 118-2026-DRTPE",
            "act_on": date(2026, 7, 15),
            "depart_on": date(2026, 7, 21),
            "return_on": date(2026, 7, 24),
            "transport": "Ómnibus",
            "per_diem_class": "general",
            "advance": ADVANCE,
            "background": "Pedido de la municipalidad.",
            "results": "Cuarenta personas inscritas.",
            "conclusions": "Conviene volver en setiembre.",
        },
    )
    for status in ("authorised", "in_progress"):
        registers.save("trip", saved.id, {"status": status})
    return saved.id


def pay(desk: Desk, trip: UUID, soles: int, paper: str) -> None:
    changes = {
        "on": date(2026, 7, 22),
        "concept": "Alojamiento y alimentación",
        "document_type": Code(paper),
        "document_number": "B001-4471",
        "amount": Money("PEN", soles * 100),
    }
    Work(desk).registers.children.add("trip_expense", trip, changes)


def hand_in(desk: Desk, trip: UUID) -> None:
    changes = {"status": "reported", "reported_on": date(2026, 7, 30)}
    Work(desk).registers.save("trip", trip, changes)


def settle(desk: Desk, trip: UUID) -> None:
    changes = {"status": "settled", "settled_on": date(2026, 7, 31)}
    Work(desk).registers.save("trip", trip, changes)


def test_d08_back_on_friday_24_july_the_report_is_due_on_wednesday_12_august(desk: Desk) -> None:
    trip = Work(desk).registers.get("trip", a_trip(desk))
    assert isinstance(trip, Trip)
    deadline = deadline_of(trip, desk.today(), desk.pack)
    assert deadline is not None
    assert deadline.due_on == date(2026, 8, 12)
    assert deadline.due_on.strftime("%A") == "Wednesday"
    assert (deadline.days_left, deadline.late) == (13, False)
    late = deadline_of(trip, date(2026, 8, 13), desk.pack)
    assert late is not None
    assert late.late


def test_d08_receipts_under_70_percent_of_the_advance_block_settled(desk: Desk) -> None:
    trip = a_trip(desk)
    pay(desk, trip, 800, "receipt")
    pay(desk, trip, 480, "sworn")
    hand_in(desk, trip)
    with pytest.raises(Refused) as refused:
        settle(desk, trip)
    assert "el 62.5 % del anticipo" in str(refused.value.text)
    assert "al menos el 70 %" in str(refused.value.text)
    pay(desk, trip, 96, "invoice")
    settle(desk, trip)
    kept = Work(desk).registers.get("trip", trip)
    assert isinstance(kept, Trip)
    assert kept.status == "settled"


def test_d08_what_was_given_back_needs_no_receipt(desk: Desk) -> None:
    trip = a_trip(desk)
    pay(desk, trip, 700, "receipt")
    hand_in(desk, trip)
    with pytest.raises(Refused):
        settle(desk, trip)
    changes = {"returned_amount": Money("PEN", 58_000)}
    Work(desk).registers.save("trip", trip, changes)
    settle(desk, trip)


def test_d08_no_trip_begins_before_its_act_and_none_skips_a_state(desk: Desk) -> None:
    registers = Work(desk).registers
    saved = registers.save("trip", None, {"object": "Visitar Yunguyo"})
    with pytest.raises(Refused, match="Falta"):
        registers.save("trip", saved.id, {"status": "authorised"})
    with pytest.raises(Refused, match="no puede pasar"):
        registers.save("trip", saved.id, {"status": "settled"})


def test_d08_the_report_and_the_settlement_are_paper_draft_and_sheet(desk: Desk) -> None:
    trip = a_trip(desk)
    visit = Visits(desk).start(
        changes={"objective": "Taller de bolsa de trabajo", "territory": YUNGUYO, "trip": trip}
    )
    Visits(desk).edit(visit.id, {"results": "Cuarenta inscritos", "audience_women": 22})
    pay(desk, trip, 896, "receipt")
    pay(desk, trip, 384, "sworn")
    children = Work(desk).registers.children
    stay = {"territory": YUNGUYO, "from_on": date(2026, 7, 21), "to_on": date(2026, 7, 24)}
    children.add("trip_place", trip, stay)
    children.add("trip_certificate", trip, {**stay, "issued_by": "Alcaldía de Yunguyo"})
    reports, wanted = Reports(desk), Wanted(record=trip)
    paper = reports.write(reports.build("trip_report", wanted), "pdf")
    assert faults(paper) == []
    said = words_of(paper)
    for words in (
        "Informe de comisión de servicios",
        "12 de agosto de 2026",
        "Memorando 118-2026-DRTPE",
        "Taller de bolsa de trabajo",
        "Conviene volver en setiembre",
        "Certificado de permanencia: Alcaldía de Yunguyo",
    ):
        assert words in said
    order = [said.index(one.label) for one in desk.pack.trips.sections]
    assert order == sorted(order)
    draft = Document(io.BytesIO(reports.write(reports.build("trip_report", wanted), "docx")))
    assert any("Antecedentes" in one.text for one in draft.paragraphs)
    account = reports.build("trip_settlement", wanted)
    assert faults(reports.write(account, "pdf")) == []
    book = load_workbook(io.BytesIO(reports.write(account, "xlsx")))
    cells = [value for sheet in book for row in sheet.values for value in row]
    assert 1280 in cells
    assert 70 in cells


def test_d08_the_list_of_trips_says_until_when_each_report_is_due(desk: Desk) -> None:
    a_trip(desk)
    report = Reports(desk).build("trips")
    (row,) = report.tables[0].rows
    assert row[0] == "Capacitar a la municipalidad de Yunguyo en bolsa de trabajo"
    assert date(2026, 8, 12) in row
    assert ADVANCE in row


@pytest.mark.parametrize("country", ["CO", "PE", "HN"])
def test_d08_each_country_has_its_own_report_in_its_own_order(country: str) -> None:
    there = pack(country)
    trip = Trip(
        id=UUID(int=1),
        object="Acompañar la mesa de empleo",
        depart_on=date(2026, 3, 2),
        return_on=date(2026, 3, 4),
        advance=Money(there.formats.money_format.currency, 300_000),
    )
    papers = TripPapers(trip, "Neiva Torres (nombre inventado)", "Profesional", "Oficina")
    report = trip_report(papers, there)
    assert report.title == there.trips.document
    headings = [one.words for one in report.blocks if isinstance(one, Heading)]
    assert headings == [one.label for one in there.trips.sections]
    account = settlement_report(papers, there)
    for made in (report, account):
        assert faults(render_report(made, there, office="Oficina")) == []
