"""Batches of 100 rows from 16 connections through the real endpoint, against a plain COPY.

The server is the real process with a durable PostgreSQL; the sixteen laptops share its machine.
Bodies are frozen beforehand; a request is written, signed and compressed lightly as it is sent,
because it names how far its laptop has come. Before it, in the same run, COPY puts the same rows
into a table of the same shape, with the same indexes.
"""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

import psycopg

from sync.protocol.body import read_body
from tests.benchmarks.crowd import Line, Someone, a_crowd, bodies, is_receipted
from tests.benchmarks.headquarters import Measured, a_headquarters

CONNECTIONS, ROWS, BATCHES = 16, 100, 60
_WARM = 4
"""Batches of each connection that go before the clock starts."""


def measure() -> dict[str, float]:
    """Give rows_per_s, p99_ms, copy_rows_per_s and their ratio; every batch must be receipted."""
    with (
        tempfile.TemporaryDirectory(prefix="bitacora-bench-") as folder,
        a_headquarters(Path(folder)) as measured,
        measured.serving() as served,
    ):
        crowd = a_crowd(measured, CONNECTIONS)
        frozen = [
            list(bodies(one.scope, ROWS, _WARM + BATCHES, seed=place))
            for place, one in enumerate(crowd)
        ]
        copied = _copy(measured, [body for some in frozen for body in some[_WARM:]])
        _send(served.port, crowd, [some[:_WARM] for some in frozen])
        begun = time.perf_counter()
        spent = _send(served.port, crowd, [some[_WARM:] for some in frozen])
        seconds = time.perf_counter() - begun
        memory = served.rss_mib
    rows = CONNECTIONS * BATCHES * ROWS
    return {
        "rows": rows,
        "connections": CONNECTIONS,
        "rows_per_s": round(rows / seconds),
        "p99_ms": round(quantiles(spent, n=100)[98] * 1000, 1),
        "copy_rows_per_s": round(copied),
        "copy_ratio": round(rows / seconds / copied, 3),
        "server_rss_mib": memory,
    }


def _send(port: int, crowd: Sequence[Someone], frozen: Sequence[list[bytes]]) -> list[float]:
    """Send everybody's bodies, each over a connection of its own; give the seconds of each."""
    spent: list[float] = []
    faults: list[str] = []

    def go(one: Someone, some: list[bytes]) -> None:
        line = Line(port)
        for body in some:
            batch = one.batch(body)
            asked = one.ask(batch)
            begun = time.perf_counter()
            status, answered, _ = line.post(asked)
            spent.append(time.perf_counter() - begun)
            if status != 200 or not is_receipted(batch, one.take(answered)):
                faults.append(f"status {status}, or a receipt lacks")
                return
        line.close()

    threads = [threading.Thread(target=go, args=pair) for pair in zip(crowd, frozen, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise SystemExit(faults[0])
    return spent


def _copy(measured: Measured, frozen: Sequence[bytes]) -> float:
    """Copy the rows of these bodies into a table shaped like `record`; give rows a second."""
    lines = [
        (group_kind, str(record), json.dumps(vals, ensure_ascii=False))
        for body in frozen
        for _, group_kind, record, vals in read_body(body).created_rows()
    ]
    with (
        measured.desk() as (engine, _, _, _),
        psycopg.connect(engine.url.set(drivername="postgresql").render_as_string(False)) as raw,
    ):
        raw.execute("create table copied (like record including all)")
        raw.commit()
        begun = time.perf_counter()
        with (
            raw.cursor() as cursor,
            cursor.copy(
                "copy copied (scope_id, kind, id, rev, commit_rev, unit, gone, sealed, vals) "
                "from stdin"
            ) as copying,
        ):
            for rev, (kind, record, vals) in enumerate(lines):
                copying.write_row(("19", kind, record, rev, rev, record, False, False, vals))
        raw.commit()
        seconds = time.perf_counter() - begun
        raw.execute("drop table copied")
    return len(lines) / seconds
