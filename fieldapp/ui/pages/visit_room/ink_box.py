"""How one person signs: on the pad here, on paper, through somebody else, or not at all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import say
from fieldapp.records.visits import Ink
from fieldapp.rules.ink import ON_REQUEST, Drawing
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.request_form import RequestForm
from fieldapp.ui.pages.visit_room.signing_hands import SigningHand
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import INK_LOOKS
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.ink_pad import InkPad
from fieldapp.ui.widgets.status_chip import StatusChip
from fieldapp.work.hands import OnRequest


class InkBox(QWidget):
    """The pad in its place, and the ways of paper under it."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._hand: SigningHand | None = None
        self._shown: tuple[object, object] | None = None
        theme, words = page.tools.theme, page.words
        self.pad = InkPad(theme, words)
        self._state = StatusChip(theme)
        self._said = QLabel()
        self.request = RequestForm(page.tools)
        self.keep = QPushButton(words(say("Guardar firma")))
        self._wipe = QPushButton(words(say("Borrar")))
        self.paper = QPushButton(words(say("Firmó en papel")))
        self.thumb = QPushButton(words(say("Puso su huella en papel")))
        self.on_request = QPushButton(words(say("Firma a ruego")))
        self.refuse = QPushButton(words(say("Se niega a firmar")))
        self._again = QPushButton(words(say("Quitar esta firma")))
        self._lay_out()
        self.pad.changed.connect(self._fit)
        self.keep.clicked.connect(self._on_keep)
        self._wipe.clicked.connect(self.pad.clear)
        self.paper.clicked.connect(self._on_paper)
        self.thumb.clicked.connect(self._on_thumb)
        self.on_request.toggled.connect(self._on_request)
        self.refuse.clicked.connect(self._on_refuse)
        self._again.clicked.connect(self._on_again)

    def _lay_out(self) -> None:
        theme = self._page.tools.theme
        heading = QLabel(self._page.words(say("Firma")))
        mark(heading, "label")
        mark(self._said, "hint")
        self._said.setWordWrap(True)
        self.on_request.setCheckable(True)
        ways = (self.paper, self.thumb, self.on_request, self.refuse, self._again)
        for button in (self._wipe, *ways):
            mark(button, "quiet")
        icons = ("document", "person", "people", "annul")
        for button, icon in zip(ways, icons, strict=False):
            theme.dress(button, icon, "accent")
        above = QHBoxLayout()
        above.addWidget(heading)
        above.addStretch(1)
        above.addWidget(self._state)
        drawn = QHBoxLayout()
        drawn.addWidget(self.keep)
        drawn.addWidget(self._wipe)
        drawn.addStretch(1)
        otherwise = QWidget()
        flow = FlowLayout(theme.space(1), otherwise)
        for button in ways:
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addLayout(above)
        column.addWidget(self.pad)
        column.addWidget(self._said)
        column.addWidget(self.request)
        column.addLayout(drawn)
        column.addWidget(otherwise)

    def show_hand(self, hand: SigningHand) -> None:
        """Show how a person signed; of the one already shown, a drawing under way stays."""
        self._hand = hand
        shown = (hand.key, hand.ink.id if hand.ink is not None else None)
        if shown != self._shown:
            self._shown = shown
            self.pad.clear()
            self.request.clear()
            self.on_request.setChecked(False)
            if hand.ink is not None and hand.ink.method == "drawn":
                ink = hand.ink.id
                self._page.load(lambda: self._work.inks.drawing(ink), self._show, topic="ink")
        self._fit()

    def _show(self, drawing: Drawing | None) -> None:
        if drawing is not None:
            self.pad.show_drawing(drawing)

    def _fit(self) -> None:
        hand = self._hand
        if hand is None:
            return
        ink, open_ = hand.ink, hand.ink is None and not hand.minor
        self._show_state(hand)
        self._said.setText(self._sentence(hand))
        self._said.setVisible(bool(self._said.text()))
        self.pad.setVisible(not hand.minor and (ink is None or ink.method == "drawn"))
        self.pad.setEnabled(ink is None)
        blank = self.pad.is_blank
        self.keep.setVisible(open_ and not blank)
        self._wipe.setVisible(open_ and not blank)
        self.paper.setVisible(open_)
        self.thumb.setVisible(open_ and hand.fingerprint is not None)
        self.on_request.setVisible(open_ and hand.fingerprint is not None)
        self.request.setVisible(open_ and self.on_request.isChecked())
        self.refuse.setVisible(open_ and not self.on_request.isChecked())
        self._again.setVisible(ink is not None)

    def _show_state(self, hand: SigningHand) -> None:
        words = self._page.words
        if hand.ink is not None:
            look = INK_LOOKS[hand.ink.method or "drawn"]
            self._state.show_status(look.icon, words(look.word), look.role)
        elif hand.voided is not None:
            self._state.show_status("undo", words(say("Firma anulada: firme de nuevo")), "warn")
        self._state.setVisible(hand.ink is not None or hand.voided is not None)

    def _sentence(self, hand: SigningHand) -> str:
        words, ink = self._page.words, hand.ink
        if hand.minor:
            return words(say("De quien es menor de 18 años no se toma firma: firma su acudiente."))
        if ink is not None:
            return self._told(ink)
        how = words(say("Firme en el recuadro con el dedo, un lápiz o el ratón."))
        if hand.voided is None:
            return how
        why = say("La firma anterior ya no vale. Motivo: {reason}.", reason=hand.voided.annulled)
        return f"{words(why)} {how}"

    def _told(self, ink: Ink) -> str:
        """What is to be said of a signature that was given."""
        words, told = self._page.words, list[str]()
        if ink.capacity == ON_REQUEST:
            told.append(
                words(
                    say(
                        "Firma a ruego: {signer}. Testigo: {witness}.",
                        signer=ink.signer,
                        witness=ink.witness,
                    )
                )
            )
        if ink.reason:
            told.append(words(say("Motivo: {reason}", reason=ink.reason)))
        if ink.folder or ink.folio:
            kept = say("Original: {folder}, folio {folio}", folder=ink.folder, folio=ink.folio)
            told.append(words(kept))
        return " ".join(told)

    @property
    def _requested(self) -> OnRequest | None:
        return self.request.request if self.on_request.isChecked() else None

    def _on_keep(self) -> None:
        if self._hand is not None:
            draw, drawing, request = self._hand.draw, self.pad.drawing(), self._requested
            self._page.save(lambda: draw(drawing, request))

    def _on_paper(self) -> None:
        if self._hand is not None:
            self._save(self._hand.on_paper)

    def _on_thumb(self) -> None:
        if self._hand is not None and self._hand.fingerprint is not None:
            self._save(self._hand.fingerprint)

    def _save(self, way: Callable[[OnRequest | None], Saved]) -> None:
        request = self._requested
        self._page.save(lambda: way(request))

    def _on_request(self, checked: bool) -> None:
        self._fit()
        if checked:
            self.request.signer.setFocus()

    def _on_refuse(self) -> None:
        if self._hand is None:
            return
        refuse, name = self._hand.refuse, self._hand.name
        reason = self._page.tools.prompts.ask_reason(
            say("¿Por qué no firma {name}? Se escribe en sus palabras.", name=name),
            verb=say("Dejar constancia"),
        )
        if reason is not None:
            self._page.save(lambda: refuse(reason))

    def _on_again(self) -> None:
        if self._hand is None or self._hand.ink is None:
            return
        ink = self._hand.ink.id
        reason = self._page.tools.prompts.ask_reason(
            say("¿Por qué se quita esta firma?"), verb=say("Quitar la firma")
        )
        if reason is not None:
            self._page.save(lambda: self._work.inks.remove(ink, reason))
