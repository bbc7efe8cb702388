"""Every kind that needs no page of its own, as a plain register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Protocol
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from fieldapp.records.describe import KindSpec
from fieldapp.records.text import Text, say
from fieldapp.ui.history_view import HistoryWork
from fieldapp.ui.kept_list import ListWork
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.register_files import FilesWork, RegisterFiles
from fieldapp.ui.register_work import RegisterWork
from fieldapp.ui.report_button import Offer
from fieldapp.ui.root_register import RootRegister
from fieldapp.ui.trace_button import TraceWork
from fieldapp.ui.widgets.grouped_tree import Branch, GroupedTree, Leaf

_KINDS_PX = 150, 250
_KINDS_SHARE = 5
_KINDS_FROM = 1080


class RegisterGroup(Protocol):
    """Some kinds that belong together."""

    @property
    def label(self) -> str:
        """How the group is called."""
        ...

    @property
    def kinds(self) -> Sequence[KindSpec]:
        """Its kinds, in the order in which they are shown."""
        ...


class RegistersWork(RegisterWork, Protocol):
    """A register's work, and which kinds are shown as plain registers."""

    def groups(self) -> Sequence[RegisterGroup]:
        """Return the kinds by groups, in the order in which they are shown."""
        ...

    def last_kind(self) -> str:
        """Return the kind that was looked at last; "" for none."""
        ...

    def keep_last_kind(self, kind: str) -> None:
        """Remember the kind that is looked at."""
        ...


class AroundWork(FilesWork, Protocol):
    """What is done around the registers: files, and the walk from record to record."""

    @property
    def traces(self) -> TraceWork:
        """Where a record comes from, and what came of it."""
        ...


ReportsAbout = Callable[[str], Sequence[Offer]]


def _no_reports(_kind: str) -> Sequence[Offer]:
    return ()


class RegistersPage(Page):
    """A kind is chosen on the left; its register is built when it is first looked at."""

    purpose: ClassVar[Text] = say(
        "Aquí están todos los registros de la oficina, por grupos: el directorio, los espacios, el "
        "diagnóstico, los planes… Elija uno a la izquierda; lo que escriba se guarda solo."
    )

    def __init__(
        self,
        tools: PageTools,
        work: RegistersWork,
        lists: ListWork,
        histories: HistoryWork,
        reports: ReportsAbout = _no_reports,
        around: AroundWork | None = None,
    ) -> None:
        """`reports` tells those about one record of a kind; `around` brings in and walks."""
        super().__init__(tools)
        self._reports = reports
        self._around = around
        self._work = work
        self._lists = lists
        self._histories = histories
        groups = work.groups()
        self._specs = {spec.name: spec for group in groups for spec in group.kinds}
        self._open: dict[str, RootRegister] = {}
        self.kinds = _tree_of(tools, groups)
        self._stack = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.kinds)
        self.kinds.chosen.connect(self._on_kind)
        tools.changes.saved.connect(self._on_kinds_changed)

    # What the shell asks.

    def reload(self) -> None:
        """Show the kind that was open, also before the program was closed; or the first."""
        if not self._open:
            self.load(self._work.last_kind, self._on_last_kind, topic="last kind")

    def _on_last_kind(self, kind: str) -> None:
        if not self._open and self._specs:
            self.show_kind(kind if kind in self._specs else next(iter(self._specs)))

    def open_record(self, kind: str, record_id: UUID) -> None:
        if kind in self._specs:
            self.show_kind(kind).open_record(record_id)

    def open_row(self, kind: str, row: UUID) -> None:
        if self.register is not None:
            self.register.open_row(kind, row)

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
        self.kinds.choose(kind)
        return self._open[kind]

    def _lay_out(self) -> None:
        theme = self.tools.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space(step) for step in (4, 3, 4, 3)))
        row.setSpacing(theme.space(3))
        row.addWidget(self.kinds)
        row.addWidget(self._stack, 1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self.tools.theme
        least, most = (theme.px(length) for length in _KINDS_PX)
        self.kinds.setFixedWidth(min(most, max(least, self.width() // _KINDS_SHARE)))
        crowded = self.width() < theme.px(_KINDS_FROM)
        register = self.register
        self.kinds.setVisible(not (crowded and register is not None and register.is_open))

    def _on_kind(self, kind: str) -> None:
        spec = self._specs[kind]
        register = self._open.get(spec.name)
        if register is None:
            register = RootRegister(
                *(self, spec, self._work, self._lists, self._histories),
                self._reports(kind),
            )
            if self._around is not None:
                RegisterFiles(self, register, spec, self._around)
                register.follow(self._around.traces)
            register.opened.connect(self._on_opened)
            self._open[spec.name] = register
            self._stack.addWidget(register)
        self._stack.setCurrentWidget(register)
        register.reload()
        self.place_changed.emit(self.words(spec.plural))
        self._note_open()
        keep = partial(self._work.keep_last_kind, kind)
        failed = self.tools.prompts.show_error
        self.tools.jobs.write(keep, done=lambda _kept: None, failed=failed)

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


def _tree_of(tools: PageTools, groups: Sequence[RegisterGroup]) -> GroupedTree:
    icon_of = tools.theme.icon_for
    branches = [
        Branch(group.label, [Leaf(one.name, one.plural, icon_of(one.name)) for one in group.kinds])
        for group in groups
    ]
    tree = GroupedTree(tools.theme, tools.words, branches)
    tree.name(say("Buscar un registro"), say("Clases de registro"))
    return tree
