"""Who may do what: one table for the laptop and for headquarters.

Headquarters' word counts; the laptop asks the same table so that nobody types in vain. Whether a
record lies in one's territories is another question: see `checking`.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Final
from uuid import UUID

from fieldapp.records.describe import EditedBy, KindSpec, Record
from fieldapp.records.text import Text, say


class Role(StrEnum):
    """What somebody is to the program (domain D03)."""

    OFFICER = "officer"
    COORDINATOR = "coordinator"
    HQ_REVIEWER = "hq_reviewer"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Action(Enum):
    """What people do to a record or with it."""

    READ = "read"
    CREATE = "create"
    EDIT = "edit"
    ANNUL = "annul"
    CLOSE = "close"
    SEAL = "seal"
    REOPEN = "reopen"
    VOID = "void"
    DECIDE_CONFLICT = "decide_conflict"
    MOVE = "move"
    TEMPLATE = "template"
    """Publish a national plan, or change what another wrote in one (W8)."""
    FORGET = "forget"
    """Take out whom a record speaks of, also where nothing else changes or another wrote it."""


_HEADQUARTERS: Final = frozenset({Role.HQ_REVIEWER, Role.ADMIN})
_ABOVE_OFFICERS: Final = _HEADQUARTERS | {Role.COORDINATOR}

_HEADQUARTERS_DECIDES: Final[dict[Action, Text]] = {
    Action.MOVE: say("Solo el nivel central pasa registros de un territorio a otro."),
    Action.TEMPLATE: say("Una plantilla nacional la publica y la cambia quien revisa los planes."),
}

_COORDINATORS_DECIDE: Final[dict[Action, Text]] = {
    Action.REOPEN: say("Solo la coordinación puede abrir de nuevo lo cerrado."),
    Action.VOID: say("Solo la coordinación puede anular un acta emitida."),
    Action.DECIDE_CONFLICT: say(
        "Entre dos valores decide quien escribió uno de ellos o la coordinación."
    ),
}


def is_headquarters(role: str) -> bool:
    """Tell whether somebody works at headquarters, whom private kinds are open to (rule R6)."""
    return role in _HEADQUARTERS


def refusal(
    role: str, action: Action, spec: KindSpec, record: Record, person: UUID | None
) -> Text | None:
    """Say why somebody may not do that to a record; None if they may.

    `person` is who acts, compared with the record's author and, for a visit, its lead officer.
    """
    who = Role(role)
    if action is Action.READ:
        return None
    if who is Role.AUDITOR:
        return say("Quien audita lee todo y no escribe.")
    if action in _HEADQUARTERS_DECIDES and who not in _HEADQUARTERS:
        return _HEADQUARTERS_DECIDES[action]
    if action in _COORDINATORS_DECIDE:
        wrote_it = action is Action.DECIDE_CONFLICT and person in _who_wrote(record)
        return None if wrote_it or who in _ABOVE_OFFICERS else _COORDINATORS_DECIDE[action]
    if action in (Action.CLOSE, Action.SEAL):
        return _only_who_leads(who, record, person)
    return _only_its_writers(who, action, spec, record, person)


def _whose(private: Record) -> frozenset[UUID | None]:
    """Who may read a private record, and so write in it: its author and who is in charge."""
    lead: UUID | None = getattr(private, "lead_officer", None)
    return frozenset({private.created_by, lead})


def _who_wrote(conflict: Record) -> frozenset[UUID]:
    """The persons of the two values; headquarters is none of them."""
    persons = (getattr(conflict, name, None) for name in ("kept_by", "offered_by"))
    return frozenset(person for person in persons if person is not None)


def _only_who_leads(who: Role, record: Record, person: UUID | None) -> Text | None:
    lead = getattr(record, "lead_officer", None)
    if who in _ABOVE_OFFICERS or lead in (None, person):
        return None
    return say("Solo el funcionario responsable de la visita puede cerrarla y firmar su acta.")


def _only_its_writers(
    who: Role, action: Action, spec: KindSpec, record: Record, person: UUID | None
) -> Text | None:
    if spec.edited_by is EditedBy.HQ and who not in _HEADQUARTERS:
        return say("Solo el nivel central escribe en «{kinds}».", kinds=Text(spec.plural))
    if spec.edited_by is EditedBy.COORDINATION and who not in _ABOVE_OFFICERS:
        return say("Solo la coordinación escribe en «{kinds}».", kinds=Text(spec.plural))
    return None if action is Action.CREATE else _only_whose_it_is(who, action, spec, record, person)


def _only_whose_it_is(
    who: Role, action: Action, spec: KindSpec, record: Record, person: UUID | None
) -> Text | None:
    """What is asked of a record that is there already."""
    if spec.private and who not in _HEADQUARTERS and person not in _whose(record):
        return say("Solo quien lo recibió o lo tiene a cargo escribe en este registro.")
    if spec.edited_by is EditedBy.AUTHOR and action is Action.EDIT:
        return say(
            "«{kinds}»: lo escrito no se cambia. Escriba otro registro que lo corrija.",
            kinds=Text(spec.plural),
        )
    anothers = record.created_by not in (None, person)
    if action is Action.ANNUL and anothers and who not in _ABOVE_OFFICERS:
        return say("Solo la coordinación puede anular lo que otra persona escribió.")
    return None
