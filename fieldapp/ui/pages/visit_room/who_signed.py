"""Who signed on a paper: everybody who could have, ticked already where they had not signed yet."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.work.attendance_rows import AttendanceRow
from fieldapp.work.visit_room import VisitRoom

_WHO = Qt.ItemDataRole.UserRole


class WhoSigned(QWidget):
    """Space ticks and unticks. Once the acta is closed there is nobody to tick."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._words = words = tools.words
        self._heading, self._counted = QLabel(), QLabel()
        self._heading.setWordWrap(True)
        self.people = QListView()
        self.people.setWordWrap(True)
        self.people.setResizeMode(QListView.ResizeMode.Adjust)
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = QStandardItemModel(self.people)
        self.people.setModel(self._model)
        self.people.setAccessibleName(words(say("Quiénes firmaron en este papel")))
        self.all = QPushButton(words(say("Marcar o desmarcar a todos")))
        mark(self._heading, "label")
        mark(self._counted, "hint")
        mark(self.all, "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.space(1))
        column.addWidget(self._heading)
        column.addWidget(self._counted)
        column.addWidget(self.people, 1)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(0)
        self._model.itemChanged.connect(self._count)
        self.all.clicked.connect(self._on_all)

    def show_room(self, room: VisitRoom) -> None:
        """List whoever may have signed: the list, and under an issued acta its signers too."""
        words = self._words
        status = room.minutes.status if room.minutes is not None else None
        sealed = status == "sealed"
        self._model.clear()
        for row in () if sealed else room.people:
            if _may_sign(row):
                name: Text | str = row.attendance.full_name or say("Asistente sin datos")
                worded = words(say("{number}. {name}", number=row.number, name=name))
                self._add(worded, row.attendance.id, ticked=row.ink is None)
        for line in room.signers if status == "frozen" else ():
            worded = words(say("{name}, {capacity}", name=line.name, capacity=Text(line.label)))
            self._add(worded, (line.capacity, line.name), ticked=line.ink is None)
        closed = say("El acta ya está cerrada: solo se añaden las hojas.")
        self._heading.setText(words(closed if sealed else say("Quiénes firmaron en este papel")))
        for part in (self.people, self.all, self._counted):
            part.setVisible(not sealed)
        self._count()

    @property
    def ticked(self) -> list[UUID | tuple[str, str]]:
        """Rows of the list by id, signers of the acta by (capacity, name)."""
        return [one.data(_WHO) for one in self._lines if one.checkState() is _TICKED]

    @property
    def _lines(self) -> list[QStandardItem]:
        return [self._model.item(row) for row in range(self._model.rowCount())]

    def _add(self, words: str, who: UUID | tuple[str, str], *, ticked: bool) -> None:
        line = QStandardItem(words)
        line.setEditable(False)
        line.setCheckable(True)
        line.setCheckState(_TICKED if ticked else Qt.CheckState.Unchecked)
        line.setData(who, _WHO)
        self._model.appendRow(line)

    def _count(self) -> None:
        marked = say_n("{n} persona marcada", "{n} personas marcadas", len(self.ticked))
        self._counted.setText(self._words(marked))

    def _on_all(self) -> None:
        every = len(self.ticked) == self._model.rowCount()
        for line in self._lines:
            line.setCheckState(Qt.CheckState.Unchecked if every else _TICKED)


_TICKED = Qt.CheckState.Checked


def _may_sign(row: AttendanceRow) -> bool:
    return row.attendance.presence in (None, "present") and not row.attendance.minor
