"""The cards of the kiosk that ask for something in the attendee's own row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fieldapp.packs.cards import CardLayout
from fieldapp.records.describe import FieldSpec
from fieldapp.records.text import Text, say
from fieldapp.rules.cards import CardRead
from fieldapp.ui.page import PageTools
from fieldapp.ui.pages.visit_room.kiosk.answer_button import AnswerButton
from fieldapp.ui.pages.visit_room.kiosk.card import Card
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.ink_pad import InkPad
from fieldapp.ui.widgets.scanned_cards import ScannedCards

_TYPING_MS = 400
DECLINED = say("Prefiero no responder")
Answer = tuple[object, Text | str]


def _add_answers(
    card: Card, answers: Sequence[Answer], pressed: Callable[[object], object]
) -> dict[object, AnswerButton]:
    """Put a button for each answer on a card, and room for its fault; give them by their value."""
    tools, buttons = card.tools, dict[object, AnswerButton]()
    held = QWidget()
    flow = FlowLayout(tools.theme.space(2), held)
    for value, words in answers:
        button = AnswerButton(tools.words(words), tools.theme)
        button.clicked.connect(partial(pressed, value))
        flow.addWidget(button)
        buttons[value] = button
    card.column.addWidget(held)
    card.column.addWidget(card.fault)
    return buttons


class ChoiceCard(Card):
    """One of a few answers; what was chosen is kept at once, and goes on by itself only with Enter.

    The first answer of an optional question is that nothing is said, and it is chosen already.
    """

    def __init__(
        self,
        tools: PageTools,
        field: FieldSpec,
        question: tuple[Text | str, Text | str],
        answers: Sequence[Answer],
        chosen: object,
    ) -> None:
        super().__init__(tools, *question)
        self._field = field.name
        self._buttons = _add_answers(self, answers, self._on_chosen)
        self.settle()
        self._choose(chosen if chosen in self._buttons else None)

    def changes(self) -> Mapping[str, Any]:
        return {self._field: self._chosen}

    def begin(self) -> None:
        first = next(iter(self._buttons.values()))
        self._buttons.get(self._chosen, first).setFocus()

    def _on_chosen(self, value: object) -> None:
        self._choose(value)
        self.show_fault("")
        self.answered.emit(dict(self.changes()))

    def _choose(self, value: object) -> None:
        self._chosen = value
        for one, button in self._buttons.items():
            button.choose(chosen=one == value)


class ChoicesCard(Card):
    """Several answers at once; "Prefiero no responder" takes them all back."""

    def __init__(
        self,
        tools: PageTools,
        field: FieldSpec,
        question: Text | str,
        answers: Sequence[Answer],
        chosen: frozenset[object],
    ) -> None:
        super().__init__(tools, question, say("Puede elegir varias respuestas."))
        self._field = field.name
        self._chosen = chosen
        self._buttons = _add_answers(self, answers, self._on_pressed)
        self.settle()
        self._draw()

    def changes(self) -> Mapping[str, Any]:
        return {self._field: self._chosen}

    def begin(self) -> None:
        next(iter(self._buttons.values())).setFocus()

    def _on_pressed(self, value: object) -> None:
        nothing = frozenset[object]()
        self._chosen = nothing if value is None else self._chosen ^ {value}
        self._draw()
        self.answered.emit(dict(self.changes()))

    def _draw(self) -> None:
        for one, button in self._buttons.items():
            button.choose(chosen=one in self._chosen if one is not None else not self._chosen)


class LinesCard(Card):
    """One line to type in, or two that belong together; kept while it is typed.

    Nothing is completed: what other people answered is nobody's business here.
    """

    scanned = Signal(object)
    """A `CardRead`: the attendee's own card, by a scanner."""

    def __init__(
        self,
        tools: PageTools,
        fields: Sequence[FieldSpec],
        question: Text | str,
        values: Mapping[str, str],
        cards: Sequence[CardLayout] = (),
    ) -> None:
        super().__init__(tools, question)
        self.lines: dict[str, QLineEdit] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_MS)
        self._pause.timeout.connect(self._tell)
        self._scanner = ScannedCards(cards, self)
        self._scanner.read.connect(self._on_scanned)
        for field in fields:
            self.column.addLayout(self._line(field, values.get(field.name, ""), len(fields) > 1))
        self.column.addWidget(self.fault)
        self.settle()

    def _line(self, field: FieldSpec, value: str, labelled: bool) -> QVBoxLayout:
        words = self.tools.words
        line = QLineEdit(value)
        line.setMaxLength(field.longest)
        line.setAccessibleName(words(field.label))
        mark(line, "kiosk-line")
        line.textEdited.connect(self._on_typed)
        line.returnPressed.connect(partial(self._on_entered, field.name))
        self._scanner.watch(line)
        self.lines[field.name] = line
        held = QVBoxLayout()
        held.setSpacing(self.tools.theme.space(1))
        if labelled:
            label = QLabel(words(field.label))
            label.setBuddy(line)
            mark(label, "kiosk-told")
            held.addWidget(label)
        held.addWidget(line)
        return held

    def changes(self) -> Mapping[str, Any]:
        return {name: line.text().strip() for name, line in self.lines.items()}

    def begin(self) -> None:
        next(iter(self.lines.values())).setFocus()

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what the attendee's own card says."""
        for name, line in self.lines.items():
            if values.get(name):
                line.setText(str(values[name]))

    def _on_typed(self) -> None:
        self.show_fault("")
        self._pause.start()

    def _tell(self) -> None:
        self.answered.emit(dict(self.changes()))

    def _on_entered(self, name: str) -> None:
        names = list(self.lines)
        following = names[names.index(name) + 1 :]
        if following:
            self.lines[following[0]].setFocus()
        else:
            self.done.emit()

    def _on_scanned(self, card: CardRead) -> None:
        self.scanned.emit(card)


class SignatureCard(Card):
    """The pad over the whole width; who does not sign here signs on the officer's paper."""

    def __init__(self, tools: PageTools, *, signed: bool) -> None:
        super().__init__(
            tools,
            say("Firme en el recuadro"),
            say("Ya firmó. Si firma otra vez, queda la última firma.")
            if signed
            else say("Con el dedo, un lápiz o el ratón. También puede firmar después en papel."),
        )
        self.pad = InkPad(tools.theme, tools.words)
        self.wipe = QPushButton(tools.words(say("Borrar y firmar otra vez")))
        mark(self.wipe, "kiosk")
        tools.theme.dress(self.wipe, "undo", "accent")
        self.column.addWidget(self.pad)
        self.column.addWidget(self.wipe, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.fault)
        self.settle()
        self.wipe.clicked.connect(self.pad.clear)
        self.pad.changed.connect(self._fit)
        self._fit()

    def begin(self) -> None:
        self.pad.setFocus()

    def fit(self, height: int) -> None:
        """Leave room in so many pixels for the words above the pad and the button under it."""
        around = self.column.spacing() * 3 + self.wipe.sizeHint().height()
        around += self.question.sizeHint().height() * 2
        self.pad.setMaximumHeight(max(height - around, self.pad.minimumHeight()))

    def _fit(self) -> None:
        self.wipe.setVisible(not self.pad.is_blank)


class EndCard(Card):
    """The attendee is done: the laptop goes back to the officer, or on to who comes next."""

    def __init__(self, tools: PageTools, *, minor: bool, another: Callable[[], object]) -> None:
        super().__init__(
            tools,
            say("Entregue el equipo al funcionario"),
            say(
                "Su asistencia quedó registrada. Como es menor de 18 años, firma su acudiente: "
                "dígaselo al funcionario."
            )
            if minor
            else say("Su asistencia quedó registrada. Gracias."),
        )
        self.another = QPushButton(tools.words(say("Sigue otra persona")))
        mark(self.another, "kiosk")
        tools.theme.dress(self.another, "person", "accent")
        self.another.clicked.connect(lambda _checked=False: another())
        self.column.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        self.settle()

    def begin(self) -> None:
        self.another.setFocus()
