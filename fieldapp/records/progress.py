"""How far long work has come, and the person's wish that it stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

Step = Callable[[int, int], object]
"""Called with (done, total), in any unit; raises Stopped once the person wants no more of it."""


class Stopped(Exception):
    """The person stopped the work: whoever was writing lets go of what is half done."""


def unseen(_done: int, _total: int) -> None:
    """A step that nobody watches."""


def counted(rows: Iterable[T], total: int, step: Step, every: int = 100) -> Iterator[T]:
    """Hand the rows on, telling each so many of them how far they have come."""
    for done, row in enumerate(rows):
        if done % every == 0:
            step(done, total)
        yield row


def part_of(step: Step, before: int, total: int) -> Step:
    """The step of one part of the work, which begins after `before` of a total."""
    return lambda done, _total: step(before + done, total)
