"""Datos personales: what is held of whoever asks, told, taken back or forgotten (workflow W12)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
)

from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.ui.written_file import write_file
from fieldapp.work.desk import Saved
from fieldapp.work.privacy import Forgotten, Held
from fieldapp.work.reports import Reports
from fieldapp.work.work import Work

_COLUMNS: Final = (say("Registro"), say("De qué"), say("Desde"))
_WIDTHS_PX: Final = (320, 420)
_ASK: Final = say("¿Quién lo pide y cómo? Queda escrito, sin sus datos.")
_HELD: Final = Qt.ItemDataRole.UserRole
_SENTENCE: Final = Qt.ItemDataRole.UserRole + 1
_FORMS: Final = ("pdf", "xlsx", "docx")


class PrivacyPage(Page):
    """Everything found is marked at first; what is of somebody else is unmarked with the space."""

    purpose: ClassVar[Text] = say(
        "Cuando una persona pregunta qué datos suyos se guardan: búsquela por nombre o documento, "
        "desmarque lo que sea de otra, y entréguele la copia, retire su autorización o sus datos. "
        "Para corregir, abra el registro con Intro."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work = work.privacy
        self._reports: Reports = work.reports
        self.search = QLineEdit()
        self._find = QPushButton(self.words(say("Buscar")))
        self.told = QLabel()
        self.found = QTreeView()
        self._model = QStandardItemModel(self)
        self.copy = QPushButton(self.words(say("Copia para la persona…")))
        self.withdraw = QPushButton(self.words(say("Retirar la autorización…")))
        self.forget = QPushButton(self.words(say("Retirar los datos…")))
        self._lay_out()
        self.setFocusProxy(self.search)
        self.search.returnPressed.connect(self.main_action)
        self._find.clicked.connect(self.main_action)
        self.found.activated.connect(self._on_chosen)
        self._model.itemChanged.connect(self._allow)
        self.copy.clicked.connect(self._on_copy)
        self.withdraw.clicked.connect(self._on_withdraw)
        self.forget.clicked.connect(self._on_forget)
        self._show([])

    # What the shell asks.

    def reload(self) -> None:
        """Nothing is sought by itself: each search is written down."""

    def main_action(self) -> None:
        text = self.search.text()
        # A search is written down, so it goes the way of what writes.
        self.tools.jobs.write(
            partial(self._work.find, text),
            done=self._show_found,
            failed=self.tools.prompts.show_error,
        )

    def edit(self) -> None:
        self._on_chosen(self.found.currentIndex())

    def go_back(self) -> bool:
        if not self._model.rowCount():
            return False
        self.search.clear()
        self._show([])
        self.told.setText(self.words(self.purpose))
        self.search.setFocus()
        return True

    # Inside.

    def _lay_out(self) -> None:
        theme = self.tools.theme
        self.search.setPlaceholderText(self.words(say("Nombre o documento de la persona")))
        self.search.setAccessibleName(self.words(say("Nombre o documento de la persona")))
        mark(self._find, "main")
        theme.dress(self._find, "search", "on_accent")
        self.told.setWordWrap(True)
        self.told.setText(self.words(self.purpose))
        mark(self.told, "hint")
        self._model.setHorizontalHeaderLabels([self.words(one) for one in _COLUMNS])
        self.found.setModel(self._model)
        self.found.setAccessibleName(self.words(say("Registros que hablan de la persona")))
        self.found.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for place, width in enumerate(_WIDTHS_PX):
            self.found.setColumnWidth(place, theme.px(width))
        mark(self.forget, "bad")
        for button in (self.copy, self.withdraw):
            mark(button, "quiet")
        above = QHBoxLayout()
        above.addWidget(self.search, 1)
        above.addWidget(self._find)
        inside = QVBoxLayout()
        inside.setContentsMargins(*(theme.space(step) for step in (5, 3, 5, 0)))
        inside.setSpacing(theme.space(3))
        inside.addLayout(above)
        inside.addWidget(self.told)
        inside.addWidget(self.found, 1)
        foot = ActionBar(theme)
        for button in (self.forget, self.withdraw, self.copy):
            foot.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inside, 1)
        column.addWidget(foot)

    def _show_found(self, found: Sequence[Held]) -> None:
        self.told.setText(
            self.words(
                say_n(
                    "{n} registro habla de esta persona. Desmarque lo que sea de otra.",
                    "{n} registros hablan de esta persona. Desmarque lo que sea de otra.",
                    len(found),
                )
                if found
                else say("En este equipo no hay registros de esa persona.")
            )
        )
        self._show(found)
        if found:
            self.found.setFocus()

    def _show(self, found: Sequence[Held]) -> None:
        self._model.removeRows(0, self._model.rowCount())
        for held in found:
            self._model.appendRow(self._row(held))
        self._span_reasons()
        self.found.expandAll()
        if found:
            self.found.setCurrentIndex(self._model.index(0, 0))
        self._allow()

    def _row(self, held: Held) -> list[QStandardItem]:
        first = QStandardItem(self.words(held.label))
        first.setCheckable(True)
        first.setCheckState(Qt.CheckState.Checked)
        first.setData(held, _HELD)
        for label, value in held.values:
            first.appendRow([QStandardItem(self.words(label)), QStandardItem(value)])
        if held.stays is not None:
            why = say("Se conserva. {reason}", reason=held.stays)
            sentence = QStandardItem(self.words(why))
            sentence.setData(True, _SENTENCE)
            first.appendRow(sentence)
        day = self.tools.formats.day(held.on) if held.on else ""
        return [first, QStandardItem(held.of), QStandardItem(day)]

    def _span_reasons(self) -> None:
        """A reason is a sentence: it has the whole width."""
        for row in range(self._model.rowCount()):
            top = self._model.item(row)
            for below in range(top.rowCount()):
                if top.child(below).data(_SENTENCE):
                    self.found.setFirstColumnSpanned(below, top.index(), True)

    @property
    def chosen(self) -> list[Held]:
        """The records that are marked."""
        rows = (self._model.item(row) for row in range(self._model.rowCount()))
        return [row.data(_HELD) for row in rows if row.checkState() is Qt.CheckState.Checked]

    def _allow(self) -> None:
        some = bool(self.chosen)
        for button in (self.copy, self.withdraw, self.forget):
            button.setEnabled(some)

    def _on_chosen(self, index: QModelIndex) -> None:
        top = index
        while top.parent().isValid():
            top = top.parent()
        held = top.siblingAtColumn(0).data(_HELD)
        if isinstance(held, Held):
            self.open_requested.emit(held.kind, held.id)

    def _reason(self, verb: Text) -> str | None:
        return self.tools.prompts.ask_reason(_ASK, verb=verb)

    def _on_copy(self) -> None:
        reason = self._reason(say("Preparar la copia"))
        if reason is None:
            return
        title = say("Guardar la copia para la persona")
        path = self.tools.prompts.file_to_save(title, "datos_personales.pdf")
        if path is None:
            return
        chosen, form = self.chosen, path.suffix.lower().removeprefix(".")
        form = form if form in _FORMS else _FORMS[0]

        def copied() -> bytes:
            return self._reports.write(self._work.report(chosen, reason), form)

        self.tools.jobs.write(
            lambda: write_file(path, copied),
            done=lambda _: self.tools.prompts.tell(
                say("La copia quedó en {path}.", path=str(path))
            ),
            failed=self.tools.prompts.show_error,
        )

    def _on_withdraw(self) -> None:
        reason = self._reason(say("Retirar la autorización"))
        if reason is not None:
            work = partial(self._work.withdraw, self.chosen, reason)
            self.save(work, done=self._told_withdrawn)

    def _on_forget(self) -> None:
        question = say_n(
            "¿Retirar los datos de la persona en {n} registro? Las cuentas no cambian, y no se "
            "puede deshacer.",
            "¿Retirar los datos de la persona en {n} registros? Las cuentas no cambian, y no se "
            "puede deshacer.",
            len(self.chosen),
        )
        verb = say("Retirar los datos")
        if not self.tools.prompts.confirm(question, verb=verb, grave=True):
            return
        reason = self._reason(verb)
        if reason is not None:
            self.tools.jobs.write(
                partial(self._work.forget, self.chosen, reason),
                done=self._told_forgotten,
                failed=self.tools.prompts.show_error,
            )

    def _told_withdrawn(self, _saved: Saved) -> None:
        self.tools.prompts.tell(say("La autorización quedó retirada."))
        self.main_action()

    def _told_forgotten(self, done: Forgotten) -> None:
        self.tools.changes.publish(done.saved.kinds)
        self._show(list(done.kept))
        taken_out = self.words(
            say_n(
                "Se retiraron los datos de {n} registro.",
                "Se retiraron los datos de {n} registros.",
                done.forgotten,
            )
        )
        why = self.words(say("Quedan los que se ven abajo, con su razón.")) if done.kept else ""
        self.told.setText(f"{taken_out} {why}".strip())
