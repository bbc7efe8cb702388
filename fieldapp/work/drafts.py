"""What is half typed where nothing may be saved yet: follow-ups and entries of the logbook.

Those kinds are only added to, so a row is written once and whole. Until then the words wait here,
in the vault of this laptop: they survive closing, a lock and a power cut, and are never sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from fieldapp.records.values import Json, from_wire, to_wire
from fieldapp.store.settings import remember, remembered, remembered_under
from fieldapp.work.desk import Changes, Desk, Saved

_DRAFT: Final = "draft "


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """Words that wait to become a record of `kind` about something; `about` is its id."""

    kind: str
    about: UUID
    words: str


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

    def open(self) -> list[OpenDraft]:
        """Whatever is half typed and holds any words; what the office switched off waits unseen."""
        with self._desk.reading() as reading:
            kept = remembered_under(reading, _DRAFT)
        found = [_open_draft(name.split(), wire) for name, wire in kept.items()]
        kinds = self._desk.kinds
        return [one for one in found if one.words and one.kind in kinds and not kinds[one.kind].off]


def _open_draft(name: list[str], wire: dict[str, Json]) -> OpenDraft:
    said = [value for value in wire.values() if isinstance(value, str)]
    return OpenDraft(name[1], UUID(name[2]), max(said, key=len, default=""))


def _name(kind: str, about: UUID, form: str) -> str:
    return f"{_DRAFT}{kind} {about} {form}".rstrip()
