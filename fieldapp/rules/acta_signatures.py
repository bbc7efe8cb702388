"""firmas.json: the signatures of an acta as they stand when it is sealed."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.packs.pack import Pack
from fieldapp.records.values import microseconds
from fieldapp.records.visits import Ink
from fieldapp.rules.acta_content import (
    SIGNATURES_SCHEMA,
    Signature,
    Signatures,
    write_content,
)


def signatures_content(digest: bytes, inks: Sequence[Ink], pack: Pack) -> bytes:
    """firmas.json of the acta with digest `D`."""
    return write_content(signatures_of(digest, inks, pack))


def signatures_of(digest: bytes, inks: Sequence[Ink], pack: Pack) -> Signatures:
    """The signatures in the order in which they were given.

    `previous` chains each to the one before it, so that none can be taken out unseen.
    """
    standing = sorted(
        (ink for ink in inks if not ink.annulled),
        key=lambda ink: (microseconds(ink.signed_at) if ink.signed_at else 0, str(ink.id)),
    )
    written: list[Signature] = []
    previous = ""
    for ink in standing:
        written.append(_signature(ink, previous, pack))
        previous = ink.bound_to or ink.digest or previous
    return Signatures(schema=SIGNATURES_SCHEMA, acta=digest.hex(), signatures=tuple(written))


def _signature(ink: Ink, previous: str, pack: Pack) -> Signature:
    capacity = pack.catalogue("ink_capacities").label(ink.capacity) if ink.capacity else ""
    return Signature(
        id=str(ink.id),
        attendance=str(ink.attendance) if ink.attendance else "",
        capacity=ink.capacity or "",
        capacity_label=capacity,
        name=ink.signer,
        method=ink.method or "",
        strokes=ink.strokes or b"",
        digest=ink.bound_to or ink.digest,
        previous=previous,
        signed_at=microseconds(ink.signed_at) if ink.signed_at else 0,
        reason=ink.reason,
        folder=ink.folder,
        folio=ink.folio,
    )
