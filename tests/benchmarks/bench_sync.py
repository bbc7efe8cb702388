"""A year of work goes up and down, then a day, then nothing, over plain HTTP on the loopback.

Bytes are HTTP with its headers, above TCP. The floor of the day is zstd-19 over the same values
in MessagePack columns, ids included, without signatures, receipts or headers.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import zstandard

from fieldapp.app import Opened, assemble_sync
from fieldapp.packs import load_pack
from fieldapp.records import KINDS
from fieldapp.records.describe import Record
from fieldapp.records.values import record_to_wire
from fieldapp.store.unit_of_work import Authorship
from sync.protocol.packing import columns_of, pack_columns
from tests.benchmarks.dataset import Invented, invent_visits
from tests.benchmarks.headquarters import DEPARTMENT, a_headquarters, utc_now
from tests.benchmarks.relay import Traffic

VISITS, DAY = 200, 3


def measure() -> dict[str, float]:
    """Give push_all_s, pull_all_s, noop, day and floor; every sync must lose nothing."""
    year = list(invent_visits(load_pack("CO"), VISITS + DAY, department=DEPARTMENT))
    with (
        tempfile.TemporaryDirectory(prefix="bitacora-bench-") as folder,
        a_headquarters(Path(folder)) as headquarters,
        headquarters.laptop("one", "uno") as one,
        headquarters.laptop("two", "dos") as two,
    ):
        traffic = headquarters.traffic
        for laptop in (one, two):
            _sync(laptop, traffic)  # the directory and the permits come down before the year
        _write(one, year[:VISITS])
        push_s, push = _sync(one, traffic)
        pull_s, pull = _sync(two, traffic)
        _, noop = _sync(one, traffic)
        _write(one, year[VISITS:])
        day_s, day = _sync(one, traffic)
        records = _count(two)
    return {
        "records": records,
        "push_all_s": round(push_s, 2),
        "push_requests": push[0],
        "all_bytes": push[1] + push[2],
        "pull_all_s": round(pull_s, 2),
        "pull_requests": pull[0],
        "pull_bytes": pull[1] + pull[2],
        "noop_requests": noop[0],
        "noop_bytes": noop[1] + noop[2],
        "day_s": round(day_s, 3),
        "day_requests": day[0],
        "day_bytes_up": day[1],
        "day_bytes_down": day[2],
        "floor_day_bytes": floor_bytes(year[VISITS:]),
    }


def floor_bytes(visits: Sequence[Invented]) -> int:
    """Give what the values of some visits weigh when nothing else is sent."""
    by_kind: dict[str, list[Record]] = {}
    for record in (record for visit in visits for record in visit.records):
        by_kind.setdefault(KINDS.spec_of(record).name, []).append(record)
    columns = {
        kind: [
            [record.id.bytes for record in records],
            pack_columns(columns_of([record_to_wire(KINDS[kind], record) for record in records])),
        ]
        for kind, records in by_kind.items()
    }
    return len(zstandard.ZstdCompressor(level=19).compress(msgspec.msgpack.encode(columns)))


def _write(laptop: Opened, visits: Sequence[Invented]) -> None:
    who = laptop.identity.enrolment
    for visit in visits:
        with laptop.store.write(Authorship(who.officer.person, utc_now(), who.device)) as writing:
            for record in visit.records:
                writing.put(record)


def _sync(laptop: Opened, traffic: Traffic) -> tuple[float, tuple[int, int, int]]:
    """Sync once; give the seconds and what went through the relay."""
    syncing = assemble_sync(laptop, utc_now, {})
    traffic.take()
    begun = time.perf_counter()
    try:
        syncing.now()
    finally:
        seconds = time.perf_counter() - begun
        syncing.stop()
    return seconds, traffic.take()


def _count(laptop: Opened) -> int:
    kinds = ("activity", "attendance", "commitment")
    with laptop.store.read() as reading:
        return sum(reading.count(KINDS[kind].record) for kind in kinds)
