"""The name written beside a picked entity: papers and searches read it, not the reference."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.records.people import Organization
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Changes, Desk
from fieldapp.work.options import options_of

_ALIKE_MOST: Final = 20


def entity_called(desk: Desk, reading: Reading, words: str) -> UUID | None:
    """The one entity of exactly this name, accents and capitals aside; None for none or several."""
    field = desk.kinds["attendance"]["organization"]
    wished = fold(words)
    found = [
        one.value
        for one in options_of(desk, reading, field, words, _ALIKE_MOST)
        if fold(one.label) == wished and isinstance(one.value, UUID)
    ]
    return found[0] if len(found) == 1 else None


def with_name(desk: Desk, reading: Reading, changes: Changes, reference: str, name: str) -> Changes:
    """What was typed, with the entity's name when one was picked and no name was typed."""
    picked = changes.get(reference)
    if not isinstance(picked, UUID) or changes.get(name):
        return changes
    entity = reading.get(Organization, picked) or desk.directory.entities.get(picked)
    return {**changes, name: entity.name} if entity else changes
