"""The first card: the data notice in the attendee's language, and their answer to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from fieldapp.packs.data_protection import SPANISH
from fieldapp.packs.pack import Pack
from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.ui.pages.visit_room.kiosk.answer_button import AnswerButton
from fieldapp.ui.pages.visit_room.kiosk.card import Card
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout

_LEAST_PX = 110


class NoticeCard(Card):
    """Only languages that have a text of their own can be read alone; the others are heard."""

    chosen = Signal(bool, str)
    """Yes or no, and the code of the language in which it was read."""

    def __init__(
        self, tools: PageTools, pack: Pack, answer: bool | None, language: str = SPANISH
    ) -> None:
        super().__init__(tools, say("Sus datos personales"))
        self._pack = pack
        words = tools.words
        self.language = language
        self.text = QTextBrowser()
        self.text.setAccessibleName(words(say("Aviso de privacidad")))
        self.text.setMinimumHeight(tools.theme.px(_LEAST_PX))
        mark(self.text, "kiosk-notice")
        self.languages: dict[str, AnswerButton] = {}
        self._add_languages()
        self.column.addWidget(self.text, 1)
        self.allows = AnswerButton(words(say("Autorizo")), tools.theme)
        self.refuses = AnswerButton(words(say("No autorizo")), tools.theme)
        answers = QHBoxLayout()
        for button, means in ((self.allows, True), (self.refuses, False)):
            button.choose(chosen=answer is means)
            button.clicked.connect(partial(self._on_chosen, means))
            answers.addWidget(button)
        answers.addStretch(1)
        self.column.addLayout(answers)
        self.column.addWidget(
            self.told(say("Si no autoriza, puede quedarse en la reunión y firmar igual."))
        )
        self.column.addWidget(self.fault)
        self._show(language)

    def begin(self) -> None:
        self.allows.setFocus()

    def _add_languages(self) -> None:
        offered = [
            one
            for one in self._pack.catalogue("languages")
            if self._pack.data_protection.in_language(one.code) is not None
        ]
        if len(offered) < 2:  # noqa: PLR2004 - one language is no choice
            return
        held = QWidget()
        flow = FlowLayout(self.tools.theme.space(1), held)
        for one in offered:
            button = AnswerButton(one.label, self.tools.theme)
            button.clicked.connect(partial(self._show, one.code))
            flow.addWidget(button)
            self.languages[one.code] = button
        self.column.addWidget(held)

    def _show(self, language: str, *_checked: bool) -> None:
        self.language = language
        notice = self._pack.data_protection.read_in(language)
        lines = [*notice.text.splitlines()]
        if notice.draft:
            lines.append(self.tools.words(say("Texto en borrador, pendiente de aprobación.")))
        self.text.setPlainText("\n\n".join(lines))
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        for code, button in self.languages.items():
            button.choose(chosen=code == language)

    def _on_chosen(self, means: bool, *_checked: bool) -> None:
        self.allows.choose(chosen=means)
        self.refuses.choose(chosen=not means)
        self.chosen.emit(means, self.language)
