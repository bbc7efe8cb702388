"""The files a vault wants and has not, and how much of them is here already.

Pieces lie in the encrypted database until the file is whole, not in the folder: a stolen laptop
shows nothing of them, and they are thrown away without touching a file that may be open (R25).
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Final

from fieldapp.store.connection import Connection
from fieldapp.store.files import is_name
from fieldapp.store.files_going import SyncFiles, confirm_file, papers_named
from fieldapp.store.settings import remember_here, remembered
from fieldapp.store.stamps import stamp_files_wanted
from fieldapp.store.unit_of_work import Reading, Store
from sync.protocol.files import SMALL_BYTES_MAX, Lane

_POLICY: Final = "files_fetched"


class FilePolicy(StrEnum):
    """Which files of its records a laptop fetches by itself."""

    PAPERS = "papers"
    """Sealed actas as delivered, and thumbnails; the rest when a person asks for it."""
    EVERYTHING = "everything"


class FilesComing:
    """Half of the engine's `FileMemory`: what comes down."""

    _store: Store
    _files: SyncFiles

    def files_wanted(self, lane: Lane, most: int) -> list[bytes]:
        """Give digests of files this laptop should hold; last those that were not to be had."""
        with self._store.read() as reading:
            asked = 'SELECT "sha256", "missed" FROM "file_wanted"'
            missed = dict(reading.connection.execute(asked).all())
            wanted = _wanted(reading) | self._stamps(reading)
        lacking = [
            name
            for name, its_lane in wanted.items()
            if its_lane is lane and not self._files.has(name.hex())
        ]
        return sorted(lacking, key=lambda name: (missed.get(name, 0), name))[:most]

    def _stamps(self, reading: Reading) -> dict[bytes, Lane]:
        """What completes the papers that are here."""
        names = stamp_files_wanted(reading.connection, reading.schema, self._files.has)
        return {bytes.fromhex(name): Lane.SMALL for name in names if is_name(name)}

    def want_file(self, name: str) -> None:
        """Wish for a file, by its digest in hexadecimal: it comes with the next sync."""
        with self._store.database.writing() as connection:
            want_file(connection, name)

    def file_missed(self, sha256: bytes) -> None:
        """Note that headquarters has no such file for this laptop yet."""
        with self._store.database.writing() as connection:
            connection.execute(
                'INSERT INTO "file_wanted" ("sha256", "wished", "missed") VALUES (?, 0, 1) '
                'ON CONFLICT ("sha256") DO UPDATE SET "missed" = "missed" + 1',
                (sha256,),
            )

    def file_begun(self, sha256: bytes) -> int:
        """Tell how many bytes of a wanted file are here already, from the first one on."""
        with self._store.database.reading() as connection:
            return connection.execute(
                'SELECT coalesce(sum(length("content")), 0) FROM "file_piece" WHERE "sha256" = ?',
                (sha256,),
            ).scalar_one()

    def keep_piece(self, sha256: bytes, offset: int, content: bytes) -> None:
        """Keep a piece of a wanted file that goes on where the last one ended."""
        with self._store.database.writing() as connection:
            connection.execute(
                'INSERT INTO "file_piece" ("sha256", "off", "content") VALUES (?, ?, ?)',
                (sha256, offset, content),
            )

    def piece_at(self, sha256: bytes, offset: int) -> bytes:
        """Give the piece kept that begins at a byte; empty if there is none."""
        with self._store.database.reading() as connection:
            asked = 'SELECT "content" FROM "file_piece" WHERE "sha256" = ? AND "off" = ?'
            found = connection.execute(asked, (sha256, offset)).scalar()
        return found or b""

    def drop_pieces(self, sha256: bytes) -> None:
        """Throw away what came of a file."""
        with self._store.database.writing() as connection:
            connection.execute('DELETE FROM "file_piece" WHERE "sha256" = ?', (sha256,))

    def keep_file(self, sha256: bytes, last: bytes) -> bool:
        """Keep a wanted file with its last piece; False, and all thrown away, if it is another."""
        with self._store.database.reading() as connection:
            pieces = connection.execute(
                'SELECT "content" FROM "file_piece" WHERE "sha256" = ? ORDER BY "off"', (sha256,)
            ).scalars()
            content = b"".join((*pieces, last))
        right = hashlib.sha256(content).digest() == sha256
        if right:
            self._files.put(content)
        with self._store.database.writing() as connection:
            self._drop_pieces(connection, sha256)
            if right:
                connection.execute('DELETE FROM "file_wanted" WHERE "sha256" = ?', (sha256,))
                confirm_file(connection, sha256)
        return right

    def _drop_pieces(self, connection: Connection, sha256: bytes) -> None:
        """Drop a file's pieces, and those that a power cut left of files that are whole."""
        begun = connection.execute('SELECT DISTINCT "sha256" FROM "file_piece"').scalars()
        for one in begun:
            if one == sha256 or self._files.has(one.hex()):
                connection.execute('DELETE FROM "file_piece" WHERE "sha256" = ?', (one,))

    def file_policy(self) -> FilePolicy:
        """Tell which files this laptop fetches by itself."""
        with self._store.read() as reading:
            return _policy(reading)

    def choose_file_policy(self, policy: FilePolicy) -> None:
        """Choose which files this laptop fetches by itself."""
        with self._store.database.writing() as connection:
            remember_here(connection, _POLICY, policy)


def want_file(connection: Connection, name: str) -> None:
    """Wish for a file, by its digest in hexadecimal, in the caller's transaction."""
    connection.execute(
        'INSERT INTO "file_wanted" ("sha256", "wished", "missed") VALUES (?, 1, 0) '
        'ON CONFLICT ("sha256") DO UPDATE SET "wished" = 1, "missed" = 0',
        (bytes.fromhex(name),),
    )


def _wanted(reading: Reading) -> dict[bytes, Lane]:
    """Papers and contents always; other files when wished for, or when everything is."""
    sizes = _evidence(reading)
    asked = 'SELECT "sha256" FROM "file_wanted" WHERE "wished"'
    others = set(reading.connection.execute(asked).scalars()) | _contents(reading)
    if _policy(reading) is FilePolicy.EVERYTHING:
        others |= sizes.keys() | _of_records(reading)
    small = {name for name in others if 0 < sizes.get(name, 0) <= SMALL_BYTES_MAX}
    papers = papers_named(reading.connection, reading.schema)
    return dict.fromkeys(others, Lane.LARGE) | dict.fromkeys(small | papers, Lane.SMALL)


def _contents(reading: Reading) -> set[bytes]:
    """What headquarters sends to every office to read; it waits behind all that is small."""
    if "content_item" not in reading.schema.kinds:
        return set()
    asked = 'SELECT "sha256" FROM "content_item" WHERE "annulled" IS NULL'
    found = reading.connection.execute(asked).scalars()
    return {bytes.fromhex(name) for name in found if name and is_name(name)}


def _evidence(reading: Reading) -> dict[bytes, int]:
    """The sizes of the files of all visits."""
    if "attachment" not in reading.schema.kinds:
        return {}
    asked = 'SELECT "sha256", "size_bytes" FROM "attachment" WHERE "sha256" IS NOT NULL'
    found = reading.connection.execute(asked)
    return {bytes.fromhex(name): size or 0 for name, size in found if is_name(name)}


def _of_records(reading: Reading) -> set[bytes]:
    """The files that records of other kinds have."""
    named: set[bytes] = set()
    for kind in reading.schema.kinds:
        if kind.has_file:
            asked = f'SELECT "sha256" FROM "{kind.name}" WHERE "sha256" IS NOT NULL'
            found = reading.connection.execute(asked).scalars()
            named |= {bytes.fromhex(name) for name in found if is_name(name)}
    return named


def _policy(reading: Reading) -> FilePolicy:
    return remembered(reading, _POLICY, FilePolicy) or FilePolicy.PAPERS
