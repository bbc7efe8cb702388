"""What is counted, once for the laptop, for headquarters and for every report.

*Asistencias* are rows of lists; *personas* are the distinct people in them (field rule R27).
Visits not yet done, agreements not yet signed, what was promised in them, and annulled records
are counted in no figure. Spaces and entities that turned out to be one count once (field rule R1).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.packs.folding import fold
from fieldapp.packs.identity import Verification, compact
from fieldapp.records.agreements import Agreement, Commitment, FollowUp
from fieldapp.records.corrections import Correction
from fieldapp.records.describe import Record
from fieldapp.records.minutes import Minutes
from fieldapp.records.people import Organization
from fieldapp.records.policies import Recommendation, RecommendationDoc
from fieldapp.records.spaces import Space, SpaceMember
from fieldapp.records.visits import Activity, Attendance
from fieldapp.rules.clarified_promises import clarified
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.groups import Groups
from fieldapp.rules.recommending import is_summed_up
from fieldapp.rules.same_as import Sameness
from fieldapp.rules.visits import came

R = TypeVar("R", bound=Record)

_DONE: Final = frozenset({"done", "closed"})
_SIGNED: Final = frozenset({"signed", "in_force", "expired", "terminated"})
_CAPITAL_DISTRICT: Final = "distrito_capital"
_NATIONAL: Final = "national"


@dataclass(frozen=True, slots=True)
class FieldWork:
    """The records that are counted: those of a visit, a territory, a month or everything."""

    visits: Sequence[Activity] = ()
    attendance: Sequence[Attendance] = ()
    agreements: Sequence[Agreement] = ()
    commitments: Sequence[Commitment] = ()
    follow_ups: Sequence[FollowUp] = ()
    spaces: Sequence[Space] = ()
    members: Sequence[SpaceMember] = ()
    bodies: Mapping[UUID, Organization] = field(default_factory=dict[UUID, Organization])
    """The entities that members name, by id, as far as they are known here."""
    actas: Sequence[Minutes] = ()
    corrections: Sequence[Correction] = ()
    documents: Sequence[RecommendationDoc] = ()
    recommendations: Sequence[Recommendation] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts.

    `by_sex` counts attendances by code, "" where nobody said, `persons_by_sex` whose they are.
    `counted_without_names` are school audiences and the like, which are in neither attendances
    nor persons. `commitments` counts by status; `late` those among them past their day.
    `sessions` are visits of a space, `spaces` those in which they were held, `departments` those
    of every visit (a capital district is none), `entities` those of departments and
    municipalities that take part in a space, however many it is in (domain D05, D61). `actas` are
    the signed ones, `documents` those of recommendations that hold any, `summaries` those of them
    that are summed up.
    """

    visits: int = 0
    sessions: int = 0
    spaces: int = 0
    active_spaces: int = 0
    departments: int = 0
    entities: int = 0
    actas: int = 0
    documents: int = 0
    summaries: int = 0
    attendances: int = 0
    persons: int = 0
    counted_without_names: int = 0
    by_sex: Mapping[str, int] = field(default_factory=dict[str, int])
    persons_by_sex: Mapping[str, int] = field(default_factory=dict[str, int])
    agreements: int = 0
    commitments: Mapping[str, int] = field(default_factory=dict[str, int])
    late: int = 0

    @property
    def sessions_per_space(self) -> Decimal | None:
        """How often a space met, to two decimals; None where none did."""
        if not self.spaces:
            return None
        return (Decimal(self.sessions) / self.spaces).quantize(Decimal("0.01"))


def figures_of(work: FieldWork, same: Sameness, today: date, pack: Pack) -> Figures:
    """Count. `same` says which persons are one; `today` decides what is late."""
    visits = visits_held(work)
    agreements = agreements_signed(work)
    held = {one.id for one in visits}
    rows = [row for row in _standing(work.attendance) if row.activity in held and came(row)]
    origins = held | {one.id for one in agreements}
    promised = promised_in(work, origins)
    reports = follow_ups_by_commitment(work.follow_ups)
    standings = [standing_of(one, reports.get(one.id, []), today, pack) for one in promised]
    sessions = [one.space for one in visits if one.space]
    recommending = {one.document for one in _standing(work.recommendations)}
    documents = [one for one in _standing(work.documents) if one.id in recommending]
    by_sex: defaultdict[str, list[Attendance]] = defaultdict(list)
    for row in rows:
        by_sex[str(row.sex or "")].append(row)
    return Figures(
        visits=len(visits),
        sessions=len(sessions),
        spaces=len({same.representative(one) for one in sessions}),
        active_spaces=len(
            {same.representative(one.id) for one in _standing(work.spaces) if is_active(one)}
        ),
        departments=len(departments_of(visits, pack)),
        entities=len(_entities(work, same)),
        documents=len(documents),
        summaries=sum(is_summed_up(one) for one in documents),
        actas=sum(one.status == "sealed" and one.activity in held for one in _standing(work.actas)),
        attendances=len(rows),
        persons=distinct_persons(rows, same, pack),
        counted_without_names=sum(
            (one.audience_women or 0) + (one.audience_men or 0) for one in visits
        ),
        by_sex={sex: len(of_sex) for sex, of_sex in by_sex.items()},
        persons_by_sex={
            sex: distinct_persons(of_sex, same, pack) for sex, of_sex in by_sex.items()
        },
        agreements=len(agreements),
        commitments=dict(Counter(one.status for one in standings)),
        late=sum(one.late for one in standings),
    )


def visits_held(work: FieldWork) -> list[Activity]:
    """The visits that count."""
    return [one for one in _standing(work.visits) if one.status in _DONE]


def agreements_signed(work: FieldWork) -> list[Agreement]:
    """The agreements that count."""
    return [one for one in _standing(work.agreements) if one.status in _SIGNED]


def promised_in(work: FieldWork, origins: Container[UUID | None]) -> list[Commitment]:
    """The commitments of some visits and agreements, as signed actas have clarified them."""
    promised = [one for one in _standing(work.commitments) if one.origin in origins]
    sealed = {one.id for one in work.actas if one.status == "sealed"}
    return clarified(promised, _standing(work.corrections), sealed)


def departments_of(visits: Iterable[Activity], pack: Pack) -> set[str]:
    """The departments in which visits were; a capital district is counted apart (domain D02)."""
    territories = pack.territories
    codes = {one.territory for one in visits if one.territory and one.territory in territories}
    found = (territories.get(territories.level1(code)) for code in codes)
    return {one.code for one in found if one and one.kind != _CAPITAL_DISTRICT}


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


def _entities(work: FieldWork, same: Sameness) -> set[UUID]:
    """Who takes part in a space, but for entities of the nation: the figure is of territories."""
    named = {one.organization for one in _standing(work.members) if one.organization}
    nations = {one for one, body in work.bodies.items() if body.gov_level == _NATIONAL}
    return {same.representative(one) for one in named if one not in nations}


def is_active(space: Space) -> bool:
    """Tell whether a space meets: it is said to, or nobody said otherwise."""
    return space.status in (None, "active")


def _standing(records: Iterable[R]) -> Iterator[R]:
    return (record for record in records if not record.annulled)


def follow_ups_by_commitment(
    follow_ups: Iterable[FollowUp],
) -> dict[UUID | None, list[FollowUp]]:
    """What was reported of each commitment."""
    reports: dict[UUID | None, list[FollowUp]] = {}
    for report in _standing(follow_ups):
        reports.setdefault(report.commitment, []).append(report)
    return reports
