"""The first window: say the password, or activate this laptop with the code of headquarters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.text import Text, Words, say
from fieldapp.rules.passphrases import lacking_in, strength
from fieldapp.ui.fault_words import said_of
from fieldapp.ui.password_words import STRENGTH_WORDS
from fieldapp.ui.theme import Theme, mark

if TYPE_CHECKING:
    from fieldapp.work.enrolment import Headquarters

_COLUMN_PX = 420
_SIZE_PX = (640, 640)
_OTHER_LANGUAGE = {"es": "English", "en": "Español"}
_NEW, _AGAIN, _BACK = say("Contraseña nueva"), say("Repita la contraseña"), say("Volver")


class Gate(QWidget):
    """Its faces: unlock where this laptop is active, activate where it is not yet, recover.

    `officers` are those whose vaults are here: how each is called, by the name that opens it. It
    only asks; whoever assembles the program answers with `show_fault` or by closing it.
    """

    unlock_wished = Signal(str, str)
    """Password, and the name of the vault it is for."""
    file_wished = Signal()
    """The person has an activation file or a photo of its QR; `fill_in` brings what it says."""
    activation_wished = Signal(object, str, str)
    """Headquarters, one-time code, new password."""
    recovery_wished = Signal(str, str, str)
    """Recovery code, new password, and the name of the vault they are for."""
    copy_wished = Signal()
    """The person has a copy of a vault to bring back."""
    sample_wished = Signal()
    """The person wants to try the program on invented records."""
    language_wished = Signal(str)
    """The other language, es or en."""
    given_up = Signal()
    """The person closed the window without coming in."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        officers: Mapping[str, str],
        *,
        has_sample: bool = False,
    ) -> None:
        super().__init__()
        self._has_sample = has_sample
        self._theme = theme
        self._words = words
        self._done = False
        self.setWindowTitle("Bitácora")
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        screen = self.screen().availableGeometry()
        self.resize(
            min(theme.px(_SIZE_PX[0]), screen.width()), min(theme.px(_SIZE_PX[1]), screen.height())
        )
        self._fault = QLabel()
        mark(self._fault, "fault")
        self._fault.setWordWrap(True)
        self._buttons: list[QPushButton] = []
        self._headquarters: Headquarters | None = None
        self._officers = QComboBox()
        self._officers.setAccessibleName(words(say("De quién es la bitácora")))
        for officer, label in officers.items():
            self._officers.addItem(label, officer)
        self._password = self._secret(say("Contraseña"))
        self._address = self._line(say("Dirección del nivel central"), "https://")
        self._code = self._line(say("Código de activación"), "")
        self._recovery = self._line(say("Código de recuperación"), "")
        self._new, self._again = self._secret(_NEW), self._secret(_AGAIN)
        self._renewed, self._renewed_again = self._secret(_NEW), self._secret(_AGAIN)
        self._first = self._password if officers else self._code
        self._faces = QStackedWidget()
        if officers:
            self._faces.addWidget(self._unlock_face())
        self._faces.addWidget(self._activate_face(first=not officers))
        if officers:
            self._faces.addWidget(self._recover_face())
        self._lay_out(self._faces)
        self._first.setFocus()

    def show_fault(self, fault: Exception) -> None:
        """Say what is wrong and let the person try again."""
        self._say(said_of(fault))
        self._wait(waiting=False)
        self._first.setFocus()
        self._first.selectAll()

    def fill_in(self, headquarters: Headquarters, code: str) -> None:
        """Take over what an activation file says; the person still chooses a password."""
        self._headquarters = headquarters
        self._address.setText(headquarters.address)
        self._code.setText(code)
        self._fault.clear()
        self._new.setFocus()

    def let_in(self) -> None:
        """Close: the person came in."""
        self._done = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._done:
            self.given_up.emit()

    # Making.

    def _lay_out(self, face: QWidget) -> None:
        column = QWidget()
        column.setMaximumWidth(self._theme.px(_COLUMN_PX))
        inner = QVBoxLayout(column)
        inner.setSpacing(self._theme.space(3))
        name = QLabel("Bitácora")
        mark(name, "page-title")
        head = QHBoxLayout()
        head.addWidget(name, 1)
        head.addWidget(self._language())
        inner.addLayout(head)
        inner.addWidget(face)
        inner.addWidget(self._fault)
        inner.insertStretch(0, 1)
        inner.addStretch(1)
        scrolled = QWidget()
        scrolled.setObjectName("scrolled")
        across = QHBoxLayout(scrolled)
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        held = QScrollArea()  # large letters on a small screen: what does not fit is scrolled to
        held.setWidgetResizable(True)
        held.setFrameShape(QFrame.Shape.NoFrame)
        held.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        held.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        held.setWidget(scrolled)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(held)

    def _language(self) -> QPushButton:
        other = next(one for one in _OTHER_LANGUAGE if one != self._words.language)
        button = QPushButton(_OTHER_LANGUAGE[self._words.language])
        mark(button, "quiet")
        button.clicked.connect(lambda _checked=False: self.language_wished.emit(other))
        self._buttons.append(button)
        return button

    def _unlock_face(self) -> QWidget:
        face, column = self._face()
        column.addWidget(
            self._soft(self._words(say("Escriba su contraseña para abrir esta bitácora.")))
        )
        if self._officers.count() > 1:
            self._add_field(column, self._officers)
        self._add_field(column, self._password)
        self._password.returnPressed.connect(self._on_unlock)
        self._add_button(column, say("Abrir"), self._on_unlock)
        self._add_quiet(column, say("Olvidé la contraseña…"), self._on_forgotten)
        self._add_quiet(column, say("Activar para otra persona…"), self._on_another)
        column.addStretch(1)  # the other face is taller
        return face

    def _activate_face(self, *, first: bool) -> QWidget:
        face, column = self._face()
        told = (
            say(
                "Este equipo todavía no está activado. El nivel central le entrega la "
                "dirección y un código que sirve una sola vez. Necesita señal solo ahora."
            )
            if first
            else say(
                "Cada persona tiene su propia bitácora en este equipo, con su contraseña y sus "
                "números de acta. Active la suya con el código que le entrega el nivel central."
            )
        )
        column.addWidget(self._soft(self._words(told)))
        self._add_quiet(column, say("Abrir archivo o foto de activación…"), self.file_wished.emit)
        for line in (self._address, self._code):
            self._add_field(column, line)
        self._add_new_password(column, self._new, self._again)
        self._again.returnPressed.connect(self._on_activate)
        self._add_button(column, say("Activar este equipo"), self._on_activate)
        if first:
            self._add_quiet(column, say("Recuperar una copia…"), self.copy_wished.emit)
        if first and self._has_sample:
            self._add_quiet(column, say("Probar con datos de ejemplo"), self._on_sample)
        if not first:
            self._add_quiet(column, _BACK, self._on_back)
        return face

    def _recover_face(self) -> QWidget:
        face, column = self._face()
        told = say(
            "Pida al nivel central el código de recuperación de su bitácora y elija otra "
            "contraseña. Nada de lo guardado cambia."
        )
        column.addWidget(self._soft(self._words(told)))
        self._add_field(column, self._recovery)
        self._add_new_password(column, self._renewed, self._renewed_again)
        self._renewed_again.returnPressed.connect(self._on_recover)
        self._add_button(column, say("Recuperar la bitácora"), self._on_recover)
        self._add_quiet(column, _BACK, self._on_back)
        column.addStretch(1)
        return face

    def _add_new_password(self, column: QVBoxLayout, new: QLineEdit, again: QLineEdit) -> None:
        """Two lines for a new password, and what it would be worth while it is typed."""
        told = self._soft("")

        def judge(typed: str) -> None:
            told.setText(self._words(STRENGTH_WORDS[strength(typed)]) if typed else "")

        new.textChanged.connect(judge)
        self._add_field(column, new)
        column.addWidget(told)
        self._add_field(column, again)

    def _face(self) -> tuple[QWidget, QVBoxLayout]:
        face = QWidget()
        column = QVBoxLayout(face)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.space(2))
        return face, column

    def _soft(self, worded: str) -> QLabel:
        label = QLabel(worded)
        mark(label, "soft")
        label.setWordWrap(True)
        return label

    def _line(self, label: Text, value: str) -> QLineEdit:
        line = QLineEdit(value)
        line.setAccessibleName(self._words(label))
        return line

    def _secret(self, label: Text) -> QLineEdit:
        line = self._line(label, "")
        line.setEchoMode(QLineEdit.EchoMode.Password)
        return line

    def _add_field(self, column: QVBoxLayout, line: QLineEdit | QComboBox) -> None:
        label = QLabel(line.accessibleName())
        mark(label, "label")
        label.setBuddy(line)
        column.addWidget(label)
        column.addWidget(line)

    def _add_button(self, column: QVBoxLayout, label: Text, pressed: Callable[[], object]) -> None:
        button = QPushButton(self._words(label))
        mark(button, "main")
        button.clicked.connect(lambda _checked=False: pressed())
        self._buttons.append(button)
        column.addSpacing(self._theme.space(2))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)

    def _add_quiet(self, column: QVBoxLayout, label: Text, pressed: Callable[[], object]) -> None:
        button = QPushButton(self._words(label))
        button.clicked.connect(lambda _checked=False: pressed())
        self._buttons.append(button)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    # What happens.

    def _on_unlock(self) -> None:
        if self._password.text():
            self._wait(waiting=True)
            self.unlock_wished.emit(self._password.text(), self._officers.currentData())

    def _on_another(self) -> None:
        self._faces.setCurrentIndex(1)
        self._fault.clear()
        self._first = self._code
        self._code.setFocus()

    def _on_sample(self) -> None:
        self._wait(waiting=True)
        self._say(say("Se preparan los datos de ejemplo: tarda unos segundos…"))
        self.sample_wished.emit()

    def _on_forgotten(self) -> None:
        self._faces.setCurrentIndex(2)
        self._fault.clear()
        self._first = self._recovery
        self._recovery.setFocus()

    def _on_back(self) -> None:
        self._faces.setCurrentIndex(0)
        self._fault.clear()
        self._first = self._password
        self._password.setFocus()

    def _on_recover(self) -> None:
        code = self._recovery.text().strip()
        lacking = (
            say("Falta el código de recuperación.")
            if not code
            else lacking_in(self._renewed.text(), self._renewed_again.text())
        )
        if lacking:
            self._say(lacking)
            return
        self._wait(waiting=True)
        self.recovery_wished.emit(code, self._renewed.text(), self._officers.currentData())

    def _on_activate(self) -> None:
        if lacking := self._lacking():
            self._say(lacking)
            return
        from fieldapp.work.enrolment import Headquarters

        self._wait(waiting=True)
        # Whatever address is typed over the file's, only the headquarters it named is believed.
        named = self._headquarters or Headquarters("")
        headquarters = replace(named, address=self._address.text().strip())
        self.activation_wished.emit(headquarters, self._code.text().strip(), self._new.text())

    def _lacking(self) -> Text | None:
        if not self._code.text().strip():
            return say("Falta el código de activación.")
        return lacking_in(self._new.text(), self._again.text())

    def _say(self, sentence: Text) -> None:
        self._fault.setText(self._words(sentence))

    def _wait(self, *, waiting: bool) -> None:
        if waiting:
            self._fault.clear()
        for button in self._buttons:
            button.setEnabled(not waiting)
