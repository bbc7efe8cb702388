"""The logbook of each territory: only added to; a correction is a new entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from fieldapp.records.logbook import LogbookEntry
from fieldapp.records.text import say
from fieldapp.store.queries import Between
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import create, fetch, put, required
from fieldapp.work.desk import Changes, Desk, Saved
from fieldapp.work.visit_list import within


@dataclass(frozen=True, slots=True)
class LogbookFilter:
    """Which entries a list shows; what is left empty does not choose."""

    text: str = ""
    territory: str = ""
    type: str = ""
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class LogbookLine:
    """An entry, where it is about, and the entry that corrects it, if one does.

    `corrects_on` is the day of the entry that this one corrects.
    """

    entry: LogbookEntry
    place: str
    corrected_by: UUID | None
    corrects_on: date | None = None


@dataclass(frozen=True, slots=True)
class LogbookPage:
    """Some entries, and how many there are in all."""

    lines: list[LogbookLine] = field(default_factory=list[LogbookLine])
    total: int = 0


@dataclass(frozen=True, slots=True)
class TerritoryLast:
    """A territory with the day of its last entry, and how many days ago that is."""

    territory: str
    place: str
    last_on: date
    days: int


class Logbook:
    """What an officer does with the logbook; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def write(self, changes: Changes) -> Saved:
        """Add an entry, of today unless it says otherwise. Raises WrongFields."""
        with self._desk.writing() as writing:
            text = required(str(changes.get("text", "")), say("Escriba la anotación."))
            typed = {"on": self._desk.today(), **changes, "text": text}
            return put(self._desk, writing, create(self._desk, LogbookEntry, typed))

    def correct(self, id: UUID, text: str) -> Saved:
        """Add an entry that says what another should have said; the other stays."""
        with self._desk.writing() as writing:
            wrong = fetch(writing, LogbookEntry, id)
            typed = {
                "territory": wrong.territory,
                "type": wrong.type,
                "on": self._desk.today(),
                "activity": wrong.activity,
                "commitment": wrong.commitment,
                "agreement": wrong.agreement,
                "text": required(text, say("Escriba la anotación.")),
                "corrects": id,
            }
            return put(self._desk, writing, create(self._desk, LogbookEntry, typed))

    def page(
        self, wanted: LogbookFilter | None = None, limit: int = 200, offset: int = 0
    ) -> LogbookPage:
        """The entries, the newest first."""
        wanted = wanted or LogbookFilter()
        where = self._where(wanted)
        with self._desk.reading() as reading:
            total = reading.count(LogbookEntry, where, text=wanted.text)
            rows = reading.listing(
                "logbook_entry", ("id",), where, ("-on",), limit, offset, wanted.text
            )
            return LogbookPage(self._lines(reading, [row[0] for row in rows]), total)

    def territories(self) -> list[TerritoryLast]:
        """The territories written about, the one longest unattended first."""
        with self._desk.reading() as reading:
            rows = reading.listing("logbook_entry", ("territory", "on"), {}, ("on",))
        last = {territory: on for territory, on in rows if territory and on}
        today, path = self._desk.today(), self._desk.pack.territories.path
        return [
            TerritoryLast(territory, path(territory), on, (today - on).days)
            for territory, on in sorted(last.items(), key=lambda one: one[1])
        ]

    def _where(self, wanted: LogbookFilter) -> dict[str, object]:
        where: dict[str, object] = {}
        if wanted.territory:
            where["territory"] = within(self._desk.pack.territories, wanted.territory)
        if wanted.type:
            where["type"] = wanted.type
        if wanted.from_on or wanted.to_on:
            where["on"] = Between(wanted.from_on, wanted.to_on)
        return where

    def _lines(self, reading: Reading, ids: list[UUID]) -> list[LogbookLine]:
        entries = reading.many(LogbookEntry, ids)
        corrections = dict(reading.listing("logbook_entry", ("corrects", "id"), {"corrects": ids}))
        wrong = {one.corrects for one in entries.values() if one.corrects}
        days = dict(reading.listing("logbook_entry", ("id", "on"), {"id": wrong})) if wrong else {}
        path = self._desk.pack.territories.path
        return [
            LogbookLine(
                entry,
                path(entry.territory or ""),
                corrections.get(entry.id),
                days.get(entry.corrects) if entry.corrects else None,
            )
            for entry in (entries[one] for one in ids)
        ]
