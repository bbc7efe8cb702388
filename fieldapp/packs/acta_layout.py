"""In which order a country's acta says what it says (GTC 185 in Colombia, custom elsewhere)."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

ActaFact: TypeAlias = Literal[
    "day", "hours", "place", "subject", "kind", "objective", "space", "axis", "themes",
    "present", "guests", "absent", "presides", "officer",
]  # fmt: skip
"""A line under the number: what kind of meeting, where, when, who."""

ActaPart: TypeAlias = Literal[
    "facts", "opening", "agreed_before", "agenda", "development", "decisions", "commitments",
    "results", "recommendations", "remarks", "next_meeting",
]  # fmt: skip
"""A part of the acta's body; the list of who came and the signatures always end it."""


class ActaLayout(msgspec.Struct, frozen=True):
    """The lines and parts of an acta, in their order; what is not named is not printed."""

    facts: tuple[ActaFact, ...]
    parts: tuple[ActaPart, ...]
