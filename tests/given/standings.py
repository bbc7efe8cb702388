"""How things stand with headquarters, as a test says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from fieldapp.records.text import say, say_n
from fieldapp.store.sync_store import SyncCounts
from fieldapp.work.syncing import SyncStanding, SyncState

QUIET = SyncCounts(
    pending={},
    batches_waiting=0,
    receipts=3,
    last_receipt_us=1,
    in_review=(),
    files_waiting={"small": 0, "large": 0},
    bytes_waiting={"records": 0, "small": 0, "large": 0},
    scopes=("19",),
    revoked=(),
    differing=(),
)
WAITING = SyncStanding(
    SyncState.WAITING,
    say_n("{n} registro por enviar.", "{n} registros por enviar.", 16),
    replace(
        QUIET,
        pending={"activity": 2, "attendance": 14},
        files_waiting={"small": 1, "large": 1},
        bytes_waiting={"records": 31_000, "small": 0, "large": 42_000_000},
    ),
    None,
    datetime(2026, 11, 19, 22, 42, tzinfo=UTC),
)


@dataclass
class Standing:
    """How things stand, as a test says."""

    value: SyncStanding = WAITING

    def now(self) -> SyncStanding:
        return self.value

    def spare_data(self, *, spare: bool) -> None:
        self.value = replace(self.value, spares_data=spare)


NOTHING = SyncStanding(SyncState.NOTHING, say("No hay nada por enviar."), QUIET, None, None)
