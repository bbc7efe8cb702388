"""The norms a country's work rests on, its own words explained, and its planning periods."""

from __future__ import annotations

from datetime import date

import msgspec


class LegalBasis(msgspec.Struct, frozen=True):
    """Norms by what they are about; `draft` until the ministry's lawyers confirmed them.

    `mission` are those of the programme, `signatures` those of electronic signatures, `archive`
    how the institution keeps its documents.
    """

    mission: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    archive: str = ""
    draft: bool = True


class Meaning(msgspec.Struct, frozen=True):
    """A word of the country and what it means."""

    word: str
    meaning: str


class Draft(msgspec.Struct, frozen=True):
    """A part of the pack that the ministry still has to give or to confirm, and why.

    `told` says it beside the field, on the page and under the papers that rest on that part; what
    is only to be confirmed stands in help and in `pack check`.
    """

    part: str
    why: str
    told: bool = False


class PlanPeriod(msgspec.Struct, frozen=True):
    """A period of the programme (vigencia), its days, and what it is about."""

    code: str
    label: str
    since: date
    until: date
    focus: str = ""
