"""Which attendance lists carry signatures."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

from fieldapp.rules.visits import is_signature
from fieldapp.store.unit_of_work import Reading

_PAPER: Final = "scan"


def signed_lists(reading: Reading, visits: Collection[UUID]) -> set[UUID]:
    """Those of the visits in which somebody signed, on the screen or on paper that is attached."""
    inks = reading.listing("ink", ["activity", "method"], {"activity": visits})
    signed = {visit for visit, method in inks if is_signature(method)}
    return signed | papers_attached(reading, visits)


def papers_attached(reading: Reading, visits: Collection[UUID]) -> set[UUID]:
    """Those of the visits to which a signed paper is attached."""
    papers = reading.listing("attachment", ["activity"], {"activity": visits, "kind": _PAPER})
    return {visit for (visit,) in papers}
