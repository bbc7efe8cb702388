"""Which bytes of a file have come: it grows from its first byte, in parts of any size."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, text

_PARTS: Final = text("""
select sha256, null as off, null as bytes from file where sha256 = any(:names)
union all select sha256, off, bytes from file_part where sha256 = any(:names)
order by sha256, off
""")


def lacking(connection: Connection, names: Sequence[bytes]) -> list[tuple[bytes, int]]:
    """Of these files give those not here whole, in the order asked, and from which byte on."""
    if not names:
        return []
    whole: set[bytes] = set()
    parts: dict[bytes, list[tuple[int, int]]] = {}
    for name, offset, length in connection.execute(_PARTS, {"names": list(names)}):
        if offset is None:
            whole.add(name)
        else:
            parts.setdefault(name, []).append((offset, length))
    return [(name, contiguous(parts.get(name, ()))) for name in names if name not in whole]


def contiguous(parts: Iterable[tuple[int, int]]) -> int:
    """Tell how many bytes are here from the first on; `parts` are (offset, bytes), ascending."""
    received = 0
    for offset, length in parts:
        if offset > received:
            break
        received = max(received, offset + length)
    return received
