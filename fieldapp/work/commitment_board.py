"""The board of commitments: who owes what, in the grouping somebody needs today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.records.agreements import Commitment
from fieldapp.records.people import SameAs
from fieldapp.records.text import Text, say
from fieldapp.rules.same_as import Sameness
from fieldapp.store.queries import Between
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.commitment_lines import CommitmentLine, lines_of
from fieldapp.work.desk import Desk
from fieldapp.work.visit_list import within

_WEEK: Final = timedelta(days=7)
_MONTH: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which commitments the board shows and how it groups them; what is empty does not choose.

    `mine` keeps those of visits this officer leads and of agreements they wrote. Without `status`
    only what is still owed is shown.
    """

    by: Literal["date", "entity", "territory"] = "date"
    text: str = ""
    status: frozenset[str] = frozenset()
    territory: str = ""
    mine: bool = False
    late_only: bool = False


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """Some commitments under one heading."""

    key: str
    title: Text
    lines: list[CommitmentLine]


def board_of(desk: Desk, reading: Reading, wanted: BoardFilter) -> list[BoardGroup]:
    """The groups in their order; in each the first due first, those without a day last."""
    same = Sameness(reading.all(SameAs))
    lines = [line for line in _found(desk, reading, wanted) if _is_wanted(desk, line, wanted)]
    lines.sort(key=lambda line: (line.due_on is None, line.due_on or date.max, line.number))
    groups: dict[str, BoardGroup] = {}
    for line in lines:
        key, title = _heading(line, wanted.by, desk.today(), same)
        groups.setdefault(key, BoardGroup(key, title, [])).lines.append(line)
    ordered = groups.values()
    return list(ordered) if wanted.by == "date" else sorted(ordered, key=_alphabetical)


def owed_until(desk: Desk, reading: Reading, until: date) -> list[CommitmentLine]:
    """What is still owed and due by a day, late or not, the first due first.

    Only these become records: a laptop may hold years of kept promises.
    """
    soon = Between(None, until)
    near = {row[0] for row in reading.listing("commitment", ("id",), {"due_on": soon})}
    near |= {row[0] for row in reading.listing("commitment", ("id",), {"kind": "continuous"})}
    near |= {row[0] for row in reading.listing("follow_up", ("commitment",), {"new_due_on": soon})}
    found = reading.many(Commitment, near - settled(reading))
    standing = [one for one in found.values() if not one.annulled]
    lines = [line for line in lines_of(desk, reading, standing) if line.open and line.due_on]
    due = [line for line in lines if line.due_on and line.due_on <= until]
    return sorted(due, key=lambda line: line.due_on or until)


def _found(desk: Desk, reading: Reading, wanted: BoardFilter) -> list[CommitmentLine]:
    where: dict[str, object] = {}
    if wanted.mine:
        where["origin"] = _mine(desk, reading)
    named = reading.listing("commitment", ("id",), where, text=wanted.text)
    over = frozenset[UUID]() if wanted.status else settled(reading)
    found = reading.many(Commitment, [row[0] for row in named if row[0] not in over])
    return lines_of(desk, reading, list(found.values()))


def settled(reading: Reading) -> frozenset[UUID]:
    """The promises whose last report says that nothing is owed any more."""
    rows = reading.listing("follow_up", ("commitment", "status"), {}, ("on", "created_at"))
    return frozenset(one for one, status in dict(rows).items() if status in ("done", "cancelled"))


def _mine(desk: Desk, reading: Reading) -> list[object]:
    me = desk.posting.officer
    led = reading.listing("activity", ("id",), {"lead_officer": me})
    written = reading.listing("agreement", ("id",), {"created_by": me})
    return [row[0] for row in (*led, *written)]


def _is_wanted(desk: Desk, line: CommitmentLine, wanted: BoardFilter) -> bool:
    if wanted.late_only and not line.late:
        return False
    if wanted.territory and line.territory not in within(desk.pack.territories, wanted.territory):
        return False
    return line.status in wanted.status if wanted.status else line.open


def _by_date(line: CommitmentLine, today: date) -> tuple[str, Text]:
    if line.due_on is None:
        return "none", say("Sin fecha")
    if line.late:
        return "late", say("Vencidos")
    if line.due_on <= today + _WEEK:
        return "week", say("En los próximos siete días")
    if line.due_on <= today + _MONTH:
        return "month", say("En los próximos treinta días")
    return "later", say("Más adelante")


def _by_entity(line: CommitmentLine, same: Sameness) -> tuple[str, Text]:
    """Who owes it; two records of one entity are one heading (field rule R1)."""
    if not line.responsible:
        return "", say("Sin responsable")
    known = line.responsible_id
    key = str(same.representative(known)) if known else fold(line.responsible)
    return key, Text(line.responsible)


def _by_territory(line: CommitmentLine) -> tuple[str, Text]:
    return line.territory, Text(line.place) if line.place else say("Sin territorio")


def _heading(line: CommitmentLine, by: str, today: date, same: Sameness) -> tuple[str, Text]:
    if by == "entity":
        return _by_entity(line, same)
    return _by_territory(line) if by == "territory" else _by_date(line, today)


def _alphabetical(group: BoardGroup) -> tuple[bool, str]:
    return group.key == "", fold(str(group.title))
