"""Both cores of a sync are state machines: a simulation can play a year of them in one thread."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CORES = (
    "sync/client/absorb.py",
    "sync/client/absorbed.py",
    "sync/client/asking.py",
    "sync/client/engine.py",
    "sync/client/incoming.py",
    "sync/client/ports.py",
    "sync/client/scope_pages.py",
    "sync/client/taking.py",
    "sync/server/applying.py",
    "sync/server/books.py",
    "sync/server/checking.py",
    "sync/server/conflicts.py",
    "sync/server/desk.py",
    "sync/server/merging.py",
    "sync/server/moving.py",
    "sync/server/projection.py",
    "sync/server/pulling.py",
    "sync/server/pushing.py",
    "sync/server/repairing.py",
    "sync/server/units.py",
)
MODULES = {
    "asyncio", "multiprocessing", "os", "random", "secrets", "socket", "sqlalchemy", "subprocess",
    "threading", "time",
}  # fmt: skip
"""What would bring threads, sleeps, chance, a clock, or a database of its own."""
CALLS = {"now", "utcnow", "today", "sleep", "uuid1", "uuid4", "uuid7", "urandom"}
CLOCKS = {"datetime", "date", "time", "uuid", "os"}


def impure(source: str) -> Iterator[str]:
    """What in a module is not handed in."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.split(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if module.split(".")[0] in MODULES:
                yield module
            yield from (name.name for name in node.names if name.name in CALLS)
        elif (
            isinstance(node, ast.Attribute)
            and node.attr in CALLS
            and isinstance(node.value, ast.Name)
            and node.value.id in CLOCKS
        ):
            yield f"{node.value.id}.{node.attr}"


@pytest.mark.parametrize("core", CORES)
def test_a_core_is_handed_its_clock_its_chance_and_its_ids(core: str, tree: Path) -> None:
    assert not list(impure((tree / core).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "line",
    ["import random", "from time import sleep", "from uuid import uuid4", "x = datetime.now()"],
)
def test_a_breach_is_caught(line: str) -> None:
    assert list(impure(line))
