"""Answers of headquarters as a test says them, taken in by a laptop without a line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sync.client.absorb import Absorbing
from sync.client.absorbed import Absorbed
from sync.protocol.anchors import Anchor, compact
from sync.protocol.body import batch_hash, read_body
from sync.protocol.laptop import Frozen
from sync.protocol.messages import (
    Answer,
    Cursor,
    Receipt,
    Request,
    Rows,
    Ruling,
    ScopePage,
    Signed,
    Verdict,
    write_statement,
)
from sync.protocol.packing import columns_of
from tests.given.devices import NOON_US, Laptop
from tests.given.field_work import an_id

VISIT = an_id("visit")
SOMEBODY = UUID(int=5)
COMMIT = b"c" * 8


def asked_by(laptop: Laptop, **more: Any) -> Request:
    """The request that the laptop would send where it stands."""
    cursors = {
        scope: Cursor(
            compact(one.anchors),
            one.stage,
            list(laptop.sync.buckets(scope)) if one.comparing else [],
        )
        for scope, one in laptop.sync.standings().items()
    }
    asked = laptop.sync.asked(2000)
    said = {"cursors": cursors, "asked": asked} | more
    return Request(protocol=1, schema=1, app="0.1.0", now=NOON_US, **said)


def take(
    laptop: Laptop,
    *pages: ScopePage,
    genuine: bool = True,
    asked: Request | None = None,
    **said: Any,
) -> Absorbed:
    """Take an answer in, to a request that stood where the laptop stands."""
    question = asked or asked_by(laptop)
    said = {"scopes": list(pages)} | said
    answer = Answer(protocol=1, now=NOON_US, answers=b"a" * 8, **said)
    with laptop.sync.taking() as taking:
        return Absorbing(taking, question, lambda *_: genuine, laptop.sync.successor_seed()).take(
            answer
        )


def a_page(scope: str = "19", head: int = 50, **parts: Any) -> ScopePage:
    return ScopePage(scope, anchor=Anchor(head, COMMIT), **parts)


def rows(kind: str, *records: tuple[UUID, int, dict[str, Any]]) -> Rows:
    """Records of one kind as (id, revision, values)."""
    return Rows(
        kind,
        [one for one, _, _ in records],
        [rev for _, rev, _ in records],
        columns_of([values for _, _, values in records]),
        [SOMEBODY] * len(records),
        [NOON_US] * len(records),
        [SOMEBODY] * len(records),
    )


def visits(rev: int, record: UUID = VISIT, **values: Any) -> Rows:
    return rows("activity", (record, rev, values))


def a_receipt(batch: Frozen, *rulings: Ruling, revision: int = 12) -> Receipt:
    given = list(rulings) or [Ruling(Verdict.OK)] * len(read_body(batch.body).units)
    return Receipt(batch.device, batch.number, batch_hash(batch.body), given, revision)


def receipts_for(laptop: Laptop, *rulings: Ruling) -> list[Signed]:
    """Freeze, and give signed receipts for all that waits."""
    laptop.sync.freeze(NOON_US)
    return [
        Signed(write_statement(a_receipt(batch, *rulings)), b"s" * 64)
        for batch in laptop.sync.waiting(100)
    ]
