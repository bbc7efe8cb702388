"""What a paper says of itself, beside the verdict on it, to be compared with the sheet in hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say
from fieldapp.rules.acta_content import Promise
from fieldapp.rules.verdict import Outcome, Shown, Verdict
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.cards import Card
from fieldapp.ui.widgets.sheet import Sheet
from fieldapp.ui.widgets.status_chip import StatusChip

LOOKS: Final[Mapping[Outcome, tuple[str, str, Text]]] = MappingProxyType(
    {
        Outcome.PROVEN: ("good", "good", say("Coincide con lo emitido")),
        Outcome.TO_COMPARE: ("info", "info", say("Compare la hoja")),
        Outcome.NOT_PROVEN: ("warn", "warn", say("No se puede probar")),
        Outcome.ALTERED: ("bad", "bad", say("No coincide")),
        Outcome.UNREADABLE: ("neutral", "text_soft", say("No se puede leer")),
    }
)
"""The icon, the colour role and the word of an outcome."""


class VerdictPanel(Sheet):
    """Every sentence of one verdict, then what to look for on the sheet."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools.theme)
        self._tools = tools
        self._shown: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_verdict(self, name: str, verdict: Verdict) -> None:
        """Show the verdict on the file of this name."""
        if self._shown is not None:
            self._shown.hide()
            self._shown.setParent(None)
            self._shown.deleteLater()
        self._shown = held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._tools.theme.space(4))
        column.addWidget(self._verdict(name, verdict))
        facts = list(self._facts(verdict))
        if facts:
            column.addWidget(self._to_compare(facts))
        if verdict.shown.promises:
            column.addWidget(self._promises(verdict.shown.promises))
        self.add(held)
        held.show()
        said = " ".join(self._tools.words(one) for one in verdict.sentences)
        self.setAccessibleName(f"{name}. {said}")

    def _verdict(self, name: str, verdict: Verdict) -> Card:
        card = self._card(name)
        icon, role, word = LOOKS[verdict.outcome]
        chip = StatusChip(self._tools.theme)
        chip.setContentsMargins(self._tools.theme.space(2), 0, 0, 0)
        chip.show_status(icon, self._tools.words(word), role)
        card.add(chip)
        for sentence in verdict.sentences:
            card.add_words(self._tools.words(sentence), "")
        return card

    def _facts(self, verdict: Verdict) -> Iterator[tuple[Text, str]]:
        shown = verdict.shown
        yield from _filled(shown)
        if shown.attendance is not None and shown.commitments is not None:
            yield say("Personas en la lista"), str(shown.attendance)
            yield say("Compromisos"), str(shown.commitments)

    def _to_compare(self, facts: list[tuple[Text, str]]) -> Card:
        card = self._card(self._tools.words(say("Compare con la hoja")))
        held = QWidget()
        rows = QFormLayout(held)
        rows.setContentsMargins(*(self._tools.theme.space(step) for step in (2, 0, 2, 0)))
        rows.setSpacing(self._tools.theme.space(2))
        for label, said in facts:
            rows.addRow(self._label(self._tools.words(label), "soft-body"), self._label(said))
        card.add(held)
        return card

    def _promises(self, promises: tuple[Promise, ...]) -> Card:
        card = self._card(self._tools.words(say("Compromisos")), len(promises))
        for n, promise in enumerate(promises, start=1):
            card.add(self._promise(f"{n}. {promise.text}"))
            who = "; ".join(one for one in (promise.responsible, promise.person) if one)
            when = " · ".join(one for one in (who, promise.due_text, promise.evidence) if one)
            if when:
                card.add(self._promise(when, "soft"))
        return card

    def _promise(self, said: str, look: str = "") -> QLabel:
        label = self._label(said, look)
        label.setContentsMargins(self._tools.theme.space(2), 0, self._tools.theme.space(2), 0)
        return label

    def _card(self, heading: str, count: int = 0) -> Card:
        return Card(self._tools.theme, heading, count)

    def _label(self, said: str, look: str = "") -> QLabel:
        """Words that somebody else wrote: never read as markup, and they can be copied."""
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(said)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        mark(label, look)
        return label


def _filled(shown: Shown) -> Iterator[tuple[Text, str]]:
    """Label and words of what a paper does say, in the order in which its pages say it."""
    said = (
        (say("Número"), shown.number),
        (say("Asunto"), shown.subject),
        (say("Lugar"), shown.place),
        (say("Elaborada por"), shown.officer),
        (say("Firmado por"), shown.signed_by),
        (say("Oficina"), shown.office),
        (say("Hora declarada por el equipo"), shown.claimed),
        (say("No verificada"), shown.time_unverified),
        (say("No antes de"), shown.not_before),
        (say("Sello de tiempo del nivel central"), shown.not_after),
    )
    return ((label, words) for label, words in said if words)
