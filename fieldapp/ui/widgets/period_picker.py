"""Chooses a period by its name: a month, a trimester, a vigencia of the programme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from fieldapp.packs.folding import fold
from fieldapp.records.describe import Fact, FieldSpec, FieldType
from fieldapp.rules.periods import Period
from fieldapp.ui.widgets.ports import FormTools, Option, Options

PERIOD: Final = FieldSpec(
    "period", FieldType.CODE, Fact("Periodo", hint="Mes, trimestre, vigencia…"), None
)


@dataclass(frozen=True, slots=True)
class _Offered:
    value: object
    label: str
    hint: str = ""


class PeriodOptions(Options):
    """Offers the periods for the field PERIOD, and for others what is offered everywhere."""

    def __init__(self, tools: FormTools, periods: Callable[[date], Sequence[Period]]) -> None:
        self._tools, self._periods = tools, periods

    def named(self, code: object) -> Period | None:
        """The period of a code."""
        return next((one for one in self._today() if one.code == code), None)

    def options(self, field: FieldSpec, text: str, limit: int) -> Sequence[Option]:
        if field is not PERIOD:
            return self._tools.options.options(field, text, limit)
        sought, words = fold(text), self._tools.words
        named = [(one, words(one.label)) for one in self._today()]
        days = self._tools.formats.day
        found = [
            _Offered(one.code, label, f"{days(one.since)} – {days(one.until)}")
            for one, label in named
            if sought in fold(label)
        ]
        return found[:limit]

    def label(self, field: FieldSpec, value: object) -> str:
        if field is not PERIOD:
            return self._tools.options.label(field, value)
        found = self.named(value)
        return self._tools.words(found.label) if found else str(value)

    def _today(self) -> Sequence[Period]:
        return self._periods(self._tools.clock.today())


def with_periods(
    tools: FormTools, periods: Callable[[date], Sequence[Period]]
) -> tuple[FormTools, PeriodOptions]:
    """The tools of a form that may also choose a period, and who knows which one was chosen."""
    offered = PeriodOptions(tools, periods)
    return replace(tools, options=offered), offered
