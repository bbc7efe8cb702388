"""The door on a Monday morning: work that is brought comes in first, the rest comes later."""

from __future__ import annotations

from collections.abc import Callable

import anyio
import pytest

from sync.protocol import frame
from sync.server.admission import Admission, Busy
from tests.given.headquarters import HeadquartersGiven
from tests.given.messages import a_body

BRINGS: Callable[[], bool] = lambda: True  # noqa: E731
ASKS: Callable[[], bool] = lambda: False  # noqa: E731


class Morning:
    """Visitors at one door, and the order in which they came in."""

    def __init__(self, door: Admission) -> None:
        self.door = door
        self.came_in: list[str] = []
        self.sent_away: list[str] = []
        self.closing = anyio.Event()

    async def visit(self, name: str, brings: Callable[[], bool]) -> None:
        try:
            async with self.door.enter(brings):
                self.came_in.append(name)
                await self.closing.wait()
        except Busy:
            self.sent_away.append(name)

    async def all_of(self, *visitors: tuple[str, Callable[[], bool]]) -> None:
        """Let them come one after the other, then let whoever is inside finish."""
        async with anyio.create_task_group() as group:
            for name, brings in visitors:
                group.start_soon(self.visit, name, brings)
                await anyio.wait_all_tasks_blocked()
            self.closing.set()


def play(door: Admission, *visitors: tuple[str, Callable[[], bool]]) -> Morning:
    async def morning() -> Morning:
        made = Morning(door)
        await made.all_of(*visitors)
        return made

    return anyio.run(morning)


def a_door(at_once: int = 1, waiting_max: int = 10, patience_s: float = 30) -> Admission:
    return Admission(at_once, lambda: 7, waiting_max, patience_s)


def test_who_brings_work_comes_in_before_who_only_asks() -> None:
    visitors = [("first", ASKS), ("asks", ASKS), ("brings", BRINGS), ("brings too", BRINGS)]
    morning = play(a_door(), *visitors)
    assert morning.came_in == ["first", "brings", "brings too", "asks"]
    assert morning.sent_away == []


def test_a_full_queue_sends_away_who_only_asks_to_make_room_for_work() -> None:
    visitors = [("first", ASKS), ("asks", ASKS), ("asks last", ASKS), ("brings", BRINGS)]
    morning = play(a_door(waiting_max=2), *visitors)
    assert morning.came_in == ["first", "brings", "asks"]
    assert morning.sent_away == ["asks last"]


def test_a_queue_full_of_work_sends_away_whoever_comes_next() -> None:
    visitors = [("first", BRINGS), ("second", BRINGS), ("third", BRINGS), ("asks", ASKS)]
    morning = play(a_door(waiting_max=1), *visitors)
    assert morning.came_in == ["first", "second"]
    assert morning.sent_away == ["third", "asks"]


def test_whether_somebody_brings_work_is_asked_only_when_there_is_no_place() -> None:
    def never() -> bool:
        raise AssertionError

    assert play(a_door(at_once=2), ("first", never), ("second", never)).came_in == [
        "first",
        "second",
    ]


def test_who_loses_patience_or_hangs_up_leaves_the_place_to_the_next() -> None:
    async def morning() -> list[str]:
        made = Morning(a_door(patience_s=0.01))
        async with anyio.create_task_group() as group:
            group.start_soon(made.visit, "first", ASKS)
            await anyio.wait_all_tasks_blocked()
            await made.visit("impatient", BRINGS)
            with anyio.move_on_after(0.001):
                await made.visit("hangs up", BRINGS)
            made.closing.set()
        await made.visit("later", ASKS)
        return made.came_in + made.sent_away

    assert anyio.run(morning) == ["first", "later", "impatient"]


def test_retries_are_spread_over_half_a_minute() -> None:
    async def asked(draw: int) -> int:
        door = Admission(1, lambda: draw, waiting_max=0)
        async with door.enter():
            with pytest.raises(Busy) as busy:
                async with door.enter():
                    raise AssertionError
        return busy.value.retry_after_s

    seconds = {anyio.run(asked, draw) for draw in range(256)}
    assert (min(seconds), max(seconds), len(seconds)) == (15, 44, 30)


def test_a_frame_with_batches_brings_work_and_anything_else_does_not(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    desk = headquarters.desk
    assert desk.arrived(laptop.frame(batches=[laptop.batch(a_body())])).brings_work
    assert not desk.arrived(laptop.frame()).brings_work
    assert not desk.arrived(frame.MAGIC + bytes(200)).brings_work
    assert not desk.arrived(b"<html>").brings_work
