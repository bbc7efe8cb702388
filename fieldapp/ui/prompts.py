"""The one door to message boxes and file dialogs: what a page may ask a person for.

Everything else in `ui` goes through the `Prompts` Protocol, so that a test answers without a
screen and no question can be asked in two different ways.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from fieldapp.records.text import Outside, Text, Worded, say

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Undo = Callable[[], object]

log = logging.getLogger(__name__)


class Prompts(Protocol):
    """What a page may ask or tell a person. Texts are worded here, in the screen's language."""

    def confirm(self, question: Text, *, verb: Text, grave: bool = False) -> bool:
        """Ask once, naming the thing; `verb` is what the button does ("Anular la visita")."""
        ...

    def ask_reason(self, question: Text, *, verb: Text) -> str | None:
        """Ask for a reason in words; None when the person thought better of it."""
        ...

    def ask_login(self, question: Text) -> tuple[str, str] | None:
        """Ask for a user and a password; None when the person thought better of it."""
        ...

    def ask_secrets(
        self, question: Text, labels: Sequence[Text], *, verb: Text
    ) -> tuple[str, ...] | None:
        """Ask for what is typed unseen, a line for each label; None for thinking better of it."""
        ...

    def tell(self, done: Text, *, undo: Undo | None = None) -> None:
        """Say what was done without stopping the work, with a way back when there is one."""
        ...

    def explain(self, heading: Text, lines: tuple[Text, ...]) -> None:
        """Show a few lines of help."""
        ...

    def show_error(self, error: Exception) -> None:
        """Say what went wrong: in the error's own words, or honestly when it is a bug."""
        ...

    def file_to_save(self, title: Text, name: str) -> Path | None:
        """Ask where to save; `name` is the proposed file name with its ending."""
        ...

    def file_to_open(self, title: Text, endings: tuple[str, ...]) -> Path | None:
        """Ask which file to read; `endings` like ("xlsx", "csv")."""
        ...

    def printer(self, pages: int) -> QPrinter | None:
        """Ask which printer, which of so many pages and how many copies; None for none of them.

        Raises Outside when this computer has no printer.
        """
        ...

    def files_to_open(self, title: Text, endings: tuple[str, ...]) -> list[Path]:
        """Ask which files to read, several at once; none when the person thought better."""
        ...


def _no_report(_bug: BaseException) -> Path | None:
    """Nobody keeps reports here."""


class DesktopPrompts(QObject):
    """The prompts of the running program, above the window it was given."""

    told = Signal(str, object)
    """A worded notice and its undo (a callable or None); the window shows it."""

    def __init__(
        self,
        words: Callable[[Text], str],
        parent: QObject | None = None,
        report: Callable[[BaseException], Path | None] = _no_report,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._report = report
        self._telling_a_bug = False
        self._above: QWidget | None = None

    def speak(self, words: Callable[[Text], str]) -> None:
        """From now on, word everything like this."""
        self._words = words

    def stand_above(self, window: QWidget) -> None:
        """From now on, dialogs belong to this window."""
        self._above = window

    def confirm(self, question: Text, *, verb: Text, grave: bool = False) -> bool:
        """Ask with two buttons: the verb, and leaving things as they are (the default)."""
        box = self._box(question)
        act = QPushButton(self._words(verb), box)
        act.setProperty("look", "bad" if grave else "main")
        box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(self._words(say("No, volver")), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is act

    def ask_reason(self, question: Text, *, verb: Text) -> str | None:
        """Ask for a line of text; an empty reason is no reason and asks again."""
        dialog = QInputDialog(self._above)
        dialog.setWindowTitle("Bitácora")
        dialog.setLabelText(self._words(question))
        dialog.setOkButtonText(self._words(verb))
        dialog.setCancelButtonText(self._words(say("No, volver")))
        while dialog.exec():
            if reason := dialog.textValue().strip():
                return reason
        return None

    def ask_login(self, question: Text) -> tuple[str, str] | None:
        """Ask for both in one box; nothing of it is kept here."""
        user = QLineEdit()
        lines = ((say("Usuario"), user), (say("Contraseña"), _secret_line()))
        given = self._ask_lines(question, lines, say("Usar"))
        return (given[0], given[1]) if given and given[0] else None

    def ask_secrets(
        self, question: Text, labels: Sequence[Text], *, verb: Text
    ) -> tuple[str, ...] | None:
        """Ask in one box; nothing of it is kept here."""
        return self._ask_lines(question, [(label, _secret_line()) for label in labels], verb)

    def _ask_lines(
        self, question: Text, lines: Sequence[tuple[Text, QLineEdit]], verb: Text
    ) -> tuple[str, ...] | None:
        dialog = QDialog(self._above)
        dialog.setWindowTitle("Bitácora")
        buttons = QDialogButtonBox()
        buttons.addButton(self._words(verb), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self._words(say("No, volver")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(dialog.accept)
        buttons.rejected.connect(dialog.reject)
        form = QFormLayout(dialog)
        heading = QLabel(self._words(question))
        heading.setWordWrap(True)
        form.addRow(heading)
        for label, line in lines:
            line.setAccessibleName(self._words(label))
            form.addRow(self._words(label), line)
        form.addRow(buttons)
        agreed = dialog.exec()
        return tuple(line.text() for _, line in lines) if agreed else None

    def tell(self, done: Text, *, undo: Undo | None = None) -> None:
        """Hand the notice to the window."""
        self.told.emit(self._words(done), undo)

    def explain(self, heading: Text, lines: tuple[Text, ...]) -> None:
        """Show help in a box that Esc or Enter closes."""
        box = self._box(heading)
        box.setInformativeText("\n".join(self._words(line) for line in lines))
        box.addButton(self._words(say("Entendido")), QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def show_error(self, error: Exception) -> None:
        """Show a refusal or an outside failure in its own words; report and admit a bug."""
        if isinstance(error, Worded):
            box = self._box(error.text)
            box.addButton(self._words(say("Entendido")), QMessageBox.ButtonRole.AcceptRole)
            box.exec()
        else:
            self.admit_bug(error)

    def admit_bug(self, bug: BaseException) -> None:
        """Leave a report and say where; while one is being told, others are only noted."""
        log.error("a job failed unexpectedly", exc_info=bug)
        report = self._report(bug)
        if self._telling_a_bug:
            return
        box = self._box(
            say(
                "Algo no salió como debía y quedó anotado para quien da soporte. "
                "Lo que ya estaba guardado sigue a salvo en este equipo."
            )
        )
        box.addButton(self._words(say("Entendido")), QMessageBox.ButtonRole.AcceptRole)
        show = None
        if report is not None:
            about = say("El informe, sin datos personales, quedó en {file}", file=str(report))
            box.setInformativeText(self._words(about))
            show = box.addButton(
                self._words(say("Ver la carpeta")), QMessageBox.ButtonRole.ActionRole
            )
        self._telling_a_bug = True
        try:
            box.exec()
        finally:
            self._telling_a_bug = False
        if report is not None and box.clickedButton() is show:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(report.parent)))

    def file_to_save(self, title: Text, name: str) -> Path | None:
        """Ask where to save, proposing the person's documents folder by the system's rules."""
        ending = Path(name).suffix
        chosen, _ = QFileDialog.getSaveFileName(
            self._above, self._words(title), name, f"{ending[1:].upper()} (*{ending})"
        )
        return Path(chosen) if chosen else None

    def file_to_open(self, title: Text, endings: tuple[str, ...]) -> Path | None:
        """Ask which file to read."""
        patterns = " ".join(f"*.{ending}" for ending in endings)
        chosen, _ = QFileDialog.getOpenFileName(self._above, self._words(title), "", patterns)
        return Path(chosen) if chosen else None

    def printer(self, pages: int) -> QPrinter | None:
        """Show the system's own dialog, with its range of pages and its copies."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinters():
            raise Outside(
                say(
                    "Este equipo no tiene impresora. Puede guardar la copia en memoria USB, "
                    "pasarla a un teléfono o imprimirla en otro equipo."
                )
            )
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._above)
        dialog.setMinMax(1, pages)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, pages > 1)
        return printer if dialog.exec() else None

    def files_to_open(self, title: Text, endings: tuple[str, ...]) -> list[Path]:
        """Ask which files to read, from where pictures lie or where the last ones were."""
        patterns = " ".join(f"*.{ending} *.{ending.upper()}" for ending in endings)
        chosen, _ = QFileDialog.getOpenFileNames(self._above, self._words(title), "", patterns)
        return [Path(one) for one in chosen]

    def _box(self, text: Text) -> QMessageBox:
        box = QMessageBox(self._above)
        box.setWindowTitle("Bitácora")
        box.setText(self._words(text))
        return box


def _secret_line() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
