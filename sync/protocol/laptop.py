"""What a laptop keeps of its syncs: the values that its store and its engine hand each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from sync.protocol.anchors import Anchor
from sync.protocol.messages import Stage

WHOLE_RECORD = ""
"""Stands for every field of a record: the record itself has no receipt yet."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A batch that waits for its receipt: bytes that are never made again."""

    device: UUID
    number: int
    body: bytes
    packed_bytes: int
    """About how many bytes it takes inside a compressed frame."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the laptop stands in one scope."""

    anchors: tuple[Anchor, ...] = ()
    """Newest first."""
    stage: Stage | None = None
    comparing: bool = False
    """The digest did not match: the next request carries the digests of the scope's buckets."""
    differs: bool = False
    """The digest does not match although what differs was asked for again: a person must look."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record as headquarters has it.

    Every field that is neither in `values` nor in `kept` is empty. Fields in `kept` stay as they
    are on the laptop: they wait to be sent, or this laptop may not see them; `WHOLE_RECORD` there
    keeps all of them.
    """

    id: UUID
    scope: str
    rev: int
    values: Mapping[str, Any]
    kept: frozenset[str]
    account: UUID
    at: int
    device: UUID
    hidden: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What headquarters has in the fields that wait to be sent, and the laptop does not show."""
    withheld: frozenset[str] = frozenset()
    """Those of the kept fields that headquarters did not show."""


DOUBTED = -1
"""The revision of a record of which headquarters must tell the truth before it counts again."""


class Known(NamedTuple):
    """What headquarters last said of a record this laptop holds; revision 0 = nothing yet."""

    scope: str
    rev: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What a receipt settled: records sent, by kind, and units that wait for a person.

    `met` are records sent as new in a unit that was not applied as sent: they may have been there
    already, and elsewhere. `refused` are changed records whose change was kept aside.
    """

    records: Mapping[str, int]
    in_review: int
    met: Sequence[tuple[str, UUID]] = ()
    refused: Sequence[tuple[str, UUID]] = ()
