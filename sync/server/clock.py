"""Headquarters' clock: the only one whose word counts. Handed in wherever time matters."""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, text

_LITTLE: Final = timedelta(minutes=10)
"""Several machines that serve one database are never quite of one mind."""


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - here the real clock is handed in


def ran_back(connection: Connection, now: datetime) -> bool:
    """Tell whether the clock stands before the newest beacon, by more than a little.

    A beacon is made every hour in which somebody syncs, and never while a newer one is there.
    """
    newest = connection.execute(text("select max(at) from beacon")).scalar_one()
    return newest is not None and newest - now > _LITTLE
