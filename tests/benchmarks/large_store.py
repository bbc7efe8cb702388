"""A laptop with 100,000 visits and 3,000,000 people in their lists, built once and kept.

`python -m tests.benchmarks.large_store` builds it (minutes, 3 GB of disk) in the folder that
BITACORA_BENCH_CACHE names, or under the user's cache folder. Records go in by the store's own
`put`, but without triggers, indices and search; the store makes those at the end as it does for
any vault that an older program left. Kinds that came since are added the same way.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from fieldapp.machine.places import Places
from fieldapp.packs import load_pack
from fieldapp.records import KINDS
from fieldapp.records.agreements import FollowUp
from fieldapp.records.describe import Code
from fieldapp.store.database import Database
from fieldapp.store.evolution import bring_up_to_date
from fieldapp.store.schema import Schema
from fieldapp.store.settings import set_identity
from fieldapp.store.unit_of_work import Authorship, Store, Writing
from fieldapp.store.vault import Vault, vault_folder
from tests.benchmarks.dataset import Invented, invent_visits
from tests.given.vaults import CHEAP, PASSPHRASE, RECOVERY_CODE, an_identity

VISITS, PEOPLE_A_VISIT, COMMITMENTS_A_VISIT = 100_000, 30, 1
AT_ONCE = 2_000
_MEMORY = "PRAGMA cache_size = -600000"


def kept_store() -> Path:
    """The data folder with the large vault, built if it is not there yet."""
    home = _cache() / f"store-{VISITS}"
    if not home.exists():
        part = home.with_name(f"{home.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        _build(Places.under(part))
        part.rename(home)
    _bring_up_to_date(home)
    return home


def folder_of(home: Path) -> Path:
    """Where the large vault lies in its data folder."""
    return vault_folder(home, "bench")


def _cache() -> Path:
    told = os.environ.get("BITACORA_BENCH_CACHE")
    folder = Path(told) if told else Path.home() / ".cache" / "bitacora-bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _build(places: Places) -> None:
    folder = folder_of(places.home)
    folder.parent.mkdir(parents=True)
    with (
        Vault.create(folder, PASSPHRASE, RECOVERY_CODE, argon=CHEAP) as vault,
        Store.open(vault, KINDS) as store,
    ):
        identity = an_identity()
        enrolled = identity.enrolment
        author = Authorship(enrolled.officer.person, datetime.now(UTC), enrolled.device)
        with store.write(author) as writing:
            set_identity(writing, identity)
            _lay_bare(writing)
        _fill(store, author)
        bring_up_to_date(store.database, store.schema, before=lambda _: None)
        _tell("indices and search are made")


def _bring_up_to_date(home: Path) -> None:
    """What an opening does, without the copy that it makes before: the kept store is that copy."""
    with Vault.open(folder_of(home), PASSPHRASE) as vault:
        database = Database(vault.database_path, vault.key_for("database"))
        bring_up_to_date(database, Schema(KINDS), before=lambda _: None)
        database.close()


def _lay_bare(writing: Writing) -> None:
    """Take away what keeps the tables in order while somebody works, so that it is made anew."""
    ask = writing.connection.execute
    for sort, name, _ in writing.schema.tables.generated():
        ask(f'DROP {sort} IF EXISTS "{name}"')
    ask("UPDATE setting SET value = 'filling' WHERE name = 'schema'")


def _fill(store: Store, author: Authorship) -> None:
    meetings, done = _invented(), 0
    while some := list(islice(meetings, AT_ONCE)):
        with store.write(author) as writing:
            writing.connection.execute(_MEMORY)
            for meeting in some:
                for record in (*meeting.records, *_kept(meeting)):
                    writing.put(record)
        done += len(some)
        _tell(f"{done} visits")


def _invented() -> Iterator[Invented]:
    return invent_visits(
        load_pack("CO"), VISITS, attendance=PEOPLE_A_VISIT, commitments=COMMITMENTS_A_VISIT
    )


def _kept(meeting: Invented) -> Iterator[FollowUp]:
    """That its promises were kept: of all but one meeting in twenty, as after some years."""
    if meeting.visit.id.int % 20:
        for promise in meeting.commitments:
            yield FollowUp(
                id=UUID(int=promise.id.int ^ 1 << 40),
                commitment=promise.id,
                on=promise.due_on,
                status=Code("done"),
                text="Se cumplió.",
            )


def _tell(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", flush=True)


if __name__ == "__main__":
    _tell(str(kept_store()))
