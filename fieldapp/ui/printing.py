"""Print a finished PDF on the person's printer; nothing of Qt's printing is loaded before."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fieldapp.ui.widgets.pdf_view import page_picture, page_shapes


def print_pdf(pdf: bytes, name: str, above: QWidget) -> bool:
    """Ask for a printer and print every page as it is; False when the person thought better.

    One page at a time is held as a picture, for laptops with little memory.
    """
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    if not QPrintDialog(printer, above).exec():
        return False
    painter = QPainter(printer)
    for number, shape in enumerate(page_shapes(pdf)):
        if number:
            printer.newPage()
        sheet = painter.viewport()
        width = min(sheet.width(), round(sheet.height() / shape))
        place = QRectF((sheet.width() - width) / 2, 0, width, width * shape)
        painter.drawImage(place, page_picture(pdf, number, min(width, _WIDEST)))
    painter.end()
    return True


_WIDEST = 2550
"""A letter sheet at 300 dots an inch: more makes no paper better."""
