"""Country packs signed by an invented headquarters, and copies with one thing changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from fieldapp.packs.resources import resource_path
from fieldapp.signing.country_packs import key_to_sign, signed_pack
from fieldapp.signing.keys import DeviceKey
from tests.given.packs import changed_pack

HEADQUARTERS: Final = DeviceKey(bytes(range(32)))
"""The key by which laptops know this headquarters."""
PACKS: Final = DeviceKey(bytes(range(1, 33)))
"""Its key for packs."""


def parts_of(folder: Path) -> dict[str, bytes]:
    """The files of a pack's folder."""
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def a_signed_pack(
    folder: Path,
    country: str = "CO",
    version: str = "2026.2",
    *,
    by: DeviceKey = HEADQUARTERS,
    **changes: Any,
) -> bytes:
    """The zip of a pack, with another version and perhaps other keys of its pack.json."""
    made = changed_pack(folder / f"{country}-{version}", country, version=version, **changes)
    return signed_pack(
        country,
        version,
        parts_of(made),
        PACKS.public,
        by.sign(key_to_sign(PACKS.public)),
        PACKS.sign,
    )


def catalogues_of(country: str) -> dict[str, Any]:
    """The catalogues of a shipped pack as they are written, to change them."""
    file = resource_path("packs", country.lower(), "pack.json")
    return json.loads(file.read_text(encoding="utf-8"))["catalogues"]
