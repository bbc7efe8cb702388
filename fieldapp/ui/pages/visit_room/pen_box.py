"""With what the acta is signed electronically: this laptop or a token, whose PIN is asked here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.choice_button import ChoiceButton
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.work.tokens import PinTried, SigningWith
from fieldapp.work.visit_room import VisitRoom

WithPin = Callable[[str | None], object]
"""Goes on with the PIN; None signs with the laptop's key, or says on paper why nothing does."""


class PenBox(QWidget):
    """Seen only where a token was chosen: what lacks the laptop's own signature a sync signs."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._room: VisitRoom | None = None
        self._with = SigningWith()
        words, theme = page.words, page.tools.theme
        self._heading = QLabel(words(say("Firma electrónica")))
        self._said = QLabel()
        self.laptop = ChoiceButton(words(say("Este equipo")))
        self.token = ChoiceButton("")
        self.now = QPushButton(words(say("Firmar ahora")))
        mark(self._heading, "section")
        mark(self._said, "hint")
        mark(self.now, "quiet")
        self._said.setWordWrap(True)
        theme.dress(self.now, "sign", "accent")
        self._choice = QWidget()
        flow = FlowLayout(theme.space(1), self._choice)
        group = QButtonGroup(self._choice)
        for button, in_use in ((self.laptop, False), (self.token, True)):
            group.addButton(button)
            flow.addWidget(button)
            button.clicked.connect(partial(self._on_chosen, in_use))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        for part in (self._heading, self._said, self._choice):
            column.addWidget(part)
        column.addWidget(self.now, 0, Qt.AlignmentFlag.AlignLeft)
        self.now.clicked.connect(self._on_now)
        self.hide()

    def show_room(self, room: VisitRoom) -> None:
        """Ask what signs here, and of a closed acta whether it is still unsigned."""
        self._room = room
        self._page.load(partial(self._asked, room), self._show, topic="pen")

    @property
    def is_token(self) -> bool:
        """Whether a token signs now."""
        return self._with.in_use

    def with_pin(self, go_on: WithPin) -> None:
        """Go on with the PIN where the token signs; it is tried before anything is issued.

        Where it cannot be had, the person may go on without the signature, or leave all as it is.
        """
        if not self._with.in_use:
            go_on(None)
            return
        self._ask(
            go_on,
            say(
                "Conecte el token «{label}» y escriba su PIN para firmar. No se guarda.",
                label=self._with.label,
            ),
        )

    def _asked(self, room: VisitRoom) -> tuple[SigningWith, bool]:
        minutes = room.minutes
        closed = minutes is not None and minutes.status == "sealed"
        waits = minutes is not None and closed and self._work.tokens.waits(minutes.id)
        return self._work.tokens.signing_with(), waits

    def _show(self, found: tuple[SigningWith, bool]) -> None:
        self._with, waits = found
        words, room = self._page.words, self._room
        closed = room is not None and room.minutes is not None and room.minutes.status == "sealed"
        has_token = bool(self._with.label)
        self.setVisible(has_token and (waits or not closed))
        self.now.setVisible(waits)
        self._choice.setVisible(has_token)
        self.token.setText(words(say("Token «{label}»", label=self._with.label)))
        (self.token if self._with.in_use else self.laptop).setChecked(True)
        self._said.setText(words(self._what(waits=waits)))

    def _what(self, *, waits: bool) -> Text:
        if waits:
            return say(
                "Esta acta se cerró sin firma electrónica y su papel dice por qué. Al firmarla "
                "ahora no cambia nada de lo que ya se entregó."
            )
        if self._with.in_use:
            return say(
                "Firmar con el certificado de {holder}, emitido por {issuer}. El PIN se pide al "
                "cerrar el acta.",
                holder=self._with.holder,
                issuer=self._with.issuer,
            )
        return say("Firmar con la clave de este equipo, que no pide PIN.")

    def _on_chosen(self, in_use: bool, _checked: bool = False) -> None:  # noqa: FBT002
        if in_use != self._with.in_use:
            self._page.save(partial(self._work.tokens.switch, in_use=in_use))

    def _on_now(self) -> None:
        minutes = self._room.minutes if self._room is not None else None
        if minutes is None:
            return
        acta = minutes.id

        def sign(pin: str | None) -> None:
            self._page.save(
                partial(self._work.tokens.sign, acta, pin),
                done=lambda _: self._page.tools.prompts.tell(say("Acta firmada electrónicamente.")),
            )

        if self._with.in_use:
            self._ask(sign, say("PIN del token «{label}»:", label=self._with.label), later=False)
        else:
            sign(None)

    def _ask(self, go_on: WithPin, question: Text, *, later: bool = True) -> None:
        given = self._page.tools.prompts.ask_secrets(question, (say("PIN"),), verb=say("Firmar"))
        pin = given[0].strip() if given is not None else ""
        if not pin:
            if later:
                self._offer_without(go_on, say("No se escribió el PIN."))
            return
        self._page.tools.jobs.write(
            partial(self._work.tokens.try_pin, pin),
            done=partial(self._on_tried, go_on, pin, later),
            failed=self._page.tools.prompts.show_error,
        )

    def _on_tried(self, go_on: WithPin, pin: str, later: bool, tried: PinTried) -> None:
        if tried.fault is None:
            go_on(pin)
        elif tried.again:
            self._ask(go_on, tried.fault, later=later)
        elif later:
            self._offer_without(go_on, tried.fault)
        else:
            self._page.tools.prompts.explain(say("No se firmó"), (tried.fault,))

    def _offer_without(self, go_on: WithPin, why: Text) -> None:
        question = say(
            "{why} ¿Cerrar el acta sin firma electrónica? El papel dirá por qué, y se firma "
            "después sin que cambie. Si vuelve atrás, todo queda como está.",
            why=why,
        )
        prompts = self._page.tools.prompts
        if prompts.confirm(question, verb=say("Cerrar sin firma electrónica")):
            go_on(None)
