"""Rows of a plan that need no shape of their own, as any register shows them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.ui.child_register import ChildRegister
from fieldapp.ui.page import Page
from fieldapp.work.plans import PlanRoom
from fieldapp.work.work import Work


class ChildPanel(QWidget):
    """The register of a kind of rows, built when it is first looked at."""

    def __init__(self, page: Page, work: Work, kind: str) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._kind = kind
        self._rows: ChildRegister | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_room(self, room: PlanRoom) -> None:
        """Show the rows of a plan."""
        if self._rows is None:
            kinds, work = self._page.tools.kinds, self._work
            self._rows = ChildRegister(
                self._page,
                kinds["plan"],
                kinds[self._kind],
                work.registers,
                work.lists,
                work.histories,
            )
            self._column.addWidget(self._rows)
            self._rows.show()
        self._rows.show_parent(room.plan.id, locked=room.locked)
        self._rows.reload()

    def start_new(self) -> None:
        """Write one more row."""
        if self._rows is not None:
            self._rows.start_new()

    def go_back(self) -> bool:
        """Close the row that is open; False when none is."""
        return self._rows is not None and self._rows.go_back()

    def flush(self) -> None:
        """Save what is typed."""
        if self._rows is not None:
            self._rows.flush()
