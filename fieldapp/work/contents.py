"""What headquarters sends to the field to read, and that an office received it (domain D53)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from fieldapp.records.contents import ContentItem, ContentReceipt
from fieldapp.records.people import Office
from fieldapp.records.text import say, say_n
from fieldapp.rules.readiness import Check
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import create, fetch, put
from fieldapp.work.desk import Changes, Desk, Saved


@dataclass(frozen=True, slots=True)
class KitPiece:
    """A content and how far it has come: its file is here, and somebody of the office read it."""

    content: ContentItem
    is_here: bool
    is_read: bool


class Contents:
    """What is done with contents; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def publish(self, name: str, file: bytes, changes: Changes) -> Saved:
        """Send a file to every office; only headquarters may. It comes after all records.

        `changes` are the content's own fields; without a title it is called like the file. Refused
        if the file is empty or over 32 MiB.
        """
        # Imported here: the first page asks what is to be read, and keeps no file.
        from fieldapp.work.evidence import store_file

        stored = store_file(self._desk, name, file)
        with self._desk.writing() as writing:
            typed = {"title": PurePath(name).stem, **changes, "file_name": name}
            made = create(self._desk, ContentItem, typed, sha256=stored["sha256"])
            return put(self._desk, writing, made)

    def kit(self) -> list[KitPiece]:
        """The induction kit, what nobody of this office has read first."""
        with self._desk.reading() as reading:
            pieces = reading.all(ContentItem, {"induction": True}, ("title",))
            read = _read_here(self._desk, reading)
        kit = [
            KitPiece(one, self._desk.files.has(one.sha256) if one.sha256 else True, one.id in read)
            for one in pieces
        ]
        return sorted(kit, key=lambda piece: piece.is_read)

    def acknowledge(self, id: UUID) -> Saved:
        """Say that this officer read a content; headquarters sees it after the next sync.

        Said once for an office: a second reading writes nothing.
        """
        with self._desk.writing() as writing:
            content = fetch(writing, ContentItem, id)
            if id in _read_here(self._desk, writing):
                return Saved(writing.changed_kinds, id)
            posting = self._desk.posting
            office = writing.get(Office, posting.office)
            typed = {
                "content": content.id,
                "office": office.id if office else None,
                "received_on": self._desk.today(),
                "read_by": posting.officer_name,
            }
            return put(self._desk, writing, create(self._desk, ContentReceipt, typed))


def unread(desk: Desk) -> Check | None:
    """What was sent to every office and nobody here has read, as a line of the first page."""
    if desk.kinds["content_item"].off:
        return None
    waiting = [piece.content for piece in Contents(desk).kit() if not piece.is_read]
    if not waiting:
        return None
    text = say_n(
        "Por leer: «{title}».",
        "{n} contenidos por leer; el primero, «{title}».",
        len(waiting),
        title=waiting[0].title,
    )
    topic = say("Contenidos por leer")
    return Check(topic, ready=False, text=text, way="content_item", record=waiting[0].id)


def _read_here(desk: Desk, reading: Reading) -> set[UUID | None]:
    """What was read at this office, or by this officer where the office is not known here."""
    return {
        one.content
        for one in reading.all(ContentReceipt)
        if one.office == desk.posting.office or one.created_by == desk.posting.officer
    }
