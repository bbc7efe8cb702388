"""Write the version of every direct and indirect dependency into pyproject.toml.

`uv run poe pins` keeps what is pinned and adds what is new; `uv run poe pins --upgrade` forgets
the pins first and takes the newest that fit. The lock file it reads names where each file was
downloaded from, which differs from one office to the next: it is not committed.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import tomllib
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^constraint-dependencies = \[\n(?:.*\n)*?\]\n", re.MULTILINE)


def main() -> None:
    """Resolve and rewrite the block of pins."""
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")
    project = TREE / "pyproject.toml"
    if wish.parse_args().upgrade:
        (TREE / "uv.lock").unlink(missing_ok=True)
        project.write_text(_with_pins(project, []), encoding="utf-8")
    subprocess.run([os.environ.get("UV", "uv"), "lock", "--quiet"], cwd=TREE, check=True)
    pins = resolved(TREE / "uv.lock")
    project.write_text(_with_pins(project, pins), encoding="utf-8")
    print(f"{len(pins)} versions pinned")


def resolved(lock: Path) -> list[str]:
    """Give "name==version" of every package of the lock file but the project itself."""
    packages = tomllib.loads(lock.read_text(encoding="utf-8"))["package"]
    return sorted(
        f"{package['name']}=={package['version']}"
        for package in packages
        if "editable" not in package["source"] and "virtual" not in package["source"]
    )


def _with_pins(project: Path, pins: list[str]) -> str:
    block = "".join(["constraint-dependencies = [\n", *(f'  "{pin}",\n' for pin in pins), "]\n"])
    return BLOCK.sub(lambda _: block, project.read_text(encoding="utf-8"), count=1)


if __name__ == "__main__":
    main()
