"""Country packs for tests: the shipped ones, and copies with one thing changed."""

from __future__ import annotations

import functools
import json
import shutil
from pathlib import Path
from typing import Any

from fieldapp.packs import Pack, load_pack
from fieldapp.packs.resources import resource_path


@functools.cache
def pack(country: str = "CO") -> Pack:
    return load_pack(country)


def changed_pack(folder: Path, country: str = "CO", **changes: Any) -> Path:
    """Copy a shipped pack into a folder, with some keys of its pack.json replaced."""
    copy = folder / country.lower()
    shutil.copytree(resource_path("packs", country.lower()), copy)
    written = json.loads((copy / "pack.json").read_text(encoding="utf-8"))
    (copy / "pack.json").write_text(json.dumps(written | changes), encoding="utf-8")
    return copy
