"""What an agreement gets while it is in force: goals that are adjusted, amendments signed later."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from fieldapp.records.text import Text
from fieldapp.ui.child_register import ChildRegister
from fieldapp.ui.page import Page
from fieldapp.work.issued import AFTER_SIGNING
from fieldapp.work.work import Work


class LaterRows(QWidget):
    """The two registers under their tabs, built when they are first looked at."""

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self.tabs = QTabBar()
        self._stack = QStackedWidget()
        for kind in AFTER_SIGNING:
            self.tabs.addTab(page.words(Text(page.tools.kinds[kind].plural)))
        space = page.tools.theme.space
        column = QVBoxLayout(self)
        column.setContentsMargins(*(space(step) for step in (4, 3, 4, 0)))
        column.setSpacing(space(3))
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.setFocusProxy(self.tabs)

    @property
    def rows(self) -> ChildRegister | None:
        """The register in sight; None before it is first looked at."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, ChildRegister) else None

    def show_agreement(self, agreement: UUID, *, locked: bool) -> None:
        """Show the rows of an agreement; `locked` when it was annulled."""
        if not self._stack.count():
            self._build()
        for one in self._registers():
            one.show_parent(agreement, locked=locked)
            one.reload()

    def start_new(self) -> None:
        """Write one more row."""
        if self.rows is not None:
            self.rows.start_new()

    def go_back(self) -> bool:
        """Close the row that is open; False when none is."""
        return self.rows is not None and self.rows.go_back()

    def flush(self) -> None:
        """Save what is typed."""
        for one in self._registers():
            one.flush()

    def _build(self) -> None:
        kinds, work = self._page.tools.kinds, self._work
        for kind in AFTER_SIGNING:
            made = ChildRegister(
                self._page,
                kinds["agreement"],
                kinds[kind],
                work.registers,
                work.lists,
                work.histories,
            )
            self._stack.addWidget(made)
        self._stack.setCurrentIndex(self.tabs.currentIndex())

    def _registers(self) -> list[ChildRegister]:
        found = (self._stack.widget(n) for n in range(self._stack.count()))
        return [one for one in found if isinstance(one, ChildRegister)]
