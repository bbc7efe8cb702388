"""A citizen's request: by when it must be answered, how it stands, its code (D68, rule R6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fieldapp.packs.pack import Pack
from fieldapp.records.requests import CitizenRequest

_CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class RequestStanding:
    """How a request stands. `due_on` is None where kind or day of receipt is not known."""

    due_on: date | None
    answered: bool
    late: bool

    @property
    def words(self) -> str:
        """The state as a document says it."""
        if self.answered:
            return "Respondida fuera de plazo" if self.late else "Respondida"
        return "Vencida" if self.late else "En trámite"


def standing_of_request(request: CitizenRequest, pack: Pack, today: date) -> RequestStanding:
    """Tell how a request stands on a day; the last day itself is not late."""
    due = due_on(request, pack)
    answered = request.answered_on is not None
    until = request.answered_on or today
    return RequestStanding(due, answered, due is not None and until > due)


def due_on(request: CitizenRequest, pack: Pack) -> date | None:
    """The last day to answer: so many working days after receipt as the country says.

    Where nobody wrote the day of receipt it is the one on which the request was typed.
    """
    kind = pack.catalogue("request_kinds").get(request.kind) if request.kind else None
    received = received_on(request, pack)
    if kind is None or not kind.working_days or received is None:
        return None
    return pack.calendar.add_working_days(received, kind.working_days)


def received_on(request: CitizenRequest, pack: Pack) -> date | None:
    """The day of receipt; the day on which it was typed, in the country, where that is empty."""
    if request.received_on is None and request.created_at is not None:
        return pack.formats.day_of(request.created_at)
    return request.received_on


def follow_up_code(request: CitizenRequest) -> str:
    """The code on the receipt, by which the person asks later: the end of the record's id.

    It needs no number of a series, so that it prints without a network and tells nothing of how
    many complaints an office took.
    """
    tail = request.id.hex[-_CODE_LENGTH:].upper()
    return f"{tail[:4]}-{tail[4:]}"
