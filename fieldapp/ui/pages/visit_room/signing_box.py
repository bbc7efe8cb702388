"""The signatures of an issued acta: the paper road first, and each signer in turn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.acta_steps import LinkButton
from fieldapp.ui.pages.visit_room.ink_box import InkBox
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.reveal import reveal
from fieldapp.ui.pages.visit_room.signing_hands import hand_of_signer
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import INK_LOOKS
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.status_chip import StatusChip
from fieldapp.ui.written_file import write_file
from fieldapp.work.signer_lines import SignerLine
from fieldapp.work.visit_room import VisitRoom


class SigningBox(QWidget):
    """Print the sheet, bring it back signed: where there is no touch screen that is all (R12)."""

    sheet_wished = Signal()
    """The sheet to sign on is to be printed."""
    paper_wished = Signal()
    """The signed paper came back: its photographs are to be chosen."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._room: VisitRoom | None = None
        self._signer: tuple[str, str] | None = None
        words = page.words
        self._state = StatusChip(page.tools.theme)
        self._said = QLabel()
        self.sheet = QPushButton(words(say("Imprimir hoja de firmas")))
        self.sheet_pdf = QPushButton(words(say("Guardar hoja de firmas")))
        self.attach = QPushButton(words(say("Adjuntar papel firmado")))
        self.signers: list[LinkButton] = []
        self.ink = InkBox(page, work)
        self._ways = QWidget()
        self._lines = QVBoxLayout()
        self._lay_out()
        self.sheet.clicked.connect(self.sheet_wished)
        self.sheet_pdf.clicked.connect(self._on_keep)
        self.attach.clicked.connect(self.paper_wished)

    def _lay_out(self) -> None:
        theme = self._page.tools.theme
        heading = QLabel(self._page.words(say("Firmas")))
        mark(heading, "section")
        mark(self._said, "hint")
        self._said.setWordWrap(True)
        flow = FlowLayout(theme.space(1), self._ways)
        for button, icon in (
            (self.sheet, "print"),
            (self.sheet_pdf, "document"),
            (self.attach, "attachment"),
        ):
            mark(button, "quiet")
            theme.dress(button, icon, "accent")
            flow.addWidget(button)
        self._lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        for part in (heading, self._state, self._said, self._ways):
            column.addWidget(part)
        column.addLayout(self._lines)
        column.addWidget(self.ink)

    def show_room(self, room: VisitRoom) -> None:
        """Show who signed and who has to; once all is closed, only the way in for papers."""
        self._room = room
        sealed = self._is_sealed
        self._show_state(self._waiting, sealed=sealed)
        self._show_signers([] if sealed else room.signers)
        if any((one.capacity, one.name) == self._signer and one.ink for one in room.signers):
            self._signer = None  # has signed: the pad is for the next
        self._show_pad()

    def before_closing(self) -> Text:
        """What is said before an issued acta is closed: also how many signatures it lacks."""
        number = self._number
        if not self._waiting:
            return say("Se cierra el acta {number} con sus firmas.", number=number)
        return say(
            "{missing} El acta {number} se cierra con las firmas que hay.",
            missing=say_n("Falta {n} firma.", "Faltan {n} firmas.", self._waiting),
            number=number,
        )

    def why_it_changes(self) -> str | None:
        """Ask why a signed text is opened again, for its signatures fall; "" when nobody signed.

        None when the person thought better of it.
        """
        signed = self._signed_under
        if not signed:
            return ""
        question = say_n(
            "{n} persona ya firmó este texto: su firma se anula y se pide otra vez. "
            "¿Por qué cambia el texto?",
            "{n} personas ya firmaron este texto: sus firmas se anulan y se piden otra vez. "
            "¿Por qué cambia el texto?",
            signed,
        )
        verb = say("Anular firmas y corregir")
        return self._page.tools.prompts.ask_reason(question, verb=verb)

    @property
    def _number(self) -> str:
        minutes = self._room.minutes if self._room is not None else None
        return minutes.number if minutes is not None else ""

    @property
    def _is_sealed(self) -> bool:
        minutes = self._room.minutes if self._room is not None else None
        return minutes is not None and minutes.status == "sealed"

    @property
    def _waiting(self) -> int:
        """How many signatures the acta lacks, in its list and at its end.

        Once it is closed the officer's is none of them: they closed it with their key.
        """
        room = self._room
        if room is None:
            return 0
        lines = [one for one in room.signers if not self._is_sealed or one.capacity != "officer"]
        return room.counts.unsigned + sum(line.ink is None for line in lines)

    @property
    def _signed_under(self) -> int:
        """How many signatures were given since the text was issued."""
        room = self._room
        issued_at = room.minutes.frozen_at if room is not None and room.minutes else None
        if room is None or issued_at is None:
            return 0
        inks = [one.ink for one in (*room.people, *room.signers)]
        return sum(bool(ink and ink.signed_at and ink.signed_at >= issued_at) for ink in inks)

    def _show_state(self, missing: int, *, sealed: bool) -> None:
        words = self._page.words
        if missing:
            lacking = say_n("Falta {n} firma", "Faltan {n} firmas", missing)
            closed = say("Cerrada; sin firma: {n}", n=missing)
            self._state.show_status("sign", words(closed if sealed else lacking), "warn")
        else:
            self._state.show_status("good", words(say("Cerrada con sus firmas")), "good")
        self._state.setVisible(sealed or bool(missing))
        self._said.setText(words(self._what_to_do(missing, sealed=sealed)))

    def _what_to_do(self, missing: int, *, sealed: bool) -> Text:
        if sealed:
            return say("Si el papel firmado llega después, adjunte sus fotos: queda con el acta.")
        if not missing:
            return say("Todas las personas firmaron o dejaron su motivo: cierre el acta.")
        return say(
            "Imprima la hoja de firmas y pásela. Cuando vuelva firmada, tome una foto de cada "
            "hoja y adjúntela. Quien prefiera puede firmar en pantalla."
        )

    def _show_signers(self, lines: list[SignerLine]) -> None:
        for button in self.signers:
            self._lines.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.signers.clear()
        for line in lines:
            button = LinkButton(self._page.tools, self._worded(line))
            button.clicked.connect(partial(self._on_signer, line))
            self._lines.addWidget(button)
            self.signers.append(button)

    def _worded(self, line: SignerLine) -> str:
        words = self._page.words
        state: Text | str = say("sin firma")
        if line.ink is not None:
            state = words(INK_LOOKS[line.ink.method or "drawn"].word).lower()
        elif line.voided is not None:
            state = say("firma anulada, firma de nuevo")
        return words(
            say(
                "{name}, {capacity}: {state}",
                name=line.name,
                capacity=Text(line.label),
                state=state,
            )
        )

    def _show_pad(self) -> None:
        room, signer = self._room, self._signer
        found = None
        if room is not None and room.minutes is not None and room.minutes.status == "frozen":
            found = next((o for o in room.signers if (o.capacity, o.name) == signer), None)
        self.ink.setVisible(found is not None)
        if room is not None and found is not None:
            self.ink.show_hand(hand_of_signer(self._work.inks, room.activity.id, found))

    def _on_signer(self, line: SignerLine) -> None:
        """Open the pad of a signer, or close it."""
        who = (line.capacity, line.name)
        self._signer = None if who == self._signer else who
        self._show_pad()
        if self._signer is not None:
            reveal(self.ink)
            self.ink.pad.setFocus()

    def _on_keep(self) -> None:
        def kept(paper: tuple[str, bytes]) -> None:
            name, pdf = paper
            prompts = self._page.tools.prompts
            path = prompts.file_to_save(say("Guardar la hoja de firmas"), name)
            if path is not None:
                self._page.load(
                    partial(write_file, path, lambda: pdf), self._tell_kept, topic="copy"
                )

        self._with_sheet(kept)

    def _tell_kept(self, path: Path) -> None:
        self._page.tools.prompts.tell(say("Hoja guardada en {path}", path=str(path)))

    def _with_sheet(self, use: Callable[[tuple[str, bytes]], object]) -> None:
        minutes = self._room.minutes if self._room is not None else None
        if minutes is None:
            return
        acta, papers = minutes.id, self._work.papers
        name = self._page.words(say("Hoja de firmas {number}", number=minutes.number)) + ".pdf"
        self._page.load(lambda: (name, papers.signature_sheet(acta)), use, topic="sheet")
