"""How sending stands, in an icon, a colour role and a sentence about the last receipt."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from fieldapp.packs.formats import Formats
from fieldapp.records.text import Text, say
from fieldapp.work.syncing import SyncStanding, SyncState

SYNC_LOOKS: Final[Mapping[SyncState, tuple[str, str]]] = MappingProxyType(
    {
        SyncState.NOTHING: ("good", "good"),
        SyncState.WAITING: ("clock", "info"),
        SyncState.NO_NETWORK: ("warn", "warn"),
        SyncState.UNREACHABLE: ("warn", "warn"),
        SyncState.NOT_AUTHORISED: ("warn", "warn"),
        SyncState.FAILED: ("warn", "warn"),
        SyncState.REVOKED: ("warn", "warn"),
        SyncState.CONFLICT: ("warn", "warn"),
        SyncState.IN_REVIEW: ("info", "info"),
        SyncState.RECEIVED: ("good", "good"),
    }
)
"""The icon and the colour role of each state."""


class Standings(Protocol):
    """Tells how things stand; it asks nobody and needs no network."""

    def now(self) -> SyncStanding:
        """Return how things stand."""
        ...


def receipt(standing: SyncStanding, formats: Formats) -> Text:
    """When headquarters last acknowledged something."""
    when = standing.last_receipt_at
    if when is None:
        return say("Todavía no hay ningún acuse de recibo.")
    return say(
        "Último acuse de recibo: {day}, {hour}.",
        day=formats.day(formats.day_of(when)),
        hour=formats.clock(when),
    )
