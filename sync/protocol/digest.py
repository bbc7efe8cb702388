"""One number per scope that tells whether two sides hold the same records at the same revisions.

It is the sum of a hash of every row, so each side keeps it up to date by adding and taking away.
"""

from collections.abc import Iterable
from hashlib import blake2b
from uuid import UUID

BUCKETS = 256
"""When digests differ, rows are compared again in so many parts of a scope."""

_MODULUS = 2**64


def bucket_of(record: UUID) -> int:
    """Tell which part of its scope a record is compared in: the last byte of its id."""
    return record.bytes[-1]


def row_digest(kind: str, record: UUID, rev: int) -> int:
    """Hash one row at its revision to a whole number below 2^64."""
    spelled = kind.encode() + b"\0" + record.bytes + rev.to_bytes(8, "big")
    return int.from_bytes(blake2b(spelled).digest()[:8], "big")


def moved(digest: int, come: Iterable[int] = (), gone: Iterable[int] = ()) -> int:
    """Give a scope's digest after rows came and rows (or their older revisions) went."""
    return (digest + sum(come) - sum(gone)) % _MODULUS


def written(digest: int) -> bytes:
    """Spell a digest for a message: eight bytes, big-endian."""
    return digest.to_bytes(8, "big")
