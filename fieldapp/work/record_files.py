"""The one file that a record may have: a guide, a signed agreement, a letter that came.

A kind has one where its description names `file_name` and `sha256`; nothing else is said of it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fieldapp.records.describe import Record
from fieldapp.records.text import Refused, say
from fieldapp.store.files_coming import want_file
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import change, fetch, put
from fieldapp.work.contents import Contents
from fieldapp.work.desk import Desk, Saved


class RecordFiles:
    """What is done with the file of a record; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def attach(self, kind: str, id: UUID, name: str, content: bytes) -> Saved:
        """Give a record its file, in place of the one it had. Refused if empty or over 32 MiB."""
        # Imported here: every register has this class, and few records have a file.
        from fieldapp.work.evidence import store_file

        stored = store_file(self._desk, name, content)
        with self._desk.writing() as writing:
            record = self._fetch(writing, kind, id)
            known: dict[str, Any] = {"sha256": stored["sha256"]}
            changed = change(self._desk, record, {"file_name": name}, **known)
            return put(self._desk, writing, changed)

    def name(self, kind: str, id: UUID) -> str:
        """What the file is called; "" for a record without one."""
        with self._desk.reading() as reading:
            found: Any = self._fetch(reading, kind, id)
        return str(found.file_name) if found.sha256 else ""

    def content(self, kind: str, id: UUID) -> bytes:
        """The bytes of the file. Refused for none; one that is not here yet is asked for."""
        with self._desk.reading() as reading:
            found: Any = self._fetch(reading, kind, id)
        if not found.sha256:
            raise Refused(say("Este registro no tiene archivo."))
        if not self._desk.files.has(found.sha256):
            with self._desk.writing() as writing:
                want_file(writing.connection, found.sha256)
            raise Refused(
                say("El archivo todavía no está en este equipo: llega al sincronizar otra vez.")
            )
        return self._desk.files.read(found.sha256)

    def taken(self, kind: str, id: UUID) -> Saved:
        """Note that an officer took the file out to read it, where somebody wants to know."""
        if kind == "content_item":
            return Contents(self._desk).acknowledge(id)
        return Saved(frozenset(), id)

    def _fetch(self, reading: Reading, kind: str, id: UUID) -> Record:
        return fetch(reading, self._desk.kinds[kind].record, id)
