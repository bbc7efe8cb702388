"""A year of work goes up and down, then a day each way, then nothing; also over a village's link.

Bytes are HTTP with its headers, above TCP (with TLS: TLS too). The floor of the day is zstd-19 with
the shipped dictionary over the same values in MessagePack columns, ids included, without
signatures, receipts or revisions; its time is that of one bare request of so many bytes, answered
by as many, over the same relay. The floor of a pull is the driver alone putting the rows that came
into the same tables and their search index. At last the day again, with 200,000 records at
headquarters.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec

from fieldapp.app import Opened, assemble_sync
from fieldapp.machine.collecting import collect_seldom
from fieldapp.packs import load_pack
from fieldapp.packs.dictionaries import learnt_dictionaries
from fieldapp.records import KINDS
from fieldapp.records.describe import Record
from fieldapp.records.values import record_to_wire
from fieldapp.store.database import Database
from fieldapp.store.unit_of_work import Authorship
from sync.protocol.body import write_body
from sync.protocol.dictionary import Dictionaries
from sync.protocol.packing import columns_of, pack_columns
from tests.benchmarks.bare import bare_exchange
from tests.benchmarks.crowd import Line, Someone, a_body, a_crowd, bodies
from tests.benchmarks.dataset import Invented, invent_visits
from tests.benchmarks.headquarters import DEPARTMENT, Serving, a_headquarters, utc_now
from tests.benchmarks.memory import forget_peak, peak_mib, resident_mib
from tests.benchmarks.relay import LOOPBACK, VILLAGE, Relay, a_relay
from tests.given.web import Ministry

VISITS, DAY = 200, 3
GROWN = 200_000
_ROWS_A_FILL = 2_000
_YEAR = ("activity", "attendance", "commitment")
"""The kinds that the year is made of."""

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Way:
    """A laptop, a colleague of its scope, and the relay between it and headquarters."""

    laptop: Opened
    colleague: Opened
    relay: Relay

    def day(self, visits: Iterator[Invented]) -> tuple[float, tuple[int, int, int]]:
        """Send a day while a colleague's day comes down; give the seconds and the traffic."""
        write(self.colleague, list(islice(visits, DAY)))
        sync(self.colleague)
        write(self.laptop, list(islice(visits, DAY)))
        return self.measured()

    def measured(self) -> tuple[float, tuple[int, int, int]]:
        """Sync once; give the seconds and what went through the relay."""
        self.relay.traffic.take()
        seconds = sync(self.laptop)
        return seconds, self.relay.traffic.take()


def measure() -> Figures:
    """Give the figures of the year, of a day and of nothing, with their floors."""
    collect_seldom()  # as the program does
    visits = invent_visits(load_pack("CO"), VISITS + 20 * DAY, department=DEPARTMENT)
    with ExitStack() as open_until_the_end:
        enter = open_until_the_end.enter_context
        folder = Path(enter(tempfile.TemporaryDirectory(prefix="bitacora-bench-")))
        measured = enter(a_headquarters(folder))
        served = enter(measured.serving())
        relay = enter(a_relay(served.port))
        address = f"http://127.0.0.1:{relay.port}"
        one = enter(measured.laptop("one", "uno", address))
        two = enter(measured.laptop("two", "dos", served.url))
        way = Way(one, two, relay)
        ministry = Ministry(folder)
        secure = enter(a_relay(enter(measured.serving_tls(ministry)).port))
        address = f"https://127.0.0.1:{secure.port}"
        three = enter(measured.laptop("three", "uno", address, ministry.pem))
        figures = _year(way, served, visits)
        figures |= _floors(visits)
        figures |= _days(way, visits)
        sync(three)
        # Nobody between the two can count requests inside TLS.
        figures |= {
            f"tls_{name}": value
            for name, value in _days(Way(three, two, secure), visits).items()
            if not name.endswith("_requests")
        }
        (filler,) = (one for one in a_crowd(measured, 33) if one.scope == DEPARTMENT)
        figures |= _grown(way, served, filler, visits)
        for way_of_bytes in ("up", "down"):
            grown = figures[f"grown_day_bytes_{way_of_bytes}"]
            figures[f"grown_{way_of_bytes}_ratio"] = round(
                grown / figures[f"day_bytes_{way_of_bytes}"], 3
            )
    return figures


def _year(way: Way, served: Serving, visits: Iterator[Invented]) -> Figures:
    """The year up from one laptop and down to the other; the directory is there before."""
    sync(way.laptop)
    sync(way.colleague)
    write(way.laptop, list(islice(visits, VISITS)))
    held = resident_mib(os.getpid())
    forget_peak(os.getpid())
    push_s, push = way.measured()
    before = way.colleague.vault.folder.parent / "before.db"
    way.colleague.store.database.copy_to(before)
    pull_s = sync(way.colleague)
    return {
        "records": _count(way.colleague),
        "push_all_s": round(push_s, 2),
        "push_requests": push[0],
        "all_bytes": push[1] + push[2],
        "pull_all_s": round(pull_s, 2),
        "floor_pull_s": round(_bare_writing(way.colleague, before), 2),
        "client_extra_rss_mib": round(peak_mib(os.getpid()) - held, 1),
        "server_rss_mib": served.rss_mib,
    }


def _bare_writing(laptop: Opened, before: Path) -> float:
    """Put a laptop's visits into its records as they were before they came; give the seconds."""
    database = Database(before, laptop.vault.key_for("database"))
    with laptop.store.read() as reading:
        rows = {kind: reading.connection.execute(f'SELECT * FROM "{kind}"').all() for kind in _YEAR}
    begun = time.perf_counter()
    with database.writing() as connection:
        connection.execute('UPDATE "applying" SET "now" = 1')
        for kind, some in rows.items():
            marks = ", ".join("?" * len(some[0]))
            connection.execute_many(f'INSERT INTO "{kind}" VALUES ({marks})', some)
        connection.execute('UPDATE "applying" SET "now" = 0')
    seconds = time.perf_counter() - begun
    database.close()
    return seconds


def _days(way: Way, visits: Iterator[Invented]) -> Figures:
    """Nothing and a day each way, on the loopback for their bytes and in the village for time."""
    sync(way.laptop)
    _, noop = way.measured()
    day_s, day = way.day(visits)
    way.relay.link = VILLAGE
    shaped_noop_s, _ = way.measured()
    shaped_day_s, _ = way.day(visits)
    way.relay.link = LOOPBACK
    return {
        "noop_requests": noop[0],
        "noop_bytes": noop[1] + noop[2],
        "noop_bytes_up": noop[1],
        "noop_bytes_down": noop[2],
        "day_s": round(day_s, 3),
        "day_requests": day[0],
        "day_bytes_up": day[1],
        "day_bytes_down": day[2],
        "shaped_noop_s": round(shaped_noop_s, 2),
        "shaped_day_s": round(shaped_day_s, 2),
    }


def _floors(visits: Iterator[Invented]) -> Figures:
    """What the values of a day weigh when nothing else is sent, and how long they take alone."""
    up, down = (list(islice(visits, DAY)) for _ in range(2))
    return {
        "floor_day_bytes": len(compressed(up)),
        "floor_noop_s": round(bare_exchange(VILLAGE, b"", b""), 2),
        "floor_day_s": round(bare_exchange(VILLAGE, compressed(up), compressed(down)), 2),
    }


def _grown(way: Way, served: Serving, filler: Someone, visits: Iterator[Invented]) -> Figures:
    """A day again once headquarters holds many more records of this very scope."""
    fills = (GROWN - VISITS * 36) // _ROWS_A_FILL
    begun = time.perf_counter()
    _send(served, filler, bodies(DEPARTMENT, _ROWS_A_FILL, fills))
    fill_s = time.perf_counter() - begun
    pull_s = sync(way.laptop)
    _, noop = way.measured()
    others = [(visit, len(visit.records)) for visit in islice(visits, DAY)]
    _send(served, filler, [write_body(a_body(others, DEPARTMENT))])
    write(way.laptop, list(islice(visits, DAY)))
    day_s, day = way.measured()
    return {
        "grown_records": _count(way.laptop),
        "grown_fill_s": round(fill_s, 2),
        "grown_pull_s": round(pull_s, 2),
        "grown_noop_bytes": noop[1] + noop[2],
        "grown_day_s": round(day_s, 3),
        "grown_day_requests": day[0],
        "grown_day_bytes_up": day[1],
        "grown_day_bytes_down": day[2],
    }


def _send(served: Serving, someone: Someone, frozen: Iterable[bytes]) -> None:
    """Send bodies, one a request, and do not look at what comes down."""
    line = Line(served.port)
    for body in frozen:
        status, answered, _ = line.post(someone.ask(someone.batch(body)))
        if status != 200:
            raise SystemExit(f"filling ended with {status}")
        someone.take(answered)
    line.close()


def compressed(visits: Sequence[Invented]) -> bytes:
    """Give the values of some visits as small as they can be made."""
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
    dictionary = Dictionaries.of(learnt_dictionaries()).newest
    return dictionary.compress(msgspec.msgpack.encode(columns))


def write(laptop: Opened, visits: Sequence[Invented]) -> None:
    """Write visits as the officer's actions do, one transaction each."""
    who = laptop.identity.enrolment
    for visit in visits:
        with laptop.store.write(Authorship(who.officer.person, utc_now(), who.device)) as writing:
            for record in visit.records:
                writing.put(record)


def sync(laptop: Opened) -> float:
    """Sync once; give the seconds."""
    syncing = assemble_sync(laptop, utc_now, {})
    begun = time.perf_counter()
    try:
        syncing.now()
    finally:
        seconds = time.perf_counter() - begun
        syncing.stop()
    return seconds


def _count(laptop: Opened) -> int:
    with laptop.store.read() as reading:
        return sum(reading.count(KINDS[kind].record) for kind in _YEAR)
