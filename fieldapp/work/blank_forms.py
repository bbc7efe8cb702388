"""Numbered blank forms for the day without power: printed, filled in by hand, typed in later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

import msgspec

from fieldapp.packs.data_protection import SPANISH
from fieldapp.records.blank_forms import BlankForm
from fieldapp.records.describe import Code
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity
from fieldapp.rules.blank_forms import Form, FormFate, form_number, form_series
from fieldapp.rules.permissions import Role
from fieldapp.rules.visits import VisitStatus
from fieldapp.store.blank_book import take_form_place
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.acta_records import issuer_of
from fieldapp.work.changing import create, put, required
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.form_settling import blank_form, fate_here, put_fate, sheet_at_hand
from fieldapp.work.signed_papers import PaperPage, SignedPaper, SignedPapers

FORMS_MOST: Final = 50
"""A hundred sheets: more at once is a slip of the finger."""
ROWS_OF_A_LIST: Final = 22
"""What two pages hold: one sheet printed on both sides."""


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form as the page shows it. `activity` is the visit whose paper it became."""

    number: str
    form: str
    fate: str
    reason: str
    printed_on: date | None
    activity: UUID | None
    title: str


@dataclass(frozen=True, slots=True)
class PrintedForms:
    """Forms to be printed: their numbers, and one PDF for all of them."""

    numbers: tuple[str, ...]
    pdf: bytes


class BlankForms:
    """What is done with blank forms; each method that writes is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def lines(self) -> list[FormLine]:
        """Every form of this officer with its fate, the newest first.

        Those that another laptop of theirs printed are among them; a coordinator sees everybody's.
        """
        mine = {None, self._desk.posting.officer}
        everybodys = self._desk.posting.role != Role.OFFICER
        with self._desk.reading() as reading:
            known = reading.all(BlankForm, order_by=["-printed_at", "series", "seq"])
            return [
                self._line(reading, one) for one in known if everybodys or one.created_by in mine
            ]

    def make(self, form: str, count: int, language: str = SPANISH) -> PrintedForms:
        """Number so many blank actas ("acta") or attendance lists ("list") and make their PDF.

        The data notice is printed in `language`, by its code in `languages`.

        The numbers are written down before anything is printed: a sheet that a printer ate is
        annulled with its reason, never numbered again. Refused for none or more than 50.
        """
        if not 1 <= count <= FORMS_MOST:
            raise Refused(say("Imprima entre 1 y {most} formularios.", most=FORMS_MOST))
        with self._desk.writing() as writing:
            numbers = tuple(self._numbered(writing, Form(form)) for _ in range(count))
        return self.again(numbers, language)

    def again(self, numbers: Sequence[str], language: str = SPANISH) -> PrintedForms:
        """The PDF of forms of one sort that were numbered before, still blank."""
        from fieldapp.documents.blank_forms import render_blank_actas, render_blank_lists

        with self._desk.reading() as reading:
            sorts = {sheet_at_hand(reading, number).form for number in numbers}
        issuer, pack = issuer_of(self._desk), self._desk.pack
        pdf = (
            render_blank_actas(pack, issuer, numbers, language=language)
            if sorts == {Form.ACTA.value}
            else render_blank_lists(pack, issuer, numbers, rows=ROWS_OF_A_LIST, language=language)
        )
        return PrintedForms(tuple(numbers), pdf)

    def annul(self, number: str, reason: str) -> Saved:
        """Say why a form will never be filled in; its number stays in the book."""
        why = required(reason, say("Escriba por qué se anula el formulario."))
        with self._desk.writing() as writing:
            form = blank_form(writing, number)
            return put_fate(self._desk, writing, form, FormFate.ANNULLED, reason=why)

    def lose(self, number: str, reason: str) -> Saved:
        """Say how a sheet was lost; it is not printed again, and typed in if it is found."""
        why = required(reason, say("Escriba cómo se perdió el formulario."))
        with self._desk.writing() as writing:
            form = sheet_at_hand(writing, number)
            return put_fate(self._desk, writing, form, FormFate.LOST, reason=why)

    def transcribe(self, number: str, pages: Sequence[PaperPage]) -> Saved:
        """Begin to type what a blank acta says, against its number and with its photographs.

        It begins a visit that is over, whose hours are those of the paper; the answer is about
        it. Where the visit was planned, and for a list, the photographs are attached in its room.
        """
        with self._desk.reading() as reading:
            form = blank_form(reading, number)
        _must_fit(form, pages)
        visit = self._held_without_power()
        paper = SignedPaper([replace(page, number=number) for page in pages], folio=number)
        stored = SignedPapers(self._desk).stored(visit.id, paper)
        with self._desk.writing() as writing:
            put(self._desk, writing, visit)
            SignedPapers(self._desk).attach_in(writing, visit.id, paper, stored)
            return Saved(writing.changed_kinds, visit.id)

    def _numbered(self, writing: Writing, form: Form) -> str:
        device = self._desk.series(writing)
        series = form_series(device, form)
        seq = take_form_place(writing, series)
        number = form_number(
            self._desk.pack.numbering,
            form,
            office=self._desk.posting.office_code,
            year=self._desk.today().year,
            device=device,
            seq=seq,
        )
        put(
            self._desk,
            writing,
            create(
                self._desk,
                BlankForm,
                {},
                number=number,
                series=series,
                seq=seq,
                form=Code(form.value),
                office=self._desk.posting.office,
                printed_at=self._desk.now(),
            ),
        )
        return number

    def _held_without_power(self) -> Activity:
        """A visit that is over; its hours are typed from the paper and not stamped."""
        visit = create(self._desk, Activity, {"lead_officer": self._desk.posting.officer})
        return msgspec.structs.replace(visit, status=Code(VisitStatus.DONE.value))

    def _line(self, reading: Reading, form: BlankForm) -> FormLine:
        visit = reading.get(Activity, form.activity) if form.activity else None
        return FormLine(
            number=form.number,
            form=form.form or "",
            fate=fate_here(reading, form).value,
            reason=form.reason,
            printed_on=self._desk.day_of(form.printed_at) if form.printed_at else None,
            activity=form.activity,
            title=visit.objective if visit else "",
        )


def _must_fit(form: BlankForm, pages: Sequence[PaperPage]) -> None:
    """Refuse photographs of another paper, none, and a list without its visit."""
    if form.form == Form.LIST:
        raise Refused(
            say("Abra la visita de la que es la lista y adjunte allí sus fotos, en Asistencia.")
        )
    if not pages:
        raise Refused(say("Elija las fotos del formulario lleno."))
    others = {page.number for page in pages if page.number not in ("", form.number)}
    if others:
        raise Refused(
            say(
                "La foto es del papel {other}, no del {number}. Elija las fotos de este.",
                other=min(others),
                number=form.number,
            )
        )
