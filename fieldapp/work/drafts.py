"""What is half typed where nothing may be saved yet: follow-ups and entries of the logbook.

Those kinds are only added to, so a row is written once and whole. Until then the words wait here,
in the vault of this laptop: they survive closing, a lock and a power cut, and are never sent.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fieldapp.records.values import Json, from_wire, to_wire
from fieldapp.store.settings import remember, remembered
from fieldapp.work.desk import Changes, Desk, Saved


class Drafts:
    """One draft for each thing that is being written about."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def keep(self, kind: str, about: UUID, typed: Changes, *, form: str = "") -> Saved:
        """Keep what is typed in place of what was kept before; nothing typed forgets it.

        `form` tells apart two forms about the same thing.
        """
        spec = self._desk.kinds[kind]
        wire = {name: to_wire(spec[name], value) for name, value in typed.items()}
        filled = {name: value for name, value in wire.items() if value is not None}
        with self._desk.writing() as writing:
            remember(writing, _name(kind, about, form), filled or None)
        return Saved(frozenset(), about)

    def read(self, kind: str, about: UUID, *, form: str = "") -> dict[str, Any]:
        """What was typed and not yet kept; empty if nothing was."""
        spec = self._desk.kinds[kind]
        with self._desk.reading() as reading:
            wire: dict[str, Json] = remembered(reading, _name(kind, about, form)) or {}
        return {name: from_wire(spec[name], value) for name, value in wire.items() if name in spec}


def _name(kind: str, about: UUID, form: str) -> str:
    return f"draft {kind} {about} {form}".rstrip()
