"""Printers whose sheets land in a file, as a print server's would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
from PySide6.QtPrintSupport import QPrinter


def a_printer(file: Path, *, pages: tuple[int, int] = (0, 0), copies: int = 1) -> QPrinter:
    """A printer whose sheets land in a file, as a print server's would."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setFromTo(*pages)
    printer.setCopyCount(copies)
    return printer


def sheets(file: Path) -> list[Any]:
    """What came out, one picture a sheet at 72 dots an inch."""
    with pypdfium2.PdfDocument(file) as document:
        return [page.render(scale=1, grayscale=True).to_pil() for page in document]
