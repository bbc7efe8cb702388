"""Monday, eight o'clock: two thousand laptops come at once, each with the visit of its Friday.

Real signed frames over real HTTP to the real process. A laptop that is told "later" comes again as
the client would: after what headquarters asked, and a chance of its own. Nothing counts as sent
but what headquarters signed for; lost is what it signed for and does not hold at the end.
"""

from __future__ import annotations

import asyncio
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from uuid import UUID

from sqlalchemy import text

from sync.protocol.messages import Batch, Cursor
from tests.benchmarks.crowd import Line, Someone, a_crowd, bodies, is_receipted
from tests.benchmarks.headquarters import Measured, a_headquarters

DEVICES, ROWS = 2_000, 12
ARRIVE_S = 10.0
"""All laptops come within this time."""
PATIENCE_S = 100.0
TRIES = 12
_RETRY_FIRST_S, _RETRY_LONGEST_S = 2.0, 600.0
_OPEN_FILES = 8_192


@dataclass(slots=True)
class Storm:
    """What came of it so far."""

    begun: float = field(default_factory=time.perf_counter)
    spent: list[float] = field(default_factory=list[float])
    """Seconds of each request that was answered."""
    statuses: Counter[int] = field(default_factory=Counter[int])
    received: list[UUID] = field(default_factory=list[UUID])
    """Devices that hold a receipt."""
    drained_s: float = 0.0

    @property
    def left_s(self) -> float:
        """How long this may still go on."""
        return PATIENCE_S - (time.perf_counter() - self.begun)


def measure() -> dict[str, float]:
    """Give how long until all were received, how many were sent away, and that none was lost."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    with (
        tempfile.TemporaryDirectory(prefix="bitacora-bench-") as folder,
        a_headquarters(Path(folder)) as measured,
        measured.serving("--workers", "2") as served,
    ):
        crowd = a_crowd(measured, DEVICES)
        frozen = [
            one.batch(next(bodies(one.scope, ROWS, 1, seed=place)))
            for place, one in enumerate(crowd)
        ]
        _catch_up(served.port, crowd)
        storm = asyncio.run(_all_at_once(served.port, crowd, frozen))
        memory = served.rss_mib
        kept = _kept(measured, storm.received)
    return {
        "devices": len(crowd),
        "drained_s": round(storm.drained_s, 1),
        "p99_ms": round(quantiles(storm.spent, n=100)[98] * 1000),
        "still_waiting": len(crowd) - len(storm.received),
        "lost": len(storm.received) - kept,
        "refused_503": storm.statuses[503],
        "other_5xx": sum(n for status, n in storm.statuses.items() if status > 500)
        - storm.statuses[503],
        "server_rss_mib": memory,
    }


async def _all_at_once(port: int, crowd: Sequence[Someone], frozen: Sequence[Batch]) -> Storm:
    storm, chance = Storm(), random.Random(8)
    arrivals = [chance.uniform(0, ARRIVE_S) for _ in crowd]
    await asyncio.gather(
        *(
            _come(port, storm, random.Random(place), one, batch, arrivals[place])
            for place, (one, batch) in enumerate(zip(crowd, frozen, strict=True))
        )
    )
    return storm


async def _come(
    port: int, storm: Storm, chance: random.Random, one: Someone, batch: Batch, arrives_s: float
) -> None:
    """One laptop's morning: come, and come again, until there is a receipt."""
    await asyncio.sleep(arrives_s)
    asked = one.ask(batch, answer_bytes_max=16_384)
    for failures in range(1, TRIES + 1):
        begun = time.perf_counter()
        status, later_s, answered = await _post(port, asked)
        storm.statuses[status] += 1
        if status == 200:
            storm.spent.append(time.perf_counter() - begun)
            if is_receipted(batch, one.take(answered)):
                storm.received.append(one.device)
                storm.drained_s = time.perf_counter() - storm.begun
            return
        longest = min(_RETRY_LONGEST_S, _RETRY_FIRST_S * 2.0**failures)
        again_s = later_s + chance.uniform(0, longest)
        if again_s > storm.left_s:
            return
        await asyncio.sleep(again_s)


async def _post(port: int, asked: bytes) -> tuple[int, int, bytes]:
    """Post over a connection of its own; status 0 when the line broke."""
    head = (
        "POST /v1/sync HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Content-Type: application/octet-stream\r\nContent-Length: {len(asked)}\r\n\r\n"
    )
    try:
        reading, writing = await asyncio.open_connection("127.0.0.1", port)
        writing.write(head.encode() + asked)
        whole = await reading.read()
        writing.close()
    except OSError:
        return 0, 0, b""
    top, _, content = whole.partition(b"\r\n\r\n")
    lines = top.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines[1:])
    return int(lines[0].split()[1]), int(headers.get("retry-after", "0")), content


def _catch_up(port: int, crowd: Sequence[Someone]) -> None:
    """Let everybody know what was there on Friday: one asks for each department."""
    line, known = Line(port), dict[str, dict[str, Cursor]]()
    for one in crowd:
        if one.scope not in known:
            one.take(line.post(one.ask(answer_bytes_max=4096))[1])
            known[one.scope] = one.cursors
        one.cursors = known[one.scope]
    line.close()


def _kept(measured: Measured, devices: Sequence[UUID]) -> int:
    """Count at headquarters the devices of whom every row is there."""
    with measured.desk() as (engine, _, _, _), engine.connect() as connection:
        return connection.execute(
            text(
                "select count(*) from (select c.device from commit c "
                "join record r on r.commit_rev = c.rev where c.device = any(:devices) "
                "group by c.device having count(*) = :rows) as whole"
            ),
            {"devices": list(devices), "rows": ROWS},
        ).scalar_one()
