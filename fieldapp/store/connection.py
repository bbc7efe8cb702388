"""A transaction on the vault's file, and what a statement found in it.

SQLAlchemy words the tables when they are made or changed (see `tables`); what is asked and written
every day goes to the driver as it stands. Its import alone was a quarter of a start and a fifth of
the window's memory, and its results doubled the time of a save (measured).
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import sqlite3 as sqlcipher  # the same interface, which the driver does not describe
    from collections.abc import Callable, Sequence
else:
    from sqlcipher3 import dbapi2 as sqlcipher

_PATIENCE_S: Final = 60.0


def marks(values: Collection[object]) -> str:
    """A mark for each value, to stand in a statement: "?, ?, ?"."""
    return ", ".join("?" * len(values))


class Found:
    """The rows that a statement found, as tuples, read as they are asked for."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: sqlcipher.Cursor) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)

    @property
    def rowcount(self) -> int:
        """How many rows a statement changed."""
        return self._cursor.rowcount

    def all(self) -> list[Any]:
        """Every row."""
        return self._cursor.fetchall()

    def first(self) -> Any:
        """The first row; None where there is none."""
        row = self._cursor.fetchone()
        self._cursor.close()
        return row

    def one(self) -> Any:
        """The one row there is. Raises ValueError for none and for several."""
        (row,) = self._cursor.fetchall()
        return row

    def scalars(self) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self._cursor]

    def scalar(self) -> Any:
        """The first column of the first row; None where there is none."""
        row = self.first()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        """The first column of the one row there is."""
        return self.one()[0]


class Connection:
    """One transaction; the driver's own connection is at hand for what runs for every record."""

    __slots__ = ("driver",)

    def __init__(self, driver: sqlcipher.Connection) -> None:
        self.driver = driver

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Found:
        """Run one statement; its values stand in `parameters`, never in its words."""
        return Found(self.driver.execute(statement, parameters))

    def execute_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row of values."""
        self.driver.executemany(statement, rows)


class Pool:
    """The connections for one way of beginning; whoever finds none free waits for one."""

    def __init__(
        self, connect: Callable[[], sqlcipher.Connection], begin: str, connections: int
    ) -> None:
        self._connect = connect
        self._begin = begin
        self._connections = connections
        self._free: LifoQueue[sqlcipher.Connection | None] = LifoQueue()
        self._open = True
        for _ in range(connections):
            self._free.put(None)

    @contextmanager
    def transaction(self) -> Generator[Connection]:
        """One transaction: committed at the end, undone by any exception."""
        driver = self._taken()
        try:
            driver = driver or self._connect()
            driver.execute(self._begin)
            yield Connection(driver)
            driver.execute("COMMIT")
        except BaseException:
            driver = _rolled_back(driver)
            raise
        finally:
            self._give_back(driver)

    def close(self) -> None:
        """Close those that nobody uses now, and the others once they are given back."""
        self._open = False
        with suppress(Empty):
            for _ in range(self._connections):
                self._give_back(self._free.get_nowait())

    def _taken(self) -> sqlcipher.Connection | None:
        try:
            return self._free.get(timeout=_PATIENCE_S)
        except Empty:
            raise TimeoutError("every connection to the vault is in use") from None

    def _give_back(self, driver: sqlcipher.Connection | None) -> None:
        if driver is not None and not self._open:
            driver.close()
            driver = None
        self._free.put(driver)


def _rolled_back(driver: sqlcipher.Connection | None) -> sqlcipher.Connection | None:
    """The connection with its transaction undone; None where it is of no more use."""
    if driver is None:
        return None
    try:
        if driver.in_transaction:
            driver.execute("ROLLBACK")
    except sqlcipher.Error:
        driver.close()  # whatever it had begun ends with it
        return None
    return driver
