"""What is counted, once for the laptop, for headquarters and for every report.

*Asistencias* are rows of lists; *personas* are the distinct people in them (field rule R27).
Visits not yet done, agreements not yet signed, what was promised in them, and annulled records
are counted in no figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.packs.folding import fold
from fieldapp.packs.identity import Verification, compact
from fieldapp.records.agreements import Agreement, Commitment, FollowUp
from fieldapp.records.describe import Record
from fieldapp.records.visits import Activity, Attendance
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.groups import Groups
from fieldapp.rules.same_as import Sameness
from fieldapp.rules.visits import came

R = TypeVar("R", bound=Record)

_DONE: Final = frozenset({"done", "closed"})
_SIGNED: Final = frozenset({"signed", "in_force", "expired", "terminated"})


@dataclass(frozen=True, slots=True)
class FieldWork:
    """The records that are counted: those of a visit, a territory, a month or everything."""

    visits: Sequence[Activity] = ()
    attendance: Sequence[Attendance] = ()
    agreements: Sequence[Agreement] = ()
    commitments: Sequence[Commitment] = ()
    follow_ups: Sequence[FollowUp] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts. `by_sex` counts attendances by code, "" where nobody said.

    `counted_without_names` are school audiences and the like, which are in neither attendances
    nor persons. `commitments` counts by status; `late` those among them past their day.
    """

    visits: int = 0
    attendances: int = 0
    persons: int = 0
    counted_without_names: int = 0
    by_sex: Mapping[str, int] = field(default_factory=dict[str, int])
    agreements: int = 0
    commitments: Mapping[str, int] = field(default_factory=dict[str, int])
    late: int = 0


def figures_of(work: FieldWork, same: Sameness, today: date, pack: Pack) -> Figures:
    """Count. `same` says which persons are one; `today` decides what is late."""
    visits = [one for one in _standing(work.visits) if one.status in _DONE]
    agreements = [one for one in _standing(work.agreements) if one.status in _SIGNED]
    held = {one.id for one in visits}
    rows = [row for row in _standing(work.attendance) if row.activity in held and came(row)]
    origins = held | {one.id for one in agreements}
    promised = [one for one in _standing(work.commitments) if one.origin in origins]
    reports = _by_commitment(work.follow_ups)
    standings = [standing_of(one, reports.get(one.id, []), today, pack) for one in promised]
    return Figures(
        visits=len(visits),
        attendances=len(rows),
        persons=distinct_persons(rows, same, pack),
        counted_without_names=sum(
            (one.audience_women or 0) + (one.audience_men or 0) for one in visits
        ),
        by_sex=dict(Counter(str(row.sex or "") for row in rows)),
        agreements=len(agreements),
        commitments=dict(Counter(one.status for one in standings)),
        late=sum(one.late for one in standings),
    )


def distinct_persons(rows: Iterable[Attendance], same: Sameness, pack: Pack) -> int:
    """Count the people behind rows of attendance.

    Rows are one person when they name the same person of the register (or two said to be the
    same), or carry the same document of the right form; without either, the same name from the
    same place. A row without data is a person of its own.
    """
    groups = Groups[tuple[str, ...]]()
    keys = [list(_keys(row, same, pack)) for row in rows]
    for first, *others in keys:
        for other in others:
            groups.join(first, other)
    return len({groups.representative(first) for first, *_ in keys})


def _keys(row: Attendance, same: Sameness, pack: Pack) -> Iterator[tuple[str, ...]]:
    id_type = str(row.id_type or "")
    believed = pack.identity.check(id_type, row.id_number) is Verification.VERIFIED
    if row.person:
        yield ("person", str(same.representative(row.person)))
    if believed:
        yield ("document", id_type, compact(row.id_number))
    if not row.person and not believed:
        name = fold(row.full_name)
        place = (str(row.territory or ""), fold(row.locality), fold(row.organization_name))
        yield ("name", name, *place) if name else ("row", str(row.id))


def _standing(records: Iterable[R]) -> Iterator[R]:
    return (record for record in records if not record.annulled)


def _by_commitment(follow_ups: Iterable[FollowUp]) -> dict[UUID | None, list[FollowUp]]:
    reports: dict[UUID | None, list[FollowUp]] = {}
    for report in _standing(follow_ups):
        reports.setdefault(report.commitment, []).append(report)
    return reports
