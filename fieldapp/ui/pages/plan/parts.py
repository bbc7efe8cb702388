"""The parts of a plan's room, in the order of their tabs."""

from __future__ import annotations

from typing import Final

from fieldapp.records.text import Text, say

PARTS: Final[tuple[Text, ...]] = (
    say("Plan"),
    say("Fila"),
    say("Roles"),
    say("Matriz lógica"),
    say("Indicadores"),
    say("Cronograma"),
    say("Presupuesto"),
    say("Prioridades"),
    say("Cadena de valor"),
    say("Alineamiento"),
)
PLAN, ROW, ROLES, LOGFRAME, INDICATORS, SCHEDULE, BUDGET, PRIORITIES, CHAIN, ALIGNMENT = range(
    len(PARTS)
)
PART_OF: Final = {
    "role_assignment": ROLES,
    "indicator": INDICATORS,
    "target": INDICATORS,
    "verification_mean": INDICATORS,
    "measurement": INDICATORS,
    "schedule_entry": SCHEDULE,
    "budget_item": BUDGET,
    "budget_line": BUDGET,
}
"""Where what belongs to this plan is seen."""
BESIDE_THE_TREE: Final = frozenset({PLAN, ROW, INDICATORS})
"""The other parts are tables as wide as the page."""
