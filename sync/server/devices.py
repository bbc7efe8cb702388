"""Who asks: a device, its account, and the scopes granted to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, text

from sync.protocol.messages import Certificate, Request
from sync.server.checking import Author

_CLOCK_AHEAD_MAX_US: Final = 2**62
_SYNC_EVERY_S: Final = 1800
_SPREAD_S: Final = 1200


@dataclass(frozen=True, slots=True)
class Device:
    """A laptop's vault as headquarters knows it, with the person it belongs to."""

    id: UUID
    public_key: bytes
    code: str
    active: bool
    """False when the device or its account was revoked: it delivers and receives nothing."""
    author: Author
    read_scopes: tuple[str, ...]
    """Scopes granted now, in ascending order."""


def find_device(connection: Connection, id: UUID, now: datetime) -> Device | None:
    """Read a device with its account and permits; None when headquarters does not know it."""
    found = connection.execute(
        text(
            "select d.public_key, d.code, d.state = 'active' and a.active, a.id "
            "from device d join account a on a.id = d.account where d.id = :id"
        ),
        {"id": id},
    ).one_or_none()
    if found is None:
        return None
    public_key, code, active, account = found
    author, read_scopes = find_author(connection, account, now)
    return Device(id, public_key, code, active, author, read_scopes)


def find_author(
    connection: Connection, account: UUID, now: datetime
) -> tuple[Author, tuple[str, ...]]:
    """Read an account with all scopes it was ever granted, and those it is granted now."""
    person, role = connection.execute(
        text("select person_id, role from account where id = :account"), {"account": account}
    ).one()
    permits = connection.execute(
        text(
            "select scope_id, bool_or(since <= :now and (until is null or until > :now)) "
            "from permit where account = :account group by scope_id order by scope_id"
        ),
        {"account": account, "now": now},
    ).all()
    author = Author(account, person, role, tuple(scope for scope, _ in permits))
    return author, tuple(scope for scope, granted in permits if granted)


def register_again(connection: Connection, certificate: Certificate, now: datetime) -> None:
    """Take back a device this server forgot, on the word of an older self.

    Nothing happens when the account is unknown, or the device's code or key belongs to another.
    """
    connection.execute(
        text(
            "insert into device (id, account, public_key, code, enrolled_at) "
            "select :id, a.id, :key, :code, :now from account a where a.id = :account "
            "on conflict do nothing"
        ),
        {
            "id": certificate.device,
            "account": certificate.account,
            "key": certificate.device_key,
            "code": certificate.device_code,
            "now": now,
        },
    )
    serial = "".join(letter for letter in certificate.device_code if letter.isdigit())
    connection.execute(
        text("update realm set devices = greatest(devices, :serial)"), {"serial": int(serial or 0)}
    )


def note_seen(connection: Connection, device: UUID, request: Request, now: datetime) -> None:
    """Keep when a device was last here, with which program, and how wrong its clock is."""
    ahead = request.now - int(now.timestamp() * 1_000_000)
    connection.execute(
        text(
            "update device set seen_at = :now, schema_no = :schema, app = :app, "
            "clock_ahead_us = :ahead where id = :id"
        ),
        {
            "id": device,
            "now": now,
            "schema": request.schema,
            "app": request.app,
            "ahead": max(-_CLOCK_AHEAD_MAX_US, min(_CLOCK_AHEAD_MAX_US, ahead)),
        },
    )


def next_sync_after_s(device: UUID) -> int:
    """Spread laptops over twenty minutes around half an hour, each always at its own moment."""
    return _SYNC_EVERY_S - _SPREAD_S // 2 + int.from_bytes(device.bytes[-4:], "big") % _SPREAD_S
