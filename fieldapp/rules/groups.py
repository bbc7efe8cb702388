"""Things said to be one: groups that grow by joining two at a time."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Generic, Protocol, TypeVar


class _Sortable(Hashable, Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


T = TypeVar("T", bound=_Sortable)


class Groups(Generic[T]):
    """Joins things and names each group by its least member, whatever the order of joining."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def join(self, one: T, other: T) -> None:
        """Say that two things are one."""
        first, second = sorted((self.representative(one), self.representative(other)))
        if first != second:
            self._above[second] = first

    def representative(self, one: T) -> T:
        """Return the least of all that are one with it; itself if nothing is."""
        least = one
        while (above := self._above.get(least)) is not None:
            least = above
        if least != one:
            self._above[one] = least
        return least
