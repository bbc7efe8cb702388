"""The board of results of this laptop: counted from its records, never typed (domain D61)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fieldapp.records.agreements import Agreement, Commitment, FollowUp
from fieldapp.records.corrections import Correction
from fieldapp.records.describe import NATIONAL
from fieldapp.records.minutes import Minutes
from fieldapp.records.people import Office, Organization, Person, SameAs
from fieldapp.records.policies import Recommendation, RecommendationDoc
from fieldapp.records.spaces import Space, SpaceMember
from fieldapp.records.visits import Activity, Attendance
from fieldapp.rules.board import Board, board_of
from fieldapp.rules.cutoff import Coverage, Cutoff, coverage_of
from fieldapp.rules.figures import FieldWork
from fieldapp.rules.results import EVERYTHING, Chosen
from fieldapp.rules.same_as import Sameness
from fieldapp.store.cutoff import cutoff_here
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk


@dataclass(frozen=True, slots=True)
class Result:
    """The board with its corte: what it counts, and of which offices it has nothing.

    `officer` is the name of whoever the figures are narrowed to.
    """

    board: Board
    cutoff: Cutoff
    coverage: Coverage
    officer: str = ""


@dataclass(frozen=True, slots=True)
class OfficerChoice:
    """An officer by whom the figures can be narrowed."""

    id: UUID
    name: str


class Results:
    """Reads what was done and counts it. Nothing here changes a record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, chosen: Chosen = EVERYTHING) -> Result:
        """The figures of what was chosen."""
        with self._desk.reading() as reading:
            return result_of(self._desk, reading, chosen)

    def officers(self) -> list[OfficerChoice]:
        """Who led the visits held here, by name."""
        with self._desk.reading() as reading:
            leading = [one for one in reading.tally("activity", "lead_officer") if one]
            names = {one.id: one.full_name for one in reading.many(Person, leading).values()}
        own = self._desk.posting
        names.setdefault(own.officer, own.officer_name)
        found = [OfficerChoice(one, names[one]) for one in leading if names.get(one)]
        return sorted(found, key=lambda one: one.name)


def result_of(desk: Desk, reading: Reading, chosen: Chosen) -> Result:
    """Count what this laptop holds."""
    work, same = field_work_of(reading)
    board = board_of(work, chosen, same, desk.today(), desk.pack)
    return Result(
        board,
        cutoff_here(reading, desk.now()),
        coverage_of(_offices(desk), board.by_department.keys(), desk.pack),
        _name_of(desk, reading, chosen.officer),
    )


def field_work_of(reading: Reading) -> tuple[FieldWork, Sameness]:
    """All that is counted, and which records of it are one."""
    members = reading.all(SpaceMember)
    named = {one.organization for one in members if one.organization}
    work = FieldWork(
        visits=reading.all(Activity),
        attendance=reading.all(Attendance),
        agreements=reading.all(Agreement),
        commitments=reading.all(Commitment),
        follow_ups=reading.all(FollowUp),
        spaces=reading.all(Space),
        members=members,
        bodies=reading.many(Organization, named),
        actas=reading.all(Minutes),
        corrections=reading.all(Correction),
        documents=reading.all(RecommendationDoc),
        recommendations=reading.all(Recommendation),
    )
    return work, Sameness(reading.all(SameAs))


def _offices(desk: Desk) -> list[Office]:
    """The offices of the departments that this laptop sees."""
    level1, scopes = desk.pack.territories.level1, desk.posting.scopes - {NATIONAL}
    offices = desk.directory.offices.values()
    return [one for one in offices if one.territory and level1(one.territory) in scopes]


def _name_of(desk: Desk, reading: Reading, officer: UUID | None) -> str:
    if officer is None:
        return ""
    person = reading.get(Person, officer)
    if person is not None:
        return person.full_name
    return desk.posting.officer_name if officer == desk.posting.officer else ""
