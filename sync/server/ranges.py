"""Parts of what is given: a laptop goes on from the byte at which the line was cut."""

import re
from typing import Final, NamedTuple

from litestar import Response

_ONE_RANGE: Final = re.compile(r"bytes=(\d{1,18})-(\d{1,18})?", re.ASCII)
_KEPT_BY_NOBODY: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Range(NamedTuple):
    """From a byte on, to before another; without the second, to the end."""

    start: int = 0
    end: int | None = None


def asked_range(header: str) -> Range | None:
    """Read a `Range` header; None for one that is absent or of a form that may be ignored."""
    read = _ONE_RANGE.fullmatch(header.strip())
    if read is None:
        return None
    start, last = int(read[1]), read[2]
    if last is not None and int(last) < start:
        return None
    return Range(start, None if last is None else int(last) + 1)


def given_bytes(content: bytes, size: int, wanted: Range | None) -> Response[bytes]:
    """Answer with what was wanted of `size` bytes, saying which they are."""
    headers = {"Accept-Ranges": "bytes", **_KEPT_BY_NOBODY}
    if wanted is not None:
        last = wanted.start + len(content) - 1
        headers["Content-Range"] = f"bytes {wanted.start}-{last}/{size}"
    return Response(
        content,
        status_code=200 if wanted is None else 206,
        media_type="application/octet-stream",
        headers=headers,
    )
