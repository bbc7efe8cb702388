"""The spaces of the territory with how they meet: sessions held against planned."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.records.people import SameAs
from fieldapp.records.spaces import ProtocolStep, Space
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.protocol import Progress, protocol_of
from fieldapp.rules.same_as import Sameness
from fieldapp.rules.sessions import Session, SessionsOfYear, sessions_of_year
from fieldapp.store.open_promises import open_promises
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk

_LOCAL_PLAN: Final = "local_employment"
_MADE: Final = ("published", "approved", "closed")


@dataclass(frozen=True, slots=True)
class SpaceLine:
    """A space in the list; two records of one space are one line (field rule R1)."""

    id: UUID
    name: str
    type: str
    place: str
    sessions: SessionsOfYear
    behind: int
    open_commitments: int
    protocol: Progress | None = None
    """How far the local plan is that it makes, until there is one."""


class SpaceSessions:
    """Reads how spaces meet. Nothing here changes a record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def lines(self) -> list[SpaceLine]:
        """Every space in the order of its name."""
        with self._desk.reading() as reading:
            return self.lines_in(reading)

    def lines_in(self, reading: Reading) -> list[SpaceLine]:
        """The same from a snapshot that is open."""
        same = Sameness(reading.all(SameAs))
        held = self._sessions(reading, same)
        owed = self._owed(reading, same)
        spaces = reading.all(Space)
        groups: defaultdict[UUID, list[Space]] = defaultdict(list)
        for one in spaces:
            groups[same.representative(one.id)].append(one)
        progress = self._progress(reading, groups)
        lines = [
            self._line(group, held.get(stands, []), owed[stands], progress.get(stands))
            for stands, group in groups.items()
        ]
        return sorted(lines, key=lambda line: fold(line.name))

    def _line(
        self, group: list[Space], sessions: list[Session], owed: int, protocol: Progress | None
    ) -> SpaceLine:
        """The first written of what is one space, with the plan that any of its records has."""
        desk, today = self._desk, self._desk.today()
        space = min(group, key=lambda one: one.id)
        planned = max((one.sessions_per_year or 0 for one in group), default=0)
        territory = space.territory or ""
        year = sessions_of_year(sessions, planned or None, today)
        return SpaceLine(
            id=space.id,
            name=space.name,
            type=label(desk.pack, "space_types", space.type),
            place=desk.pack.territories.path(territory) if territory else "",
            sessions=year,
            behind=year.behind(today),
            open_commitments=owed,
            protocol=protocol,
        )

    def _progress(
        self, reading: Reading, groups: dict[UUID, list[Space]]
    ) -> dict[UUID, Progress | None]:
        """How far each space without a local plan is in the protocol that leads to one."""
        found = reading.listing("plan", ("territory",), {"type": _LOCAL_PLAN, "status": _MADE})
        planned = {territory for (territory,) in found}
        steps: defaultdict[UUID | None, list[ProtocolStep]] = defaultdict(list)
        for step in reading.all(ProtocolStep):
            steps[step.space].append(step)
        return {
            stands: protocol_of(
                group[0], [step for one in group for step in steps[one.id]], self._desk.pack
            )
            for stands, group in groups.items()
            if group[0].territory not in planned
        }

    def _sessions(self, reading: Reading, same: Sameness) -> dict[UUID, list[Session]]:
        found: defaultdict[UUID, list[Session]] = defaultdict(list)
        named = ("space", "starts_at", "planned_on", "status", "next_session_on")
        for space, starts_at, planned_on, status, announces in _of_spaces(reading, named):
            day = self._desk.day_of(starts_at) if starts_at else planned_on
            if day is not None:
                found[same.representative(space)].append(
                    Session(day, status or "planned", announces)
                )
        return found

    def _owed(self, reading: Reading, same: Sameness) -> Counter[UUID]:
        """What is still owed of each space's sessions, and of the agreements it follows."""
        origins = dict(_of_spaces(reading, ("id", "space")))
        followed = reading.listing("agreement", ("id", "follow_up_body"))
        origins |= {one: body for one, body in followed if body is not None}
        rows = reading.listing("commitment", ("id", "origin"), {"origin": list(origins)})
        waiting = {one.id for one in open_promises(reading, territories=(), origins=origins)}
        return Counter(same.representative(origins[of]) for one, of in rows if one in waiting)


def _of_spaces(reading: Reading, named: tuple[str, ...]) -> list[tuple[Any, ...]]:
    spaces = [row[0] for row in reading.listing("space", ("id",))]
    return reading.listing("activity", named, {"space": spaces})
