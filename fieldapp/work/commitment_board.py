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
from fieldapp.rules.commitments import late_before
from fieldapp.rules.same_as import Sameness
from fieldapp.store.open_promises import OpenPromise, open_promises
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.commitment_lines import CommitmentLine, lines_of
from fieldapp.work.desk import Desk
from fieldapp.work.open_promises import records_of
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


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed until a day, the first due first; the counts tell of all, the lists of some."""

    late: list[CommitmentLine]
    late_count: int
    due_soon: list[CommitmentLine]
    due_soon_count: int


def owed_until(desk: Desk, reading: Reading, until: date, most: int) -> Owed:
    """What is late today and what is due until a day; at most so many lines of each.

    Only these become records: a laptop may hold years of promises, kept and not. An office that
    does not work with them owes none here (field rule R30).
    """
    if desk.kinds["commitment"].off:
        return Owed([], 0, [], 0)
    near = open_promises(reading, until=until)
    before = late_before(desk.pack, desk.today())
    late = [one for one in near if one.due_on and one.due_on < before]
    soon = [one for one in near if one.due_on and one.due_on >= before]
    reported = _permanent(desk, reading, [one for one in near if one.due_on is None], until)
    late_lines = lines_of(desk, reading, records_of(reading, late[:most]))
    soon_lines = lines_of(desk, reading, records_of(reading, soon[:most]))
    late_lines += [line for line in reported if line.late]
    soon_lines += [line for line in reported if not line.late]
    return Owed(
        late=sorted(late_lines, key=_due)[:most],
        late_count=len(late) + sum(line.late for line in reported),
        due_soon=sorted(soon_lines, key=_due)[:most],
        due_soon_count=len(soon) + sum(not line.late for line in reported),
    )


def _permanent(
    desk: Desk, reading: Reading, undated: list[OpenPromise], until: date
) -> list[CommitmentLine]:
    """The permanent promises whose next report is due until a day."""
    lines = lines_of(desk, reading, records_of(reading, undated))
    return [line for line in lines if line.due_on and line.due_on <= until]


def _due(line: CommitmentLine) -> date:
    return line.due_on or date.max


def _found(desk: Desk, reading: Reading, wanted: BoardFilter) -> list[CommitmentLine]:
    if wanted.status:
        ids = _named(desk, reading, wanted)
    else:
        inside = within(desk.pack.territories, wanted.territory) if wanted.territory else None
        ids = [one.id for one in open_promises(reading, territories=inside)]
        if wanted.mine or wanted.text:
            named = set(_named(desk, reading, wanted))
            ids = [one for one in ids if one in named]
    found = reading.many(Commitment, ids)
    return lines_of(desk, reading, list(found.values()))


def _named(desk: Desk, reading: Reading, wanted: BoardFilter) -> list[UUID]:
    where: dict[str, object] = {"origin": _mine(desk, reading)} if wanted.mine else {}
    rows = reading.listing("commitment", ("id",), where, text=wanted.text)
    return [row[0] for row in rows]


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
