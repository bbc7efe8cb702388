"""What headquarters' people decide about accounts: permits for a time, blocking, who is there."""

from datetime import UTC, datetime, timedelta

import pytest

from fieldapp.records.text import Refused
from tests.given.bodies import a_visit, receipts
from tests.given.headquarters import (
    NOON,
    HeadquartersGiven,
    server_command,
    server_environment,
)
from tests.server.test_enrolling import request_with
from tests.server.test_walls import VISIT

DAY = timedelta(days=1)


def test_a_permit_for_a_time_begins_and_ends_by_itself(headquarters: HeadquartersGiven) -> None:
    laptop = headquarters.a_laptop("yriascos")
    headquarters.register.permit("yriascos", "52", NOON + DAY, NOON + 3 * DAY)
    granted = []
    for day in (0, 2, 4):
        headquarters.at = NOON + day * DAY
        granted.append([page.scope for page in laptop.ask().scopes])
    assert granted[0] == granted[2] == ["0", "19"]
    assert granted[1] == ["0", "19", "52"]


def test_ending_a_permit_early_ends_one_with_a_later_date_too(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.register.permit("yriascos", "52", until=NOON + 30 * DAY)
    headquarters.register.end_permit("yriascos", "52")
    laptop = headquarters.a_laptop("yriascos")
    assert [page.scope for page in laptop.ask().scopes] == ["0", "19"]


def test_a_permit_that_would_end_before_it_begins_is_refused(
    headquarters: HeadquartersGiven,
) -> None:
    with pytest.raises(Refused, match="antes de empezar"):
        headquarters.register.permit("yriascos", "52", NOON + DAY, NOON)


def test_a_blocked_account_delivers_receives_nothing_and_enrols_no_laptop(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop("yriascos")
    waiting = headquarters.register.new_code(headquarters.keys, "yriascos")
    headquarters.register.block("yriascos", blocked=True)
    answer = laptop.ask(laptop.batch(a_visit("19", VISIT)))
    assert [ruling.verdict for ruling in receipts(answer)[0].rulings] == ["ok"]
    assert not any(page.rows for page in answer.scopes)
    with pytest.raises(Refused, match="bloqueada"):
        headquarters.register.new_code(headquarters.keys, "yriascos")
    with pytest.raises(Refused, match="bloqueada"):
        headquarters.enrolling.enrol(request_with(waiting))
    headquarters.register.block("yriascos", blocked=False)
    assert any(page.rows for page in laptop.ask().scopes)
    assert headquarters.enrolling.enrol(request_with(waiting)).device_code == "D02"


def test_the_list_of_devices_says_what_waits_who_was_seen_and_whose_clock_is_wrong(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop("yriascos")
    headquarters.a_laptop("mquispe")
    headquarters.register.block("mquispe", blocked=True)
    ahead_us = int((headquarters.at + timedelta(hours=2)).timestamp() * 1_000_000)
    laptop.ask(laptop.batch(a_visit("52", VISIT)), now=ahead_us)  # a scope never granted
    here, other = headquarters.register.devices()
    assert (here["code"], here["state"], here["in_quarantine"]) == ("D01", "active", 1)
    assert here["seen_at"] is not None
    assert here["clock_ahead_s"] in (7199, 7200)
    assert (other["state"], other["in_quarantine"], other["seen_at"]) == ("blocked", 0, None)


def test_the_commands_take_days_and_the_last_one_counts_whole(
    headquarters: HeadquartersGiven,
) -> None:
    environment = server_environment(headquarters.folder, headquarters.address)
    days = ("--since", "2026-12-01", "--until", "2026-12-31")
    server_command(environment, "user", "permit", "yriascos", "52", *days)
    assert headquarters.rows(
        "select since, until from permit where scope_id = '52' and until is not null"
    ) == [
        (
            datetime(2026, 12, 1, 5, tzinfo=UTC),  # midnight in Bogotá
            datetime(2027, 1, 1, 5, tzinfo=UTC),
        )
    ]
    server_command(environment, "user", "block", "yriascos")
    assert headquarters.rows("select active from account where login = 'yriascos'") == [(False,)]
    server_command(environment, "user", "unblock", "yriascos")
    assert headquarters.rows("select active from account where login = 'yriascos'") == [(True,)]


def test_an_activation_without_an_address_makes_no_code(headquarters: HeadquartersGiven) -> None:
    _ = headquarters.keys
    environment = server_environment(headquarters.folder, headquarters.address)
    file = headquarters.folder / "activacion.json"
    with pytest.raises(AssertionError, match="--url"):
        server_command(environment, "device", "code", "yriascos", "--file", str(file))
    assert headquarters.rows("select count(*) from enrolment_code") == [(0,)]
    assert not file.exists()
