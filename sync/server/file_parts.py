"""Files that arrive piece by piece, over days and in any order, until they are whole.

A piece is an object of its own and a row that names it; the object is there before the row. No
lock is held between requests: pieces that overlap, come twice, or come to two workers at once do
no harm. Pieces count for all devices of one account, so that nobody can spoil a colleague's file
and a laptop that was restored goes on where its old self stopped.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from sqlalchemy import Connection, Engine

from fieldapp.records.text import Text, say
from sync.protocol.files import FILE_BYTES_MAX, Kept
from sync.server.database import as_app
from sync.server.file_rows import (
    Part,
    begun_since,
    brought,
    bytes_of,
    forget,
    note,
    note_whole,
    parts_of,
    received,
)
from sync.server.files import FileStore
from sync.server.senders import Device

WRONG: Final = 400
NOT_NOW: Final = 403
TOO_LARGE: Final = 413

_PARTS_KEPT: Final = timedelta(days=30)
_DAY: Final = timedelta(days=1)
_MIB: Final = 1024 * 1024


class FileRefused(Exception):
    """A file was not taken or given; `status` is HTTP's."""

    def __init__(self, status: int, words: Text) -> None:
        super().__init__(words.source)
        self.status = status
        self.words = words


class Piece(NamedTuple):
    """Some bytes of a file of `size` bytes, from the byte `offset` on."""

    size: int
    offset: int
    content: bytes

    @property
    def end(self) -> int:
        """The first byte after it."""
        return self.offset + len(self.content)


@dataclass(frozen=True, slots=True)
class Quota:
    """How much one device may bring, in bytes."""

    file: int = FILE_BYTES_MAX
    unfinished: int = 4 * FILE_BYTES_MAX
    """Of files that are not whole; one that has begun may always be finished."""
    day: int = 1024 * _MIB


@dataclass(frozen=True, slots=True)
class FileParts:
    """Takes pieces in and makes files of them."""

    engine: Engine
    files: FileStore
    now: Callable[[], datetime]
    quota: Quota = Quota()

    def keep(self, sender: Device, name: bytes, piece: Piece) -> Kept:
        """Keep a piece; what is here already is left alone.

        Raises `FileRefused` when it cannot belong to such a file, when the device brought too
        much, or when all pieces together are not what the name says: then they are thrown away.
        """
        self._must_fit(piece)
        with as_app(self.engine, ()) as connection:
            if (size := bytes_of(connection, name)) is not None:
                return Kept(size, complete=True)
            parts = parts_of(connection, sender, name)
            held = received(parts)
            if held < piece.size and piece.end <= held:
                return Kept(held, complete=False)
            self._must_be_within_quota(connection, sender, piece, parts)
        if len(piece.content) == piece.size:
            return self._whole(sender, name, piece.content)
        part = Part(sender.id, piece.offset, len(piece.content))
        if part.length:
            self.files.shelf.put(_path(name, part), piece.content, new=False)
        return self._noted(sender, name, part, piece.size)

    def expire(self) -> int:
        """Throw away the pieces of files of which nothing came for 30 days; tell how many."""
        limit = self.now() - _PARTS_KEPT
        with as_app(self.engine, ()) as connection:
            living = {f"{name.hex()}-{device}" for name, device in begun_since(connection, limit)}
        old = [
            one.path
            for one in self.files.shelf.listed("parts/")
            if one.at < limit and _owner(one.path) not in living
        ]
        self.files.shelf.delete(old)
        return len(old)

    def _must_fit(self, piece: Piece) -> None:
        if max(piece.size, piece.end) > self.quota.file:
            raise FileRefused(
                TOO_LARGE,
                say(
                    "El archivo pasa de {most} MB y no se recibe. Siga con los demás.",
                    most=self.quota.file // _MIB,
                ),
            )
        if piece.end > piece.size:
            raise FileRefused(WRONG, say("El trozo no cabe en el tamaño anunciado del archivo."))

    def _must_be_within_quota(
        self, connection: Connection, sender: Device, piece: Piece, parts: Collection[Part]
    ) -> None:
        if sum(part.length for part in parts) + len(piece.content) > 2 * piece.size:
            raise FileRefused(NOT_NOW, say("Del archivo ya llegaron demasiados trozos repetidos."))
        unfinished, today = brought(connection, sender.id, self.now() - _DAY)
        if today + len(piece.content) > self.quota.day:
            raise FileRefused(
                NOT_NOW,
                say(
                    "Este equipo ya envió hoy {most} MB de archivos. No se perdió nada: "
                    "los demás se reciben mañana.",
                    most=self.quota.day // _MIB,
                ),
            )
        if not parts and unfinished + len(piece.content) > self.quota.unfinished:
            raise FileRefused(
                NOT_NOW,
                say(
                    "Hay demasiados archivos de este equipo a medio enviar. No se perdió nada: "
                    "se reciben otros cuando terminen esos."
                ),
            )

    def _noted(self, sender: Device, name: bytes, part: Part, size: int) -> Kept:
        """Note a piece that is on the shelf; with the last one, the file is made."""
        with as_app(self.engine, ()) as connection:
            if part.length:
                note(connection, name, part, self.now())
            parts = parts_of(connection, sender, name)
            # Asked after the parts: another worker may have made the file and dropped them.
            whole = bytes_of(connection, name)
            if whole is not None:
                forget(connection, sender, name)
                return Kept(whole, complete=True)
        held = received(parts)
        if held < size:
            return Kept(held, complete=False)
        content = self._joined(sender, name, parts, size)
        if content is None:
            return self._told_again(sender, name)
        return self._whole(sender, name, content)

    def _joined(
        self, sender: Device, name: bytes, parts: Iterable[Part], size: int
    ) -> bytes | None:
        """Read pieces without a gap as one; None, and the piece forgotten, if one is missing."""
        joined = bytearray()
        for part in parts:
            if len(joined) >= size:
                break
            if part.offset + part.length <= len(joined):
                continue
            content = self.files.shelf.get(_path(name, part))
            if content is None or len(content) != part.length:
                with as_app(self.engine, ()) as connection:
                    forget(connection, sender, name, part)
                return None
            joined += content[len(joined) - part.offset :]
        return bytes(joined[:size])

    def _told_again(self, sender: Device, name: bytes) -> Kept:
        with as_app(self.engine, ()) as connection:
            held = received(parts_of(connection, sender, name))
            whole = bytes_of(connection, name)
        return Kept(held if whole is None else whole, complete=whole is not None)

    def _whole(self, sender: Device, name: bytes, content: bytes) -> Kept:
        """Keep a whole file under its name; its pieces are needed no more, right or wrong."""
        right = sha256(content).digest() == name
        if right:
            self.files.write(content)
        with as_app(self.engine, ()) as connection:
            if right:
                note_whole(connection, name, len(content), sender.id, self.now())
            dropped = forget(connection, sender, name)
        self.files.shelf.delete([_path(name, part) for part in dropped])
        if not right:
            raise FileRefused(
                WRONG,
                say("El archivo no corresponde a su huella. Se desechó y puede enviarse de nuevo."),
            )
        return Kept(len(content), complete=True)


def _path(name: bytes, part: Part) -> str:
    return f"parts/{name.hex()}-{part.device}-{part.offset}-{part.length}"


def _owner(path: str) -> str:
    """Give the file and the device that a piece's path names."""
    return path.removeprefix("parts/").rsplit("-", 2)[0]
