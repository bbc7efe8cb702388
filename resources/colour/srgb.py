"""Write srgb.icc, the profile that says what our black and our photographs look like.

Run with `uv run --no-project resources/colour/srgb.py`; the result is committed. An archived PDF
must carry a colour profile; this one holds the numbers of IEC 61966-2-1 in the plainest form that
ICC.1:2001 allows, in half a kilobyte more than nothing, and nobody else's copyright.
"""

from __future__ import annotations

import struct
from pathlib import Path

WHITE = (0.9642, 1.0, 0.8249)
RED = (0.43607, 0.22249, 0.01392)
GREEN = (0.38515, 0.71687, 0.09708)
BLUE = (0.14307, 0.06061, 0.71410)
STEPS = 256
STRAIGHT = 0.04045


def linear(shown: float) -> float:
    """Give the light of a colour value, both from 0 to 1."""
    return shown / 12.92 if shown <= STRAIGHT else ((shown + 0.055) / 1.055) ** 2.4


def xyz(point: tuple[float, float, float]) -> bytes:
    """Write a colour as the profile's fixed point numbers."""
    return struct.pack(">4s4x3i", b"XYZ ", *(round(part * 65536) for part in point))


def tags() -> dict[bytes, bytes]:
    """Give what the profile says; the three curves are one."""
    name = b"sRGB\0"
    curve = [round(linear(step / (STEPS - 1)) * 65535) for step in range(STEPS)]
    written = struct.pack(f">4s4xI{STEPS}H", b"curv", STEPS, *curve)
    return {
        b"desc": struct.pack(">4s4xI", b"desc", len(name)) + name + bytes(78),
        b"cprt": b"text" + bytes(4) + b"No rights reserved\0",
        b"wtpt": xyz(WHITE),
        b"rXYZ": xyz(RED),
        b"gXYZ": xyz(GREEN),
        b"bXYZ": xyz(BLUE),
        b"rTRC": written,
        b"gTRC": written,
        b"bTRC": written,
    }


def profile() -> bytes:
    """Give the whole file: header, table of tags, tags."""
    told = tags()
    table, body, places = b"", b"", dict[bytes, int]()
    start = 128 + 4 + 12 * len(told)
    for name, content in told.items():
        if content not in places:
            places[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        table += struct.pack(">4sII", name, places[content], len(content))
    whole = struct.pack(">I", len(told)) + table + body
    head = struct.pack(
        ">I4sI4s4s4s6H4s4sII8xI3i",
        *(128 + len(whole), b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ "),
        *(2026, 1, 1, 0, 0, 0, b"acsp", b"\0\0\0\0", 0, 0, 0),
        *(round(part * 65536) for part in WHITE),
    )
    return head.ljust(128, b"\0") + whole


if __name__ == "__main__":
    Path(__file__).with_name("srgb.icc").write_bytes(profile())
