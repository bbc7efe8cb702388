"""The lines under an acta's number, in the order that its country gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fieldapp.rules.acta_content import Acta, Attendee

_LIST_BELOW: Final = "La lista y las firmas están al final."


def facts_of(acta: Acta) -> list[tuple[str, str]]:
    """(label, what is said) of each line that has something to say."""
    told = [(label, tell(acta)) for label, tell in (_FACTS[code] for code in acta.facts)]
    return [line for line in told if line[1]]


def with_position(name: str, position: str) -> str:
    """A name and what its bearer is; either of them alone."""
    return f"{name}, {position}" if name and position else name or position


def _place(acta: Acta) -> str:
    meeting = acta.meeting
    return f"{meeting.venue}, {meeting.place}" if meeting.venue else meeting.place


def _guests(acta: Acta) -> str:
    return "; ".join(_with_entity(one) for one in acta.attendance if one.guest)


def _with_entity(one: Attendee) -> str:
    return with_position(one.name, one.position or one.organization)


def _absent(acta: Acta) -> str:
    return "; ".join(with_position(one.name, one.mark) for one in acta.absent)


def _present(acta: Acta) -> str:
    return f"{acta.audience} {_LIST_BELOW}" if acta.attendance else acta.audience


def _presides(acta: Acta) -> str:
    return next((one.name for one in acta.signers if one.id == "president"), "")


_FACTS: Final[dict[str, tuple[str, Callable[[Acta], str]]]] = {
    "day": ("Fecha", lambda acta: acta.meeting.day_text),
    "hours": ("Hora", lambda acta: acta.meeting.hours_text),
    "place": ("Lugar", _place),
    "subject": ("Asunto", lambda acta: acta.meeting.subject),
    "kind": ("Actividad", lambda acta: acta.meeting.kind),
    "objective": ("Objetivo", lambda acta: acta.meeting.objective),
    "space": ("Espacio", lambda acta: acta.meeting.space),
    "axis": ("Eje", lambda acta: acta.meeting.axis),
    "themes": ("Temas", lambda acta: acta.meeting.themes),
    "present": ("Asistentes", _present),
    "guests": ("Invitados", _guests),
    "absent": ("Ausentes", _absent),
    "presides": ("Preside", _presides),
    "officer": (
        "Elaborada por",
        lambda acta: with_position(acta.officer.name, acta.officer.position),
    ),
}
