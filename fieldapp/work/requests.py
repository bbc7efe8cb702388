"""Citizens' requests that wait for an answer, as the first page tells them (rule R6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from fieldapp.records.requests import CitizenRequest
from fieldapp.records.text import say, say_n
from fieldapp.rules.readiness import Check
from fieldapp.rules.requests import due_on
from fieldapp.work.allowed import seen_by
from fieldapp.work.desk import Desk

_SOON: Final = timedelta(days=7)


def requests_due(desk: Desk) -> Check | None:
    """The requests of this officer that are late or due within a week; None where none is.

    None too for an office that keeps no requests (field rule R30).
    """
    if desk.kinds["citizen_request"].off:
        return None
    with desk.reading() as reading:
        own = seen_by(desk, reading, desk.kinds["citizen_request"])
        requests = reading.all(CitizenRequest, {"answered_on": None, **own})
    until = desk.today() + _SOON
    days = [(due_on(one, desk.pack), one.id) for one in requests]
    due = sorted((day, one) for day, one in days if day is not None and day <= until)
    if not due:
        return None
    first, record = due[0]
    text = say_n(
        "Una por responder: su plazo es el {day}.",
        "{n} por responder: el primer plazo es el {day}.",
        len(due),
        day=desk.pack.formats.day(first),
    )
    topic = say("Solicitudes ciudadanas")
    return Check(topic, ready=False, text=text, way="citizen_request", record=record)
