"""Everything that headquarters in memory knows, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sync.protocol.messages import Signed
from sync.server.books import Commit, Found, KeptBatch, Mark
from sync.server.units import Key, Row


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may have laptops; `permits` tells of each scope ever granted if it still is."""

    id: UUID
    person: UUID
    role: str
    permits: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Registered:
    """A device in the register."""

    id: UUID
    account: UUID
    public_key: bytes
    code: str
    active: bool = True
    last_batch: int = 0
    series: tuple[str, ...] = ()


class Aside(NamedTuple):
    """Bytes that wait at headquarters: for a person, or for a record."""

    scope: str
    awaited: UUID | None
    commit: Commit
    body: bytes


@dataclass(slots=True)
class State:
    """Everything headquarters knows. Whatever is inside is replaced, never changed."""

    rev: int = 0
    devices_made: int = 0
    digests: dict[str, int] = field(default_factory=dict)
    rows: dict[Key, Row] = field(default_factory=dict)
    index: dict[tuple[str, Key], Found] = field(default_factory=dict)
    commits: dict[int, tuple[bytes, Mark]] = field(default_factory=dict)
    accounts: dict[UUID, Account] = field(default_factory=dict)
    devices: dict[UUID, Registered] = field(default_factory=dict)
    batches: dict[tuple[UUID, int], KeptBatch] = field(default_factory=dict)
    setters: dict[tuple[Key, str], UUID | None] = field(default_factory=dict)
    seals: dict[UUID, frozenset[UUID]] = field(default_factory=dict)
    quarantined: dict[tuple[UUID | None, bytes], Aside] = field(default_factory=dict)
    held: tuple[Aside, ...] = ()
    newest_beacon: tuple[datetime, Signed] | None = None

    def copied(self) -> State:
        """The same state, apart from this one."""
        return State(
            self.rev,
            self.devices_made,
            dict(self.digests),
            dict(self.rows),
            dict(self.index),
            dict(self.commits),
            dict(self.accounts),
            dict(self.devices),
            dict(self.batches),
            dict(self.setters),
            dict(self.seals),
            dict(self.quarantined),
            self.held,
            self.newest_beacon,
        )
