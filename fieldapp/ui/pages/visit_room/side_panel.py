"""The right side of the room: who is here and what is promised, always in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QListView, QVBoxLayout

from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import COMMITMENT_LOOKS, PRESENCE_LOOKS
from fieldapp.work.attendance_rows import AttendanceRow
from fieldapp.work.commitment_lines import CommitmentLine
from fieldapp.work.visit_room import VisitRoom

_WIDTH_PX = 236
_ICON_PX = 16
_WITHOUT_BAR = 6
_ON, _OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_NAMES_SHARE, _PROMISES_SHARE = 3, 2


class SidePanel(QFrame):
    """Two short lists under their counts. Only shows: nothing is changed from here."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self._people_count, self._promise_count = QLabel(), QLabel()
        self._unsigned = QLabel()
        self._people, self._promises = QListView(), QListView()
        theme = tools.theme
        mark(self, "raised")
        self.setFixedWidth(theme.px(_WIDTH_PX))
        mark(self._unsigned, "hint")
        self._unsigned.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(step) for step in (3, 3, 2, 3)))
        column.setSpacing(theme.space(1))
        column.addWidget(self._people_count)
        column.addWidget(self._unsigned)
        column.addWidget(self._people, _NAMES_SHARE)
        column.addSpacing(theme.space(2))
        column.addWidget(self._promise_count)
        column.addWidget(self._promises, _PROMISES_SHARE)
        for count in (self._people_count, self._promise_count):
            mark(count, "section")
        self._people.setAccessibleName(tools.words(say("Personas de la visita")))
        self._promises.setAccessibleName(tools.words(say("Compromisos de la visita")))
        for listed in (self._people, self._promises):
            listed.setModel(QStandardItemModel(listed))
            listed.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            listed.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
            listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            listed.setWordWrap(True)
            listed.setResizeMode(QListView.ResizeMode.Adjust)
            listed.setTextElideMode(Qt.TextElideMode.ElideNone)
            listed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            listed.setIconSize(QSize(theme.px(_ICON_PX), theme.px(_ICON_PX)))
            mark(listed, "names")

    def show_room(self, room: VisitRoom | None) -> None:
        """Show the people and commitments of a visit, or none."""
        people = room.people if room is not None else []
        promises = room.commitments if room is not None else []
        words = self._tools.words
        present = room.counts.present if room is not None else 0
        unsigned = room.counts.unsigned if room is not None else 0
        self._people_count.setText(words(say("Personas {n}", n=present)))
        self._promise_count.setText(words(say("Compromisos {n}", n=len(promises))))
        missing = say_n("{n} sin firma", "{n} sin firma", unsigned)
        self._unsigned.setText(words(missing) if unsigned else "")
        self._unsigned.setVisible(bool(unsigned))
        self._fill(self._people, [self._person(row) for row in people])
        self._fill(self._promises, [self._promise(line) for line in promises])

    def _fill(self, listed: QListView, lines: Sequence[tuple[str, str, str]]) -> None:
        model = listed.model()
        if not isinstance(model, QStandardItemModel):
            return
        model.clear()
        # A bar that came later would leave too little width for lines broken without it.
        many = len(lines) > _WITHOUT_BAR
        listed.setVerticalScrollBarPolicy(_ON if many else _OFF)
        for worded, icon, role in lines:
            line = QStandardItem(self._tools.theme.icon(icon, role), worded)
            model.appendRow(line)

    def _person(self, row: AttendanceRow) -> tuple[str, str, str]:
        look = PRESENCE_LOOKS[row.attendance.presence or "present"]
        words = self._tools.words
        name: Text | str = row.attendance.full_name or say("Asistente sin datos")
        worded = words(name)
        if row.attendance.presence not in (None, "present"):
            worded = f"{worded} · {words(look.word)}"
        return worded, look.icon, look.role

    def _promise(self, line: CommitmentLine) -> tuple[str, str, str]:
        look = COMMITMENT_LOOKS[line.status]
        due = f" · {self._tools.formats.day(line.due_on)}" if line.due_on else ""
        return f"{line.responsible}{due}" if line.responsible else line.text, look.icon, look.role
