"""The members of a space as the people expected at one of its meetings (field rule R31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.records.people import Organization
from fieldapp.records.spaces import SpaceMember
from fieldapp.records.visits import Activity, Attendance
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import create
from fieldapp.work.desk import Desk
from fieldapp.work.order import last_position


@dataclass(frozen=True, slots=True)
class Expected:
    """Rows of the members who are not in the list yet, not kept; `already` are in it."""

    rows: list[Attendance]
    already: int


def members_expected(
    desk: Desk, reading: Reading, visit: Activity, space: UUID, listed: list[Attendance]
) -> Expected:
    """The members of the day of the meeting, after who is listed, in the order of their entry."""
    day = visit.planned_on or desk.today()
    members = [one for one in reading.all(SpaceMember, {"space": space}) if _is_member(one, day)]
    there = {row.organization for row in listed}
    missing = [one for one in members if one.organization not in there]
    names = reading.many(Organization, {one.organization for one in missing if one.organization})
    place = last_position(listed)
    rows: list[Attendance] = []
    for member in missing:
        known = names.get(member.organization) if member.organization else None
        changes = {
            "organization": member.organization,
            "organization_name": known.name if known else "",
            "presence": Code("expected"),
        }
        rows.append(create(desk, Attendance, changes, activity=visit.id, position=place))
        place += 1
    return Expected(rows, len(members) - len(rows))


def _is_member(member: SpaceMember, day: date) -> bool:
    begun = member.from_on is None or member.from_on <= day
    return begun and (member.to_on is None or day <= member.to_on)
