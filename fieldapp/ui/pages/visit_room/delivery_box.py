"""Handing the acta over: on paper, on a memory stick, to a phone; and the sheet to sign on.

A copy counts as delivered once it is there. If the printer fails or there is none, the other ways
stand beside it and nothing is counted or printed again by itself (field rule R17).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fieldapp.records.approval import Delivery
from fieldapp.records.choices import CHOICES
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.entry import Asked, Entry, Verb
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.told import Told, ToldRows
from fieldapp.ui.theme import mark
from fieldapp.ui.written_file import write_file
from fieldapp.work.deliveries import PrintedSheets
from fieldapp.work.visit_room import VisitRoom

_Paper = tuple[str, bytes]
"""How the file is called, and the PDF."""


class DeliveryBox(QWidget):
    """For whom the copy is, the ways to hand it over, and who has one already."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._room: VisitRoom | None = None
        self.entry = Entry(
            page,
            work,
            Asked(page.tools.kinds["delivery"], ("handed_to",)),
            (
                Verb(say("Imprimir copia"), "print", self._on_print),
                Verb(say("Guardar en memoria USB"), "deliver", partial(self._on_file, "usb")),
                Verb(
                    say("Pasar a un teléfono por cable"), "deliver", partial(self._on_file, "phone")
                ),
            ),
        )
        self.told = ToldRows(page.tools, _nothing)
        self._heading = QLabel(page.words(say("Entregar copia")))
        mark(self._heading, "section")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(page.tools.theme.space(2))
        for part in (self._heading, self.entry, self.told):
            column.addWidget(part)

    def show_room(self, room: VisitRoom) -> None:
        """Show who has a copy; the ways stand there once the acta is signed."""
        self.entry.show_about(room.activity.id)
        self._room = room
        signed = room.minutes is not None and room.minutes.status == "sealed"
        for part in (self._heading, self.entry):
            part.setVisible(signed)
        deliveries = room.acta.deliveries if room.acta else ()
        self.told.show_rows([Told(one.id, self._sentence(one)) for one in deliveries])
        self.told.setVisible(signed and bool(deliveries))

    def focus_first(self) -> None:
        """Put the cursor where it is written for whom the copy is."""
        self.entry.form.focus_field()

    def print_acta(self) -> None:
        """Print the acta as it is shown: signed, issued, or the draft of it."""
        room = self._room
        if room is None:
            return
        minutes, papers = room.minutes, self._work.papers
        if minutes is None or minutes.status not in ("frozen", "sealed"):
            visit = room.activity.id
            self._print("draft", lambda: (papers.draft_name(visit), papers.preview(visit)))
        else:
            acta = minutes.id
            self._print("acta", lambda: (papers.file_name(acta), papers.pdf(acta)))

    def print_sheet(self) -> None:
        """Print the numbered sheet on which the issued acta is signed with a pen."""
        minutes, papers = self._minutes, self._work.papers
        if minutes is not None:
            acta = minutes.id
            name = self._page.words(say("Hoja de firmas {number}", number=minutes.number)) + ".pdf"
            self._print("signature_sheet", lambda: (name, papers.signature_sheet(acta)))

    # Words.

    def _sentence(self, one: Delivery) -> str:
        formats, words = self._page.tools.formats, self._page.words
        ways = {way.code: words(Text(way.label)) for way in CHOICES["delivery_ways"]}
        when = formats.moment(one.handed_at) if one.handed_at else ""
        copies = words(say_n("{n} copia", "{n} copias", one.copies or 1))
        return f"{when} · {one.handed_to} · {ways.get(one.way or '', '')} · {copies}"

    # Doing.

    @property
    def _minutes(self) -> Minutes | None:
        return self._room.minutes if self._room is not None else None

    def _on_print(self, _typed: Mapping[str, Any]) -> None:
        self.print_acta()

    def _print(self, paper: str, make: Callable[[], _Paper]) -> None:
        self._page.load(make, partial(self._on_made, paper), topic="paper")

    def _on_made(self, paper: str, made: _Paper) -> None:
        """Hand it to the printer here, where dialogs live; count it only after it was taken."""
        from fieldapp.ui.printing import ask_and_print

        name, pdf = made
        room = self._room
        handed_to = str(self.entry.typed["handed_to"]) if paper == "acta" else ""

        def count(sheets: PrintedSheets | None) -> None:
            if room is None or sheets is None:
                self.focus_first()  # the other ways stand beside it
                return
            printed = self._work.deliveries.printed
            self._page.save(
                partial(printed, room.activity.id, paper, sheets, pdf, handed_to=handed_to),
                done=self.entry.clear if handed_to else None,
            )

        ask_and_print(self._page.tools, pdf, name, count)

    def _on_file(self, way: str, typed: Mapping[str, Any]) -> None:
        minutes, papers = self._minutes, self._work.papers
        if minutes is None:
            return
        if not str(typed["handed_to"]).strip():
            self.focus_first()
            self._page.tools.prompts.tell(say("Escriba para quién es la copia."))
            return
        acta = minutes.id
        self._page.load(
            lambda: (papers.file_name(acta), papers.pdf(acta)),
            partial(self._on_copied, acta, way, str(typed["handed_to"])),
            topic="paper",
        )

    def _on_copied(self, acta: UUID, way: str, handed_to: str, made: _Paper) -> None:
        name, pdf = made
        title = say("Guardar en la memoria USB") if way == "usb" else say("Guardar en el teléfono")
        path = self._page.tools.prompts.file_to_save(title, name)
        if path is not None:
            self._page.load(
                partial(write_file, path, lambda: pdf),
                partial(self._on_there, acta, way, handed_to, pdf),
                topic="copy",
            )

    def _on_there(self, acta: UUID, way: str, handed_to: str, pdf: bytes, path: Path) -> None:
        def told(_saved: object) -> None:
            self.entry.clear()
            self._page.tools.prompts.tell(say("Copia entregada en {path}", path=str(path)))

        self._page.save(
            partial(self._work.deliveries.hand_over, acta, handed_to, way, pdf), done=told
        )


def _nothing(_id: object, _place: int) -> None:
    """A delivery is a fact: nothing is done with it afterwards."""
