"""Handing an acta over: for whom, how, and exactly which file; and the sheets that were printed.

A delivery is written down after the copy is there: the file written, the job taken by the
printer. What fails before that leaves nothing behind and nothing to be undone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.records.approval import Delivery, Printing
from fieldapp.records.describe import Code
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, say
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.changing import create, fetch, put, required
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.issued import acta_of

_OF_THE_ACTA: Final = ("acta", "signature_sheet", "photo_annex")


@dataclass(frozen=True, slots=True)
class PrintedSheets:
    """What a printer took: pages from 1, both included, so many times."""

    printer: str
    copies: int
    first_page: int
    last_page: int


class Deliveries:
    """What is handed over of an acta; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def hand_over(self, minutes: UUID, handed_to: str, way: str, copy: bytes) -> Saved:
        """Put down that somebody has a copy: "usb", "phone". Refused unless the acta is signed."""
        with self._desk.writing() as writing:
            return self._handed(writing, minutes, handed_to, way, copy, 1)

    def printed(
        self, activity: UUID, paper: str, sheets: PrintedSheets, pdf: bytes, *, handed_to: str = ""
    ) -> Saved:
        """Put down what the printer took; with `handed_to` it was a copy of the signed acta.

        `paper` is "acta", "draft", "signature_sheet", "photo_annex" or "attendance_list".
        """
        with self._desk.writing() as writing:
            acta = acta_of(writing, activity) if paper in _OF_THE_ACTA else None
            printing = create(
                self._desk,
                Printing,
                {},
                activity=activity,
                minutes=acta.id if acta else None,
                paper=Code(paper),
                printer=sheets.printer[:200],
                copies=sheets.copies,
                first_page=sheets.first_page,
                last_page=sheets.last_page,
                printed_at=self._desk.now(),
                paper_sha256=hashlib.sha256(pdf).hexdigest(),
            )
            saved = put(self._desk, writing, printing)
            if handed_to.strip() and paper == "acta" and acta is not None:
                self._handed(writing, acta.id, handed_to, "printed", pdf, sheets.copies)
            return Saved(writing.changed_kinds, saved.id)

    def _handed(
        self, writing: Writing, minutes: UUID, handed_to: str, way: str, copy: bytes, copies: int
    ) -> Saved:
        acta = fetch(writing, Minutes, minutes)
        if acta.status != "sealed":
            raise Refused(say("Solo se entrega copia de un acta firmada."))
        delivery = create(
            self._desk,
            Delivery,
            {"handed_to": required(handed_to, say("Escriba para quién es la copia."))},
            minutes=minutes,
            way=Code(way),
            copies=copies,
            handed_at=self._desk.now(),
            paper_sha256=hashlib.sha256(copy).hexdigest(),
        )
        return put(self._desk, writing, delivery)
