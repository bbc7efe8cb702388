"""The hand-over of a post: everything open is listed and changes hands in one action (rule R7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from fieldapp.records.describe import Code
from fieldapp.records.handover import Handover, HandoverMade
from fieldapp.records.people import Person
from fieldapp.records.requests import CitizenRequest
from fieldapp.records.spaces import Space
from fieldapp.records.text import Refused, Text, say
from fieldapp.records.visits import Activity
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.permissions import Role
from fieldapp.rules.reports.handover import HandedOver
from fieldapp.rules.requests import due_on
from fieldapp.store import ledger
from fieldapp.store.queries import Among
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.allowed import seen_by
from fieldapp.work.changing import create, fetch, put
from fieldapp.work.commitment_board import BoardFilter, board_of
from fieldapp.work.commitment_lines import CommitmentLine
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.drafts import Drafts
from fieldapp.work.visit_list import VisitLine, lines_of_visits, within

_OPEN: Final = frozenset(Code(code) for code in ("planned", "in_progress", "done"))
_UNSIGNED: Final = frozenset(Code(code) for code in ("draft", "review", "frozen"))
_OFFICERS: Final = frozenset({Role.OFFICER, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class HandoverRoom:
    """A hand-over with all that it is about; `mine` tells whether this officer makes it.

    `made_at` is when it was last done. What was handed over is no longer listed.
    """

    handover: Handover
    mine: bool
    made_at: datetime | None
    visits: list[VisitLine]
    papers: list[VisitLine]
    commitments: list[CommitmentLine]
    requests: list[CitizenRequest]
    listed: HandedOver

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to change hands."""
        return not (self.visits or self.papers or self.requests)


class Handovers:
    """What is done where somebody leaves a post; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def waiting(self) -> list[Handover]:
        """Those that this officer has still to make, the earliest first."""
        mine = {"leaver": self._desk.posting.officer}
        with self._desk.reading() as reading:
            found = reading.all(Handover, mine, ("from_on",))
            made = reading.tally(HandoverMade, "handover", {"handover": [one.id for one in found]})
            return [one for one in found if not made.get(one.id)]

    def told(self) -> Text | None:
        """What this officer should know of a hand-over that waits; None when none does."""
        waiting = self.waiting()
        if not waiting:
            return None
        with self._desk.reading() as reading:
            name = _name(self._desk, reading, waiting[0].successor)
        return say(
            "La coordinación pide que entregue su puesto a {name}. Revise lo que queda abierto.",
            name=name,
        )

    def newest(self) -> UUID | None:
        """The hand-over that a person means who names none: one that waits, or the last written."""
        waiting = self.waiting()
        if waiting:
            return waiting[0].id
        with self._desk.reading() as reading:
            rows = reading.listing("handover", ("id",), {}, ("-created_at",), 1)
        return rows[0][0] if rows else None

    def room(self, id: UUID) -> HandoverRoom:
        """Everything that changes hands, in one snapshot."""
        with self._desk.reading() as reading:
            return room_of(self._desk, reading, fetch(reading, Handover, id))

    def make(self, id: UUID) -> Saved:
        """Give everything open to the successor. Refused for who neither leaves nor coordinates.

        The visits, their actas and what was promised in them have the successor as their officer
        from now on; the successor finds them at the next sync.
        """
        desk = self._desk
        with desk.writing() as writing:
            handover = fetch(writing, Handover, id)
            room = room_of(desk, writing, handover)
            if not room.mine:
                raise Refused(say("La entrega la hace quien deja el puesto, o la coordinación."))
            if handover.successor is None or handover.successor == handover.leaver:
                raise Refused(say("La coordinación debe decir quién recibe el puesto."))
            for line in {one.id: one for one in (*room.visits, *room.papers)}.values():
                visit = fetch(writing, Activity, line.id)
                given = msgspec.structs.replace(visit, lead_officer=handover.successor)
                put(desk, writing, given)
            for request in room.requests:
                given_on = msgspec.structs.replace(request, lead_officer=handover.successor)
                put(desk, writing, given_on)
            counted = {
                "made_at": desk.now(),
                "visits": len(room.visits),
                "papers": len(room.papers),
                "commitments": len(room.commitments),
                "requests": len(room.requests),
            }
            put(desk, writing, create(desk, HandoverMade, counted, handover=id))
            return Saved(writing.changed_kinds, id)


def room_of(desk: Desk, reading: Reading, handover: Handover) -> HandoverRoom:
    """Read a hand-over with what is open of the post."""
    leaver = handover.leaver
    led = {"lead_officer": leaver}
    visits = _lines(desk, reading, "activity", {**led, "status": _OPEN}, "id")
    unsigned: dict[str, object] = {"status": _UNSIGNED, "activity": Among(("activity",), led)}
    papers = _lines(desk, reading, "minutes", unsigned, "activity")
    made = [one.made_at for one in reading.all(HandoverMade, {"handover": handover.id})]
    made_at = max((one for one in made if one is not None), default=None)
    commitments = _owed(desk, reading, leaver)
    requests = _unanswered(desk, reading, leaver)
    return HandoverRoom(
        handover=handover,
        mine=leaver == desk.posting.officer or desk.posting.role not in _OFFICERS,
        made_at=made_at,
        visits=visits,
        papers=papers,
        commitments=commitments,
        requests=requests,
        listed=HandedOver(
            leaver=_name(desk, reading, leaver),
            successor=_name(desk, reading, handover.successor),
            place=desk.pack.territories.path(handover.territory or ""),
            from_on=handover.from_on,
            reason=handover.reason,
            made_at=made_at,
            visits=tuple(
                (one.day, one.title, one.place, label(desk.pack, "activity_status", one.status))
                for one in visits
            ),
            papers=tuple(
                (one.acta_number, one.title, label(desk.pack, "minutes_status", one.acta_status))
                for one in papers
            ),
            commitments=tuple(
                (
                    one.text,
                    one.responsible,
                    one.due_on,
                    label(desk.pack, "commitment_status", one.status),
                )
                for one in commitments
            ),
            requests=tuple(
                (
                    one.received_on,
                    label(desk.pack, "request_kinds", one.kind),
                    due_on(one, desk.pack),
                )
                for one in requests
            ),
            spaces=tuple(_spaces(desk, reading, handover.territory or "")),
            # Only the leaver's own laptop knows these.
            drafts=_drafts(desk) if leaver == desk.posting.officer else (),
            series=_series(desk, reading) if leaver == desk.posting.officer else (),
        ),
    )


def _lines(
    desk: Desk, reading: Reading, kind: str, where: dict[str, object], of: str
) -> list[VisitLine]:
    ids = {row[0] for row in reading.listing(kind, (of,), where)} - {None}
    return lines_of_visits(desk, reading, ids)


def _owed(desk: Desk, reading: Reading, leaver: UUID | None) -> list[CommitmentLine]:
    """What is owed to the post: as the board shows it to whoever holds it."""
    if leaver is None:
        return []
    holder = replace(desk, posting=replace(desk.posting, officer=leaver))
    groups = board_of(holder, reading, BoardFilter(mine=True))
    return [line for group in groups for line in group.lines]


def _unanswered(desk: Desk, reading: Reading, leaver: UUID | None) -> list[CitizenRequest]:
    """The citizens' requests the leaver had to answer, as far as whoever asks may read them (R6).

    Of a coordinator's laptop that is none: they are given on by the leaver or at headquarters.
    """
    seen = seen_by(desk, reading, desk.kinds.spec_of(CitizenRequest))
    found = reading.all(CitizenRequest, {"answered_on": None, **seen}, ("received_on",))
    return [one for one in found if (one.lead_officer or one.created_by) == leaver]


def _spaces(desk: Desk, reading: Reading, territory: str) -> Iterable[tuple[str, str]]:
    if territory:
        where = {"territory": within(desk.pack.territories, territory)}
        for space in reading.all(Space, where, ("name",)):
            yield space.name, label(desk.pack, "space_types", space.type)


def _drafts(desk: Desk) -> tuple[tuple[str, str], ...]:
    """What is half typed on this laptop: (where, the words)."""
    return tuple((desk.kinds[one.kind].label, one.words) for one in Drafts(desk).open())


def _series(desk: Desk, reading: Reading) -> tuple[tuple[str, int], ...]:
    """The series of this laptop's numbers, and the last one used."""
    series = desk.posting.series
    return ((series, ledger.last_number(reading, series)),)


def _name(desk: Desk, reading: Reading, person: UUID | None) -> str:
    if person == desk.posting.officer:
        return desk.posting.officer_name
    known = reading.get(Person, person) if person is not None else None
    return known.full_name if known is not None else "—"
