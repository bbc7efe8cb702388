"""Numbered blank forms for the day without power: printed, filled in by hand, typed in later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

import msgspec

from fieldapp.records.describe import Code
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity
from fieldapp.rules.blank_forms import Form, FormFate, form_number, form_series
from fieldapp.rules.visits import VisitStatus
from fieldapp.store.blank_book import BlankForm, form_of, forms, keep_form, last_form
from fieldapp.store.ledger import Fate, NumberTaken, take_this_number
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.acta_records import issuer_of
from fieldapp.work.changing import create, put, required
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.issued import acta_of
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
    printed_on: date
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
        """Every form of this laptop with its fate, the newest first."""
        with self._desk.reading() as reading:
            return [self._line(reading, one) for one in forms(reading)]

    def make(self, form: str, count: int) -> PrintedForms:
        """Number so many blank actas ("acta") or attendance lists ("list") and make their PDF.

        The numbers are written down before anything is printed: a sheet that a printer ate is
        annulled with its reason, never numbered again. Refused for none or more than 50.
        """
        if not 1 <= count <= FORMS_MOST:
            raise Refused(say("Imprima entre 1 y {most} formularios.", most=FORMS_MOST))
        with self._desk.writing() as writing:
            numbers = tuple(self._numbered(writing, Form(form)) for _ in range(count))
        return self.again(numbers)

    def again(self, numbers: Sequence[str]) -> PrintedForms:
        """The PDF of forms that were numbered before, still blank."""
        from fieldapp.documents.blank_forms import joined, render_blank_acta, render_blank_list

        with self._desk.reading() as reading:
            found = [_blank(reading, number) for number in numbers]
        issuer, pack = issuer_of(self._desk), self._desk.pack
        papers = [
            render_blank_acta(pack, issuer, one.number)
            if one.form is Form.ACTA
            else render_blank_list(pack, issuer, one.number, rows=ROWS_OF_A_LIST)
            for one in found
        ]
        return PrintedForms(tuple(numbers), joined(papers))

    def annul(self, number: str, reason: str) -> Saved:
        """Say why a form will never be filled in; its number stays in the book."""
        why = required(reason, say("Escriba por qué se anula el formulario."))
        with self._desk.writing() as writing:
            form = _blank(writing, number)
            keep_form(writing, replace(form, fate=FormFate.ANNULLED, reason=why))
            return Saved(writing.changed_kinds, self._desk.posting.device)

    def transcribe(
        self, number: str, pages: Sequence[PaperPage], *, visit: UUID | None = None
    ) -> Saved:
        """Begin to type what a form says, against its number and with its photographs.

        An acta begins a visit whose hours are those of the paper, or goes to a `visit` that has
        no acta yet; a list goes to the visit that it is of. The answer is about the visit.
        """
        if not pages:
            raise Refused(say("Elija las fotos del formulario lleno."))
        with self._desk.reading() as reading:
            form = _blank(reading, number)
            self._must_fit(reading, form, pages, visit)
        target = visit or self._desk.new_id()
        paper = SignedPaper([replace(page, number=number) for page in pages], folio=number)
        stored = SignedPapers(self._desk).stored(target, paper)
        with self._desk.writing() as writing:
            form = _blank(writing, number)
            if visit is None:
                writing.put(self._held_without_power(target))
            minutes = self._drafted(writing, form, target) if form.form is Form.ACTA else None
            SignedPapers(self._desk).attach_in(writing, target, paper, stored)
            keep_form(
                writing,
                replace(form, fate=FormFate.TRANSCRIBED, activity=target, minutes=minutes),
            )
            return Saved(writing.changed_kinds, target)

    def _numbered(self, writing: Writing, form: Form) -> str:
        device = self._desk.series(writing)
        series = form_series(device, form)
        seq = last_form(writing, series) + 1
        number = form_number(
            self._desk.pack.numbering,
            form,
            office=self._desk.posting.office_code,
            year=self._desk.today().year,
            device=device,
            seq=seq,
        )
        keep_form(writing, BlankForm(series, seq, number, form, self._desk.now()))
        return number

    def _must_fit(
        self, reading: Reading, form: BlankForm, pages: Sequence[PaperPage], visit: UUID | None
    ) -> None:
        others = {page.number for page in pages if page.number not in ("", form.number)}
        if others:
            raise Refused(
                say(
                    "La foto es del papel {other}, no del {number}. Elija las fotos de este.",
                    other=min(others),
                    number=form.number,
                )
            )
        if form.form is Form.LIST and visit is None:
            raise Refused(say("Diga de qué visita es la lista."))
        acta = acta_of(reading, visit) if visit else None
        if form.form is Form.ACTA and acta is not None and acta.number:
            raise Refused(say("Esa visita ya tiene el acta {number}.", number=acta.number))

    def _held_without_power(self, id: UUID) -> Activity:
        """A visit that is over; its hours are typed from the paper and not stamped."""
        led = {"lead_officer": self._desk.posting.officer}
        visit = create(self._desk, Activity, led)
        return msgspec.structs.replace(visit, id=id, status=Code(VisitStatus.DONE.value))

    def _drafted(self, writing: Writing, form: BlankForm, visit: UUID) -> UUID:
        drafted = acta_of(writing, visit) or create(self._desk, Minutes, {}, activity=visit)
        remark = (
            f"Transcripción del formulario N.º {form.number}, llenado y firmado a mano; el "
            "original se conserva con su copia digital."
        )
        put(
            self._desk,
            writing,
            msgspec.structs.replace(
                drafted,
                number=form.number,
                remarks="\n".join(filter(None, (drafted.remarks, remark))),
            ),
        )
        taken = NumberTaken(
            form.series, form.seq, form.number, drafted.id, self._desk.now(), Fate.TAKEN, ""
        )
        take_this_number(writing, taken)
        return drafted.id

    def _line(self, reading: Reading, form: BlankForm) -> FormLine:
        visit = reading.get(Activity, form.activity) if form.activity else None
        return FormLine(
            number=form.number,
            form=form.form.value,
            fate=_fate(reading, form).value,
            reason=form.reason,
            printed_on=self._desk.day_of(form.printed_at),
            activity=form.activity,
            title=visit.objective if visit else "",
        )


def _fate(reading: Reading, form: BlankForm) -> FormFate:
    """What became of a form; a draft that was given up leaves its paper to be typed again."""
    if form.fate is FormFate.TRANSCRIBED and form.minutes is not None:
        minutes = reading.get(Minutes, form.minutes)
        if minutes is not None and minutes.annulled:
            return FormFate.PRINTED
    return form.fate


def _blank(reading: Reading, number: str) -> BlankForm:
    """A form nobody typed in or annulled yet."""
    form = form_of(reading, number.strip())
    if form is None:
        raise Refused(say("En este equipo no se imprimió el formulario {number}.", number=number))
    fate = _fate(reading, form)
    if fate is FormFate.TRANSCRIBED:
        raise Refused(say("El formulario {number} ya se transcribió.", number=form.number))
    if fate is FormFate.ANNULLED:
        raise Refused(
            say(
                "El formulario {number} está anulado: {reason}",
                number=form.number,
                reason=form.reason,
            )
        )
    return form
