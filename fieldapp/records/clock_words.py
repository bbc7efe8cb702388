"""How wrong a clock is, as people say it. A wrong clock is told and stops nothing (R22)."""

from __future__ import annotations

from typing import Final

from fieldapp.records.text import Text, say, say_n

_RIGHT_S: Final = 120


def clock_fault(ahead_s: int) -> Text | None:
    """Say how far this laptop's clock is from headquarters'; None when it is right."""
    if abs(ahead_s) <= _RIGHT_S:
        return None
    off = _how_long(abs(ahead_s))
    if ahead_s > 0:
        return say(
            "El reloj de este equipo va {off} adelantado. No impide enviar ni recibir.", off=off
        )
    return say("El reloj de este equipo va {off} atrasado. No impide enviar ni recibir.", off=off)


def _how_long(seconds: int) -> Text:
    """Say a time in its largest unit."""
    if seconds >= 2 * 86_400:
        return say_n("{n} día", "{n} días", round(seconds / 86_400))
    if seconds >= 2 * 3_600:
        return say_n("{n} hora", "{n} horas", round(seconds / 3_600))
    return say_n("{n} minuto", "{n} minutos", round(seconds / 60))
