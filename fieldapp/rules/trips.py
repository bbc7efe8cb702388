"""A trip on duty: when its report is due, what its advance still owes, and how its state moves.

Due day and account are computed, never stored (domain D08). Days and shares are the pack's: Peru
asks for receipts of 70 % of the advance at least and takes a sworn statement for the rest
(D.S. N° 007-2013-EF).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from fieldapp.packs import Pack
from fieldapp.records import KINDS
from fieldapp.records.choices import CHOICES
from fieldapp.records.describe import Money
from fieldapp.records.text import Refused, Text, say
from fieldapp.records.trips import Trip, TripCertificate, TripExpense
from fieldapp.rules.checking import is_empty

NO_RECEIPT: Final = frozenset({"sworn", "none"})
"""Papers that prove nothing by themselves: the officer's own word, or none."""

_MOVES: Final[dict[str, frozenset[str]]] = {
    "requested": frozenset({"authorised", "returned"}),
    "authorised": frozenset({"in_progress", "returned"}),
    "in_progress": frozenset({"reported"}),
    "reported": frozenset({"settled", "returned"}),
    "returned": frozenset({"requested", "reported"}),
    "settled": frozenset({"returned"}),
}
_LABELS: Final = {choice.code: choice.label for choice in CHOICES["trip_status"]}
_SPEC: Final = KINDS["trip"]
_NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "authorised": ("territory", "officer", "depart_on", "return_on", "commission_act", "act_on"),
    "reported": ("results", "reported_on"),
    "settled": ("settled_on",),
    "returned": ("status_reason",),
}
_HUNDRED: Final = Decimal(100)
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day to hand in the report, and how far it is: negative days are late."""

    due_on: date
    days_left: int
    handed_in: bool

    @property
    def late(self) -> bool:
        """Whether the day went by and nothing was handed in."""
        return not self.handed_in and self.days_left < 0


@dataclass(frozen=True, slots=True)
class TripAccount:
    """What the advance went into, in minor units of its currency.

    `to_prove` is the advance without what was given back; `owed` is what was neither spent nor
    given back: negative where the officer paid from their own pocket.
    """

    currency: str
    advance: int
    returned: int
    with_receipt: int
    sworn: int
    unproven: int

    @property
    def spent(self) -> int:
        """All expenses, whatever proves them."""
        return self.with_receipt + self.sworn + self.unproven

    @property
    def to_prove(self) -> int:
        """What expenses must account for."""
        return max(self.advance - self.returned, 0)

    @property
    def owed(self) -> int:
        """What is still to be given back."""
        return self.advance - self.returned - self.spent

    @property
    def receipts_percent(self) -> Decimal:
        """The share of `to_prove` for which there are receipts, to one decimal."""
        if not self.to_prove:
            return _HUNDRED
        share = Decimal(self.with_receipt) * _HUNDRED / Decimal(self.to_prove)
        return share.quantize(_TENTH, ROUND_HALF_UP)


def report_due(trip: Trip, pack: Pack) -> date | None:
    """The last day for the report: the return and the pack's working days; None before it."""
    if trip.return_on is None:
        return None
    return pack.calendar.add_working_days(trip.return_on, pack.trips.report_days)


def deadline_of(trip: Trip, today: date, pack: Pack) -> Deadline | None:
    """How the report stands on a day; None while there is no day of return."""
    due_on = report_due(trip, pack)
    if due_on is None:
        return None
    handed_in = trip.reported_on is not None or trip.status in ("reported", "settled")
    return Deadline(due_on, (due_on - today).days, handed_in)


def account_of(trip: Trip, expenses: Iterable[TripExpense], currency: str) -> TripAccount:
    """Add up the expenses in the currency of the advance; others are told by `what_settling_lacks`.

    `currency` is the country's, for a trip without an advance.
    """
    own = trip.advance.currency if trip.advance else currency
    sums = {"receipt": 0, "sworn": 0, "none": 0}
    for expense in expenses:
        if expense.amount is not None and expense.amount.currency == own:
            paper = str(expense.document_type or "none")
            sums[paper if paper in NO_RECEIPT else "receipt"] += expense.amount.minor
    return TripAccount(
        currency=own,
        advance=_minor(trip.advance, own),
        returned=_minor(trip.returned_amount, own),
        with_receipt=sums["receipt"],
        sworn=sums["sworn"],
        unproven=sums["none"],
    )


def expected_advance(trip: Trip, pack: Pack) -> Money | None:
    """The per-diem of the trip's class for all its days, the first and the last too.

    None where the pack has no rate of that class or the days are not known.
    """
    rate = pack.trips.rates.get(str(trip.per_diem_class))
    if rate is None or trip.depart_on is None or trip.return_on is None:
        return None
    days = (trip.return_on - trip.depart_on).days + 1
    return Money(pack.formats.money_format.currency, rate * max(days, 0))


def may_move(status: str, to: str) -> bool:
    """Tell whether a trip may go from one state to another."""
    return to in _MOVES[status]


def what_moving_lacks(
    trip: Trip,
    expenses: Sequence[TripExpense],
    certificates: Sequence[TripCertificate],
    pack: Pack,
) -> list[Text]:
    """Say what a trip still needs for the state it stands in; nothing where it may stand there."""
    lacks = [
        say("Falta «{field}».", field=Text(_SPEC[name].label))
        for name in _NEEDS.get(str(trip.status), ())
        if is_empty(getattr(trip, name))
    ]
    if trip.status in ("reported", "settled") and pack.trips.certificate and not certificates:
        lacks.append(
            say(
                "Falta un certificado de permanencia: pídalo a la autoridad del lugar y "
                "anótelo en la comisión."
            )
        )
    if trip.status == "settled":
        lacks += what_settling_lacks(trip, expenses, pack)
    return lacks


def what_settling_lacks(trip: Trip, expenses: Sequence[TripExpense], pack: Pack) -> list[Text]:
    """Say why the money of a trip is not accounted for yet."""
    account = account_of(trip, expenses, pack.formats.money_format.currency)
    return [
        *_of_another_currency(expenses, account.currency),
        *_without_enough_receipts(account, pack),
        *_owing(account, pack),
    ]


def must_move(before: Trip, trip: Trip) -> None:
    """Raise Refused, in words, if a trip may not go from one state to another."""
    was, to = str(before.status), str(trip.status)
    if to != was and not may_move(was, to):
        raise Refused(
            say(
                "Una comisión «{status}» no puede pasar a «{to}».",
                status=Text(_LABELS[was]),
                to=Text(_LABELS[to]),
            )
        )


def _minor(money: Money | None, currency: str) -> int:
    return money.minor if money is not None and money.currency == currency else 0


def _of_another_currency(expenses: Sequence[TripExpense], currency: str) -> list[Text]:
    return [
        say(
            "El gasto «{concept}» está en otra moneda: escriba su importe en {currency}.",
            concept=expense.concept,
            currency=currency,
        )
        for expense in expenses
        if expense.amount is not None and expense.amount.currency != currency
    ]


def _without_enough_receipts(account: TripAccount, pack: Pack) -> list[Text]:
    least = pack.trips.receipts_percent
    if Decimal(account.with_receipt) * _HUNDRED >= Decimal(account.to_prove * least):
        return []
    formats = pack.formats
    return [
        say(
            "Los comprobantes suman {receipts}, el {percent} % del anticipo de {advance}; deben "
            "ser al menos el {least} %. Agregue comprobantes o devuelva lo que no se gastó.",
            receipts=formats.money(Money(account.currency, account.with_receipt)),
            percent=formats.number(account.receipts_percent),
            advance=formats.money(Money(account.currency, account.to_prove)),
            least=least,
        )
    ]


def _owing(account: TripAccount, pack: Pack) -> list[Text]:
    if account.owed <= 0:
        return []
    return [
        say(
            "Del anticipo faltan por rendir o devolver {owed}.",
            owed=pack.formats.money(Money(account.currency, account.owed)),
        )
    ]
