"""Adjuntar papel firmado: the photographs, who signed on them, where the original lies. One screen.

For most papers nothing is to be done but to save: whoever had not signed is ticked already.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.text import say, say_n
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.page_cards import PageCards
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.who_signed import WhoSigned
from fieldapp.ui.theme import mark
from fieldapp.work.signed_papers import PHOTO_ENDINGS, PaperPage, SignedPaper
from fieldapp.work.visit_room import VisitRoom

_RIGHT_PX = 340


class PaperDesk(QWidget):
    """Stands in the place of a tab while a paper is attached."""

    stands = Signal(bool)
    """It came, or went: the tab makes room or takes its place again."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__(page)
        self._page = page
        self._work = work
        self._room: VisitRoom | None = None
        self._pages: list[PaperPage] = []
        self._reading = 0
        self._read = 0
        words, theme = page.words, page.tools.theme
        self.cards = PageCards(page.tools)
        self.who = WhoSigned(page.tools)
        self._state = QLabel()
        self.folder, self.folio = QLineEdit(), QLineEdit()
        self.more = QPushButton(words(say("Añadir fotos")))
        self.leave = QPushButton(words(say("Volver sin guardar (Esc)")))
        self.keep = QPushButton(words(say("Guardar el papel firmado")))
        theme.dress(self.keep, "attachment", "on_accent")
        theme.dress(self.more, "add", "accent")
        self._lay_out()
        self.hide()
        self.more.clicked.connect(self.choose)
        self.leave.clicked.connect(self.close_desk)
        self.keep.clicked.connect(self._on_keep)
        self.folder.returnPressed.connect(self.folio.setFocus)
        self.folio.returnPressed.connect(self._on_keep)
        self.cards.turn_wished.connect(self._on_turn)
        self.cards.whole_wished.connect(self._on_whole)
        self.cards.removed.connect(self._on_removed)

    def _lay_out(self) -> None:
        theme, words = self._page.tools.theme, self._page.words
        title = QLabel(words(say("Adjuntar papel firmado")))
        mark(title, "section")
        mark(self._state, "hint")
        mark(self.more, "quiet")
        above = QHBoxLayout()
        above.addWidget(title)
        above.addWidget(self._state, 1)
        above.addWidget(self.more)
        left = QVBoxLayout()
        left.setSpacing(theme.space(2))
        left.addLayout(above)
        left.addWidget(self.cards, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(*(theme.space(step) for step in (5, 2, 0, 2)))
        across.setSpacing(theme.space(4))
        across.addLayout(left, 1)
        across.addWidget(self._beside())

    def _beside(self) -> QWidget:
        """Who signed, where the original lies, and the two ways out."""
        theme, words = self._page.tools.theme, self._page.words
        mark(self.leave, "quiet")
        mark(self.keep, "main")
        held = QWidget()
        held.setFixedWidth(theme.px(_RIGHT_PX))
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.who, 1)
        for label, line in (
            (say("Carpeta donde queda el original"), self.folder),
            (say("Folio"), self.folio),
        ):
            named = QLabel(words(label))
            named.setBuddy(line)
            mark(named, "label")
            line.setAccessibleName(words(label))
            column.addWidget(named)
            column.addWidget(line)
        column.addSpacing(theme.space(2))
        column.addWidget(self.keep)
        column.addWidget(self.leave)
        return held

    # What a tab asks.

    def open_for(self, room: VisitRoom) -> None:
        """Ask for photographs and, if some are chosen, show them and who may have signed."""
        paths = self._chosen()
        if not paths:
            return
        self._room = room
        self._pages, self._reading = [], 0
        self.who.show_room(room)
        kept = [one for one in room.evidence if one.kind == "scan" and one.folder]
        self.folder.setText(kept[-1].folder if kept else self.folder.text())
        self.folio.clear()
        self.show()
        self.stands.emit(True)
        self._take(paths)
        (self.folio if self.folder.text() else self.folder).setFocus()

    def choose(self) -> None:
        """Add more photographs to the same paper."""
        self._take(self._chosen())

    def close_desk(self) -> bool:
        """Leave without keeping anything; False when it did not stand there."""
        if self.isHidden():
            return False
        self.hide()
        self._pages = []
        self._room = None
        self.stands.emit(False)
        return True

    # Photographs.

    def _chosen(self) -> list[Path]:
        title = say("Fotos del papel firmado")
        return self._page.tools.prompts.files_to_open(title, PHOTO_ENDINGS)

    def _take(self, paths: Sequence[Path]) -> None:
        self._reading += len(paths)
        self._show_pages()
        for path in paths:
            self._read += 1
            self._page.load(
                partial(self._work.signed_papers.read, path),
                self._on_read,
                topic=f"photograph {self._read}",
                failed=self._on_unread,
            )

    def _on_read(self, pages: list[PaperPage]) -> None:
        self._reading -= 1
        self._pages += pages
        self._show_pages()

    def _on_unread(self, error: Exception) -> None:
        self._reading -= 1
        self._show_pages()
        self._page.tools.prompts.show_error(error)

    def _show_pages(self) -> None:
        minutes = self._room.minutes if self._room is not None else None
        self.cards.show_pages(self._pages, minutes.number if minutes is not None else "")
        words = self._page.words
        reading = say_n("Leyendo {n} foto…", "Leyendo {n} fotos…", self._reading)
        self._state.setText(words(reading) if self._reading else "")
        self.keep.setEnabled(bool(self._pages) and not self._reading)

    def _on_turn(self, place: int) -> None:
        self._again(place, partial(self._work.signed_papers.turn, self._pages[place]))

    def _on_whole(self, place: int, whole: bool) -> None:
        page = self._pages[place]
        self._again(place, partial(self._work.signed_papers.take_whole, page, whole=whole))

    def _again(self, place: int, make: partial[PaperPage]) -> None:
        page = self._pages[place]

        def made(again: PaperPage) -> None:
            if page in self._pages:
                self._pages[self._pages.index(page)] = again
                self._show_pages()

        self._page.load(make, made, topic=f"page {place}")

    def _on_removed(self, place: int) -> None:
        del self._pages[place]
        self._show_pages()

    # Keeping.

    def _on_keep(self) -> None:
        room = self._room
        if room is None or not self.keep.isEnabled():
            return
        ticked = self.who.ticked
        paper = SignedPaper(
            list(self._pages),
            rows=[one for one in ticked if isinstance(one, UUID)],
            signers=[one for one in ticked if isinstance(one, tuple)],
            folder=self.folder.text(),
            folio=self.folio.text(),
        )
        self.keep.setEnabled(False)
        self._page.save(
            partial(self._work.signed_papers.attach, room.activity.id, paper),
            done=partial(self._on_kept, len(paper.pages)),
            failed=self._on_not_kept,
        )

    def _on_kept(self, pages: int, _saved: Saved) -> None:
        self.close_desk()
        kept = say_n(
            "Papel firmado guardado: {n} hoja.", "Papel firmado guardado: {n} hojas.", pages
        )
        self._page.tools.prompts.tell(kept)

    def _on_not_kept(self, error: Exception) -> None:
        self.keep.setEnabled(True)
        self._page.tools.prompts.show_error(error)
