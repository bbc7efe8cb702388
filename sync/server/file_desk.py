"""Who may put and get which file: devices that sign their request, for scopes granted to them."""

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from fieldapp.records.text import say
from fieldapp.rules.permissions import Role
from fieldapp.signing.keys import is_signed_by
from sync.protocol.files import Kept
from sync.protocol.signing import file_request_to_sign
from sync.server.database import as_app
from sync.server.devices import find_device
from sync.server.file_parts import WRONG, FileParts, FileRefused, Piece
from sync.server.file_rows import bytes_of
from sync.server.ranges import Range
from sync.server.senders import Device

UNKNOWN_SENDER = 401
NOT_HERE = 404
NO_SUCH_RANGE = 416

_GIVEN = """
with named as (
  select coalesce(r.vals->>'archive_sha256', '') = :hex
      or coalesce(r.vals->>'kind', '') = 'acta_archive'
      or r.kind = 'stamp' and coalesce(r.vals->>'version', '') <> 'delivered' as archive,
    coalesce(coalesce(m.author, r.author) = :account or v.author = :account
      or v.vals->>'lead_officer' = :person, false) as own
  from file_use u
  join record r on r.scope_id = u.scope_id and r.id = u.id and not r.gone
  left join record m on r.kind = 'stamp' and m.scope_id = r.scope_id and m.kind = 'minutes'
    and not m.gone and m.id = case when r.vals->>'minutes' ~ '^[0-9a-f-]{36}$'
      then (r.vals->>'minutes')::uuid end
  left join record v on v.scope_id = r.scope_id and v.kind = 'activity' and not v.gone
    and v.id = case when coalesce(m.vals, r.vals)->>'activity' ~ '^[0-9a-f-]{36}$'
      then (coalesce(m.vals, r.vals)->>'activity')::uuid end
  where u.sha256 = :name
)
select count(*) > 0 and (not :officer or coalesce(bool_and(own or not archive), true) or exists (
  select from file f join device d on d.id = f.device
  where f.sha256 = :name and d.account = :account))
from named"""
"""Whoever names another's archive copy in a record of his own does not receive it either: its
digest is no secret, and one use of it that is not his own keeps it from him, unless he brought
it himself."""


@dataclass(frozen=True, slots=True)
class FileRequest:
    """A request as it arrived: method, path with query, and the two headers as sent."""

    method: str
    target: str
    device: str
    signature: str


class Given(NamedTuple):
    """Some bytes of a file; `size` is that of the whole file."""

    content: bytes
    size: int


@dataclass(frozen=True, slots=True)
class FileDesk:
    """Keeps and gives files. A device that was revoked still delivers."""

    parts: FileParts

    def put(
        self, asked: FileRequest, name: str, size: int | None, offset: int, content: bytes
    ) -> Kept:
        """Keep a piece of a file of `size` bytes; without it, the piece is the last one."""
        sender = self.sender(asked, content)
        told = offset + len(content) if size is None else size
        return self.parts.keep(sender, _name(name), Piece(told, offset, content))

    def get(self, asked: FileRequest, name: str, wanted: Range) -> Given:
        """Give a file, or a part of one, that a record of the device's scopes names.

        The archive copy of an acta holds every personal and sensitive value (R8): another officer
        of the territory does not receive it (R9).
        """
        sender = self.sender(asked, b"")
        digest = _name(name)
        with as_app(self.parts.engine, sender.read_scopes) as connection:
            named = connection.execute(
                text(_GIVEN),
                {
                    "name": digest,
                    "hex": name,
                    "account": sender.author.account,
                    "person": str(sender.author.person),
                    "officer": sender.author.role == Role.OFFICER,
                },
            ).scalar_one()
            size = bytes_of(connection, digest) if named and sender.active else None
        if size is None:
            raise _not_here()
        end = size if wanted.end is None else min(wanted.end, size)
        if wanted.start >= end and wanted != Range():
            raise FileRefused(NO_SUCH_RANGE, say("El archivo no tiene tantos bytes."))
        content = self.parts.files.read_range(digest, wanted.start, end - wanted.start)
        if content is None:
            raise _not_here()
        return Given(content, size)

    def sender(self, asked: FileRequest, content: bytes) -> Device:
        """Tell which device signed a request; raises `FileRefused` when none did."""
        signed = file_request_to_sign(asked.method, asked.target, content)
        try:
            sender = UUID(asked.device)
            signature = base64.b64decode(asked.signature, validate=True)
        except (ValueError, binascii.Error):
            raise _unknown_sender() from None
        with as_app(self.parts.engine, ()) as connection:
            device = find_device(connection, sender, self.parts.now())
        if device is None or not is_signed_by(device.public_key, signature, signed):
            raise _unknown_sender()
        return device


def _name(hexadecimal: str) -> bytes:
    try:
        name = bytes.fromhex(hexadecimal)
    except ValueError:
        name = b""
    if len(name) != sha256().digest_size or hexadecimal != name.hex():
        raise FileRefused(WRONG, say("La huella del archivo no es válida."))
    return name


def _unknown_sender() -> FileRefused:
    return FileRefused(UNKNOWN_SENDER, say("No se reconoce el equipo que firma la petición."))


def _not_here() -> FileRefused:
    return FileRefused(NOT_HERE, say("El archivo no está o no es de sus territorios."))
