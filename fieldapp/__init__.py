"""Bitácora on the laptop: records, rules, documents, store, work and windows."""

from datetime import UTC, datetime
from typing import Final

__version__ = "0.1.0"

RELEASED_AT: Final = datetime(2026, 11, 20, tzinfo=UTC)
"""When this version was built: a time every laptop that runs it has proof of."""
