"""The acta de entrega of a post."""

from __future__ import annotations

from typing import Final

from fieldapp.records.handover import Handover
from fieldapp.records.text import say
from fieldapp.rules.report import Report
from fieldapp.rules.reports.handover import handover_report
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.handovers import room_of
from fieldapp.work.reports.offered import ReportFacts, Wanted


def _handover(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    room = room_of(desk, reading, fetch(reading, Handover, wanted.about))
    return handover_report(room.listed, desk.pack)


REPORTS: Final = (
    ReportFacts(
        name="handover",
        label=say("Acta de entrega del puesto"),
        told=say("Todo lo que queda abierto donde alguien deja un puesto, para firmar."),
        group="directory",
        build=_handover,
        about="handover",
    ),
)
