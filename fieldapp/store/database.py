"""The encrypted SQLite file: how it is opened, written by one and read by another.

A driver that begins late loses updates under read-modify-write (498 of 600, measured). Here it
never begins by itself: a writer begins IMMEDIATE, a reader begins a snapshot. Write-ahead logging
lets the reading worker go on while the writing worker commits.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from fieldapp.records.text import Outside, Refused, Text, say
from fieldapp.store.connection import Connection, Pool, marks
from fieldapp.store.disk import no_room
from fieldapp.store.sorting import sort_key

if TYPE_CHECKING:
    import sqlite3 as sqlcipher  # the same interface, which the driver does not describe
else:
    from sqlcipher3 import dbapi2 as sqlcipher

SEALED: Final = "sealed"
"""What a trigger says when somebody changes what a seal has locked (see `capture`)."""

_BUSY, _LOCKED, _READ_ONLY, _IO, _CORRUPT, _FULL, _CANNOT_OPEN, _NOT_A_DATABASE = (
    5, 6, 8, 10, 11, 13, 14, 26,
)  # fmt: skip
_CONSTRAINT: Final = 19
_IDS_AT_ONCE: Final = 500


def _itself(value: Any) -> Any:
    return value


# The driver looks for a way to adapt every value that is no number or text, and of an empty field
# or bytes it finds none at eight times the cost of being told so: 0.75 µs against 0.09 (measured).
for _known in (type(None), bytes):
    sqlcipher.register_adapter(_known, _itself)


class Database:
    """One vault's database, open. Usable from several threads; writers wait for each other."""

    def __init__(
        self, path: Path, key: bytes, *, new: bool = False, busy_timeout_s: float = 10.0
    ) -> None:
        self.path = path
        self._key = key
        self._new = new
        self._busy_timeout_s = busy_timeout_s
        self._writer = Pool(self.connect, "BEGIN IMMEDIATE", connections=1)
        self._reader = Pool(self.connect, "BEGIN", connections=4)

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """One transaction that may write: committed at the end, undone by any exception."""
        with sqlite_in_words(), self._writer.transaction() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """One snapshot: what others commit meanwhile is not seen."""
        with sqlite_in_words(), self._reader.transaction() as connection:
            yield connection

    @contextmanager
    def alone(self) -> Generator[Connection]:
        """One transaction on a connection of its own with foreign keys off, for changing tables.

        SQLite ignores `PRAGMA foreign_keys` inside a transaction. The connection is closed
        afterwards: one that has created the tables writes half as fast (measured).
        """
        apart = Pool(self._without_foreign_keys, "BEGIN IMMEDIATE", connections=1)
        with sqlite_in_words(), closing(apart), apart.transaction() as connection:
            yield connection

    def connect(self) -> sqlcipher.Connection:
        """A driver's connection of its own. Raises Outside if the file is gone or not ours."""
        if not self._new and not self.path.exists():
            raise Outside(
                say(
                    "Falta el archivo de los registros «{path}». Recupere una copia de seguridad.",
                    path=str(self.path),
                )
            )
        with sqlite_in_words():
            return _connect(self.path, self._key, self._busy_timeout_s)

    def copy_to(self, path: Path) -> None:
        """Copy everything into a new file under the same key, while others read and write.

        In one step: a copy in slices begins anew at each autosave and never ends (measured).
        """
        source = self.connect()
        with closing(source), sqlite_in_words():
            target = _connect(path, self._key, self._busy_timeout_s)
            with closing(target):
                source.backup(target)

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log into the file."""
        self._reader.close()
        self._writer.close()

    def _without_foreign_keys(self) -> sqlcipher.Connection:
        raw = self.connect()
        raw.execute("PRAGMA foreign_keys = off")
        return raw


def _connect(path: Path, key: bytes, busy_timeout_s: float) -> sqlcipher.Connection:
    raw = sqlcipher.connect(
        str(path), timeout=busy_timeout_s, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in (
            "cipher_log = off",  # else SQLCipher writes its own lines to stderr
            f"key = \"x'{key.hex()}'\"",
            "temp_store = memory",  # SQLite's temporary files would be in clear
            "journal_mode = wal",
            "synchronous = full",
            "foreign_keys = on",
        ):
            raw.execute(f"PRAGMA {pragma}")
        raw.create_function("sort_key", 1, sort_key, deterministic=True)
    except BaseException:
        raw.close()
        raise
    return raw


def rows_of(connection: Connection, asked: str, kind: str, ids: Sequence[UUID]) -> Iterator[Any]:
    """The rows that a question finds for records of a kind, so many of them at a time.

    `asked` takes the kind and ends in IN.
    """
    for start in range(0, len(ids), _IDS_AT_ONCE):
        some = [record.bytes for record in ids[start : start + _IDS_AT_ONCE]]
        yield from connection.execute(f"{asked} ({marks(some)})", (kind, *some)).all()


@contextmanager
def sqlite_in_words() -> Generator[None]:
    """Turn SQLite's troubles that a person can understand into sentences; the rest are bugs."""
    try:
        yield
    except sqlcipher.Error as fault:
        _reword(fault)
        raise


def _reword(fault: Any) -> None:
    code = getattr(fault, "sqlite_errorcode", None)
    if code == _CONSTRAINT and SEALED in str(fault):
        raise Refused(
            say(
                "El acta ya está firmada y lo que dice no se cambia. "
                "Para corregirla, haga un acta aclaratoria."
            )
        ) from fault
    text = _trouble(code, str(fault))
    if text:
        raise Outside(text) from fault


def _trouble(code: int | None, message: str) -> Text | None:
    if code == _FULL:
        return no_room()
    if code in (_BUSY, _LOCKED):
        return say(
            "Otro programa está usando los registros de Bitácora. No se perdió nada; "
            "espere un momento e inténtelo de nuevo."
        )
    if code in (_CORRUPT, _NOT_A_DATABASE):
        return say(
            "El archivo de los registros está dañado o no es de esta bitácora. "
            "No se ha cambiado nada: recupere una copia de seguridad."
        )
    if code in (_IO, _READ_ONLY, _CANNOT_OPEN):
        return say(
            "El disco no permite escribir o leer los registros ({reason}). "
            "Lo guardado hasta ahora está a salvo.",
            reason=message,
        )
    return None
