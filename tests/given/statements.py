"""Something that happens between two statements: a power cut, a kill, a count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from fieldapp.store.unit_of_work import Store


class _Watched:
    """The driver's connection; tells before each statement."""

    def __init__(self, driver: Any, tell: Callable[[], object]) -> None:
        self.driver = driver
        self._tell = tell

    def execute(self, *statement: Any) -> Any:
        self._tell()
        return self.driver.execute(*statement)

    def executemany(self, *statement: Any) -> Any:
        self._tell()
        return self.driver.executemany(*statement)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.driver, name)


@contextmanager
def before_each_statement(store: Store, tell: Callable[[], object]) -> Iterator[None]:
    """Call `tell` before each statement of the connection that writes."""
    pool = store.database._writer
    driver: Any = pool._taken() or pool._connect()
    pool._give_back(_Watched(driver, tell))  # pyright: ignore[reportArgumentType]
    try:
        yield
    finally:
        pool._taken()
        pool._give_back(driver)
