"""The base of every page: its two verbs, what the shell lends it, and the keys the shell hands on.

A page loads records to show and saves what the person did. It reaches records only through the
work objects its constructor is given, which it describes by Protocols of its own. It never sees
SQL, PDF, HTTP or another page; to go elsewhere it emits `open_requested`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from fieldapp.packs.formats import Formats
from fieldapp.records import Kinds
from fieldapp.records.progress import Step
from fieldapp.records.text import Text, say
from fieldapp.rules.where import Where
from fieldapp.ui.changes import ChangeBus
from fieldapp.ui.jobs import Jobs
from fieldapp.ui.ports import Clock, Wording
from fieldapp.ui.prompts import Prompts
from fieldapp.ui.theme import Theme
from fieldapp.ui.widgets.loading import LOADING, Loading
from fieldapp.ui.widgets.ports import FormTools, Options
from fieldapp.ui.widgets.sheet import Sheet

T = TypeVar("T")

_LEAVES = frozenset((Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End))


class Changed(Protocol):
    """What a write answers: the kinds it touched."""

    @property
    def kinds(self) -> frozenset[str]:
        """Names of the kinds that changed."""
        ...


class Saved(Changed, Protocol):
    """What most writes answer: the record it was about, too."""

    @property
    def id(self) -> UUID:
        """The record it was about."""
        ...


S = TypeVar("S", bound=Saved)
C = TypeVar("C", bound=Changed)


@dataclass(frozen=True)
class PageTools:
    """What the shell lends to a page. Nothing else is reachable from one."""

    jobs: Jobs
    changes: ChangeBus
    prompts: Prompts
    words: Wording
    theme: Theme
    formats: Formats
    kinds: Kinds
    clock: Clock
    drafts: Mapping[str, Text] = field(default_factory=dict[str, Text])
    """What the ministry still has to give, by catalogue: told beside the field."""


class Page(QWidget):
    """A page has two verbs: `load` records to show, `save` what the person did.

    Its constructor makes widgets, lays them out and connects, in that order, and nothing else:
    `reload` is called when the page is first shown, and again when a kind of `shows` changed.
    """

    open_requested = Signal(str, object)
    """The name of a kind and the id of a record (or None) to open wherever it belongs."""
    place_changed = Signal(str)
    """Worded: where the person is inside the page ("Visita · Guapi, Cauca"); "" is the page."""

    moved = Signal()
    """Another record is open in the page, another part of it, or none: `opened` says which."""

    shows: ClassVar[frozenset[str]] = frozenset()
    """The kinds whose change makes this page load again."""
    purpose: ClassVar[Text] = say("")
    """One or two sentences for F1: what this page is for."""
    keys: ClassVar[tuple[Text, ...]] = ()
    """The keys of this page alone, for F1 and «?»."""

    def __init__(self, tools: PageTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = tools
        self.words = tools.words
        self.opened: tuple[str, UUID, int] | None = None
        """Kind and id of the record that is open here, and the number of its part in sight."""
        self._stale = True
        self._asked: dict[str, int] = {}
        self._coming_note = Loading(self, tools.theme, tools.words(LOADING))
        tools.changes.saved.connect(self._on_saved)

    # What a page writes.

    def reload(self) -> None:
        """Ask for the records this page shows. Each page writes its own."""
        raise NotImplementedError

    def open_record(self, kind: str, record_id: UUID) -> None:
        """Show one record, because another page or the search box asked for it."""

    def open_row(self, kind: str, row: UUID) -> None:
        """Show a row of the record that is being opened."""

    def open_part(self, part: int) -> None:
        """Show this part of the record that is open or being opened."""

    def reopen(self, where: Where) -> None:
        """Show the record and the part of it that were open once."""
        if where.record is not None:
            self.open_record(where.kind, where.record)
            self.open_part(where.part)

    @property
    def is_written_in(self) -> bool:
        """Whether the cursor stands in a field, or a question is open above the page."""
        asked = QApplication.activeModalWidget() is not None
        return asked or isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit)

    def start_new(self) -> None:
        """Begin a new record here (Ctrl+N)."""

    def begin(self, kind: str) -> None:
        """Begin a new record of a kind, because another page asked for it."""
        self.start_new()

    def edit(self) -> None:
        """Put the cursor where the chosen record is written (F2)."""

    def main_action(self) -> None:
        """Do the page's main action (Ctrl+Enter)."""

    def go_back(self) -> bool:
        """Step out of what is open inside the page (Esc); False when nothing was open."""
        return False

    def flush(self) -> None:
        """Save at once what is typed and not yet saved: the person leaves, or the lid closes."""

    # What a page uses.

    def note_opened(self, kind: str = "", record_id: UUID | None = None, part: int = 0) -> None:
        """Tell which record is in sight, so that a person comes back to it after a power cut."""
        opened = (kind, record_id, part) if record_id is not None else None
        if opened != self.opened:
            self.opened = opened
            self.moved.emit()

    def form_tools(self, options: Options) -> FormTools:
        """Return what the forms and tables of this page need; `options` are the registers."""
        lent = self.tools
        return FormTools(
            lent.jobs, lent.words, lent.theme, lent.formats, lent.clock, options, lent.drafts
        )

    def load(
        self,
        work: Callable[[], T],
        show: Callable[[T], object],
        *,
        topic: str = "page",
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Run `work` on the reading worker, then `show` its answer here.

        Of several loads of one `topic` only the newest is shown: a slow answer to an earlier
        question never covers the answer to the present one.
        """
        turn = self._asked[topic] = self._asked.get(topic, 0) + 1
        self._coming_note.begin(topic)
        self.tools.jobs.read(
            work,
            done=partial(self._show_newest, topic, turn, show),
            failed=partial(self._tell_failed, topic, turn, failed or self.tools.prompts.show_error),
        )

    def save(
        self,
        work: Callable[[], S],
        *,
        done: Callable[[S], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        autosave: bool = False,
    ) -> None:
        """Run `work` on the writing worker, tell every screen what changed, then call `done`."""
        self.tools.jobs.write(
            work,
            done=partial(self._on_written, done),
            failed=failed or self.tools.prompts.show_error,
            autosave=autosave,
        )

    def take_long(
        self,
        title: Text,
        work: Callable[[Step], T],
        done: Callable[[T], object],
        *,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Run what takes long where it holds nothing up; the window shows how far it has come."""
        self.tools.jobs.long(title, work, done=done, failed=failed or self.tools.prompts.show_error)

    def take_in(
        self,
        work: Callable[[Step], C],
        done: Callable[[C], object],
    ) -> None:
        """Take in rows from a file or pasted: all of them, or none where the person stops it."""
        self.tools.jobs.long(
            say("Importación"),
            work,
            done=partial(self._on_written, done),
            failed=self._explain_file,
            writes=True,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the leaves of the sheet in sight with the keys nobody inside wanted."""
        sheet = next((one for one in self.findChildren(Sheet) if one.isVisible()), None)
        if sheet is None or event.key() not in _LEAVES:
            super().keyPressEvent(event)
        else:
            sheet.turn(event.key())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    def _show_newest(self, topic: str, turn: int, show: Callable[[T], object], answer: T) -> None:
        if self._asked[topic] == turn:
            self._coming_note.end(topic)
            show(answer)

    def _tell_failed(
        self, topic: str, turn: int, failed: Callable[[Exception], object], error: Exception
    ) -> None:
        if self._asked[topic] == turn:
            self._coming_note.end(topic)
        failed(error)

    def _explain_file(self, error: Exception) -> None:
        # Imported here: no first window takes in a file.
        from fieldapp.ui.wrong_file import explain_wrong_file

        explain_wrong_file(self.tools.prompts, error)

    def _on_written(self, done: Callable[[C], object] | None, saved: C) -> None:
        self.tools.changes.publish(saved.kinds)
        if done is not None:
            done(saved)

    @Slot(frozenset)
    def _on_saved(self, kinds: Iterable[str]) -> None:
        if not self.shows.intersection(kinds):
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True  # loads again when the person comes back to it
