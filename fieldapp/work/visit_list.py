"""Visits as lines of a list: read without building a record each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

import msgspec

from fieldapp.packs import Pack
from fieldapp.packs.territories import Territories
from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.visits import Activity
from fieldapp.rules.places import place_of
from fieldapp.store.queries import Between
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk

_NEWEST_FIRST = ("-planned_on",)


@dataclass(frozen=True, slots=True)
class VisitFilter:
    """Which visits a list shows; what is left empty does not choose.

    `territory` is a code of any level: a department holds its municipalities.
    """

    text: str = ""
    status: frozenset[str] = frozenset()
    territory: str = ""
    from_on: date | None = None
    to_on: date | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in a list. `people` are those present, with and without a name."""

    id: UUID
    title: str
    territory: str
    place: str
    day: date | None
    status: str
    people: int = 0
    commitments: int = 0
    acta_number: str = ""
    acta_status: str = ""


@dataclass(frozen=True, slots=True)
class VisitPage:
    """Some lines of a list, and how many there are in all."""

    lines: list[VisitLine] = field(default_factory=list[VisitLine])
    total: int = 0


class _Row(msgspec.Struct, frozen=True):
    """What a line needs of an activity, in the order in which it is asked for."""

    id: UUID
    objective: str
    kind: Code | None
    territory: TerritoryCode | None
    locality_kind: Code | None
    locality: str
    planned_on: date | None
    starts_at: datetime | None
    status: Code | None
    audience_women: int | None
    audience_men: int | None


def page_of(
    desk: Desk, reading: Reading, wanted: VisitFilter, limit: int, offset: int
) -> VisitPage:
    """The visits wanted, the newest first."""
    total = reading.count(Activity, _where(desk, wanted), text=wanted.text)
    return VisitPage(first_lines(desk, reading, wanted, limit, offset), total)


def first_lines(
    desk: Desk, reading: Reading, wanted: VisitFilter, limit: int, offset: int = 0
) -> list[VisitLine]:
    """The newest of the visits wanted, without asking how many there are."""
    columns, where = _Row.__struct_fields__, _where(desk, wanted)
    rows = reading.listing("activity", columns, where, _NEWEST_FIRST, limit, offset, wanted.text)
    return _lines(desk, reading, [_Row(*row) for row in rows])


def lines_of_visits(desk: Desk, reading: Reading, ids: Collection[UUID]) -> list[VisitLine]:
    """The lines of these visits, the newest first."""
    columns = _Row.__struct_fields__
    rows = reading.listing("activity", columns, {"id": list(ids)}, _NEWEST_FIRST)
    return _lines(desk, reading, [_Row(*row) for row in rows])


def within(territories: Territories, code: str) -> list[str]:
    """A territory and all that lies in it."""
    codes = [code]
    for found in codes:
        codes += [below.code for below in territories.children(found)]
    return codes


def _where(desk: Desk, wanted: VisitFilter) -> dict[str, object]:
    where: dict[str, object] = {}
    if wanted.status:
        where["status"] = wanted.status
    if wanted.territory:
        where["territory"] = within(desk.pack.territories, wanted.territory)
    if wanted.from_on or wanted.to_on:
        where["planned_on"] = Between(wanted.from_on, wanted.to_on)
    if wanted.mine:
        where["lead_officer"] = desk.posting.officer
    return where


def _lines(desk: Desk, reading: Reading, rows: list[_Row]) -> list[VisitLine]:
    ids = [row.id for row in rows]
    present = {"activity": ids, "presence": "present"}
    people = reading.tally("attendance", "activity", present)
    commitments = reading.tally("commitment", "origin", {"origin": ids})
    actas = {
        activity: (number, status)
        for activity, number, status in reading.listing(
            "minutes", ("activity", "number", "status"), {"activity": ids}
        )
        if status != "void"
    }
    return [
        _line(desk, row, people.get(row.id, 0), commitments.get(row.id, 0), actas.get(row.id))
        for row in rows
    ]


def _line(
    desk: Desk, row: _Row, people: int, commitments: int, acta: tuple[str, str] | None
) -> VisitLine:
    number, status = acta or ("", "")
    return VisitLine(
        id=row.id,
        title=row.objective or desk.pack.catalogue("activity_types").label(row.kind or ""),
        territory=row.territory or "",
        place=place_of(row, desk.pack),
        day=day_of(desk.pack, row),
        status=row.status or "",
        people=people + (row.audience_women or 0) + (row.audience_men or 0),
        commitments=commitments,
        acta_number=number,
        acta_status=status,
    )


def day_of(pack: Pack, visit: _Row | Activity) -> date | None:
    """The day a visit began, in the country's zone, or the one it is planned for."""
    return pack.formats.day_of(visit.starts_at) if visit.starts_at else visit.planned_on
