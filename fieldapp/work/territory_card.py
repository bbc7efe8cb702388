"""Everything that is known of a municipality or a department, gathered on one card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from fieldapp.records.logbook import LogbookEntry
from fieldapp.records.text import Refused, say
from fieldapp.rules.commitments import late_before
from fieldapp.rules.people_seen import People
from fieldapp.store.open_promises import open_promises
from fieldapp.store.queries import Among, Between
from fieldapp.store.settings import remember, remembered
from fieldapp.store.territory_sums import Meetings, meetings_in, people_in
from fieldapp.store.unit_of_work import Reading
from fieldapp.work import agreement_list
from fieldapp.work.agreement_list import AgreementFilter, AgreementLine
from fieldapp.work.commitment_lines import CommitmentLine, lines_of
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.open_promises import records_of
from fieldapp.work.territory_papers import PaperLine, papers_of
from fieldapp.work.visit_list import VisitFilter, VisitLine, first_lines, within

_SHOWN: Final = "territory_shown"
_LINES: Final = 6
_PAPERS: Final = 3
_YEAR: Final = timedelta(days=365)
_HELD: Final = frozenset({"in_progress", "done", "closed"})


@dataclass(frozen=True, slots=True)
class PlaceVisited:
    """A municipality of a department, or a village of a municipality, and its visits in a year."""

    code: str
    name: str
    visits: int


@dataclass(frozen=True, slots=True)
class SpaceLine:
    """A space that meets there: sessions held in twelve months, and how many it plans a year."""

    id: UUID
    name: str
    held: int
    planned: int | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who has a part in what goes on there: an entity, and in what."""

    name: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryCard:
    """What is known of a place. Lists hold the first few; the counts tell of all."""

    code: str
    place: str
    above: str
    meetings: Meetings
    planned: list[VisitLine]
    latest: list[VisitLine]
    open: int
    late: int
    owed: list[CommitmentLine]
    agreements: list[AgreementLine]
    agreement_count: int
    spaces: list[SpaceLine]
    logbook: list[LogbookEntry]
    logbook_count: int
    actors: list[Actor]
    actor_count: int
    coverage: list[PlaceVisited]
    papers: list[PaperLine]
    paper_count: int

    @property
    def visited(self) -> int:
        """How many of the places inside were visited in the last twelve months."""
        return sum(bool(one.visits) for one in self.coverage)


class TerritoryCards:
    """The card of a territory, and which one was looked at last."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def shown(self) -> str:
        """The territory that was looked at last, the officer's own department, or the first."""
        with self._desk.reading() as reading:
            code = remembered(reading, _SHOWN, str)
        territories = self._desk.pack.territories
        for one in (code, self._desk.posting.home_scope):
            if one and one in territories:
                return one
        # Who works for the whole country has no department of their own.
        return next(one.code for one in territories if one.level == 1)

    def show(self, code: str) -> Saved:
        """Remember which one is looked at."""
        with self._desk.writing() as writing:
            remember(writing, _SHOWN, code)
        return Saved(frozenset(), self._desk.posting.device)

    def card(self, code: str) -> TerritoryCard:
        """What is known of it, but for the people, who take longer to count.

        Refused for a code that the country does not have.
        """
        desk, territories = self._desk, self._desk.pack.territories
        territory = territories.get(code)
        if territory is None:
            raise Refused(say("«{code}» no es un territorio del país.", code=code))
        inside = within(territories, code)
        with desk.reading() as reading:
            promises = open_promises(reading, territories=inside)
            before = late_before(desk.pack, desk.today())
            late = [one for one in promises if one.due_on is not None and one.due_on < before]
            agreements = agreement_list.page_of(
                desk, reading, AgreementFilter(territory=code), _LINES, 0
            )
            actors = _actors(reading, inside)
            logged: dict[str, object] = {"territory": inside}
            papers, paper_count = papers_of(desk, reading, inside, _PAPERS)
            return TerritoryCard(
                code=code,
                place=territories.path(code),
                above=territory.parent_code if territory.level > 1 else "",
                meetings=meetings_in(reading, inside),
                planned=self._planned(reading, code),
                latest=self._latest(reading, code),
                open=len(promises),
                late=len(late),
                owed=lines_of(desk, reading, records_of(reading, promises[:_LINES])),
                agreements=agreements.lines,
                agreement_count=agreements.total,
                spaces=_spaces(desk, reading, inside),
                logbook=reading.all(LogbookEntry, logged, ("-on",), _LINES),
                logbook_count=reading.count(LogbookEntry, logged),
                actors=actors[: 2 * _LINES],
                actor_count=len(actors),
                coverage=self._coverage(reading, code),
                papers=papers,
                paper_count=paper_count,
            )

    def people(self, code: str) -> People:
        """Who came to its meetings in the last twelve months."""
        since = self._desk.today() - _YEAR
        with self._desk.reading() as reading:
            return people_in(reading, within(self._desk.pack.territories, code), since)

    def _planned(self, reading: Reading, code: str) -> list[VisitLine]:
        wanted = VisitFilter(
            territory=code, status=frozenset({"planned"}), from_on=self._desk.today()
        )
        found = first_lines(self._desk, reading, wanted, _LINES)
        return sorted(found, key=lambda line: line.day or date.max)

    def _latest(self, reading: Reading, code: str) -> list[VisitLine]:
        """The newest that were held, of this year where it has any: nobody sorts a department."""
        desk, today = self._desk, self._desk.today()
        for since in (today - _YEAR, None):
            wanted = VisitFilter(territory=code, from_on=since, to_on=today)
            found = first_lines(desk, reading, wanted, 4 * _LINES)
            held = [line for line in found if line.status in _HELD]
            if held:
                return held[:_LINES]
        return []

    def _coverage(self, reading: Reading, code: str) -> list[PlaceVisited]:
        """The places inside, those never visited first: municipalities, or villages by name."""
        desk = self._desk
        below = desk.pack.territories.children(code)
        if not below:
            held = self._held_lately(reading, "locality", [code])
            places = [PlaceVisited("", name, count) for name, count in held.items() if name]
        else:
            codes = {one.code: within(desk.pack.territories, one.code) for one in below}
            inside = [one for found in codes.values() for one in found]
            held = self._held_lately(reading, "territory", inside)
            places = [
                PlaceVisited(one.code, one.name, sum(held[inner] for inner in codes[one.code]))
                for one in below
            ]
        return sorted(places, key=lambda one: (one.visits, one.name))

    def _held_lately(self, reading: Reading, by: str, inside: Sequence[str]) -> Counter[str]:
        """How many visits were held in twelve months, by a field: read from an index alone."""
        today = self._desk.today()
        there = {"territory": inside, "planned_on": Between(today - _YEAR, today)}
        rows = reading.listing("activity", (by, "status"), there)
        return Counter(value for value, status in rows if status in _HELD)


def _spaces(desk: Desk, reading: Reading, inside: Sequence[str]) -> list[SpaceLine]:
    rows = reading.listing(
        "space", ("id", "name", "sessions_per_year"), {"territory": inside}, ("name",)
    )
    if not rows:
        return []
    lately = Between(desk.today() - _YEAR, desk.today())
    held = reading.tally(
        "activity",
        "space",
        {"space": [row[0] for row in rows], "planned_on": lately, "status": _HELD},
    )
    return [SpaceLine(row[0], row[1], held.get(row[0], 0), row[2]) for row in rows]


def _actors(reading: Reading, inside: Sequence[str]) -> list[Actor]:
    """The parties of agreements and the members of spaces there, each once."""
    there = {"territory": inside}
    parties = reading.listing(
        "party",
        ("organization_name", "agreement.title"),
        {"agreement": Among(("agreement",), there)},
    )
    members = reading.listing(
        "space_member",
        ("organization.name", "space.name"),
        {"space": Among(("space",), there)},
    )
    found: dict[str, Actor] = {}
    for name, part in (*members, *parties):
        if name:
            found.setdefault(name, Actor(name, part or ""))
    return sorted(found.values(), key=lambda actor: actor.name)
