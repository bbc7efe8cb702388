"""What one answer brought to a laptop; the engine adds such tallies up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sync.protocol.messages import BundleOffer


@dataclass(slots=True)
class Tally:
    """Records are counted by kind; `in_review` counts units for a person."""

    sent: Counter[str] = field(default_factory=Counter[str])
    received: Counter[str] = field(default_factory=Counter[str])
    changed: set[str] = field(default_factory=set[str])
    """Kinds of which this laptop now shows something else."""
    removed: int = 0
    in_review: int = 0
    receipts: int = 0
    revision: int = 0


@dataclass(slots=True)
class Absorbed(Tally):
    """What one answer did, and what it asks of the engine."""

    ask_again: bool = False
    """A scope has more to give, or must be asked for from another place."""
    copied: bool = False
    """Headquarters knows a copy of this vault: it must go on as a device of its own."""
    became: bytes | None = None
    """The seed of the device that this vault is from now on."""
    bundles: dict[str, BundleOffer] = field(default_factory=dict[str, BundleOffer])
    """Scopes that headquarters offers as one file."""
    differing: set[str] = field(default_factory=set[str])
    revoked: set[str] = field(default_factory=set[str])
