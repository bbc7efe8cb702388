"""A blank form that came back filled in: its number finds its visit, and its fate is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

import msgspec

from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, say
from fieldapp.rules.blank_forms import Form, FormFate
from fieldapp.store.blank_book import BlankForm, form_of, keep_form
from fieldapp.store.ledger import Fate, NumberTaken, take_this_number
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.changing import create, put
from fieldapp.work.desk import Desk
from fieldapp.work.issued import acta_of


def settle_forms(desk: Desk, writing: Writing, numbers: Iterable[str], activity: UUID) -> None:
    """Write down that these forms are papers of a visit; numbers of other papers are passed over.

    The visit's acta takes the number of a blank acta. Refused when it has one already, or when a
    form was typed in elsewhere or annulled.
    """
    for number in sorted(set(numbers)):
        form = form_of(writing, number)
        if form is None or (form.fate is FormFate.TRANSCRIBED and form.activity == activity):
            continue
        form = blank_form(writing, number)
        minutes = _numbered(desk, writing, form, activity) if form.form is Form.ACTA else None
        settled = replace(form, fate=FormFate.TRANSCRIBED, activity=activity, minutes=minutes)
        keep_form(writing, settled)


def fate_of(reading: Reading, form: BlankForm) -> FormFate:
    """What became of a form; a draft that was given up leaves its paper to be typed again."""
    if form.fate is FormFate.TRANSCRIBED and form.minutes is not None:
        minutes = reading.get(Minutes, form.minutes)
        if minutes is not None and minutes.annulled:
            return FormFate.PRINTED
    return form.fate


def blank_form(reading: Reading, number: str) -> BlankForm:
    """A form that nobody typed in or annulled yet; Refused, saying what became of it."""
    form = form_of(reading, number.strip())
    if form is None:
        raise Refused(say("En este equipo no se imprimió el formulario {number}.", number=number))
    fate = fate_of(reading, form)
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


def _numbered(desk: Desk, writing: Writing, form: BlankForm, visit: UUID) -> UUID:
    """The acta under way of a visit, with the number of its paper and a remark that says so."""
    drafted = acta_of(writing, visit) or create(desk, Minutes, {}, activity=visit)
    if drafted.number:
        raise Refused(say("Esa visita ya tiene el acta {number}.", number=drafted.number))
    remark = (
        f"Transcripción del formulario N.º {form.number}, llenado y firmado a mano; el original "
        "se conserva con su copia digital."
    )
    remarks = "\n".join(part for part in (drafted.remarks, remark) if part)
    put(desk, writing, msgspec.structs.replace(drafted, number=form.number, remarks=remarks))
    taken = NumberTaken(form.series, form.seq, form.number, drafted.id, desk.now(), Fate.TAKEN, "")
    take_this_number(writing, taken)
    return drafted.id
