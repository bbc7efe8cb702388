"""How a country wants trips on duty reported and paid for; small texts that change by decree."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

TripFact: TypeAlias = Literal[
    "chief", "officer", "position", "office", "act", "object", "days", "transport", "reported"
]
TripSection: TypeAlias = Literal[
    "background",
    "places",
    "activities",
    "results",
    "commitments",
    "conclusions",
    "recommendations",
    "annexes",
    "signatures",
]


class FactLine(msgspec.Struct, frozen=True):
    """A line at the head of the report, under the country's word for it."""

    code: TripFact
    label: str


class Section(msgspec.Struct, frozen=True):
    """A part of the report, under the country's title."""

    code: TripSection
    label: str


class TripRules(msgspec.Struct, frozen=True):
    """What a trip's report holds, when it is due and how its advance is proven (domain D08).

    `report_days` are working days after the return; `receipts_percent` is the least share of the
    advance that needs receipts, the rest may be sworn to (0: the country asks for none);
    `certificate` says whether an authority of the place must certify the stay. `rates` are
    per-diem amounts in minor units a day, by class. `draft` until the ministry confirmed them.
    """

    document: str
    settlement: str
    law: str
    report_days: int
    receipts_percent: int
    certificate: bool
    facts: tuple[FactLine, ...]
    sections: tuple[Section, ...]
    signers: tuple[str, ...]
    rates: dict[str, int]
    draft: bool = True

    @property
    def sworn_percent(self) -> int:
        """The greatest share of the advance that a sworn statement may account for."""
        return 100 - self.receipts_percent
