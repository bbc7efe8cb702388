"""The receipt of a citizen's request and the list of how requests stand (rule R6)."""

from __future__ import annotations

from typing import Final

from fieldapp.records.requests import CitizenRequest
from fieldapp.records.text import Refused, say
from fieldapp.rules.report import Report
from fieldapp.rules.reports.requests import request_receipt, requests_report
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.allowed import seen_by
from fieldapp.work.desk import Desk
from fieldapp.work.reports.gathering import in_territory, names_of, on_days, period_of
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted


def _receipt(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    request = reading.get(CitizenRequest, wanted.record) if wanted.record else None
    if request is None or not request.text:
        raise Refused(say("Escriba primero qué pide la persona; después imprima el acuse."))
    body = names_of(desk, reading, "organization", [request.competent_body])
    officer = names_of(desk, reading, "person", [request.created_by])
    took_it = " ".join(officer.values())
    if not took_it and request.created_by in (None, desk.posting.officer):
        took_it = desk.posting.officer_name
    return request_receipt(request, " ".join(body.values()), took_it, desk.pack)


def _requests(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    filters = {
        **in_territory(desk, wanted),
        **on_days("received_on", wanted),
        **seen_by(desk, reading, desk.kinds["citizen_request"]),
    }
    requests = reading.all(CitizenRequest, filters, ("received_on",))
    bodies = names_of(desk, reading, "organization", (one.competent_body for one in requests))
    period = period_of(desk, wanted)
    return requests_report(requests, bodies, desk.pack, today=desk.today(), period=period)


REPORTS: Final = (
    ReportFacts(
        name="requests",
        label=say("Solicitudes ciudadanas"),
        told=say("Cómo van las solicitudes y cuáles vencieron, sin el nombre de nadie."),
        group="requests",
        build=_requests,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    ),
    ReportFacts(
        name="request_receipt",
        label=say("Acuse de recibo de la solicitud"),
        told=say("La hoja que se entrega a quien presentó la solicitud, con su código y su plazo."),
        group="requests",
        build=_receipt,
        about="citizen_request",
    ),
)
