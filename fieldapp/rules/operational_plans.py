"""How much of an operational plan was done: lines executed of those programmed (domain D41)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fieldapp.records.plans import OperationalLine
from fieldapp.rules.measuring import percent_of

QUARTERS: Final = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class LineExecution:
    """A line: what was programmed and done to the end of a quarter, and the percentage of it."""

    line: OperationalLine
    programmed: Decimal
    executed: Decimal

    @property
    def percent(self) -> Decimal | None:
        """None where nothing was programmed so far."""
        return percent_of(self.executed, self.programmed) if self.programmed else None

    @property
    def done(self) -> bool:
        """Whether all that was programmed so far was done."""
        return bool(self.programmed) and self.executed >= self.programmed


@dataclass(frozen=True, slots=True)
class Execution:
    """An operational plan: its lines, and how many of the programmed ones were done.

    Lines are counted, not added: one counts workshops, another people.
    """

    lines: tuple[LineExecution, ...]

    @property
    def programmed(self) -> int:
        """Lines of which something was programmed."""
        return sum(bool(line.programmed) for line in self.lines)

    @property
    def executed(self) -> int:
        """Lines of which all that was programmed was done."""
        return sum(line.done for line in self.lines)

    @property
    def percent(self) -> Decimal | None:
        """Executed of programmed lines; None without any."""
        if not self.programmed:
            return None
        return percent_of(Decimal(self.executed), Decimal(self.programmed))


def execution_of(lines: Iterable[OperationalLine], to_quarter: int = 4) -> Execution:
    """What was programmed and done from the first quarter to another one, both included."""
    return Execution(
        tuple(
            LineExecution(
                line, _sum(line, "programmed", to_quarter), _sum(line, "executed", to_quarter)
            )
            for line in lines
        )
    )


def _sum(line: OperationalLine, what: str, to_quarter: int) -> Decimal:
    quarters = (getattr(line, f"{what}_{quarter}") for quarter in QUARTERS if quarter <= to_quarter)
    return sum((value for value in quarters if value is not None), Decimal(0))
