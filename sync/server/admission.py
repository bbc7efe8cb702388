"""Who may come in now: a few at the database, a short queue before it, the others later.

On a Monday morning it is better to tell a laptop to come back in a minute than to let hundreds of
half-served ones fill the memory.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Final

import anyio

WAITING_MAX: Final = 200
PATIENCE_S: Final = 20.0
_RETRY_LEAST_S: Final = 15


class Busy(Exception):
    """The queue is full, or waiting took too long; `retry_after_s` says when to come again."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(retry_after_s)
        self.retry_after_s = retry_after_s


class Admission:
    """Lets `at_once` requests in and keeps up to `waiting_max` waiting for `patience_s`.

    `draw` gives a random byte: retries are spread so that they do not come back together.
    """

    def __init__(
        self,
        at_once: int,
        draw: Callable[[], int],
        waiting_max: int = WAITING_MAX,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._limit = anyio.CapacityLimiter(at_once)
        self._draw = draw
        self._waiting_max = waiting_max
        self._patience_s = patience_s

    @asynccontextmanager
    async def enter(self) -> AsyncGenerator[None]:
        """Wait for a place; raises `Busy` instead of waiting too long."""
        door = self._limit.statistics()
        if self._limit.available_tokens <= 0 and door.tasks_waiting >= self._waiting_max:
            raise self._busy()
        entered = object()
        with anyio.move_on_after(self._patience_s) as waited:
            await self._limit.acquire_on_behalf_of(entered)
        if waited.cancelled_caught:
            raise self._busy()
        try:
            yield
        finally:
            self._limit.release_on_behalf_of(entered)

    def _busy(self) -> Busy:
        return Busy(_RETRY_LEAST_S + self._draw() % (2 * _RETRY_LEAST_S))
