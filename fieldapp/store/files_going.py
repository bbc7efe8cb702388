"""The files of a vault that headquarters may lack, in the order in which they should leave.

Nothing here deletes a file: not one that waits, nor one that headquarters has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from fieldapp.store.connection import Connection
from fieldapp.store.files import is_name
from fieldapp.store.schema import Schema
from fieldapp.store.unit_of_work import Store
from sync.protocol.files import SMALL_BYTES_MAX, HeldFile, Lane

_PAPERS: Final = (
    ("minutes", "file_sha256"),
    ("attachment", "thumbnail_sha256"),
    ("country_pack", "file_sha256"),
)
"""Fields that name a file every laptop of the scope should hold, and soon: the sealed acta as
delivered, what a photograph looks like in small, and the pack that headquarters published."""
_LANES: Final = tuple(Lane)


class SyncFiles(Protocol):
    """What a sync needs of the vault's files."""

    def names(self) -> Iterator[str]:
        """Every digest held, in hexadecimal."""
        ...

    def has(self, name: str) -> bool:
        """Tell whether the content is here."""
        ...

    def size_bytes(self, name: str) -> int:
        """How long the content is."""
        ...

    def kept_at(self, name: str) -> float:
        """When it was kept."""
        ...

    def read(self, name: str, offset: int = 0, most: int | None = None) -> bytes:
        """A file's content, or a part of it."""
        ...

    def put(self, content: bytes) -> str:
        """Keep content under its digest."""
        ...


@dataclass(frozen=True, slots=True)
class FileLoad:
    """So many files, so many bytes."""

    files: int = 0
    size_bytes: int = 0


class FilesGoing:
    """Half of the engine's `FileMemory`: what goes up."""

    _store: Store
    _files: SyncFiles

    def files_to_confirm(self, most: int) -> list[bytes]:
        """Give digests of files headquarters may lack: small ones first, then the oldest."""
        waiting = self._waiting()
        urgent = sorted(
            waiting, key=lambda one: (_LANES.index(waiting[one].lane), self._kept_at(one))
        )
        return urgent[:most]

    def held_files(self, names: Collection[bytes]) -> dict[bytes, HeldFile]:
        """Tell the size of each file that is here, and the lane it waits in."""
        with self._store.database.reading() as connection:
            papers = _leaving_first(connection, self._store.schema)
        return {one: self._held(one, papers) for one in names if self._files.has(one.hex())}

    def file(self, sha256: bytes, offset: int = 0, most: int | None = None) -> bytes:
        """Give a file's content, or a part of it. Raises Outside if it is missing or damaged."""
        return self._files.read(sha256.hex(), offset, most)

    def file_received(self, sha256: bytes) -> None:
        """Note that headquarters has all of a file."""
        with self._store.database.writing() as connection:
            confirm_file(connection, sha256)

    def files_waiting(self) -> dict[Lane, FileLoad]:
        """Tell how much headquarters may lack, by lane."""
        waiting = self._waiting().values()
        return {
            lane: FileLoad(
                sum(one.lane is lane for one in waiting),
                sum(one.size_bytes for one in waiting if one.lane is lane),
            )
            for lane in Lane
        }

    def _waiting(self) -> dict[bytes, HeldFile]:
        with self._store.database.reading() as connection:
            received = set(connection.execute('SELECT "sha256" FROM "file_received"').scalars())
            papers = _leaving_first(connection, self._store.schema)
        held = (bytes.fromhex(name) for name in self._files.names())
        return {one: self._held(one, papers) for one in held if one not in received}

    def _held(self, sha256: bytes, papers: Collection[bytes]) -> HeldFile:
        size = self._files.size_bytes(sha256.hex())
        small = size <= SMALL_BYTES_MAX or sha256 in papers
        return HeldFile(Lane.SMALL if small else Lane.LARGE, size)

    def _kept_at(self, sha256: bytes) -> float:
        return self._files.kept_at(sha256.hex())


def papers_named(connection: Connection, schema: Schema) -> set[bytes]:
    """Give the files that travel in the small lane, whatever their size."""
    named: set[bytes] = set()
    for kind, field in _PAPERS:
        if kind in schema.kinds and any(one.name == field for one in schema.kinds[kind].fields):
            asked = f'SELECT "{field}" FROM "{kind}" WHERE "{field}" IS NOT NULL'
            found = connection.execute(asked).scalars()
            named |= {bytes.fromhex(name) for name in found if is_name(name)}
    return named


def _leaving_first(connection: Connection, schema: Schema) -> set[bytes]:
    """Those, and what was handed over from this laptop, also when it was signed later."""
    asked = """SELECT "sha256" FROM "issued_file" WHERE "version" IN (?, ?)"""
    handed_over = connection.execute(asked, ("delivered", "delivered_signed"))
    return papers_named(connection, schema) | {
        bytes.fromhex(name) for name in handed_over.scalars() if is_name(name)
    }


def confirm_file(connection: Connection, sha256: bytes) -> None:
    """Note that headquarters has a file."""
    connection.execute('INSERT INTO "file_received" VALUES (?) ON CONFLICT DO NOTHING', (sha256,))
