"""What holds a text still: an issued acta, a closed visit, a signed agreement, a plan sent."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from fieldapp.records.agreements import Agreement
from fieldapp.records.minutes import Minutes
from fieldapp.records.plans import Plan
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity
from fieldapp.store.unit_of_work import Reading

ISSUED: Final = ("frozen", "sealed")
_WRITTEN: Final = ("draft", "negotiation")
AFTER_SIGNING: Final = ("agreement_goal", "amendment")
"""Rows that an agreement gets while it is in force: none of them is part of its signed words."""


def actas_of(reading: Reading, activity: UUID) -> list[Minutes]:
    """The actas of a visit that are not void: those under way first, each newest first.

    The stored times alone do not say which is under way: a laptop's clock may have gone back.
    """
    found = reading.all(Minutes, {"activity": activity}, ("-created_at",))
    standing = [minutes for minutes in found if minutes.status != "void"]
    return sorted(standing, key=lambda minutes: minutes.status == "sealed")


def acta_of(reading: Reading, activity: UUID) -> Minutes | None:
    """The acta of a visit under way or issued last; None if there is none."""
    return next(iter(actas_of(reading, activity)), None)


def is_issued(reading: Reading, activity: UUID | None) -> bool:
    """Tell whether an acta of a visit is issued, signed or not."""
    return activity is not None and any(
        acta.status in ISSUED for acta in actas_of(reading, activity)
    )


def must_not_be_issued(reading: Reading, activity: UUID) -> None:
    """Raise Refused when the acta of a visit is issued: its words are fixed."""
    issued = [acta for acta in actas_of(reading, activity) if acta.status in ISSUED]
    if issued:
        raise _fixed_by(issued[0])


def must_be_open(reading: Reading, origin: UUID | None, kind: str = "") -> None:
    """Raise Refused when what belongs to a visit, an agreement or a plan is fixed.

    `kind` is that of the row to be written, where it may be one that comes after signing.
    """
    if origin is None:
        return
    must_not_be_issued(reading, origin)
    visit = reading.get(Activity, origin)
    if visit is not None and visit.status in ("closed", "cancelled"):
        raise Refused(
            say("La visita está cerrada. Para cambiarla, la coordinación la abre de nuevo.")
        )
    signable = visit is None and kind not in AFTER_SIGNING
    agreement = reading.get(Agreement, origin) if signable else None
    if agreement is not None and agreement.status not in _WRITTEN:
        raise Refused(say("El acuerdo ya está suscrito y su texto no se cambia."))
    must_be_a_plan_at_work(reading, origin)


def must_be_a_plan_at_work(reading: Reading, plan: UUID) -> None:
    """Raise Refused when the rows of a plan are fixed: regions copied what was published."""
    kept = reading.get(Plan, plan)
    if kept is not None and kept.status not in ("draft", None):
        raise Refused(
            say(
                "El plan «{title}» ya está publicado o enviado y sus filas no se cambian. "
                "Haga una versión nueva, o ábralo de nuevo si todavía no se ha publicado.",
                title=kept.title,
            )
        )


def _fixed_by(acta: Minutes) -> Refused:
    if acta.status == "frozen":
        return Refused(
            say(
                "El acta {number} ya está emitida y su texto no se cambia. "
                "Si todavía no la ha firmado nadie, devuélvala a revisión.",
                number=acta.number,
            )
        )
    return Refused(
        say(
            "El acta {number} ya está firmada y lo que dice no se cambia. "
            "Para corregirla, haga un acta aclaratoria.",
            number=acta.number,
        )
    )
