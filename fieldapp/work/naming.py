"""The name written beside a picked entity: papers and searches read it, not the reference."""

from __future__ import annotations

from uuid import UUID

from fieldapp.records.people import Organization
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Changes, Desk


def with_name(desk: Desk, reading: Reading, changes: Changes, reference: str, name: str) -> Changes:
    """What was typed, with the entity's name when one was picked and no name was typed."""
    picked = changes.get(reference)
    if not isinstance(picked, UUID) or changes.get(name):
        return changes
    entity = reading.get(Organization, picked) or desk.directory.entities.get(picked)
    return {**changes, name: entity.name} if entity else changes
