"""Print a finished PDF as it is: at 100 %, the pages and copies asked for, or say that it failed.

The paper's own size is asked of the printer and no margin is added, so that a millimetre of the
page is a millimetre on the sheet: the QR, the fingerprint boxes and the filing margin are measured.
Pages are drawn by pdfium in strips at the printer's resolution, because a whole page at 600 dots
an inch would fill the memory of a small laptop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from fieldapp.records.text import Outside, say
from fieldapp.ui.jobs import Turns
from fieldapp.ui.page import PageTools
from fieldapp.work.deliveries import PrintedSheets

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtPrintSupport import QPrinter

_POINTS_AN_INCH: Final = 72
_DOTS_AN_INCH_MOST: Final = 600
"""More makes no letter of ours sharper, and takes four times the time."""
_STRIP_BYTES: Final = 12 * 1024 * 1024
_PIXEL_BYTES: Final = 4


def _ignored(_sheets: PrintedSheets | None) -> None:
    """Nobody counts this paper."""


class NotPrinted(Outside):
    """The printer did not take the sheets. Nothing was lost and nothing was counted."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """Width and height of a sheet, in points."""

    width: float
    height: float


def print_paper(pdf: bytes, name: str, printer: QPrinter) -> Turns[PrintedSheets]:
    """Hand the pages chosen in `printer` over to it, strip by strip, so that the window lives on.

    Yields (sheets drawn, sheets in all) after each strip; returns what the printer took, once it
    took all of it. Raises NotPrinted, in words, when it did not. Whoever lets go of it before the
    end has the printer drop what it was handed.
    """
    from pypdfium2 import PdfDocument  # pyright: ignore[reportMissingTypeStubs]
    from PySide6.QtGui import QPainter

    document: Any = PdfDocument(pdf)
    painter = QPainter()
    try:
        papers = [_Paper(*document.get_page_size(n)) for n in range(len(document))]
        first, last = _pages(printer, len(papers))
        _set_up(printer, name, papers[first - 1])
        if not painter.begin(printer):
            raise _not_printed(printer)
        chosen = list(range(first - 1, last)) * _turns(printer)
        yield from _sheets(document, painter, printer, chosen)
        if not painter.end():
            raise _not_printed(printer)
    except GeneratorExit:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
        document.close()
    copies = max(printer.copyCount(), 1)
    return PrintedSheets(printer.printerName() or printer.docName(), copies, first, last)


def printers() -> list[str]:
    """The printers this computer knows, the usual one first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: name != usual)


def ask_and_print(
    tools: PageTools,
    pdf: bytes,
    name: str,
    done: Callable[[PrintedSheets | None], object] = _ignored,
) -> None:
    """Ask which printer, pages and copies, and print; `done` gets None when nothing was printed.

    A failure was said by then; who thought better of it is told nothing: nothing happened.
    """

    def failed(error: Exception) -> None:
        tools.prompts.show_error(error)
        done(None)

    def printed(sheets: PrintedSheets) -> None:
        tools.prompts.tell(say("Enviada a la impresora."))
        done(sheets)

    try:
        printer = tools.prompts.printer(page_count(pdf))
    except Exception as error:  # noqa: BLE001 - whatever a driver does, the paper is kept
        failed(error)
        return
    if printer is None:
        done(None)
        return
    begin = partial(print_paper, pdf, name, printer)
    tools.jobs.in_turns(say("Imprimiendo"), begin, done=printed, failed=failed)


def _pages(printer: QPrinter, count: int) -> tuple[int, int]:
    """The first and the last page wished for, counted from 1, within the document."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    return min(max(first, 1), count), min(max(last, first), count)


def _set_up(printer: QPrinter, name: str, paper: _Paper) -> None:
    """Ask for the paper's own size, edge to edge; its printer may still feed what it has."""
    from PySide6.QtCore import QMarginsF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize

    sideways = paper.width > paper.height
    upright = QSizeF(min(paper.width, paper.height), max(paper.width, paper.height))
    printer.setDocName(name)
    printer.setResolution(min(printer.resolution(), _DOTS_AN_INCH_MOST))
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point))
    orientation = QPageLayout.Orientation
    printer.setPageOrientation(orientation.Landscape if sideways else orientation.Portrait)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)


def _turns(printer: QPrinter) -> int:
    """How often the pages are sent: once to a printer that repeats them by itself."""
    return 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)


def _sheets(
    document: Any, painter: QPainter, printer: QPrinter, chosen: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Draw pages strip by strip; raises NotPrinted once the printer takes no more."""
    from PySide6.QtCore import QPointF

    for place, number in enumerate(chosen):
        if place and not printer.newPage():
            raise _not_printed(printer)
        for top, strip in _strips(document[number], printer.resolution()):
            painter.drawImage(QPointF(0, top), strip)
            yield place, len(chosen)
        if _has_failed(printer):
            raise _not_printed(printer)


def _strips(page: Any, dots_an_inch: int) -> Iterator[tuple[int, QImage]]:
    """A page as pictures from its top down, each with the row at which it begins."""
    from PySide6.QtGui import QImage

    scale = dots_an_inch / _POINTS_AN_INCH
    width, height = page.get_size()
    rows = round(height * scale)
    step = max(int(_STRIP_BYTES / (width * scale * _PIXEL_BYTES)), 1)
    for top in range(0, rows, step):
        below = max(height - (top + step) / scale, 0)
        bitmap: Any = page.render(scale=scale, crop=(0, below, 0, top / scale), prefer_bgrx=True)
        yield (
            top,
            QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            ).copy(),
        )


def _has_failed(printer: QPrinter) -> bool:
    states = type(printer).PrinterState
    return printer.printerState() in (states.Error, states.Aborted)


def _not_printed(printer: QPrinter) -> NotPrinted:
    return NotPrinted(
        say(
            "La impresora «{printer}» no recibió las hojas. El acta está a salvo: revise la "
            "impresora e inténtelo de nuevo, o entregue la copia en memoria USB o a un teléfono.",
            printer=printer.printerName() or printer.outputFileName(),
        )
    )


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    from pypdfium2 import PdfDocument  # pyright: ignore[reportMissingTypeStubs]

    document: Any = PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
