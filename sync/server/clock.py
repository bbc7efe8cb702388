"""Headquarters' clock: the only one whose word counts. Handed in wherever time matters."""

from datetime import UTC, datetime, timedelta
from typing import Final

from fieldapp import RELEASED_AT

_BUILT_BEFORE: Final = timedelta(days=60)
"""A program may be tried so long before the day it says it was released."""


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - here the real clock is handed in


def ran_back(now: datetime) -> bool:
    """Tell whether the clock says a time at which this program was not made yet."""
    return now < RELEASED_AT - _BUILT_BEFORE
