from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.describe import Code
from fieldapp.rules.commitments import standing_of, what_commitment_lacks, what_report_lacks
from tests.given.field_work import a_commitment, a_follow_up
from tests.given.packs import pack

FRIDAY = date(2026, 12, 4)
STATUSES = st.sampled_from(
    ["pending", "in_progress", "done", "partly_done", "not_done", "rescheduled", "cancelled"]
)


def test_the_due_day_itself_is_not_late() -> None:
    promise = a_commitment(due_on=FRIDAY)
    assert not standing_of(promise, [], FRIDAY, pack()).late
    standing = standing_of(promise, [], FRIDAY + timedelta(days=3), pack())
    assert (standing.late, standing.days_late, standing.status) == (True, 3, "pending")


def test_a_promise_due_on_a_holiday_is_due_on_the_next_working_day() -> None:
    holiday = date(2026, 12, 8)
    promise = a_commitment(due_on=holiday)
    assert not standing_of(promise, [], date(2026, 12, 9), pack("CO")).late
    standing = standing_of(promise, [], date(2026, 12, 10), pack("CO"))
    assert (standing.due_on, standing.last_day, standing.days_late) == (
        holiday,
        date(2026, 12, 9),
        1,
    )


@pytest.mark.parametrize("status", ["done", "cancelled"])
def test_what_is_settled_is_never_late(status: str) -> None:
    report = a_follow_up(status, FRIDAY)
    standing = standing_of(a_commitment(due_on=FRIDAY), [report], date(2030, 1, 1), pack())
    assert not standing.late
    assert not standing.open


@pytest.mark.parametrize("status", ["pending", "partly_done", "not_done", "in_progress"])
def test_what_is_owed_stays_late_whatever_was_reported(status: str) -> None:
    report = a_follow_up(status, FRIDAY)
    assert standing_of(a_commitment(due_on=FRIDAY), [report], date(2027, 1, 1), pack()).late


def test_a_new_date_moves_the_due_day_and_keeps_the_first() -> None:
    promise = a_commitment(due_on=FRIDAY)
    report = a_follow_up("rescheduled", FRIDAY, new_due_on=date(2027, 1, 15), text="Paro")
    standing = standing_of(promise, [report], date(2027, 1, 4), pack())
    assert (standing.due_on, standing.late, promise.due_on) == (date(2027, 1, 15), False, FRIDAY)


def test_the_newest_report_counts_in_whatever_order_they_come() -> None:
    morning = datetime(2026, 12, 4, 13, 0, tzinfo=UTC)
    reports = [
        a_follow_up("done", FRIDAY, created_at=morning + timedelta(hours=2)),
        a_follow_up("in_progress", FRIDAY, created_at=morning, progress_percent=40),
        a_follow_up("pending", date(2026, 11, 1)),
    ]
    standing = standing_of(a_commitment(), reports, FRIDAY, pack())
    assert standing.status == "done"
    assert standing.last == reports[0]
    assert standing.progress_percent == 100


def test_progress_is_that_told_last() -> None:
    reports = [
        a_follow_up("in_progress", date(2026, 11, 1), progress_percent=40),
        a_follow_up("in_progress", date(2026, 11, 8)),
    ]
    assert standing_of(a_commitment(), reports, FRIDAY, pack()).progress_percent == 40


def test_a_permanent_promise_is_measured_by_its_last_report() -> None:
    promise = a_commitment(
        kind=Code("continuous"),
        due_on=None,
        periodicity=Code("quarterly"),
        starts_on=date(2026, 1, 31),
    )
    assert standing_of(promise, [], date(2026, 4, 1), pack()).due_on == date(2026, 4, 30)
    report = a_follow_up("in_progress", date(2026, 4, 20))
    standing = standing_of(promise, [report], date(2026, 7, 1), pack())
    assert (standing.due_on, standing.late) == (date(2026, 7, 20), False)


def test_a_permanent_promise_without_a_beginning_is_never_late() -> None:
    promise = a_commitment(kind=Code("continuous"), due_on=None, periodicity=Code("monthly"))
    assert not standing_of(promise, [], date(2040, 1, 1), pack()).late


@given(
    told=st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2027, 12, 31)), STATUSES), max_size=6),
    today=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
)
def test_a_day_later_nothing_late_becomes_on_time(
    told: list[tuple[date, str]], today: date
) -> None:
    reports = [a_follow_up(status, on, word=str(n)) for n, (on, status) in enumerate(told)]
    promise = a_commitment()
    now = standing_of(promise, reports, today, pack())
    tomorrow = standing_of(promise, reports, today + timedelta(days=1), pack())
    assert tomorrow.late or not now.late
    assert tomorrow.days_late == now.days_late + (1 if tomorrow.late else 0)


@pytest.mark.parametrize("status", ["done", "partly_done"])
def test_what_is_done_needs_evidence(status: str) -> None:
    assert [fault.field for fault in what_report_lacks(a_follow_up(status, FRIDAY))] == ["evidence"]
    assert what_report_lacks(a_follow_up(status, FRIDAY, evidence="Acta 12")) == []


def test_giving_up_needs_a_reason_and_a_new_date_needs_both() -> None:
    assert [one.field for one in what_report_lacks(a_follow_up("cancelled", FRIDAY))] == ["text"]
    lacks = [one.field for one in what_report_lacks(a_follow_up("rescheduled", FRIDAY))]
    assert lacks == ["text", "new_due_on"]


def test_a_promise_needs_its_day_and_a_permanent_one_how_often() -> None:
    assert what_commitment_lacks(a_commitment()) == []
    (lack,) = what_commitment_lacks(a_commitment(due_on=None))
    assert str(lack.text) == "Falta «Vence»."
    (lack,) = what_commitment_lacks(a_commitment(kind=Code("continuous"), due_on=None))
    assert str(lack.text) == "Falta «Periodicidad»."
