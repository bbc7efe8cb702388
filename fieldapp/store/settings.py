"""Small things a laptop remembers by name, and who it is: device, officer, office and keys.

They lie in the encrypted database and take part in the caller's transaction.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from fieldapp.store.connection import Connection
from fieldapp.store.unit_of_work import Reading, Writing
from sync.protocol.enrolment import EnrolAnswer
from sync.protocol.messages import Signed

T = TypeVar("T")


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Who this vault is: what enrolment gave it, and what never leaves it.

    A device is one officer's vault on one laptop. `signing_seed` is the Ed25519 seed of its key,
    32 bytes. `series` begins as the device code ("D07"); a restored copy extends it by itself
    ("D07b"), and `series_told` says whether headquarters knows. `successor_seed` is the seed of
    the device this vault is about to become, because headquarters knows a copy of it.
    `position_title` is the officer's office as the acta prints it ("Inspector"). `server` is
    headquarters' address and `authority` the certificate (PEM) that enrolment brought for it, if
    any.
    """

    enrolment: EnrolAnswer
    signing_seed: bytes
    series: str
    series_told: bool = True
    successor_seed: bytes = b""
    position_title: str = ""
    server: str = ""
    authority: str = ""


class KeptBeacon(msgspec.Struct, frozen=True):
    """Headquarters' newest proof of a time, and that time in UTC microseconds."""

    at_us: int
    beacon: Signed


class KeptClock(msgspec.Struct, frozen=True):
    """When headquarters last answered, by its clock, and how far ahead of this one it was (µs).

    `next_after_s` is when it would like to see this laptop again.
    """

    answered_us: int
    ahead_us: int
    next_after_s: int = 0


BEACON = "beacon"
"""The name under which the newest `KeptBeacon` is remembered."""

CLOCK = "clock"
"""The name under which the last answer's `KeptClock` is remembered."""

ARCHIVE_DAYS = "archive_days"
"""The name of a setting: how many days receipted batches are kept, if longer than usual."""

_IDENTITY = "identity"


def remembered(reading: Reading, name: str, shape: type[T] | Any = Any) -> T | None:
    """A remembered value in the wished shape; None if there is none."""
    return remembered_here(reading.connection, name, shape)


def remembered_here(connection: Connection, name: str, shape: type[T] | Any = Any) -> T | None:
    """The same inside a transaction that no officer began, as a sync's."""
    found = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).scalar()
    return None if found is None else msgspec.json.decode(found, type=shape)


def remembered_under(reading: Reading, beginning: str) -> dict[str, Any]:
    """Everything whose name begins so, by its name."""
    rows = reading.connection.execute(
        "SELECT name, value FROM setting WHERE substr(name, 1, ?) = ? ORDER BY name",
        (len(beginning), beginning),
    )
    return {name: msgspec.json.decode(value) for name, value in rows}


def remember(writing: Writing, name: str, value: object) -> None:
    """Keep a value (anything JSON or msgspec can write) under a name; None forgets it."""
    remember_here(writing.connection, name, value)


def remember_here(connection: Connection, name: str, value: object) -> None:
    """The same inside a transaction that no officer began."""
    if value is None:
        connection.execute("DELETE FROM setting WHERE name = ?", (name,))
        return
    connection.execute(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, msgspec.json.encode(value)),
    )


def identity(reading: Reading) -> Identity | None:
    """Who this vault is; None before enrolment."""
    return identity_here(reading.connection)


def identity_here(connection: Connection) -> Identity | None:
    """The same inside a transaction that no officer began."""
    return remembered_here(connection, _IDENTITY, Identity)


def set_identity(writing: Writing, new: Identity) -> None:
    """Keep who this vault is: at enrolment, and when a restored copy extends its series."""
    set_identity_here(writing.connection, new)


def set_identity_here(connection: Connection, new: Identity) -> None:
    """The same inside a transaction that no officer began, as when a copy becomes a device."""
    remember_here(connection, _IDENTITY, new)
