"""A visit opened in the real room, on a real store, for tests of one of its tabs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from pytestqt.qtbot import QtBot

from fieldapp.packs import Pack
from fieldapp.records.describe import Code
from fieldapp.ui.jobs import Jobs
from fieldapp.ui.pages.visit_room.page import VisitRoomPage
from fieldapp.ui.theme import ThemeName
from fieldapp.work.locking import Locking
from fieldapp.work.visit_room import VisitRoom
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, Clock, a_desk
from tests.ui.screens.visit_room import VisitRoomScreen
from tests.ui.standins import FakePrompts, tools_for


class AnyPassword:
    """A vault whose password nobody knows, for tests of a PIN."""

    def proves(self, passphrase: str) -> bool:
        return passphrase == "el patio de la escuela"

    def change_passphrase(self, old: str, new: str) -> None:
        raise NotImplementedError(old, new)


Given = Callable[[Work, UUID], object]


@dataclass
class Room:
    """A meeting under way, as it is kept and as it is seen."""

    screen: VisitRoomScreen
    work: Work
    prompts: FakePrompts
    clock: Clock
    visit: UUID

    @property
    def kept(self) -> VisitRoom:
        return self.work.visits.room(self.visit)

    def rows(self, *fields: str) -> list[tuple[object, ...]]:
        people = [row.attendance for row in self.kept.people]
        return [tuple(getattr(one, name) for name in fields) for one in people]


@contextmanager
def a_room(
    qtbot: QtBot,
    folder: Path,
    *,
    given: Given | None = None,
    jobs: Jobs | None = None,
    theme: ThemeName = "light",
    scale: float = 1.0,
    pin: str = "",
    pack: Pack | None = None,
    new_id: Callable[[], UUID] | None = None,
) -> Iterator[Room]:
    clock, prompts = Clock(), FakePrompts()
    with a_desk(folder, clock) as made:
        desk = replace(made, pack=pack or made.pack, new_id=new_id or made.new_id)
        work = Work(desk)
        ready = {
            "objective": "Mesa de empleo",
            "territory": GUAPI,
            "kind": Code("session"),
            "axis": Code("GT"),
        }
        visit = work.visits.plan(ready).id
        work.visits.start(visit)
        if given is not None:
            given(work, visit)
        lock = Locking(desk, AnyPassword(), os.urandom) if pin else None
        if lock is not None:
            lock.choose_pin(pin)
        tools = tools_for(prompts=prompts, theme=theme, scale=scale)
        page = VisitRoomPage(replace(tools, jobs=jobs or tools.jobs), work, lock)
        yield Room(VisitRoomScreen(qtbot, page, visit), work, prompts, clock, visit)
