"""A trip's deadline, account and states, without a desk."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from fieldapp.records.choices import CHOICES
from fieldapp.records.describe import Code, Money
from fieldapp.records.trips import Trip, TripCertificate, TripExpense
from fieldapp.rules.trips import (
    account_of,
    deadline_of,
    expected_advance,
    may_move,
    what_moving_lacks,
    what_settling_lacks,
)
from tests.given.packs import pack

ONE = UUID(int=1)


def paid(minor: int, paper: str = "receipt", currency: str = "PEN") -> TripExpense:
    return TripExpense(
        id=ONE, concept="Pasaje", document_type=Code(paper), amount=Money(currency, minor)
    )


def test_each_country_counts_its_own_working_days() -> None:
    trip = Trip(id=ONE, return_on=date(2026, 7, 24))
    due = [deadline_of(trip, date(2026, 7, 25), pack(cc)) for cc in ("CO", "PE", "HN")]
    assert [one.due_on for one in due if one] == [
        date(2026, 7, 29),
        date(2026, 8, 12),
        date(2026, 7, 31),
    ]


def test_no_deadline_before_a_day_of_return_and_none_runs_after_the_report() -> None:
    assert deadline_of(Trip(id=ONE), date(2026, 7, 25), pack("PE")) is None
    handed = Trip(id=ONE, return_on=date(2026, 7, 24), reported_on=date(2026, 7, 27))
    deadline = deadline_of(handed, date(2026, 9, 1), pack("PE"))
    assert deadline is not None
    assert not deadline.late


def test_papers_that_prove_nothing_are_no_receipts() -> None:
    trip = Trip(id=ONE, advance=Money("PEN", 1000))
    papers = [choice.code for choice in CHOICES["expense_documents"]]
    account = account_of(trip, [paid(100, one) for one in papers], "PEN")
    assert (account.with_receipt, account.sworn, account.unproven) == (300, 100, 100)
    assert account.owed == 500


def test_exactly_the_least_share_is_enough() -> None:
    trip = Trip(id=ONE, advance=Money("PEN", 1000))
    rest = paid(300, "sworn")
    assert what_settling_lacks(trip, [paid(700), rest], pack("PE")) == []
    assert len(what_settling_lacks(trip, [paid(699), rest, paid(1, "sworn")], pack("PE"))) == 1


def test_an_expense_in_another_currency_is_asked_again() -> None:
    trip = Trip(id=ONE, advance=Money("PEN", 1000))
    lacks = what_settling_lacks(trip, [paid(1000), paid(5, currency="USD")], pack("PE"))
    assert ["PEN" in str(one) for one in lacks] == [True]


def test_a_trip_without_advance_needs_no_receipts() -> None:
    assert what_settling_lacks(Trip(id=ONE), [], pack("PE")) == []


def test_colombia_wants_a_certificate_of_the_stay() -> None:
    trip = Trip(id=ONE, status=Code("reported"), results="Hecho", reported_on=date(2026, 7, 27))
    assert what_moving_lacks(trip, [], [], pack("PE")) == []
    assert len(what_moving_lacks(trip, [], [], pack("CO"))) == 1
    assert what_moving_lacks(trip, [], [TripCertificate(id=ONE)], pack("CO")) == []


def test_the_per_diem_is_the_rate_of_the_class_for_every_day() -> None:
    trip = Trip(
        id=ONE,
        depart_on=date(2026, 7, 21),
        return_on=date(2026, 7, 24),
        per_diem_class=Code("general"),
    )
    assert expected_advance(trip, pack("PE")) == Money("PEN", 128_000)
    assert expected_advance(trip, pack("CO")) is None


@pytest.mark.parametrize("code", [choice.code for choice in CHOICES["trip_status"]])
def test_every_state_leads_somewhere_and_only_a_reported_trip_is_settled(code: str) -> None:
    onward = [one.code for one in CHOICES["trip_status"] if may_move(code, one.code)]
    assert onward
    assert ("settled" in onward) == (code == "reported")
