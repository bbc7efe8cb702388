"""The transaction of a laptop's store in which one answer is taken in: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from sync.protocol.laptop import Incoming, Known, Settled, Standing
from sync.protocol.messages import Certificate, Gone, Receipt, ScopePage, Signed


class Taking(Protocol):
    """One transaction in which an answer is taken in; all of it counts, or none."""

    def settle(self, receipt: Receipt, signed: Signed, at_us: int) -> Settled | None:
        """Keep the receipt and archive its batch; None if no such batch waits here.

        `at_us` is headquarters' clock: it also decides which archived batches are old enough to go.
        """
        ...

    def body(self, device: UUID, number: int) -> bytes | None:
        """Give the bytes of a batch, waiting or archived; None if they are not here."""
        ...

    def reopen(self, device: UUID, number: int) -> bool:
        """Let archived batches wait again, from this number on; False if the first is lost here."""
        ...

    def is_stuck(self, device: UUID) -> bool:
        """Tell whether work would wait for ever behind a batch of this id that is lost here."""
        ...

    def become(self, certificate: Certificate, signed: Signed) -> None:
        """Go on as another device, with the key kept for it; what waits is numbered anew."""
        ...

    def series_told(self, series: str) -> None:
        """Note that headquarters heard of the series that a restored copy gave itself."""
        ...

    def known(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, Known]:
        """Give what headquarters said of those that the laptop holds."""
        ...

    def unsent(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
        """Give the fields changed here that have no receipt yet, or `WHOLE_RECORD`."""
        ...

    def write(self, kind: str, rows: Sequence[Incoming]) -> None:
        """Put records as headquarters has them, and what it said of each."""
        ...

    def raise_revs(self, kind: str, scope: str, revs: Mapping[UUID, int]) -> None:
        """Note the revision of records that already stand as headquarters has them."""
        ...

    def unit_waits(self, kind: str, record: UUID) -> bool:
        """Tell whether anything in the unit of a record has no receipt yet."""
        ...

    def remove(self, kind: str, record: UUID, rev: int) -> bool:
        """Remove a record with its children; False, and nothing done, while its unit is unsent.

        Its tombstone keeps `rev`, the revision that says it is gone.
        """
        ...

    def doubt(self, kind: str, ids: Collection[UUID]) -> None:
        """Ask headquarters about these records, held here or not."""
        ...

    def doubted(self, kind: str, ids: Sequence[UUID]) -> set[UUID]:
        """Give those of the records that are in doubt."""
        ...

    def told(self, kind: str, ids: Collection[UUID]) -> None:
        """Note that headquarters told the truth about these records."""
        ...

    def anything_doubted(self) -> bool:
        """Tell whether headquarters must still be asked about some record."""
        ...

    def doubt_newer_than(self, rev: int) -> int:
        """Doubt everything known, removed or leaving by a later revision; tell how much that is."""
        ...

    def held_in(self, scope: str, buckets: Collection[int]) -> Sequence[tuple[str, UUID]]:
        """Give the records of some parts of a scope that headquarters once told of."""
        ...

    def size(self, scope: str) -> int:
        """Tell how many records of a scope this laptop holds."""
        ...

    def unite(self, scope: str) -> None:
        """Let what was added here to a record belong to its scope, where headquarters moved it."""
        ...

    def waits_in(self, scope: str) -> bool:
        """Tell whether something typed in a scope has no receipt yet."""
        ...

    def files_wait(self) -> bool:
        """Tell whether a file lies here that headquarters is not known to have."""
        ...

    def drop(self, scope: str) -> int:
        """Remove all that is held of a scope; their tombstones stay. Tell how many there were."""
        ...

    def postpone(self, scope: str, gone: Gone) -> None:
        """Remember that a record must leave once what was changed in it is received."""
        ...

    def postponed(self, scope: str) -> Sequence[Gone]:
        """Give and forget what was postponed."""
        ...

    def standing(self, scope: str) -> Standing:
        """Tell where the laptop stands in a scope."""
        ...

    def stand(self, scope: str, standing: Standing) -> None:
        """Note where the laptop stands now."""
        ...

    def is_revoked(self, scope: str) -> bool:
        """Tell whether the scope was not granted the last time."""
        ...

    def revoke(self, scope: str) -> None:
        """Note that the scope is not granted any more; nothing is removed."""
        ...

    def stage(self, scope: str, page: ScopePage) -> None:
        """Keep a page until the scope is complete."""
        ...

    def staged(self, scope: str) -> Sequence[ScopePage]:
        """Give the pages kept, in order."""
        ...

    def unstage(self, scope: str) -> None:
        """Forget the pages kept."""
        ...

    def digest(self, scope: str) -> int:
        """Give the digest of the scope's records at their revisions."""
        ...

    def anything_unsent(self) -> bool:
        """Tell whether any change has no receipt yet."""
        ...

    def confirm_files(self, held: Collection[bytes]) -> None:
        """Note that headquarters has these files."""
        ...

    def doubt_files(self) -> None:
        """Offer every file again: headquarters may have lost what it had."""
        ...

    def keep_beacon(self, beacon: Signed, at_us: int) -> None:
        """Keep the newest proof of a time."""
        ...

    def keep_clock(self, answered_us: int, ahead_us: int, next_after_s: int) -> None:
        """Keep when headquarters answered, how far ahead its clock is, and when to come again."""
        ...
