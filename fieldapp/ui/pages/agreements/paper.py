"""The agreement on paper: seen before it is printed, and kept as a file where the person says."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal

from fieldapp.records.agreements import Agreement
from fieldapp.records.text import say
from fieldapp.ui.page import Page
from fieldapp.ui.widgets.pdf_view import PdfView
from fieldapp.work.agreements import Agreements

_NAME_MOST: Final = 60


class AgreementPaper(PdfView):
    """Shows the PDF in the place of the form; `shown` says when it is there."""

    shown = Signal()

    def __init__(self, page: Page, work: Agreements) -> None:
        super().__init__(page.tools.jobs, page.tools.theme, page.words)
        self._page = page
        self._work = work

    def show_agreement(self, agreement: Agreement) -> None:
        """Make the paper and show it."""
        self._page.load(partial(self._work.pdf, agreement.id), self._show, topic="agreement paper")

    def save(self, agreement: Agreement) -> None:
        """Ask where, and write the paper there."""
        prompts = self._page.tools.prompts
        title = agreement.title or self._page.words(say("Acuerdo"))
        path = prompts.file_to_save(say("Guardar el acuerdo"), f"{_file_name(title)}.pdf")
        if path is not None:
            self._page.load(
                partial(self._write, path, agreement.id),
                lambda written: prompts.tell(say("Acuerdo guardado en {path}", path=str(written))),
                topic="agreement file",
            )

    def _show(self, pdf: bytes) -> None:
        self.show_pdf(pdf, failed=self._page.tools.prompts.show_error)
        self.shown.emit()
        self.setFocus()

    def _write(self, path: Path, agreement: UUID) -> Path:
        path.write_bytes(self._work.pdf(agreement))
        return path


def _file_name(title: str) -> str:
    """A title as a file may be called on every system."""
    kept = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in title)
    return "_".join(kept.split())[:_NAME_MOST]
