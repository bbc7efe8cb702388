"""Checking headquarters' word of a time, long after the sync that brought it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec

from fieldapp.records.values import instant_of
from sync.protocol.messages import Beacon, Signed, read_statement
from sync.protocol.signing import Purpose, statement_to_sign


def beacon_at(
    body: bytes, signature: bytes, is_headquarters: Callable[[bytes, bytes], bool]
) -> datetime | None:
    """The time in a beacon; None unless headquarters signed it.

    `is_headquarters` tells whether a signature over a message is headquarters'.
    """
    if not is_headquarters(signature, statement_to_sign(Purpose.BEACON, body)):
        return None
    try:
        return instant_of(read_statement(Beacon, Signed(body, signature)).at)
    except (msgspec.DecodeError, OverflowError):
        return None
