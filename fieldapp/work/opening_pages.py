"""What is known of a place before a meeting there, as the page that opens it prints it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from fieldapp.records.agreements import Agreement
from fieldapp.records.visits import Activity, AgendaItem
from fieldapp.rules.agreed_before import agreed_before
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.agreed_before import promises_of
from fieldapp.work.desk import Desk
from fieldapp.work.issued import acta_of
from fieldapp.work.open_promises import owed
from fieldapp.work.order import in_order
from fieldapp.work.visit_list import VisitLine, day_of

if TYPE_CHECKING:
    from fieldapp.documents.opening_pages import OpeningPage

_DECISIONS_MOST: Final = 10
_IN_FORCE: Final = frozenset({"signed", "in_force"})


def opening_page(
    desk: Desk, reading: Reading, territory: str, planned: Sequence[VisitLine]
) -> OpeningPage:
    """The page of one municipality as of today."""
    from fieldapp.documents.opening_pages import OpeningPage

    last = _last_meeting(reading, territory)
    promises = promises_of(desk, reading, owed(reading, [territory]))
    return OpeningPage(
        place=desk.pack.territories.path(territory),
        planned=[_planned(desk, visit) for visit in planned],
        last_meeting=_told(desk, reading, last) if last else "",
        decisions=_decisions(reading, last) if last else (),
        agreed=[agreed_before(one, desk.pack, desk.today()) for one in promises],
        agreements=_agreements(desk, reading, territory),
    )


def _last_meeting(reading: Reading, territory: str) -> Activity | None:
    there = {"territory": territory, "status": "closed"}
    return next(iter(reading.all(Activity, there, ("-planned_on",), 1)), None)


def _told(desk: Desk, reading: Reading, visit: Activity) -> str:
    """When it was, what for, how many came, and the number of its acta."""
    formats, acta = desk.pack.formats, acta_of(reading, visit.id)
    day = day_of(desk.pack, visit)
    came = reading.count("attendance", {"activity": visit.id, "presence": "present"})
    came += (visit.audience_women or 0) + (visit.audience_men or 0)
    told = (
        formats.day_long(day) if day else "",
        f"{came} personas" if came != 1 else "1 persona",
        f"Acta N.º {acta.number}" if acta and acta.number else "sin acta",
    )
    return f"{', '.join(one for one in told if one)}. {visit.objective}".strip()


def _decisions(reading: Reading, visit: Activity) -> list[str]:
    points = sorted(reading.all(AgendaItem, {"activity": visit.id}), key=in_order)
    return [one.decision for one in points if one.decision][:_DECISIONS_MOST]


def _agreements(desk: Desk, reading: Reading, territory: str) -> list[str]:
    formats = desk.pack.formats
    found = reading.all(Agreement, {"territory": territory, "status": _IN_FORCE}, ("-signed_on",))
    return [
        ", ".join(
            one
            for one in (
                agreement.title,
                agreement.number,
                f"firmado el {formats.day(agreement.signed_on)}" if agreement.signed_on else "",
            )
            if one
        )
        for agreement in found
    ]


def _planned(desk: Desk, visit: VisitLine) -> str:
    day = f"{desk.pack.formats.day_long(visit.day)}: " if visit.day else ""
    return f"{day}{visit.title}"
