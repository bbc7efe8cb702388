"""Evidence of a visit: photographs, signed papers, documents, kept encrypted by their content."""

from __future__ import annotations

import mimetypes
from typing import Final
from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity, Attachment
from fieldapp.store.files_coming import want_file
from fieldapp.work.changing import annul, change, create, fetch, put, restore
from fieldapp.work.desk import Changes, Desk, Saved

FILE_BYTES_MAX: Final = 32 * 1024 * 1024
"""What headquarters takes of one file; a larger one would never leave this laptop."""
_MADE_BY_THE_PROGRAM: Final = ("acta", "acta_archive")


class Evidence:
    """What is done with the files of a visit; each method is one transaction.

    Evidence may come after the acta is signed: it is not printed in it.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def attach(
        self,
        activity: UUID,
        name: str,
        content: bytes,
        changes: Changes | None = None,
        *,
        keep_place: bool = False,
    ) -> Saved:
        """Keep a file; its bytes are on the disk before the record says so.

        `changes` may hold kind, caption, sensitivity and taken_at. A photograph is kept without
        the place that it tells, but with `keep_place`, which the record then tells too. Refused if
        it is empty or over 32 MiB.
        """
        stored = store_file(self._desk, name, content, keep_place=keep_place)
        if keep_place:
            stored |= _place_of(content)
        with self._desk.writing() as writing:
            fetch(writing, Activity, activity)
            typed = {"kind": Code("document"), "name": name, **(changes or {})}
            row = create(self._desk, Attachment, typed, activity=activity, **stored)
            return put(self._desk, writing, row)

    def edit(self, id: UUID, changes: Changes) -> Saved:
        """Keep what was typed about a file."""
        with self._desk.writing() as writing:
            return put(
                self._desk, writing, change(self._desk, fetch(writing, Attachment, id), changes)
            )

    def content(self, id: UUID) -> bytes:
        """The bytes of a file. Outside while they have not reached this laptop."""
        with self._desk.reading() as reading:
            sha256 = fetch(reading, Attachment, id).sha256
        return self._desk.files.read(sha256)

    def is_here(self, id: UUID) -> bool:
        """Tell whether the bytes of a file have reached this laptop."""
        with self._desk.reading() as reading:
            return self._desk.files.has(fetch(reading, Attachment, id).sha256)

    def bring(self, id: UUID) -> None:
        """Ask for the bytes of a file: they come with the next sync that carries large files."""
        with self._desk.writing() as writing:
            want_file(writing.connection, fetch(writing, Attachment, id).sha256)

    def remove(self, id: UUID, reason: str) -> Saved:
        """Take a file out of the list; an acta's own copies stay."""
        with self._desk.writing() as writing:
            row = fetch(writing, Attachment, id)
            if row.kind in _MADE_BY_THE_PROGRAM:
                raise Refused(say("Las copias de un acta firmada no se quitan."))
            return annul(self._desk, writing, row, reason)

    def restore(self, id: UUID) -> Saved:
        """Bring a file back into the list."""
        with self._desk.writing() as writing:
            return restore(self._desk, writing, fetch(writing, Attachment, id))


def _place_of(content: bytes) -> dict[str, object]:
    # Imported here: no start of the program should pay for it.
    from fieldapp.work.photo_place import place_in

    place = place_in(content)
    return {"latitude": place[0], "longitude": place[1]} if place else {}


def store_file(
    desk: Desk, name: str, content: bytes, *, keep_place: bool = False
) -> dict[str, object]:
    """Put a file and its thumbnail on the disk; what the record says of them, by field.

    Where a photograph was taken is blanked in it, but with `keep_place` (domain D13). Refused if
    it is empty or over 32 MiB. A file that no record names in the end is swept away.
    """
    if not content:
        raise Refused(say("El archivo «{name}» está vacío.", name=name))
    if len(content) > FILE_BYTES_MAX:
        raise Refused(
            say("El archivo «{name}» pasa de {most} MB.", name=name, most=FILE_BYTES_MAX >> 20)
        )
    # Imported here: no start of the program should pay for a picture library.
    from fieldapp.work.photo_place import without_place
    from fieldapp.work.thumbnails import thumbnail_of

    content = content if keep_place else without_place(content)
    thumbnail = thumbnail_of(content)
    return {
        "sha256": desk.files.put(content),
        "thumbnail_sha256": desk.files.put(thumbnail) if thumbnail else "",
        "media_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
        "size_bytes": len(content),
    }
