"""The account to the community, and the check that nobody's data are in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from fieldapp.records.agreements import FollowUp
from fieldapp.records.describe import KindSpec
from fieldapp.records.policies import PolicyInstrument, RecommendationDoc
from fieldapp.records.review import Conflict
from fieldapp.records.territorial import TerritorialPlan
from fieldapp.records.text import Refused, Text, say
from fieldapp.rules.board import board_of
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.figures import agreements_signed, promised_in
from fieldapp.rules.personal_forms import PersonalForms
from fieldapp.rules.public_words import Guarded, guarded_fields, leaks_in
from fieldapp.rules.report import Report
from fieldapp.rules.reports.community import Accounted, PublicPromise, community_report
from fieldapp.rules.results import chosen_of
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.reports.choosing import of_territory, period_of
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.reports.results import chosen_in
from fieldapp.work.results import field_work_of


def must_be_public(desk: Desk, reading: Reading, report: Report) -> Report:
    """The report itself; Refused where it repeats a personal text, or what looks like one."""
    public = (one for one, *_ in reading.listing("organization", ("name",)) if one)
    bodies = (one.name for one in desk.directory.entities.values())
    places = (one.name for one in desk.pack.territories)
    pack = desk.pack
    forms = PersonalForms(
        pack.catalogue("id_types"), pack.formats.money_format.symbol, pack.territories
    )
    leaks = leaks_in(report, _guarded(desk, reading), (*public, *bodies, *places), forms)
    if leaks:
        first = leaks[0]
        raise Refused(
            say(
                "El informe público no se escribió: en «{where}» aparece un dato personal "
                "({field}, de {kinds}). Corrija ese texto en su registro y vuelva a pedirlo. No se "
                "perdió nada.",
                where=first.where,
                field=Text(first.field),
                kinds=Text(first.kind),
            )
        )
    return report


def _guarded(desk: Desk, reading: Reading) -> Iterator[Guarded]:
    """Every personal text that is kept here."""
    for spec in desk.kinds:
        if spec.record is Conflict:
            yield from _in_conflict(desk, reading, spec)
            continue
        names = guarded_fields(spec)
        for row in reading.listing(spec.name, names) if names else ():
            for name, value in zip(names, row, strict=True):
                if value:
                    yield Guarded(spec.plural, spec[name].label, value)


def _in_conflict(desk: Desk, reading: Reading, spec: KindSpec) -> Iterator[Guarded]:
    """The values of a conflict, which are personal where the field that they were for is."""
    for one in reading.all(Conflict):
        known = one.about_kind in desk.kinds
        if not known or one.field not in guarded_fields(desk.kinds[one.about_kind]):
            continue
        for name in guarded_fields(spec):
            yield Guarded(spec.plural, spec[name].label, str(getattr(one, name)))


def _community(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """What was done, agreed and promised in a period and a territory."""
    work, same = field_work_of(reading)
    chosen = chosen_of(work, chosen_in(wanted), same, desk.pack)
    agreements = agreements_signed(chosen)
    titles: dict[UUID | None, str] = {one.id: one.title for one in agreements}
    reports: dict[UUID | None, list[FollowUp]] = {}
    for one in chosen.follow_ups:
        reports.setdefault(one.commitment, []).append(one)
    where = of_territory(desk, wanted)
    told = Accounted(
        board=board_of(work, chosen_in(wanted), same, desk.today(), desk.pack),
        agreements=agreements,
        promises=[
            PublicPromise(
                one,
                standing_of(one, reports.get(one.id, []), desk.today(), desk.pack),
                titles.get(one.origin, ""),
            )
            for one in promised_in(chosen, titles)
        ],
        plans=reading.count(TerritorialPlan, where),
        recommendations=reading.count(RecommendationDoc, where),
        instruments=reading.count(PolicyInstrument, where),
    )
    report = community_report(told, desk.pack, stamp=period_of(desk, wanted))
    return must_be_public(desk, reading, report)


REPORTS: Final = (
    ReportFacts(
        name="community",
        label=say("Rendición a la comunidad"),
        told=say("Informe público, sin datos personales; no se escribe si aparece alguno."),
        group="visits",
        build=_community,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    ),
)
