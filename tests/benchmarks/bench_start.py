"""From the start of the process to the list of 10,000 visits painted, against a bare window.

Both windows in the same run, by turns, offscreen, bytecode compiled before; the best of seven
starts, because whatever else the machine does only makes them slower. The vault's key is at
hand (a key that costs nothing to derive); what Argon2id costs with its real strength is told apart
as `unlock_ms`. Memory is the proportional share (PSS) one second after the paint.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from fieldapp.machine.places import Places
from fieldapp.packs import load_pack
from fieldapp.records import KINDS
from fieldapp.store.settings import set_identity
from fieldapp.store.unit_of_work import Authorship, Store
from fieldapp.store.vault import STRONG, Argon, Vault, vault_folder
from tests.benchmarks.dataset import invent_visits
from tests.given.vaults import PASSPHRASE, RECOVERY_CODE, an_identity

VISITS, TIMES = 10_000, 7
CHEAP = Argon(memory_kib=8, passes=1, lanes=1)
PROGRAM, BARE = "tests.benchmarks.start_program", "tests.benchmarks.bare_window"
TREE = Path(__file__).resolve().parents[2]


def measure() -> dict[str, float]:
    """Give window_s and memory_mib of both, their ratios, and what unlocking costs."""
    with tempfile.TemporaryDirectory(prefix="bitacora-bench-") as folder:
        home = Path(folder)
        _fill(Places.under(home))
        runs = {module: [] for module in (PROGRAM, BARE)}
        for turn in range(TIMES + 1):
            for module, figures in runs.items():
                figures.append(_start(module, home))
                if turn == 0:
                    figures.clear()  # the first start compiles and warms the disk
        unlock_ms = _unlock_ms(home / "strong")
    program, bare = (_best(runs[module]) for module in (PROGRAM, BARE))
    return {
        "visits": VISITS,
        "window_s": round(program["window_s"], 3),
        "bare_window_s": round(bare["window_s"], 3),
        "ratio": round(program["window_s"] / bare["window_s"], 2),
        "memory_mib": round(program["memory_mib"], 1),
        "bare_memory_mib": round(bare["memory_mib"], 1),
        "memory_ratio": round(program["memory_mib"] / bare["memory_mib"], 2),
        "unlock_ms": round(unlock_ms, 1),
    }


def _fill(places: Places) -> None:
    identity = an_identity()
    author = Authorship(
        identity.enrolment.officer.person, datetime.now(UTC), identity.enrolment.device
    )
    folder = vault_folder(places.home, "bench")
    folder.parent.mkdir(parents=True)
    with (
        Vault.create(folder, PASSPHRASE, RECOVERY_CODE, argon=CHEAP) as vault,
        Store.open(vault, KINDS) as store,
        store.write(author) as writing,
    ):
        set_identity(writing, identity)
        for visit in invent_visits(load_pack("CO"), VISITS, attendance=0, commitments=0):
            writing.put(visit.visit)


def _start(module: str, home: Path) -> dict[str, float]:
    environment = {
        **os.environ,
        "FIELDAPP_HOME": str(home),
        "FIELDAPP_PASSPHRASE": PASSPHRASE,
        "QT_QPA_PLATFORM": "offscreen",
        "BENCH_BEGAN_NS": str(time.monotonic_ns()),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-m", module],
        cwd=TREE,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    if done.returncode or not done.stdout:
        sys.exit(f"{module} ended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def _best(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: min(run[name] for run in runs) for name in runs[0]}


def _unlock_ms(folder: Path) -> float:
    Vault.create(
        folder, PASSPHRASE, RECOVERY_CODE, argon=STRONG, entropy=secrets.token_bytes
    ).close()
    begun = time.perf_counter()
    Vault.open(folder, PASSPHRASE).close()
    return (time.perf_counter() - begun) * 1000
