"""The yardstick of `bench start`: PySide6, one window, one table of five columns, nothing else."""

from __future__ import annotations

import sys

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from tests.benchmarks.first_paint import FirstPaint

ROWS, COLUMNS = 10_000, 5
Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractTableModel):
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else ROWS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return f"{index.row()} {index.column()}" if role == Qt.ItemDataRole.DisplayRole else None


application = QApplication(sys.argv)
window = QMainWindow()
table = QTableView()
model = Rows()
table.setModel(model)
window.setCentralWidget(table)
window.resize(1366, 768)
watch = FirstPaint(table)
window.show()
sys.exit(application.exec())
