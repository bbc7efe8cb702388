"""Plays written traces: one for each remedy, one for each fault that a seed found."""

from __future__ import annotations

from typing import Final

from tests.simulation.directed import TRACES, Trace
from tests.simulation.found import FOUND
from tests.simulation.found_lost import FOUND_LOST
from tests.simulation.world import Workshop, World

ALL: Final[dict[str, Trace]] = TRACES | FOUND | FOUND_LOST


def tell(name: str, workshop: Workshop) -> str | None:
    """Play one trace; give what it violates, None if it ends well."""
    world = World(1, workshop)
    try:
        ALL[name](world)
    except AssertionError as violation:
        return str(violation) or type(violation).__name__
    finally:
        world.close()
    return None
