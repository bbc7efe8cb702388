"""Modo asistente: one attendee, one question a card, over the whole screen.

It locks when it loses the focus or nobody touches it for a minute; the card stays half filled
behind the lock. Only the officer's secret goes on, or back to the program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent

from fieldapp.packs.data_protection import SPANISH
from fieldapp.records.text import Text, Worded, say
from fieldapp.rules.cards import CardRead
from fieldapp.rules.kiosk import FIRST, LAST, Ask, KioskCard, cards_for, next_card
from fieldapp.ui.lock import LockWork
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.kiosk.card import Card
from fieldapp.ui.pages.visit_room.kiosk.cards import EndCard, LinesCard, SignatureCard
from fieldapp.ui.pages.visit_room.kiosk.frame import KioskFrame
from fieldapp.ui.pages.visit_room.kiosk.lock_card import LockCard
from fieldapp.ui.pages.visit_room.kiosk.notice_card import NoticeCard
from fieldapp.ui.pages.visit_room.kiosk.questions import question_card
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.work.kiosk import KioskSaved

_IDLE_MS = 60_000


class KioskWindow(KioskFrame):
    """The program's own window is hidden meanwhile, so that nothing lies behind this one."""

    left = Signal()
    """The officer is back, and the program's window too."""

    def __init__(self, page: Page, work: RoomWork, lock: LockWork) -> None:
        super().__init__(page.tools, LockCard(page.tools, lock))
        self._page = page
        self._work = work
        self._visit: UUID | None = None
        self._saved: KioskSaved | None = None
        self._asked = FIRST
        self._was_active = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self.lock_screen)
        self.touched.connect(self._on_touched)
        self.officer.clicked.connect(lambda _checked=False: self.lock_screen(leaving=True))
        self.back.clicked.connect(self._on_back)
        self.forward.clicked.connect(self._on_forward)
        self.lock.opened.connect(self._on_opened)

    def open_for(self, visit: UUID) -> None:
        """Begin with the notice, for whoever sits down first."""
        self._visit = visit
        self._page.flush()
        self._page.window().hide()
        self._start()
        self.showFullScreen()
        self.activateWindow()

    def idle_ms(self, most: int) -> None:
        """Lock after so long without a touch."""
        self._idle.setInterval(most)

    def lock_screen(self, *, leaving: bool = False) -> None:
        """Show nothing of the card; it stays half filled behind."""
        if self.is_locked or self.isHidden():
            return
        self._keep()
        self._idle.stop()
        self.lock.lock(leaving=leaving)
        self.show_lock(locked=True)
        self._fit()
        self.lock.begin()

    # Card by card.

    def _start(self) -> None:
        """Whoever sits down next: nothing of the one before is anywhere any more."""
        self._saved = None
        self._show(FIRST)

    @property
    def _cards(self) -> tuple[KioskCard, ...]:
        if self._saved is None:
            return (FIRST, LAST)
        return cards_for(self._saved.row, self._saved.consent, self._work.pack)

    def _show(self, asked: KioskCard) -> None:
        self._asked = asked
        card = self._make(asked)
        card.answered.connect(self._on_answered)
        card.done.connect(self._on_forward)
        self.put(card)
        self._fit()
        self.card.begin()
        self._idle.start()

    def _make(self, asked: KioskCard) -> Card:
        tools, saved = self._page.tools, self._saved
        if asked.ask is Ask.NOTICE or saved is None:
            given = saved.consent if saved else None
            answer, heard = (given.data, given.language) if given else (None, None)
            notice = NoticeCard(tools, self._work.pack, answer, heard or SPANISH)
            notice.chosen.connect(self._on_notice)
            return notice
        if asked.ask is Ask.SIGNATURE:
            return SignatureCard(tools, signed=saved.signed)
        if asked.ask is Ask.END:
            return EndCard(tools, minor=bool(saved.row.minor), another=self._start)
        card = question_card(tools, self._work.pack, asked, saved)
        if isinstance(card, LinesCard):
            card.scanned.connect(self._on_scanned)
        return card

    def _fit(self) -> None:
        """The foot offers what the card allows; behind the lock nothing is offered."""
        cards, locked = self._cards, self.is_locked
        place = cards.index(self._asked) + 1 if self._asked in cards else 1
        begun = self._asked not in (FIRST, LAST)
        counted = self._page.words(say("Pregunta {n} de {count}", n=place, count=len(cards) - 1))
        self.step.setText(counted if begun and not locked else "")
        self.back.setVisible(begun and not locked)
        self.forward.setVisible(begun and not locked)
        self.officer.setVisible(not locked)

    # What the attendee does.

    def _on_notice(self, data: bool, language: str) -> None:
        visit, saved, kiosk = self._visit, self._saved, self._work.kiosk
        if saved is not None:
            row, given = saved.id, saved.consent
            self._save(
                lambda: kiosk.allow(
                    row,
                    data=data,
                    sensitive=data and bool(given and given.sensitive),
                    image=data and bool(given and given.image),
                    language=language,
                ),
                self._advance,
            )
        elif visit is not None:
            self._save(lambda: kiosk.begin(visit, data=data, language=language), self._advance)

    def _on_answered(self, changes: Mapping[str, Any]) -> None:
        """One answer is enough to go on; lines and sets go on when the attendee says so."""
        goes_on = self._asked.ask in (Ask.TRUTH, Ask.CHOICE, Ask.IMAGE, Ask.SENSITIVE)
        if self._asked.ask in (Ask.IMAGE, Ask.SENSITIVE):
            self._allow(changes)
        else:
            self._answer(changes, self._advance if goes_on else self._remember, autosave=True)

    def _allow(self, changes: Mapping[str, Any]) -> None:
        saved, kiosk = self._saved, self._work.kiosk
        if saved is None or saved.consent is None:
            return
        row, given = saved.id, saved.consent
        allowed = {"sensitive": given.sensitive, "image": given.image, **changes}
        self._save(
            lambda: kiosk.allow(
                row,
                data=True,
                sensitive=bool(allowed["sensitive"]),
                image=bool(allowed["image"]),
                language=given.language or "",
            ),
            self._advance,
        )

    def _on_scanned(self, card: CardRead) -> None:
        said = card.fields(self._page.tools.clock.today())
        if isinstance(self.card, LinesCard):
            self.card.show_values(said)
        self._answer(said, self._advance)

    def _on_forward(self) -> None:
        if isinstance(self.card, SignatureCard):
            self._sign(self.card)
            return
        changes = self.card.changes()
        first = next(iter(self._asked.fields), "")
        if self._asked.ask is Ask.LINES and not self._asked.optional and not changes[first]:
            field = Text(self._page.tools.kinds["attendance"][first].label)
            self.card.show_fault(self._page.words(say("Falta «{field}».", field=field)))
            self.card.begin()
        elif self._asked.ask in (Ask.IMAGE, Ask.SENSITIVE):
            self._allow(changes)
        else:
            self._answer(changes, self._advance)

    def _sign(self, card: SignatureCard) -> None:
        saved = self._saved
        if saved is None or card.pad.is_blank:
            self._go(1)
            return
        row, drawing = saved.id, card.pad.drawing()

        def draw() -> KioskSaved:
            kinds = self._work.inks.draw(row, drawing).kinds
            return self._work.kiosk.now(row, kinds)

        self._save(draw, self._advance)

    def _on_back(self) -> None:
        self._keep()
        self._go(-1)

    def _go(self, step: int) -> None:
        following = next_card(self._cards, self._asked, step)
        self._show(following)
        if following is LAST and self._saved is not None:
            self._save(partial(self._work.kiosk.finish, self._saved.id), self._remember)

    # Keeping.

    def _keep(self) -> None:
        """Keep at once what is typed on the card."""
        if self._asked.ask is Ask.LINES and self._saved is not None:
            self._answer(self.card.changes(), self._remember, autosave=True)

    def _answer(
        self,
        changes: Mapping[str, Any],
        then: Callable[[KioskSaved], object],
        *,
        autosave: bool = False,
    ) -> None:
        saved = self._saved
        if saved is not None:
            self._save(
                partial(self._work.kiosk.answer, saved.id, dict(changes)), then, autosave=autosave
            )

    def _save(
        self,
        work: Callable[[], KioskSaved],
        then: Callable[[KioskSaved], object],
        *,
        autosave: bool = False,
    ) -> None:
        card = self.card

        def done(saved: KioskSaved) -> None:
            if card is self.card:
                then(saved)  # and not the answer of somebody who has gone

        self._page.save(work, done=done, failed=self._on_not_kept, autosave=autosave)

    def _remember(self, saved: KioskSaved) -> None:
        self._saved = saved

    def _advance(self, saved: KioskSaved) -> None:
        self._saved = saved
        if not self.is_locked:
            self._go(1)

    def _on_not_kept(self, error: Exception) -> None:
        if isinstance(error, Worded):
            self.card.show_fault(self._page.words(error.text))
            self.card.begin()
        else:
            self._page.tools.prompts.show_error(error)

    # Who holds the laptop.

    def _on_opened(self, leaving: bool) -> None:
        if not leaving:
            self.show_lock(locked=False)
            self._fit()
            self.card.begin()
            self._idle.start()
            return
        self._idle.stop()
        self._page.window().show()
        self.show_lock(locked=False)
        self.hide()
        if self._saved is not None:
            self._page.save(partial(self._work.kiosk.leave, self._saved.id))
        self._saved = None
        self.left.emit()

    def _on_touched(self) -> None:
        if not self.is_locked:
            self._idle.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            if self._was_active and not self.isActiveWindow():
                self.lock_screen()
            self._was_active = self.isActiveWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.back.isVisible():
            self._on_back()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody closes it but the officer."""
        event.ignore()
        self.lock_screen(leaving=True)
