"""Who may put and get which file: devices that sign their request, for scopes granted to them."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import msgspec
from sqlalchemy import Engine, text

from fieldapp.records.text import Text, say
from fieldapp.rules.permissions import Role
from fieldapp.signing.keys import is_signed_by
from sync.protocol.signing import file_request_to_sign
from sync.server.database import as_app
from sync.server.devices import find_device
from sync.server.files import FileFolder
from sync.server.senders import Device

UNKNOWN_SENDER = 401
NOT_HERE = 404
WRONG = 400

_GIVEN = """
select true from file_use u
join record r on r.scope_id = u.scope_id and r.id = u.id and not r.gone
left join record v on v.scope_id = r.scope_id and v.kind = 'activity' and not v.gone
  and v.id = case when r.vals->>'activity' ~ '^[0-9a-f-]{36}$'
    then (r.vals->>'activity')::uuid end
where u.sha256 = :name and (
  not :officer or r.author = :account or v.author = :account
  or v.vals->>'lead_officer' = :person
  or not (coalesce(r.vals->>'archive_sha256', '') = :hex
    or coalesce(r.vals->>'kind', '') = 'acta_archive'))
limit 1"""


class FileRefused(Exception):
    """A file was not taken or given; `status` is HTTP's."""

    def __init__(self, status: int, words: Text) -> None:
        super().__init__(words.source)
        self.status = status
        self.words = words


class Kept(msgspec.Struct, frozen=True):
    """How far a file has come: bytes held from its first one, and whether that is all."""

    received: int
    complete: bool


@dataclass(frozen=True, slots=True)
class FileRequest:
    """A request as it arrived: method, path with query, and the two headers as sent."""

    method: str
    target: str
    device: str
    signature: str


@dataclass(frozen=True, slots=True)
class FileDesk:
    """Keeps and gives files. A device that was revoked still delivers."""

    engine: Engine
    folder: FileFolder
    now: Callable[[], datetime]

    def put(self, asked: FileRequest, name: str, offset: int, content: bytes) -> Kept:
        """Keep a whole file sent from its first byte; sent again it is kept once.

        A piece from a later byte is not kept yet: the answer says to begin at the first.
        """
        sender = self._sender(asked, content)
        wanted = _name(name)
        if (kept := self._bytes_kept(wanted)) is not None:
            return Kept(kept, complete=True)
        if offset != 0:
            return Kept(0, complete=False)
        if sha256(content).digest() != wanted:
            raise FileRefused(WRONG, say("El archivo no corresponde a su huella."))
        self.folder.write(content)
        with as_app(self.engine, ()) as connection:
            connection.execute(
                text(
                    "insert into file values (:name, :bytes, :device, :now) on conflict do nothing"
                ),
                {
                    "name": wanted,
                    "bytes": len(content),
                    "device": sender.id,
                    "now": self.now(),
                },
            )
        return Kept(len(content), complete=True)

    def get(self, asked: FileRequest, name: str) -> bytes:
        """Give a file that a record of the device's scopes names.

        The archive copy of an acta holds every personal and sensitive value (R8): another officer
        of the territory does not receive it (R9).
        """
        sender = self._sender(asked, b"")
        wanted = _name(name)
        with as_app(self.engine, sender.read_scopes) as connection:
            named = connection.execute(
                text(_GIVEN),
                {
                    "name": wanted,
                    "hex": name,
                    "account": sender.author.account,
                    "person": str(sender.author.person),
                    "officer": sender.author.role == Role.OFFICER,
                },
            ).scalar_one_or_none()
        content = self.folder.read(wanted) if named and sender.active else None
        if content is None:
            raise FileRefused(NOT_HERE, say("El archivo no está o no es de sus territorios."))
        return content

    def _sender(self, asked: FileRequest, content: bytes) -> Device:
        signed = file_request_to_sign(asked.method, asked.target, content)
        try:
            sender = UUID(asked.device)
            signature = base64.b64decode(asked.signature, validate=True)
        except (ValueError, binascii.Error):
            raise _unknown_sender() from None
        with as_app(self.engine, ()) as connection:
            device = find_device(connection, sender, self.now())
        if device is None or not is_signed_by(device.public_key, signature, signed):
            raise _unknown_sender()
        return device

    def _bytes_kept(self, name: bytes) -> int | None:
        with as_app(self.engine, ()) as connection:
            return connection.execute(
                text("select bytes from file where sha256 = :name"), {"name": name}
            ).scalar_one_or_none()


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
