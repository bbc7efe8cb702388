"""What a signature proves: offline, later, with a revoked key, and with a clock that is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fieldapp.signing.examined import Standing
from fieldapp.signing.pades import sign_paper
from fieldapp.signing.trust import Trust
from fieldapp.signing.validation import examine
from tests.given.authorities import NOON, AnAuthority, AnOfficer
from tests.signing.conftest import PLACE, REASON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IN_2011, IN_2035 = (datetime(year, 6, 1, tzinfo=UTC) for year in (2011, 2035))
LATER = NOON + 3 * DAY


def test_without_a_network_it_says_who_signed_and_that_headquarters_has_not_stamped_it(
    signed: bytes, authority: AnAuthority, officer: AnOfficer
) -> None:
    said = examine(signed, authority.trust(NOON - DAY), NOON + HOUR)
    assert said.standing is Standing.SIGNED
    assert (said.holder, said.signer) == (officer.known.name, officer.known)
    assert (said.claimed_at, said.token_at, said.list_of) == (NOON, None, NOON - DAY)


def test_with_the_token_its_time_is_proven(signed: bytes, authority: AnAuthority) -> None:
    said = examine(authority.stamped(signed, NOON + HOUR), authority.trust(LATER), LATER)
    assert (said.standing, said.indication) == (Standing.STAMPED, "TOTAL-PASSED")
    assert (said.token_at, said.archived_at) == (NOON + HOUR, None)


def test_a_completed_paper_is_total_passed_by_the_european_standard(
    completed: bytes, authority: AnAuthority
) -> None:
    said = examine(completed, authority.trust(LATER), LATER)
    assert (said.standing, said.indication, said.reason) == (Standing.STAMPED, "TOTAL-PASSED", "")
    assert said.token_at == NOON + 2 * HOUR
    assert said.archived_at is not None


@pytest.mark.parametrize("after", [DAY, 100 * DAY, 9 * 365 * DAY])
def test_a_completed_paper_passes_with_the_authorities_alone(
    completed: bytes, authority: AnAuthority, after: timedelta
) -> None:
    bare = Trust(roots=authority.trust().roots)
    assert examine(completed, bare, NOON + after).indication == "TOTAL-PASSED"


@pytest.mark.parametrize("synced", [-20 * DAY, DAY])
def test_a_list_that_nobody_renewed_for_a_year_is_judged_by_as_it_stands(
    signed: bytes, completed: bytes, authority: AnAuthority, synced: timedelta
) -> None:
    trust, now = authority.trust(NOON + synced), NOON + 365 * DAY
    assert examine(completed, trust, now).indication == "TOTAL-PASSED"
    said = examine(signed, trust, now)
    assert (said.standing, said.list_of) == (Standing.SIGNED, NOON + synced)


@pytest.mark.parametrize("after", [HOUR, 400 * DAY, 9 * 365 * DAY])
def test_a_key_revoked_after_the_stamp_takes_nothing_from_a_paper(
    completed: bytes, authority: AnAuthority, officer: AnOfficer, after: timedelta
) -> None:
    authority.revoke(officer, NOON + 3 * HOUR)
    then = NOON + 3 * HOUR + after
    said = examine(completed, authority.trust(then), then)
    assert (said.standing, said.indication) == (Standing.STAMPED, "TOTAL-PASSED")
    assert said.revoked_at == NOON + 3 * HOUR


@pytest.mark.parametrize("after", [HOUR, 400 * DAY, 9 * 365 * DAY])
def test_a_key_revoked_before_the_stamp_proves_nothing(
    signed: bytes, completed: bytes, authority: AnAuthority, officer: AnOfficer, after: timedelta
) -> None:
    authority.revoke(officer, NOON + HOUR)
    then = NOON + 2 * HOUR + after
    stamped = authority.stamped(signed, NOON + 2 * HOUR)
    for paper in (signed, stamped, completed):
        said = examine(paper, authority.trust(then), then)
        assert (said.standing, said.reason) == (Standing.REVOKED, "REVOKED_NO_POE")


def test_a_certificate_that_ended_needs_a_stamp_from_before(
    signed: bytes, completed: bytes, authority: AnAuthority
) -> None:
    then = NOON + 9 * 365 * DAY
    assert examine(signed, authority.trust(then), then).standing is Standing.EXPIRED
    said = examine(completed, authority.trust(then), then)
    assert (said.standing, said.indication) == (Standing.STAMPED, "TOTAL-PASSED")


@pytest.mark.parametrize("clock", [IN_2011, IN_2035])
def test_a_clock_that_is_wrong_by_years_changes_no_verdict(
    signed: bytes, completed: bytes, authority: AnAuthority, officer: AnOfficer, clock: datetime
) -> None:
    """The list is dated in the future of a slow clock, long past for one that is fast."""
    trust = authority.trust(LATER)
    assert examine(signed, trust, clock).standing is Standing.SIGNED
    assert examine(completed, trust, clock).indication == "TOTAL-PASSED"
    unlisted = replace(trust, crls=(), issued_at=None, next_at=None)
    assert examine(signed, unlisted, clock).standing is Standing.SIGNED
    authority.revoke(officer, NOON + HOUR)
    for paper in (signed, completed):
        assert examine(paper, authority.trust(LATER), clock).standing is Standing.REVOKED


@pytest.mark.parametrize("shift", [-15 * 365 * DAY, 9 * 365 * DAY])
def test_what_time_this_machine_believes_it_is_changes_no_verdict(
    paper: bytes, shift: timedelta
) -> None:
    """Everything happened fifteen years ago, or nine years from now, for whoever runs this."""
    began, noon = NOON + shift - 30 * DAY, NOON + shift
    authority = AnAuthority(began=began)
    officer = authority.officer(begins=began)
    signed = sign_paper(paper, officer.signer, at=noon, reason=REASON, place=PLACE)
    completed = authority.completed(signed, noon + 2 * HOUR)
    authority.revoke(officer, noon + 3 * HOUR)
    later = noon + DAY
    assert examine(completed, authority.trust(later), later).indication == "TOTAL-PASSED"
    authority.revoke(officer, noon + HOUR)
    assert examine(completed, authority.trust(later), later).standing is Standing.REVOKED


def test_without_a_revocation_list_it_is_signed_and_the_rest_is_not_known(
    signed: bytes, authority: AnAuthority
) -> None:
    said = examine(signed, replace(authority.trust(), crls=()), NOON)
    assert (said.standing, said.reason, said.list_of) == (Standing.SIGNED, "TRY_LATER", None)


def test_without_a_trust_list_nobody_is_named_as_the_signer(signed: bytes) -> None:
    said = examine(signed, Trust(), NOON)
    assert (said.standing, said.signer) == (Standing.NO_LIST, None)


def test_who_was_certified_by_somebody_else_is_a_stranger(signed: bytes, completed: bytes) -> None:
    """The same names on its certificates prove nothing."""
    elsewhere = AnAuthority().trust(LATER)
    for paper in (signed, completed):
        said = examine(paper, elsewhere, LATER)
        assert (said.standing, said.signer) == (Standing.STRANGER, None)


def test_a_stamp_by_a_stranger_proves_no_time(
    signed: bytes, authority: AnAuthority, officer: AnOfficer
) -> None:
    forged = AnAuthority().stamped(signed, NOON + HOUR)
    said = examine(forged, authority.trust(LATER), LATER)
    assert said.standing is not Standing.STAMPED
    assert said.token_at is None
    authority.revoke(officer, NOON + 2 * HOUR)
    assert examine(forged, authority.trust(LATER), LATER).standing is not Standing.STAMPED
