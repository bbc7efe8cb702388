"""A month of a territory from headquarters' records, for the sheet and the page (rule R29)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from fieldapp.packs import Pack
from fieldapp.records.agreements import Agreement
from fieldapp.records.kinds import Kinds
from fieldapp.records.logbook import LogbookEntry
from fieldapp.records.minutes import Minutes
from fieldapp.records.people import Person, SameAs
from fieldapp.records.visits import Activity
from fieldapp.rules.board import board_of
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.cutoff import Cutoff, coverage_of
from fieldapp.rules.directory import Directory
from fieldapp.rules.figures import (
    FieldWork,
    agreements_signed,
    follow_ups_by_commitment,
    promised_in,
    visits_held,
)
from fieldapp.rules.places import place_of
from fieldapp.rules.reports.logbook import Watched, watched_in
from fieldapp.rules.reports.month import ActaLine, LateLine, Month, SetAside, Silence
from fieldapp.rules.results import Chosen, chosen_of, day_held, lies_in
from fieldapp.rules.same_as import Sameness
from fieldapp.rules.territorial_coverage import capitals_of, departments_of
from sync.server.figures import bodies_of, field_work, records_of
from sync.server.review_cases import Reading, Wanted


@dataclass(frozen=True, slots=True)
class MonthDesk:
    """Reads months; `scope` below is a department's code, or "" for the whole country."""

    kinds: Kinds
    pack: Pack

    def month(
        self, connection: Connection, scope: str, since: date, until: date, now: datetime
    ) -> Month:
        """What happened from one day to another, and what is late or silent now."""
        pack, today = self.pack, self.pack.formats.day_of(now)
        work = field_work(connection, self.kinds, "", bodies_of(connection, self.kinds))
        same = Sameness(records_of(connection, self.kinds, SameAs, ""))
        chosen = Chosen(since=since, until=until, territory=scope)
        board = board_of(work, chosen, same, today, pack)
        here = chosen_of(work, Chosen(territory=scope), same, pack)
        offices = [
            one for one in Directory(pack).offices.values() if lies_in(one.territory, scope, pack)
        ]
        revision = connection.execute(text("select rev from realm")).scalar_one()
        return Month(
            board=board,
            cutoff=Cutoff(now, revision, now),
            coverage=coverage_of(offices, board.by_department.keys(), pack),
            actas=self._actas(connection, chosen_of(work, chosen, same, pack)),
            late=self._late(here, today),
            silences=self._silences(connection, here, scope, now),
            set_aside=self._set_aside(connection, scope),
            logbook=self._logbook(connection, scope),
        )

    def paper_of(self, connection: Connection, scope: str, acta: UUID) -> str:
        """The digest of the delivered copy of a signed acta in that scope; "" without one."""
        asked = text(
            "select vals->>'file_sha256' from record where kind = 'minutes' and id = :acta "
            "and not gone and vals->>'status' = 'sealed' and not vals ? 'annulled' "
            "and :scope in ('', scope_id)"
        )
        return connection.execute(asked, {"acta": acta, "scope": scope}).scalar() or ""

    def _actas(self, connection: Connection, month: FieldWork) -> list[ActaLine]:
        visits = {one.id: one for one in visits_held(month)}
        people = _names(records_of(connection, self.kinds, Person, ""))
        whole = set(connection.execute(text("select sha256 from file")).scalars())
        found = [
            _acta(one, visits[one.activity], people, whole, self.pack)
            for one in month.actas
            if one.status == "sealed" and one.activity and one.activity in visits
        ]
        return sorted(found, key=lambda one: (one.day or date.min, one.number))

    def _late(self, here: FieldWork, today: date) -> list[LateLine]:
        origins: dict[UUID | None, Activity | Agreement] = {
            one.id: one for one in (*visits_held(here), *agreements_signed(here))
        }
        reports = follow_ups_by_commitment(here.follow_ups)
        found: list[LateLine] = []
        for one in promised_in(here, origins):
            standing = standing_of(one, reports.get(one.id, []), today, self.pack)
            if standing.late and standing.due_on:
                place = place_of(origins[one.origin], self.pack)
                told = (one.text, one.responsible_name, standing.due_on, standing.days_late, place)
                found.append(LateLine(*told))
        return sorted(found, key=lambda one: one.due_on)

    def _silences(
        self, connection: Connection, here: FieldWork, scope: str, now: datetime
    ) -> list[Silence]:
        """Each office that has accounts, by the last sync of its laptops and its last acta."""
        formats, today = self.pack.formats, self.pack.formats.day_of(now)
        seen = connection.execute(
            text(
                "select o.name, o.scope_id, max(d.seen_at) from office o "
                "join account a on a.office_id = o.id left join device d on d.account = a.id "
                "where :scope in ('', o.scope_id) and o.scope_id <> '0' "
                "group by o.name, o.scope_id order by o.name"
            ),
            {"scope": scope},
        )
        signed = self._last_actas(here)
        told: list[Silence] = []
        for name, office_scope, synced_at in seen:
            acta_on = signed.get(office_scope)
            told.append(
                Silence(
                    name,
                    synced_at,
                    (today - formats.day_of(synced_at)).days if synced_at else None,
                    acta_on,
                    (today - acta_on).days if acta_on else None,
                )
            )
        return told

    def _last_actas(self, here: FieldWork) -> Mapping[str, date]:
        """The day of the newest signed acta in each department."""
        level1, territories = self.pack.territories.level1, self.pack.territories
        places = {one.id: one.territory for one in here.visits}
        last: dict[str, date] = {}
        for one in here.actas:
            code = places.get(one.activity) if one.activity else None
            if one.status == "sealed" and one.sealed_at and code and code in territories:
                day = self.pack.formats.day_of(one.sealed_at)
                last[level1(code)] = max(day, last.get(level1(code), day))
        return last

    def _set_aside(self, connection: Connection, scope: str) -> list[SetAside]:
        cases = Reading(connection, self.kinds, self.pack).listed(Wanted(scope=scope))
        return [
            SetAside(one.ref, self._called(one.kind), one.title, one.reason, one.officer, one.at)
            for one in cases
        ]

    def _called(self, kind: str) -> str:
        return self.kinds[kind].label if kind in self.kinds else kind

    def _logbook(self, connection: Connection, scope: str) -> list[Watched]:
        territories = self.pack.territories
        places = [
            code
            for code in (*departments_of(territories), *capitals_of(territories))
            if lies_in(code, scope, self.pack)
        ]
        entries = records_of(connection, self.kinds, LogbookEntry, scope)
        return watched_in(places, ((one.territory, one.on) for one in entries if not one.annulled))


def _names(people: list[Person]) -> Mapping[UUID | None, str]:
    return {one.id: one.full_name for one in people}


def _acta(
    acta: Minutes, visit: Activity, people: Mapping[UUID | None, str], whole: set[Any], pack: Pack
) -> ActaLine:
    arrived = bool(acta.file_sha256) and bytes.fromhex(acta.file_sha256) in whole
    return ActaLine(
        str(acta.id),
        acta.number,
        day_held(visit, pack),
        place_of(visit, pack),
        acta.title or visit.objective,
        people.get(visit.lead_officer, ""),
        arrived,
    )
