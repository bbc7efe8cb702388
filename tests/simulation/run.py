"""`poe simulate`: plays seeds on the product's own client and server, and prints one JSON line."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from tests.simulation.mutants import MUTANTS, without
from tests.simulation.postgres_books import PostgresRealm, a_server
from tests.simulation.story import STEPS, Ending, Story
from tests.simulation.traces import ALL, tell
from tests.simulation.world import Workshop

Told = Ending | tuple[int, str]
"""How a story ended: well, or a seed and what it violated."""
Play = Callable[[Iterable[tuple[int, int, str]]], Iterator[Told]]
"""Plays (seed, steps, mutant or none), in any order."""


@dataclass(slots=True)
class Tally:
    """What many stories came to."""

    seeds: int = 0
    edits: int = 0
    conflicts: int = 0
    rounds_worst: int = 0
    profiles: Counter[str] = field(default_factory=Counter)
    violations: dict[int, str] = field(default_factory=dict)

    def add(self, told: Told) -> None:
        """Count a story that ended well, or a seed and what it violated."""
        self.seeds += 1
        if isinstance(told, Ending):
            self.edits += told.edits
            self.conflicts += told.conflicts
            self.rounds_worst = max(self.rounds_worst, told.rounds)
            self.profiles[told.profile] += 1
        else:
            seed, words = told
            self.violations[seed] = words


_TOLD_EVERY: Final = 500
_workshop = Workshop()


def told(seed: int, steps: int = STEPS, workshop: Workshop = _workshop) -> Told:
    """Play one seed in this process."""
    try:
        return Story(seed, workshop, steps).play()
    except AssertionError as violation:
        return seed, str(violation) or type(violation).__name__
    except Exception as fault:  # noqa: BLE001 - whatever breaks, the other seeds are played
        where = traceback.extract_tb(fault.__traceback__)[-1]
        return seed, f"{type(fault).__name__}: {fault} ({where.filename}:{where.lineno})"


def _told(asked: tuple[int, int, str]) -> Told:
    seed, steps, mutant = asked
    if not mutant:
        return told(seed, steps)
    with without(mutant):
        return told(seed, steps)


@contextmanager
def players(jobs: int, *, postgres: bool) -> Generator[Play]:
    """Give what plays seeds: on a real PostgreSQL, in some processes, or in this one."""
    if postgres:
        with a_server() as server:
            workshop = Workshop(lambda: PostgresRealm(server))
            yield lambda asked: (told(seed, steps, workshop) for seed, steps, _ in asked)
    elif jobs <= 1:
        yield lambda asked: map(_told, asked)
    else:
        with multiprocessing.get_context("spawn").Pool(jobs) as pool:
            yield lambda asked: pool.imap_unordered(_told, asked, chunksize=10)


def main() -> None:
    """Play what the command line asks for; exits 1 when an invariant did not hold."""
    options = _options()
    if options.trace:
        _show(options.seed0, options.steps)
        return
    began = time.monotonic()
    seeds = range(options.seed0, options.seed0 + options.seeds)
    with players(options.jobs, postgres=options.postgres) as play:
        if options.mutants:
            found = _mutants(play, seeds, options.steps)
        else:
            found = _product(play, seeds, options.steps)
    print(json.dumps(found | {"seconds": round(time.monotonic() - began, 1)}))
    sys.exit(1 if found["violations"] or found.get("missed") else 0)


def _product(play: Play, seeds: range, steps: int) -> dict[str, Any]:
    tally = Tally()
    for one in play([(seed, steps, "") for seed in seeds]):
        tally.add(one)
        if not isinstance(one, Ending):
            print(f"seed {one[0]}: {one[1]}", flush=True)
        if tally.seeds % _TOLD_EVERY == 0:
            print(f"{tally.seeds} seeds, {len(tally.violations)} violations", flush=True)
    return {
        "seeds": tally.seeds,
        "violations": sorted(tally.violations),
        "edits": tally.edits,
        "conflicts": tally.conflicts,
        "rounds_worst": tally.rounds_worst,
        "profiles": dict(sorted(tally.profiles.items())),
    }


def _mutants(play: Play, seeds: range, steps: int) -> dict[str, Any]:
    """Tell for each mutant whether its written trace catches it, and how many seeds do."""
    caught: dict[str, dict[str, Any]] = {}
    wrong = sorted(name for name in ALL if tell(name, _workshop))
    for name in MUTANTS:
        with without(name):
            directed = bool(tell(name, _workshop))
        told_of = play([(seed, steps, name) for seed in seeds])
        first = sorted(one[0] for one in told_of if not isinstance(one, Ending))
        caught[name] = {"trace": directed, "seeds": len(first), "first": first[:1]}
        print(f"{name:54}{caught[name]}", flush=True)
    return {
        "seeds": len(seeds),
        "violations": wrong,
        "caught": sorted(name for name, by in caught.items() if by["trace"] or by["seeds"]),
        "seeds_that_caught": {name: by["seeds"] for name, by in caught.items()},
        "missed": sorted(name for name, by in caught.items() if not (by["trace"] or by["seeds"])),
        "missed_by_trace": sorted(name for name, by in caught.items() if not by["trace"]),
        "missed_by_seeds": sorted(name for name, by in caught.items() if not by["seeds"]),
    }


def _show(seed: int, steps: int) -> None:
    """Print all that happens in one seed."""
    story = Story(seed, _workshop, steps)
    print(f"seed {seed}: {story.profile}, loss {story.loss}, poison {story.poison}")
    try:
        ending = story.play()
    finally:
        print("\n".join(story.world.log))
    print(ending)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="poe simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=300)
    parser.add_argument("--seed0", type=int, default=1)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--mutants", action="store_true", help="take one remedy out at a time")
    parser.add_argument("--postgres", action="store_true", help="headquarters on PostgreSQL")
    parser.add_argument("--trace", action="store_true", help="print what happens in --seed0")
    options = parser.parse_args()
    if options.postgres and (options.mutants or options.jobs > 1):
        parser.error("--postgres plays the product in one process")
    return options


if __name__ == "__main__":
    main()
