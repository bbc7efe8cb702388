"""How a country writes days, hours, numbers and money, and what of them it understands.

Written by hand and not by a locale library: the words are a dozen, the ministry can correct them
in the pack, and nothing is loaded at start. What a person types is read tolerantly, but a number
that could mean two things is asked again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Final, Literal

import msgspec

from fieldapp.packs.folding import fold
from fieldapp.packs.numbers import read_number
from fieldapp.records.describe import Money
from fieldapp.records.text import Refused, Text, say

_WEEKDAYS: Final = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
_WEEKDAYS_SAID: Final = say("lun mar mié jue vie sáb dom")
_MONTHS_SAID: Final = say(
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
_SHORT_MONTHS_SAID: Final = say("ene feb mar abr may jun jul ago sep oct nov dic")
_NO_BREAK: Final = "\u00a0"
_DAY_IN_FIGURES: Final = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_DAY_IN_WORDS: Final = re.compile(
    r"(?:[a-z]{3,9} )?(\d{1,2}) (?:de )?([a-z]{3,10}) (?:de |del )?(\d{4})"
)
_DAY_IN_ORDER: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class MoneyState(Enum):
    """What stands in a budget's cell instead of an amount; never the same as zero."""

    NOT_DETERMINED = "not_determined"
    BLANK = "blank"


class MoneyFormat(msgspec.Struct, frozen=True):
    """A currency and its marks. `decimals` is the number of digits of the minor unit."""

    currency: str
    symbol: str
    decimals: int
    group: str
    decimal: str


class DateFormat(msgspec.Struct, frozen=True):
    """The time zone, the clock, and the names of the months, from January, a space apart."""

    zone: str
    clock: Literal["12h", "24h"]
    months: str
    short_months: str


@dataclass(frozen=True)
class Formats:
    """Writes and reads the values of one country."""

    money_format: MoneyFormat
    dates: DateFormat
    weekdays: tuple[str, ...] = _WEEKDAYS

    def said_in(self, words: Callable[[Text], str]) -> Formats:
        """Return the same for a screen in another language; papers keep the country's names."""
        months = words(_MONTHS_SAID)
        if months == _MONTHS_SAID.source:
            return self
        dates = msgspec.structs.replace(
            self.dates, months=months, short_months=words(_SHORT_MONTHS_SAID)
        )
        return replace(self, dates=dates, weekdays=tuple(words(_WEEKDAYS_SAID).split()))

    @cached_property
    def zone(self) -> tzinfo:
        """The country's time zone: days and hours are always those of the pack, not the laptop."""
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.dates.zone)

    def day_of(self, instant: datetime) -> date:
        """Return the day on which an instant falls in the country; "today" too is asked here."""
        return instant.astimezone(self.zone).date()

    def day(self, day: date) -> str:
        """Write a day for a list: "vie 20 nov 2026"."""
        month = self.dates.short_months.split()[day.month - 1]
        return f"{self.weekdays[day.weekday()]} {day.day} {month} {day.year}"

    def day_long(self, day: date) -> str:
        """Write a day for a document: "20 de noviembre de 2026"."""
        return f"{day.day} de {self.dates.months.split()[day.month - 1]} de {day.year}"

    def month_long(self, day: date) -> str:
        """Write the month of a day for a document: "noviembre de 2026"."""
        return f"{self.dates.months.split()[day.month - 1]} de {day.year}"

    def clock(self, instant: datetime) -> str:
        """Write the hour of an instant: "14:30", or "2:30 p. m." where the pack says so."""
        local = instant.astimezone(self.zone)
        if self.dates.clock == "24h":
            return f"{local:%H:%M}"
        half = "a. m." if local.hour < 12 else "p. m."  # noqa: PLR2004 - noon
        return f"{local.hour % 12 or 12}:{local:%M}{_NO_BREAK}{half}"

    def moment(self, instant: datetime, apart: str = " ") -> str:
        """Write the day and the hour of an instant: "vie 20 nov 2026 14:30"."""
        return f"{self.day(self.day_of(instant))}{apart}{self.clock(instant)}"

    def moment_long(self, instant: datetime) -> str:
        """Write an instant for a document: "20 de noviembre de 2026, 14:30"."""
        return f"{self.day_long(self.day_of(instant))}, {self.clock(instant)}"

    def parse_day(self, text: str) -> date:
        """Read a day: 20/11/2026, 20-11-2026, 2026-11-20, "20 nov 2026", "20 de noviembre de 2026".

        Raises:
            Refused: it is not a day of the calendar.
        """
        typed = text.strip()
        try:
            if found := _DAY_IN_ORDER.fullmatch(typed):
                year, month, day = map(int, found.groups())
                return date(year, month, day)
            if found := _DAY_IN_FIGURES.fullmatch(typed):
                day, month, year = map(int, found.groups())
                return date(year, month, day)
            if found := _DAY_IN_WORDS.fullmatch(fold(typed)):
                return date(int(found[3]), self._months[found[2]], int(found[1]))
        except (ValueError, KeyError):
            pass
        raise Refused(
            say(
                "«{text}» no es una fecha. Escríbala así: {example}.",
                text=text,
                example="20/11/2026",
            )
        )

    def number(self, number: Decimal) -> str:
        """Write a number with the country's marks, with the decimals it has."""
        sign = "-" if number < 0 else ""
        whole, _, fraction = format(abs(number), "f").partition(".")
        group = _NO_BREAK if self.money_format.group == " " else self.money_format.group
        written = sign + f"{int(whole):,}".replace(",", group)
        return f"{written}{self.money_format.decimal}{fraction}" if fraction else written

    def decimals_of(self, currency: str) -> int:
        """Return how many digits the minor unit has; two for a currency of another country."""
        return self.money_format.decimals if currency == self.money_format.currency else 2

    def money(self, money: Money) -> str:
        """Write an amount: "$ 1.234.567", "S/ 41 700.00". Another currency goes by its code."""
        own = money.currency == self.money_format.currency
        decimals = self.decimals_of(money.currency)
        symbol = self.money_format.symbol if own else money.currency
        amount = Decimal(money.minor).scaleb(-decimals)
        return f"{symbol}{_NO_BREAK}{self.number(amount)}"

    def parse_number(self, text: str) -> Decimal:
        """Read a number with comma or point, grouped or not: "42,7", "68.6", "1 250".

        Raises:
            Refused: it is no number, or could be two.
        """
        return read_number(text, self.money_format.decimal)

    def parse_money(self, text: str) -> Money | MoneyState:
        """Read an amount: "41 700.00", "20000", "$ 1.234.567", "No se ha determinado", "-".

        Raises:
            Refused: it is no amount, could be two, or has more decimals than the currency.
        """
        typed = text.strip()
        if typed in {"", "-", "–", "—"}:
            return MoneyState.BLANK
        if fold(typed).startswith(("no se ha determinado", "no determinado", "por determinar")):
            return MoneyState.NOT_DETERMINED
        amount = self.parse_number(self._without_symbol(typed))
        minor = amount.scaleb(self.money_format.decimals)
        if minor != minor.to_integral_value():
            raise Refused(
                say(
                    "«{text}» tiene más decimales de los que admite {currency}.",
                    text=text,
                    currency=self.money_format.currency,
                )
            )
        return Money(self.money_format.currency, int(minor))

    def _without_symbol(self, typed: str) -> str:
        for sign in (self.money_format.symbol, self.money_format.currency):
            typed = re.sub(
                rf"^{re.escape(sign)}\.?|{re.escape(sign)}$", "", typed, flags=re.IGNORECASE
            )
        return typed.strip()

    @cached_property
    def _months(self) -> dict[str, int]:
        """The months by every name they have: setiembre is understood where septiembre is said."""
        names = {name: number for number, name in enumerate(self.dates.months.split(), 1)}
        names |= {name: number for number, name in enumerate(self.dates.short_months.split(), 1)}
        return names | dict.fromkeys(("septiembre", "setiembre", "sept", "sep", "set"), 9)
