"""The two steps of an acta that cannot be taken back, each asked once: issued, and signed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from fieldapp.records.text import Text, say
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.pen_box import PenBox
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.work.desk import Question
from fieldapp.work.visit_room import VisitRoom


class ActaIssuing(QObject):
    """Asks, writes, and asks again when the laptop's date is in doubt."""

    frozen = Signal()
    """The acta has its number and waits for signatures."""

    def __init__(self, page: Page, work: RoomWork, pen: PenBox) -> None:
        super().__init__(page)
        self._page = page
        self._work = work
        self._pen = pen

    def issue(self, visit: UUID, place: str, warning: Text) -> None:
        """Close the visit, issue its acta and sign it, after one question."""
        question = say(
            "{warning} ¿Cerrar y firmar el acta de {place}?", warning=warning, place=place
        )
        if self._page.tools.prompts.confirm(question, verb=say("Cerrar y firmar el acta")):
            self._pen.with_pin(partial(self._signed_by, visit))

    def freeze(self, visit: UUID, warning: Text) -> None:
        """Issue the acta with its number; it is signed later."""
        question = say("{warning} ¿Emitir el acta?", warning=warning)
        if self._page.tools.prompts.confirm(question, verb=say("Emitir")):
            self._ask_or_save(partial(self._freeze_of, visit), self._on_frozen)

    def _signed_by(self, visit: UUID, pin: str | None) -> None:
        unsigned = self._pen.is_token and pin is None
        self._ask_or_save(
            partial(self._work.minutes.issue, visit, pin=pin),
            partial(self._on_signed, visit, unsigned=unsigned),
        )

    def _freeze_of(self, visit: UUID, *, date_confirmed: bool = False) -> Saved | Question:
        drafted = self._work.minutes.draft(visit)
        return self._work.minutes.freeze(drafted.id, date_confirmed=date_confirmed)

    def _ask_or_save(
        self, work: Callable[..., Saved | Question], done: Callable[[], object]
    ) -> None:
        """Write; when the laptop's date is in doubt, ask the person and write again."""
        tools = self._page.tools

        def answered(answer: Saved | Question) -> None:
            if isinstance(answer, Question):
                if tools.prompts.confirm(answer.text, verb=say("Sí, esa es la fecha")):
                    confirmed = partial(work, date_confirmed=True)
                    tools.jobs.write(confirmed, done=answered, failed=tools.prompts.show_error)
                return
            tools.changes.publish(answer.kinds)
            done()

        tools.jobs.write(work, done=answered, failed=tools.prompts.show_error)

    def _on_signed(self, visit: UUID, *, unsigned: bool) -> None:
        self._page.load(
            partial(self._work.visits.room, visit),
            partial(self._tell_signed, unsigned=unsigned),
            topic="signed",
        )

    def _tell_signed(self, room: VisitRoom, *, unsigned: bool) -> None:
        number = room.minutes.number if room.minutes is not None else ""
        said = say("Acta {number} firmada. Se enviará cuando haya red.", number=number)
        if unsigned:
            said = say(
                "Acta {number} cerrada, sin firma electrónica: puede firmarla aquí después.",
                number=number,
            )
        self._page.tools.prompts.tell(said)

    def _on_frozen(self) -> None:
        self._page.tools.prompts.tell(say("Acta emitida. Recoja las firmas y ciérrela."))
        self.frozen.emit()
