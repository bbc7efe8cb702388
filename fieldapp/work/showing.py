"""The names of what references point to, as this laptop holds them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from fieldapp.records.describe import FieldSpec, FieldType
from fieldapp.records.kinds import Kinds
from fieldapp.store.unit_of_work import Reading


def labels_of(
    reading: Reading, kinds: Kinds, wanted: Iterable[tuple[FieldSpec, Any]]
) -> dict[UUID, str]:
    """The names of what references point to: one question for each kind they may be of."""
    ids: dict[str, set[UUID]] = {}
    for shown, value in wanted:
        if shown.type is FieldType.REF and value is not None:
            for kind in shown.fact.to:
                ids.setdefault(kind, set()).add(value)
    labels: dict[UUID, str] = {}
    for kind, chosen in ids.items():
        title = kinds[kind].title
        for ident, name in reading.listing(kind, ("id", title), {"id": chosen}):
            labels[ident] = name or kinds[kind].label
    return labels
