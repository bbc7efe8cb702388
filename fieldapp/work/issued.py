"""What an issued acta holds still: from then on its visit changes only through the acta."""

from __future__ import annotations

from uuid import UUID

from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, say
from fieldapp.store.unit_of_work import Reading

ISSUED = ("frozen", "sealed")


def acta_of(reading: Reading, activity: UUID) -> Minutes | None:
    """The acta of a visit that is not void; of two, the one issued."""
    found = reading.all(Minutes, {"activity": activity})
    living = [minutes for minutes in found if minutes.status != "void"]
    return max(living, key=lambda minutes: (minutes.status in ISSUED, minutes.id), default=None)


def must_not_be_issued(reading: Reading, activity: UUID | None) -> None:
    """Raise Refused when the acta of that visit was issued: its words are fixed."""
    minutes = acta_of(reading, activity) if activity is not None else None
    if minutes is None or minutes.status not in ISSUED:
        return
    if minutes.status == "frozen":
        raise Refused(
            say(
                "El acta {number} ya está emitida y su texto no se cambia. "
                "Si todavía no la ha firmado nadie, devuélvala a revisión.",
                number=minutes.number,
            )
        )
    raise Refused(
        say(
            "El acta {number} ya está firmada y lo que dice no se cambia. "
            "Para corregirla, haga un acta aclaratoria.",
            number=minutes.number,
        )
    )
