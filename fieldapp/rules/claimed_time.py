"""Whether the laptop's own clock may be believed when it dates an acta.

It never stops one: the acta says what the clock said, and here is why that is not verified.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

SLACK: Final = timedelta(minutes=15)
"""What a clock may be off before its hour is doubted on paper."""

TOLD_BY_A_PERSON: Final = "la hora la dijo el funcionario: el reloj del equipo estaba equivocado"
"""What is printed beside an hour that somebody said because the clock could not be right."""

_SILENCE_MAX: Final = timedelta(days=400)
"""Nobody works this long without one sync; a clock that says so was set wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a laptop has seen of time.

    `told`: the newest time it has from headquarters. `written`: when this laptop last took a
    number or its officer wrote something, by its own clock. `off`: how far its clock was from
    headquarters' when they last spoke.
    """

    told: datetime | None = None
    written: datetime | None = None
    off: timedelta = timedelta(0)


def why_unverified(now: datetime, seen: Seen) -> str:
    """Why the hour `now` is printed as not verified; empty while nothing speaks against it."""
    if seen.told and now < seen.told - SLACK:
        return "el reloj del equipo marca una hora anterior a la última recibida del nivel central"
    if seen.written and now < seen.written - SLACK:
        return "el reloj del equipo se atrasó: hay registros suyos con hora posterior"
    if seen.told and now > seen.told + _SILENCE_MAX:
        return "el reloj del equipo marca más de un año después de la última hora del nivel central"
    if abs(seen.off) > SLACK:
        return (
            "el reloj del equipo no coincidía con el del nivel central en la última sincronización"
        )
    return ""
