"""Laptops without a disk: the product's store on a database in memory, used again for every seed.

The tables, the triggers and the statements are the product's. Only the file, its key and its
waiting for the disk are left out, and the schema is made once and copied.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldapp.records.kinds import Kinds
from fieldapp.store.connection import Connection
from fieldapp.store.database import Database, sqlite_in_words
from fieldapp.store.evolution import bring_up_to_date
from fieldapp.store.files import Files
from fieldapp.store.sorting import sort_key
from fieldapp.store.sync_store import SyncStore
from fieldapp.store.unit_of_work import Store
from tests.simulation.kinds import FULL_MONTHS

if TYPE_CHECKING:
    import sqlite3 as sqlite  # the same interface, which the driver does not describe
else:
    from sqlcipher3 import dbapi2 as sqlite

Disk = Any
"""A connection to a database in memory; a copy of one is a copy of the whole laptop."""


class Crash(BaseException):
    """The power went while an answer was taken in."""


class MemoryDatabase(Database):
    """The product's database with one connection, in memory."""

    def __init__(self) -> None:
        self.disk = a_disk()
        super().__init__(Path(":memory:"), b"", new=True)

    @contextmanager
    def writing(self) -> Generator[Connection]:
        yield from self._transaction("BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Generator[Connection]:
        yield from self._transaction("BEGIN")

    def _transaction(self, begin: str) -> Iterator[Connection]:
        with sqlite_in_words():
            self.disk.execute(begin)
            try:
                yield Connection(self.disk)
                self.disk.execute("COMMIT")
            except BaseException:
                if self.disk.in_transaction:
                    self.disk.execute("ROLLBACK")
                raise

    @contextmanager
    def alone(self) -> Generator[Connection]:
        self.disk.execute("PRAGMA foreign_keys = off")
        yield from self._transaction("BEGIN IMMEDIATE")
        self.disk.execute("PRAGMA foreign_keys = on")


class Machine:
    """One laptop's store, ready to be filled with the disk of another one."""

    def __init__(self, kinds: Kinds, level1: dict[str, str]) -> None:
        self.kinds = kinds
        self.database = MemoryDatabase()
        self.store = Store(self.database, kinds)
        self.files = NoFiles()
        self.entropy: Callable[[int], bytes] = bytes
        """The chance of whose laptop it is."""
        self.sync = FragileStore(
            self.store, self.files, level1.__getitem__, self._random_bytes, FULL_MONTHS
        )
        bring_up_to_date(self.database, self.store.schema, before=lambda _: None)
        self._empty = a_copy(self.database.disk)

    def _random_bytes(self, size: int) -> bytes:
        return self.entropy(size)

    @property
    def disk(self) -> Disk:
        """What is on it."""
        return self.database.disk

    def wipe(self) -> None:
        """Make it a new laptop."""
        self.take(self._empty)

    def take(self, disk: Disk) -> None:
        """Put the disk of a laptop with the same program into it."""
        disk.backup(self.disk)

    def upgrade(self, disk: Disk) -> None:
        """Put the disk of an older program into it, and bring its tables up to date."""
        self.take(disk)
        bring_up_to_date(self.database, self.store.schema, before=lambda _: None)


class FragileStore(SyncStore):
    """The product's store; told so, the laptop stops in the middle of taking an answer in."""

    stops_after: int = 0
    """After how many calls; 0 = not at all."""
    committed: Callable[[], None] = staticmethod(lambda: None)
    """Called when an answer was taken in, whatever comes next."""

    @contextmanager
    def taking(self) -> Generator[Any]:
        with super().taking() as taking:
            if self.stops_after:
                calls, self.stops_after = self.stops_after, 0
                yield _Stopping(taking, calls)
                raise Crash
            yield taking
        self.committed()


class _Stopping:
    """A `Taking` that works for a number of calls."""

    def __init__(self, taking: Any, calls: int) -> None:
        self._taking = taking
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        self._calls -= 1
        if self._calls < 0:
            raise Crash
        return getattr(self._taking, name)


class NoFiles(Files):
    """A vault without files: their lane has tests of its own."""

    def __init__(self) -> None:
        pass

    def names(self) -> Any:
        return iter(())


def a_disk() -> Disk:
    made = sqlite.connect(":memory:", isolation_level=None, check_same_thread=False)
    made.execute("PRAGMA foreign_keys = on")
    made.execute("PRAGMA temp_store = memory")
    made.create_function("sort_key", 1, sort_key, deterministic=True)
    return made


def a_copy(disk: Disk) -> Disk:
    """Copy a laptop's disk."""
    copy = a_disk()
    disk.backup(copy)
    return copy
