"""Searching, listing, opening and saving on a laptop with 100,000 visits and 3,000,000 people.

On a copy of the kept store (`large_store`), through what the windows themselves call. A search is
measured at every letter somebody types; a page is the list of visits from anywhere in it, under
filters too; a visit is opened with all that its room shows. A save is one visit with thirty people
in one transaction, by turns with the same rows put by bare SQLCipher into a copy that keeps nothing
but the same search index (and no capture, seals or promises).
"""

from __future__ import annotations

import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from fieldapp.app import assemble_work, open_vault
from fieldapp.machine.places import Places
from fieldapp.packs import load_pack
from fieldapp.records import KINDS
from fieldapp.records.describe import Record
from fieldapp.store.capture import triggers_of
from fieldapp.store.unit_of_work import Authorship, Store
from fieldapp.store.vault import Vault
from fieldapp.work.visit_list import VisitFilter
from fieldapp.work.work import Work
from tests.benchmarks.dataset import invent_visits
from tests.benchmarks.large_store import folder_of, kept_store
from tests.given.vaults import PASSPHRASE

TYPED = (
    "ana mina",
    "alcaldia municipal",
    "esperanza chocue",
    "pescadores guapi",
    "hospital san francisco",
    "plan de empleo",
    "rosa",
    "consejo comunitario de timbiqui",
    "10432277",
    "zambrano nunez",
    "tesorera",
    "revisar la ruta",
)
PAGES, VISITS, SAVES, LETTERS_LEAST = 120, 120, 60, 2


def measure() -> dict[str, float]:
    """Give the figures in milliseconds, and how a save stands beside bare SQLCipher."""
    with tempfile.TemporaryDirectory(prefix="bitacora-bench-", dir=kept_store().parent) as folder:
        home = Path(folder) / "home"
        shutil.copytree(kept_store(), home)
        with open_vault(Places.under(home), PASSPHRASE) as opened:
            work = assemble_work(opened, lambda: datetime.now(UTC))
            searched = _timed(_searches(work))
            listed = _timed(_pages(work))
            rooms = _timed(_rooms(work, opened.store))
            size_mib = opened.vault.database_path.stat().st_size / 1024**2
        saved, bare = _saves(home, Path(folder) / "bare")
    return {
        "database_mib": round(size_mib),
        **_told("search", searched),
        **_told("page", listed),
        **_told("open_visit", rooms),
        "save_p50_ms": round(statistics.median(saved), 2),
        "bare_save_p50_ms": round(statistics.median(bare), 2),
        "save_ratio": round(statistics.median(saved) / statistics.median(bare), 2),
    }


def _searches(work: Work) -> Iterator[Callable[[], object]]:
    for words in TYPED:
        for letters in range(LETTERS_LEAST, len(words) + 1):
            yield lambda text=words[:letters]: work.search.find(text)


def _pages(work: Work) -> Iterator[Callable[[], object]]:
    chance = random.Random(7)
    first = date(2026, 1, 12)
    chosen: Sequence[VisitFilter] = (
        VisitFilter(),
        VisitFilter(status=frozenset({"closed"})),
        VisitFilter(territory="19318"),
        VisitFilter(territory="19"),
        VisitFilter(from_on=first + timedelta(days=60), to_on=first + timedelta(days=90)),
        VisitFilter(text="empleo"),
        VisitFilter(mine=True),
    )
    for _ in range(PAGES):
        wanted = chance.choice(chosen)
        offset = chance.choice((0, 0, 0, 200, 1_000, 5_000))
        yield lambda wanted=wanted, offset=offset: work.visits.page(wanted, 100, offset)


def _rooms(work: Work, store: Store) -> Iterator[Callable[[], object]]:
    with store.read() as reading:
        ids: list[UUID] = [row[0] for row in reading.listing("activity", ("id",))]
    for one in random.Random(8).sample(ids, VISITS):
        yield lambda one=one: work.visits.room(one)


def _saves(home: Path, aside: Path) -> tuple[list[float], list[float]]:
    """Milliseconds of each save, by the program and by bare SQLCipher, by turns."""
    shutil.copytree(home, aside)
    saved: list[float] = []
    bare: list[float] = []
    meetings = invent_visits(load_pack("CO"), SAVES, commitments=0, seed=99)
    with _stored(home) as store, _stored(aside) as other:
        _keep_search_alone(other)
        author = Authorship(UUID(int=1), datetime.now(UTC), UUID(int=2))
        for turn, meeting in enumerate(meetings):
            ours = partial(_put, store, meeting.records, author)
            pair = [(saved, ours), (bare, partial(_insert, other, meeting.records))]
            for times, save in pair if turn % 2 else reversed(pair):
                times.append(_milliseconds(save))
    return saved, bare


@contextmanager
def _stored(home: Path) -> Iterator[Store]:
    with (
        Vault.open(folder_of(home), PASSPHRASE) as vault,
        Store.open(vault, KINDS) as store,
    ):
        yield store


def _keep_search_alone(store: Store) -> None:
    kept = {name for spec in store.schema.kinds for _, name, _ in triggers_of(spec)}
    with store.database.writing() as connection:
        for sort, name, _ in store.schema.tables.generated():
            if sort == "trigger" and (name in kept or name.startswith(("seal_", "promise_"))):
                connection.execute(f'DROP TRIGGER "{name}"')


def _put(store: Store, records: Sequence[Record], author: Authorship) -> None:
    with store.write(author) as writing:
        for record in records:
            writing.put(record)


def _insert(store: Store, records: Sequence[Record]) -> None:
    with store.database.writing() as connection:
        for record in records:
            made = store.schema.of(record)
            connection.driver.execute(made.insert, made.form.row(record))


def _timed(asked: Iterator[Callable[[], object]]) -> list[float]:
    """Each call once; the first also before, because the first of a day imports what it needs."""
    calls = list(asked)
    calls[0]()
    return [_milliseconds(call) for call in calls]


def _milliseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def _told(name: str, times: list[float]) -> dict[str, float]:
    p99 = statistics.quantiles(times, n=100)[98]
    return {
        f"{name}_p50_ms": round(statistics.median(times), 2),
        f"{name}_p99_ms": round(p99, 2),
        f"{name}_max_ms": round(max(times), 2),
    }
