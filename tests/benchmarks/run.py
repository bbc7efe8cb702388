"""Run one benchmark: `uv run poe bench NAME [--keep]`; its last line is one JSON object.

`--keep` appends that line, with date and commit, to tests/benchmarks/history.jsonl.
A benchmark is a module `bench_NAME.py` with `measure() -> dict`; figures have their unit last.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
HISTORY = HERE / "history.jsonl"


def names() -> list[str]:
    """Give the benchmarks there are."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def main() -> None:
    """Measure what was asked for, print it, and keep it if told so."""
    wish = argparse.ArgumentParser(prog="poe bench")
    wish.add_argument("name", choices=names())
    wish.add_argument("--keep", action="store_true", help="append the line to history.jsonl")
    chosen = wish.parse_args()
    figures = importlib.import_module(f"tests.benchmarks.bench_{chosen.name}").measure()
    line = {"bench": chosen.name, **figures}
    if chosen.keep:
        _keep(line)
    print(json.dumps(line, ensure_ascii=False))


def _keep(line: dict[str, object]) -> None:
    dated = {"date": datetime.now(UTC).isoformat(timespec="seconds"), "commit": _commit(), **line}
    with HISTORY.open("a", encoding="utf-8") as history:
        history.write(json.dumps(dated, ensure_ascii=False) + "\n")


def _commit() -> str:
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=10"],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() or "unknown"


if __name__ == "__main__":
    main()
