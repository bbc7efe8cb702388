"""Whether enough people came, counted from the list."""

from __future__ import annotations

from uuid import UUID

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.visits import Activity, AgendaItem, Attendance
from fieldapp.rules.quorum import Quorum, quorum_of, votes_cast

SPACE = UUID(int=7)


def rows(*presences: str, role: str = "attendee") -> list[Attendance]:
    return [
        Attendance(id=UUID(int=n), presence=Code(presence), role=Code(role))
        for n, presence in enumerate(presences)
    ]


def visit(*, required: int | None = None, space: UUID | None = SPACE) -> Activity:
    return Activity(id=UUID(int=1), quorum_required=required, space=space)


def test_a_written_quorum_is_compared_with_who_is_present() -> None:
    found = quorum_of(visit(required=3), rows("present", "present", "excused"))
    assert found == Quorum(required=3, present=2)
    assert found is not None
    assert found.missing == 1


def test_without_a_number_the_majority_of_those_convened_is_needed() -> None:
    found = quorum_of(visit(), rows("present", "present", "absent", "excused", "expected"))
    assert found == Quorum(required=3, present=2, convened=5)


@pytest.mark.parametrize("role", ["guest", "interpreter", "witness", "guardian"])
def test_who_has_no_vote_makes_no_quorum(role: str) -> None:
    guests = rows("present", "present", role=role)
    assert quorum_of(visit(required=2), [*rows("present"), *guests]) == Quorum(2, 1)


def test_a_meeting_that_convened_nobody_needs_no_quorum() -> None:
    assert quorum_of(visit(), rows("present", "present")) is None
    assert quorum_of(visit(space=None), rows("present", "absent")) is None
    assert quorum_of(visit(), []) is None


def test_abstentions_are_votes_too() -> None:
    assert votes_cast(AgendaItem(id=UUID(int=1), votes_for=8, votes_abstain=2)) == 10
    assert votes_cast(AgendaItem(id=UUID(int=1))) == 0
