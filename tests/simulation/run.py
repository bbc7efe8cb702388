"""`poe simulate`: plays seeds on the product's own client and server, and prints one JSON line."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.simulation.story import STEPS, Ending, Story
from tests.simulation.world import Workshop


@dataclass(slots=True)
class Tally:
    """What many stories came to."""

    seeds: int = 0
    edits: int = 0
    conflicts: int = 0
    rounds_worst: int = 0
    profiles: Counter[str] = field(default_factory=Counter)
    violations: dict[int, str] = field(default_factory=dict)

    def add(self, told: Ending | tuple[int, str]) -> None:
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


_workshop = Workshop()


def told(seed: int, steps: int = STEPS) -> Ending | tuple[int, str]:
    """Play one seed in this process."""
    try:
        return Story(seed, _workshop, steps).play()
    except AssertionError as violation:
        return seed, str(violation) or type(violation).__name__
    except Exception as fault:
        where = traceback.extract_tb(fault.__traceback__)[-1]
        return seed, f"{type(fault).__name__}: {fault} ({where.filename}:{where.lineno})"


def _told(asked: tuple[int, int]) -> Ending | tuple[int, str]:
    return told(*asked)


def stories(seeds: Iterable[int], steps: int, jobs: int) -> Iterator[Ending | tuple[int, str]]:
    """Play seeds, in some processes or in this one."""
    asked = [(seed, steps) for seed in seeds]
    if jobs <= 1:
        yield from map(_told, asked)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap_unordered(_told, asked, chunksize=20)


def main() -> None:
    """Play what the command line asks for; exits 1 when an invariant did not hold."""
    options = _options()
    if options.trace:
        _show(options.seed0, options.steps)
        return
    began = time.monotonic()
    tally = Tally()
    seeds = range(options.seed0, options.seed0 + options.seeds)
    for one in stories(seeds, options.steps, options.jobs):
        tally.add(one)
        if not isinstance(one, Ending):
            print(f"seed {one[0]}: {one[1]}", flush=True)
    print(
        json.dumps(
            {
                "seeds": tally.seeds,
                "violations": sorted(tally.violations),
                "edits": tally.edits,
                "conflicts": tally.conflicts,
                "rounds_worst": tally.rounds_worst,
                "profiles": dict(sorted(tally.profiles.items())),
                "seconds": round(time.monotonic() - began, 1),
            }
        )
    )
    sys.exit(1 if tally.violations else 0)


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
    parser.add_argument("--trace", action="store_true", help="print what happens in --seed0")
    return parser.parse_args()


if __name__ == "__main__":
    main()
