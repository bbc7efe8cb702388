"""Typing people into an attendance list that has 300 already: how long each key takes.

The program's own window on a real vault, offscreen. Keys come on time, whatever the program does:
a key's figure is from the moment it was due until the window is painted again, so that a reload
or a save that holds the window up counts against the keys that wait for it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from fieldapp.machine.places import Places
from fieldapp.packs import load_pack
from fieldapp.records import KINDS
from fieldapp.records.describe import Code
from fieldapp.store.settings import set_identity
from fieldapp.store.unit_of_work import Authorship, Store
from fieldapp.store.vault import Argon, Vault, vault_folder
from tests.benchmarks.dataset import invent_visits
from tests.given.vaults import PASSPHRASE, RECOVERY_CODE, an_identity

ROWS, SEEN_BEFORE = 300, 20
CHEAP = Argon(memory_kib=8, passes=1, lanes=1)
TREE = Path(__file__).resolve().parents[2]


def measure() -> dict[str, float]:
    """Give key_p50_ms and key_p99_ms of some hundred keys, and the slowest."""
    with tempfile.TemporaryDirectory(prefix="bitacora-bench-") as folder:
        home = Path(folder)
        visit = _fill(Places.under(home))
        return {"rows": ROWS, **_type(home, visit)}


def _fill(places: Places) -> str:
    """A visit with 300 people, and twenty others with thirty each, whom the laptop knows."""
    identity = an_identity()
    author = Authorship(
        identity.enrolment.officer.person, datetime.now(UTC), identity.enrolment.device
    )
    folder = vault_folder(places.home, "bench")
    folder.parent.mkdir(parents=True)
    (long,) = invent_visits(load_pack("CO"), 1, attendance=ROWS, commitments=5)
    others = invent_visits(load_pack("CO"), SEEN_BEFORE + 1, attendance=30, commitments=5)
    with (
        Vault.create(folder, PASSPHRASE, RECOVERY_CODE, argon=CHEAP) as vault,
        Store.open(vault, KINDS) as store,
        store.write(author) as writing,
    ):
        set_identity(writing, identity)
        writing.put(replace(long.visit, status=Code("in_progress"), ends_at=None))
        for record in long.records[1:]:
            writing.put(record)
        for other in list(others)[1:]:
            for record in other.records:
                writing.put(record)
    return str(long.visit.id)


def _type(home: Path, visit: str) -> dict[str, float]:
    environment = {
        **os.environ,
        "FIELDAPP_HOME": str(home),
        "FIELDAPP_PASSPHRASE": PASSPHRASE,
        "QT_QPA_PLATFORM": "offscreen",
        "BENCH_VISIT": visit,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.typing_program"],
        cwd=TREE,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    if done.returncode or not done.stdout:
        sys.exit(f"the typing ended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])
