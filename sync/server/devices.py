"""Devices and accounts in PostgreSQL: found by a sync, an enrolment or a file."""

import re
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, text

from sync.protocol.messages import Certificate
from sync.server.database import Driver, ask
from sync.server.senders import Author, Device, Seen

_CLOCK_AHEAD_MAX_US: Final = 2**62

_SCOPES: Final = """
array(select scope_id from permit where account = a.id group by scope_id order by scope_id),
array(select scope_id from permit where account = a.id and since <= :now
    and (until is null or until > :now) group by scope_id order by scope_id)
"""
_DEVICE: Final = (
    f"select d.public_key, d.code, d.state = 'active' and a.active, a.id, a.person_id, a.role, "
    f"{_SCOPES} from device d join account a on a.id = d.account where d.id = :id"
)
_ACCOUNT: Final = f"select a.id, a.person_id, a.role, {_SCOPES} from account a where id = :id"


def find_device(connection: Connection | Driver, id: UUID, now: datetime) -> Device | None:
    """Read a device with its account and permits; None when headquarters does not know it."""
    found = ask(connection, _DEVICE, id=id, now=now).fetchone()
    if found is None:
        return None
    public_key, code, active, account, person, role, ever, granted = found
    author = Author(account, person, role, tuple(ever))
    return Device(id, public_key, code, active, author, tuple(granted))


def find_author(
    connection: Connection | Driver, account: UUID, now: datetime
) -> tuple[Author, tuple[str, ...]]:
    """Read an account with all scopes it was ever granted, and those it is granted now."""
    found = ask(connection, _ACCOUNT, id=account, now=now).fetchone()
    if found is None:
        raise LookupError(account)
    _, person, role, ever, granted = found
    return Author(account, person, role, tuple(ever)), tuple(granted)


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
    serial = re.match(r"\D*(\d*)", certificate.device_code)
    connection.execute(
        text("update realm set devices = greatest(devices, :serial)"),
        {"serial": int((serial and serial[1]) or 0)},
    )


def next_code(connection: Connection) -> str:
    """Take the next series of official numbers, which is never given twice."""
    serial = connection.execute(
        text("update realm set devices = devices + 1 returning devices")
    ).scalar_one()
    return f"D{serial:02}"


def succeed(
    connection: Connection, device: UUID, public_key: bytes, successor: UUID, now: datetime
) -> tuple[UUID, str] | None:
    """Make the device that goes on with a copied vault: `Realm.succeed` over PostgreSQL."""
    account = connection.execute(
        text("select account from device where id = :id for update"), {"id": device}
    ).scalar_one()
    known = connection.execute(
        text("select id, code, account from device where public_key = :key"), {"key": public_key}
    ).one_or_none()
    if known is not None:
        return (known.id, known.code) if known.account == account else None
    made = connection.execute(
        text(
            "insert into device (id, account, public_key, code, state, parent, schema_no, app, "
            "platform, recovery, enrolled_at, revoked_at, revocation) select :id, account, :key, "
            ":code, state, id, schema_no, app, platform, recovery, :now, revoked_at, revocation "
            "from device where id = :device "
            "returning id, code"
        ),
        {
            "id": successor,
            "key": public_key,
            "code": next_code(connection),
            "device": device,
            "now": now,
        },
    ).one()
    return made.id, made.code


def note_seen(connection: Connection | Driver, device: UUID, seen: Seen, now: datetime) -> None:
    """Keep when a device was last here, with which program, and how wrong its clock is.

    Nobody need wait until that is on the disk: what a power cut takes, the device says again at
    its next sync. Only a series is said no more once it was answered.
    """
    ask(
        connection,
        "update device set seen_at = :now, schema_no = :schema, app = :app, "
        "clock_ahead_us = :ahead, series = case when :series = '' or :series = any(series) "
        "then series else array_append(series, :series) end "
        "where id = :id and set_config('synchronous_commit', "
        "case when :series = '' then 'off' else 'on' end, true) <> ''",
        id=device,
        now=now,
        schema=seen.schema,
        app=seen.app,
        ahead=max(-_CLOCK_AHEAD_MAX_US, min(_CLOCK_AHEAD_MAX_US, seen.ahead_us)),
        series=seen.series,
    )
