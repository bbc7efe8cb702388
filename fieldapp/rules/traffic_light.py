"""The traffic light of what was reached of what was wanted (domains D36, D40).

The thresholds are a proposal that each ministry must confirm.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import Final


class Light(Enum):
    """How well a goal goes; the value is the word for it, for colour is never the only sign."""

    GREEN = "Verde"
    AMBER = "Amarillo"
    RED = "Rojo"
    NONE = "Sin reporte"


GREEN_FROM: Final = 90
AMBER_FROM: Final = 60
"""Percent of what was wanted from which the light is green, or amber."""


def percent_of(reached: Decimal | None, wanted: Decimal | None) -> Decimal | None:
    """What was reached in percent of what was wanted, to a tenth; None where it says nothing."""
    if reached is None or not wanted:
        return None
    return (reached * 100 / wanted).quantize(Decimal("0.1"))


def light_of(percent: Decimal | None) -> Light:
    """The light of a percentage; what nobody reported is not red."""
    if percent is None:
        return Light.NONE
    if percent >= GREEN_FROM:
        return Light.GREEN
    return Light.AMBER if percent >= AMBER_FROM else Light.RED
