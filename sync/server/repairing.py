"""Which parts of a scope differ between a laptop and headquarters: digests of 256 buckets. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sync.protocol.digest import BUCKETS, bucket_of, moved, row_digest, written
from sync.server.units import Key


@dataclass(slots=True)
class Part:
    """One bucket of a scope: the records it has at headquarters and their digest."""

    bucket: int
    keys: list[Key] = field(default_factory=list[Key])
    digest: int = 0


def differing(stand: Iterable[tuple[str, UUID, int]], theirs: Sequence[bytes]) -> list[Part]:
    """Give the parts whose digest is another than the laptop's, ascending.

    `theirs` are the laptop's digests by bucket; one that it does not name differs.
    """
    parts = [Part(bucket) for bucket in range(BUCKETS)]
    for kind, record, rev in stand:
        part = parts[bucket_of(record)]
        part.keys.append((kind, record))
        part.digest = moved(part.digest, (row_digest(kind, record, rev),))
    return [
        part
        for part in parts
        if part.bucket >= len(theirs) or theirs[part.bucket] != written(part.digest)
    ]
