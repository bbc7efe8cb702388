"""What the tables know of files: those that are whole, and the pieces of those that are not."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from sync.server.database import Driver, ask
from sync.server.senders import Device


class Part(NamedTuple):
    """A piece that is kept."""

    device: UUID
    offset: int
    length: int


def received(parts: Iterable[Part]) -> int:
    """Count the bytes that are here from the first one on without a gap; parts by offset."""
    held = 0
    for part in parts:
        if part.offset > held:
            break
        held = max(held, part.offset + part.length)
    return held


def bytes_of(connection: Connection, name: bytes) -> int | None:
    """Give the size of a file that is here, whole."""
    return connection.execute(
        text("select bytes from file where sha256 = :name"), {"name": name}
    ).scalar_one_or_none()


def files_lacking(
    connection: Connection | Driver, account: UUID, held: Collection[bytes]
) -> list[tuple[bytes, int]]:
    """Of the files a laptop holds, give those that are not here, and from which byte to go on."""
    if not held:
        return []
    names = list(held)
    whole = ask(connection, "select sha256 from file where sha256 = any(:names)", names=names)
    parts = ask(
        connection,
        "select sha256, device, off, bytes from file_part where sha256 = any(:names) "
        "and device in (select id from device where account = :account) order by off",
        names=names,
        account=account,
    )
    here = {name for (name,) in whole}
    begun: dict[bytes, list[Part]] = {}
    for name, *part in parts:
        begun.setdefault(name, []).append(Part(*part))
    return [(name, received(begun.get(name, ()))) for name in held if name not in here]


def parts_of(connection: Connection, sender: Device, name: bytes) -> list[Part]:
    """Give the pieces of a file that devices of this account brought, by offset."""
    found = connection.execute(
        text(
            "select device, off, bytes from file_part where sha256 = :name and device in "
            "(select id from device where account = :account) order by off"
        ),
        {"name": name, "account": sender.author.account},
    )
    return [Part(*row) for row in found]


def note(connection: Connection, name: bytes, part: Part, now: datetime) -> None:
    """Note a piece; of two that begin alike, the longer counts."""
    connection.execute(
        text(
            "insert into file_part (sha256, off, bytes, device, at) "
            "values (:name, :off, :bytes, :device, :now) on conflict (sha256, device, off) "
            "do update set bytes = greatest(file_part.bytes, excluded.bytes), at = excluded.at"
        ),
        {
            "name": name,
            "off": part.offset,
            "bytes": part.length,
            "device": part.device,
            "now": now,
        },
    )


def forget(
    connection: Connection, sender: Device, name: bytes, part: Part | None = None
) -> list[Part]:
    """Drop the rows of a file's pieces, or of one of them; give them."""
    dropped = connection.execute(
        text(
            "delete from file_part where sha256 = :name and device in "
            "(select id from device where account = :account) "
            "and (:all or (device = :device and off = :off)) returning device, off, bytes"
        ),
        {
            "name": name,
            "account": sender.author.account,
            "all": part is None,
            "device": part.device if part else sender.id,
            "off": part.offset if part else 0,
        },
    )
    return [Part(*row) for row in dropped]


def brought(connection: Connection, device: UUID, since: datetime) -> tuple[int, int]:
    """Count the bytes of a device that are in pieces, and those that came since some time."""
    pieces = "select coalesce(sum(bytes), 0) from file_part where device = :device"
    unfinished, pieces_since, files_since = connection.execute(
        text(
            f"select ({pieces}), ({pieces} and at > :since), (select coalesce(sum(bytes), 0) "
            "from file where device = :device and stored_at > :since)"
        ),
        {"device": device, "since": since},
    ).one()
    return int(unfinished), int(pieces_since + files_since)


def note_whole(
    connection: Connection, name: bytes, size: int, device: UUID | None, now: datetime
) -> None:
    """Note a file that is here, whole, and who brought it; None for headquarters itself."""
    connection.execute(
        text(
            "insert into file (sha256, bytes, device, stored_at) "
            "values (:name, :bytes, :device, :now) on conflict do nothing"
        ),
        {"name": name, "bytes": size, "device": device, "now": now},
    )


def begun_since(connection: Connection, limit: datetime) -> list[tuple[bytes, UUID]]:
    """Drop the pieces of files of which nothing came since; give the other unfinished files."""
    connection.execute(
        text(
            "delete from file_part where (sha256, device) in (select sha256, device "
            "from file_part group by sha256, device having max(at) < :limit)"
        ),
        {"limit": limit},
    )
    left = connection.execute(text("select distinct sha256, device from file_part"))
    return [(name, device) for name, device in left]
