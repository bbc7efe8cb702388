"""Every kind that needs no page of its own, as a plain register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol
from uuid import UUID

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget

from fieldapp.records.describe import KindSpec
from fieldapp.records.text import Text, say
from fieldapp.ui.history_view import HistoryWork
from fieldapp.ui.kept_list import ListWork
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.register_work import RegisterWork
from fieldapp.ui.root_register import RootRegister
from fieldapp.ui.theme import mark

_KINDS_PX = 190
_KINDS_FROM = 1000


class RegistersWork(RegisterWork, Protocol):
    """A register's work, and which kinds are shown as plain registers."""

    def kinds(self) -> Sequence[KindSpec]:
        """Return their descriptions, in the order in which they are shown."""
        ...


class RegistersPage(Page):
    """A kind is chosen on the left; its register is built when it is first looked at."""

    purpose: ClassVar[Text] = say(
        "Aquí están las entidades, personas, cargos, espacios y demás registros. "
        "Elija una clase a la izquierda; lo que escriba se guarda solo."
    )

    def __init__(
        self, tools: PageTools, work: RegistersWork, lists: ListWork, histories: HistoryWork
    ) -> None:
        super().__init__(tools)
        self._work = work
        self._lists = lists
        self._histories = histories
        self._specs = {spec.name: spec for spec in work.kinds()}
        self._open: dict[str, RootRegister] = {}
        self._kinds = QListView()
        self._stack = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self._kinds)
        self._kinds.selectionModel().currentChanged.connect(self._on_kind)
        tools.changes.saved.connect(self._on_kinds_changed)

    # What the shell asks.

    def reload(self) -> None:
        """Show the first kind, or the one that was open."""
        if not self._open:
            self._kinds.setCurrentIndex(self._kinds.model().index(0, 0))

    def open_record(self, kind: str, record_id: UUID) -> None:
        if kind in self._specs:
            self.show_kind(kind).open_record(record_id)

    def start_new(self) -> None:
        if self.register is not None:
            self.register.start_new()

    def main_action(self) -> None:
        self.start_new()

    def edit(self) -> None:
        if self.register is not None:
            self.register.edit()

    def go_back(self) -> bool:
        return self.register is not None and self.register.go_back()

    def flush(self) -> None:
        for register in self._open.values():
            register.flush()

    # What it is made of.

    @property
    def register(self) -> RootRegister | None:
        """The register that is open."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, RootRegister) else None

    def show_kind(self, kind: str) -> RootRegister:
        """Open the register of a kind."""
        row = list(self._specs).index(kind)
        self._kinds.setCurrentIndex(self._kinds.model().index(row, 0))
        return self._open[kind]

    def _lay_out(self) -> None:
        theme = self.tools.theme
        names = QStandardItemModel(self)
        for spec in self._specs.values():
            line = QStandardItem(
                theme.icon(theme.icon_for(spec.name), "text_soft"), self.words(spec.plural)
            )
            names.appendRow(line)
        self._kinds.setModel(names)
        self._kinds.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._kinds.setIconSize(QSize(theme.px(18), theme.px(18)))
        self._kinds.setAccessibleName(self.words(say("Clases de registro")))
        self._kinds.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._kinds.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mark(self._kinds, "kinds")
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space(step) for step in (4, 3, 4, 3)))
        row.setSpacing(theme.space(3))
        row.addWidget(self._kinds)
        row.addWidget(self._stack, 1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self.tools.theme
        self._kinds.setFixedWidth(theme.px(_KINDS_PX))
        crowded = self.width() < theme.px(_KINDS_FROM)
        register = self.register
        self._kinds.setVisible(not (crowded and register is not None and register.is_open))

    def _on_kind(self, current: QModelIndex, _before: QModelIndex) -> None:
        spec = list(self._specs.values())[current.row()]
        register = self._open.get(spec.name)
        if register is None:
            register = RootRegister(self, spec, self._work, self._lists, self._histories)
            register.opened.connect(self._on_opened)
            self._open[spec.name] = register
            self._stack.addWidget(register)
        self._stack.setCurrentWidget(register)
        register.reload()
        self.place_changed.emit(self.words(spec.plural))
        self._note_open()

    def _on_opened(self, _title: str) -> None:
        self._fit()
        self._note_open()

    def _note_open(self) -> None:
        register = self.register
        if register is not None:
            self.note_opened(register.kind, register.record_id)

    def _on_kinds_changed(self, kinds: frozenset[str]) -> None:
        register = self.register
        if register is not None and self.isVisible():
            register.take_changes(kinds)
