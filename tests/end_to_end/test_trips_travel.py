"""A trip goes up whole and comes down to a colleague without what was paid."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from fieldapp.records.budget import Funding, FundingBeneficiary
from fieldapp.records.describe import Code, Money, TerritoryCode
from fieldapp.records.trips import Trip, TripExpense
from tests.end_to_end.conftest import Enrolled

TRIP, PAID, ASKED, TOWN = (UUID(int=0x7419 + n) for n in range(4))
GUAPI = TerritoryCode("19318")


def test_a_trip_and_its_expenses_reach_headquarters_and_a_colleague(enrolled: Enrolled) -> None:
    mine, hers = enrolled("yesenia"), enrolled("rosa")
    mine.writes(
        Trip(id=TRIP, object="Instalar la mesa de Guapi", territory=GUAPI),
        TripExpense(
            id=PAID,
            trip=TRIP,
            on=date(2026, 11, 19),
            concept="Lancha a Guapi",
            document_type=Code("receipt"),
            amount=Money("COP", 90_000),
        ),
        Funding(id=ASKED, title="Centro de empleo", territory=GUAPI, amount=Money("COP", 7)),
        FundingBeneficiary(id=TOWN, funding=ASKED, name="Municipio de Guapi"),
    )
    mine.does("sync")
    hers.does("sync")
    with hers.open() as opened, opened.store.read() as reading:
        trip, paid = reading.get(Trip, TRIP), reading.get(TripExpense, PAID)
        asked, town = reading.get(Funding, ASKED), reading.get(FundingBeneficiary, TOWN)
    assert trip is not None
    assert trip.object == "Instalar la mesa de Guapi"
    assert paid is not None
    assert (paid.concept, paid.amount) == ("Lancha a Guapi", None)
    assert asked is not None
    assert asked.amount == Money("COP", 7)
    assert town is not None
    with mine.open() as opened, opened.store.read() as reading:
        kept = reading.get(TripExpense, PAID)
    assert kept is not None
    assert kept.amount == Money("COP", 90_000)
