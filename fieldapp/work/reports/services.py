"""Reports on services, referrals, offices and the systems they depend on."""

from __future__ import annotations

from typing import Final

from fieldapp.packs.folding import fold
from fieldapp.records.people import Office, OfficeClosure
from fieldapp.records.services import Referral, ServiceDelivery
from fieldapp.records.systems import Incident, SystemExtract
from fieldapp.records.text import say
from fieldapp.rules.offices import closings_of
from fieldapp.rules.report import Report
from fieldapp.rules.reports.services import (
    OfficeHistory,
    offices_report,
    referrals_report,
    service_gap_report,
    services_report,
)
from fieldapp.rules.reports.systems import outages_report
from fieldapp.rules.service_figures import within_period
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.reports.gathering import in_territory, names_of, on_days, period_of
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted


def _delivered(desk: Desk, reading: Reading, wanted: Wanted) -> list[ServiceDelivery]:
    rows = reading.all(ServiceDelivery, in_territory(desk, wanted), ("from_on",))
    return within_period(rows, wanted.since, wanted.until)


def _services(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    period = period_of(desk, wanted)
    return services_report(_delivered(desk, reading, wanted), desk.pack, period=period)


def _gap(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    period = period_of(desk, wanted)
    return service_gap_report(_delivered(desk, reading, wanted), desk.pack, period=period)


def _referrals(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    sent = reading.all(Referral, {**in_territory(desk, wanted), **on_days("on", wanted)}, ("on",))
    names = names_of(desk, reading, "organization", (one.organization for one in sent))
    return referrals_report(sent, names, desk.pack, period=period_of(desk, wanted))


def _offices(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """As of the last day asked for; the pack's offices are there before anybody wrote of them."""
    found = desk.directory.offices | {one.id: one for one in reading.all(Office)}
    closures = reading.all(OfficeClosure)
    inside = in_territory(desk, wanted).get("territory")
    histories = [
        OfficeHistory(one, closings_of(one, closures))
        for one in sorted(found.values(), key=lambda one: fold(one.name))
        if not isinstance(inside, list) or one.territory in inside
    ]
    today = desk.today()
    return offices_report(histories, desk.pack, day=wanted.until or today, today=today)


def _outages(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    failed = [
        one
        for one in reading.all(Incident, in_territory(desk, wanted), ("began_at",))
        if one.began_at
        and (wanted.since is None or desk.day_of(one.began_at) >= wanted.since)
        and (wanted.until is None or desk.day_of(one.began_at) <= wanted.until)
    ]
    kept = reading.all(
        SystemExtract, {**in_territory(desk, wanted), **on_days("cut_on", wanted)}, ("cut_on",)
    )
    systems = (one.system for one in (*failed, *kept))
    names = names_of(desk, reading, "external_system", systems)
    return outages_report(failed, kept, names, desk.pack, now=desk.now())


REPORTS: Final = (
    ReportFacts(
        name="services",
        label=say("Personas por servicio"),
        told=say("A cuántas personas llegó cada servicio, por sexo, edad y discapacidad."),
        group="services",
        build=_services,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
        rests_on=("catalogues.services",),
    ),
    ReportFacts(
        name="service_gap",
        label=say("Brecha de género por servicio"),
        told=say("Mujeres y hombres en cada servicio y territorio, y cuánto se apartan."),
        group="services",
        build=_gap,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
        rests_on=("catalogues.services",),
    ),
    ReportFacts(
        name="referrals",
        label=say("Derivaciones por mes"),
        told=say("Cuántas personas se derivaron a cada entidad y con qué resultado."),
        group="services",
        build=_referrals,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    ),
    ReportFacts(
        name="offices",
        label=say("Oficinas y sus cierres"),
        told=say("Qué oficinas atendían en un día y la línea de tiempo de cada una."),
        group="services",
        build=_offices,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    ),
    ReportFacts(
        name="outages",
        label=say("Caídas de sistemas"),
        told=say("Cuánto fallaron los sistemas externos, mes por mes."),
        group="services",
        build=_outages,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    ),
)
