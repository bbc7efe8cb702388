"""The dictionaries that sync messages are compressed with, as they were learnt and shipped."""

from __future__ import annotations

from fieldapp.packs.resources import resource_path


def learnt_dictionaries() -> dict[int, bytes]:
    """Read every dictionary ever shipped, by the number that messages give it."""
    return {
        int(file.stem): file.read_bytes() for file in resource_path("dictionary").glob("*.zstd")
    }
