"""Who may come in now: a few at the database, a short queue before it, the others later.

On a Monday morning it is better to tell a laptop to come back in a minute than to let hundreds of
half-served ones fill the memory. Who brings work goes before who only asks for news: what is
brought is safe nowhere else.
"""

from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
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


@dataclass(eq=False, slots=True)
class _Waiting:
    """Somebody in the queue, until called in or sent away."""

    called: anyio.Event = field(default_factory=anyio.Event)
    admitted: bool = False


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
        self._free = at_once
        self._draw = draw
        self._waiting_max = waiting_max
        self._patience_s = patience_s
        self._bringing: deque[_Waiting] = deque()
        self._asking: deque[_Waiting] = deque()

    @asynccontextmanager
    async def enter(self, brings: Callable[[], bool] = lambda: False) -> AsyncGenerator[None]:
        """Wait for a place; raises `Busy` instead of waiting too long.

        `brings` tells whether the request carries work; it is asked only if there is no place.
        """
        if self._free > 0:
            self._free -= 1
        else:
            await self._wait(self._bringing if brings() else self._asking)
        try:
            yield
        finally:
            self._leave()

    async def _wait(self, queue: "deque[_Waiting]") -> None:
        if len(self._bringing) + len(self._asking) >= self._waiting_max:
            self._make_room(queue)
        waiting = _Waiting()
        queue.append(waiting)
        try:
            with anyio.move_on_after(self._patience_s):
                await waiting.called.wait()
        except BaseException:  # whoever hung up leaves the place to the next
            if waiting.admitted:
                self._leave()
            raise
        finally:
            if waiting in queue:
                queue.remove(waiting)
        if not waiting.admitted:
            raise self._busy()

    def _make_room(self, queue: "deque[_Waiting]") -> None:
        """Send away the last who only asks, for somebody who brings; otherwise raise `Busy`."""
        if queue is self._asking or not self._asking:
            raise self._busy()
        self._asking.pop().called.set()

    def _leave(self) -> None:
        """Give the place to the first who brings, else to the first who asks."""
        for queue in (self._bringing, self._asking):
            if queue:
                following = queue.popleft()
                following.admitted = True
                following.called.set()
                return
        self._free += 1

    def _busy(self) -> Busy:
        return Busy(_RETRY_LEAST_S + self._draw() % (2 * _RETRY_LEAST_S))
