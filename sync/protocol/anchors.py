"""Where a laptop stands in a scope, said so that a restored headquarters is noticed.

An anchor is a revision and the random id of the commit that made it. A laptop keeps its newest
eight per scope; a headquarters that does not know the newest went back in time, and the newest
one both know is the common point. On the wire the older seven cost five bytes each.
"""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

ANCHORS_MAX = 8
COMMIT_ID_BYTES = 8
PREFIX_BYTES = 3


class Anchor(msgspec.Struct, frozen=True, array_like=True):
    """A revision of the realm and the 8-byte random id of its commit."""

    rev: Annotated[int, Meta(ge=0, le=2**63 - 1)]
    commit: bytes


class Claim(msgspec.Struct, frozen=True):
    """An anchor as headquarters reads it: the commit's id, or only how it begins."""

    rev: int
    begins: bytes

    def fits(self, commit: bytes) -> bool:
        """Tell whether a commit id at this revision is the one the laptop saw."""
        return commit.startswith(self.begins)


def remember(anchors: Sequence[Anchor], newest: Anchor) -> tuple[Anchor, ...]:
    """Put the newest anchor in front and keep eight; anchors it overtakes backwards are dropped."""
    return (newest, *(older for older in anchors if older.rev < newest.rev))[:ANCHORS_MAX]


def compact(anchors: Sequence[Anchor]) -> list[tuple[int, bytes]]:
    """Write anchors, newest first: the first in full, the others as rev difference and prefix."""
    written: list[tuple[int, bytes]] = []
    previous = 0
    for place, anchor in enumerate(anchors[:ANCHORS_MAX]):
        if place == 0:
            written.append((anchor.rev, anchor.commit))
        else:
            written.append((previous - anchor.rev, anchor.commit[:PREFIX_BYTES]))
        previous = anchor.rev
    return written


def expand(written: Sequence[tuple[int, bytes]]) -> list[Claim]:
    """Read what ``compact`` wrote; entries that cannot be anchors are left out, not refused.

    A laptop whose anchors are damaged is treated like one that has none: it starts again.
    """
    claims: list[Claim] = []
    rev = 0
    for place, (number, begins) in enumerate(written[:ANCHORS_MAX]):
        rev = number if place == 0 else rev - number
        wanted_bytes = COMMIT_ID_BYTES if place == 0 else PREFIX_BYTES
        if rev <= 0 or rev >= 2**63 or number <= 0 or len(begins) != wanted_bytes:
            break
        claims.append(Claim(rev, begins))
    return claims
