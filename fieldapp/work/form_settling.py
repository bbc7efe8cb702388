"""A blank form that came back filled in: its number finds its visit, and its fate is written."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import msgspec

from fieldapp.records.blank_forms import BlankForm
from fieldapp.records.describe import Code
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, say
from fieldapp.rules.blank_forms import Form, FormFate, fate_of
from fieldapp.store.blank_book import form_of
from fieldapp.store.ledger import Fate, NumberTaken, take_this_number
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.changing import change, create, put
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.issued import acta_of


def settle_forms(desk: Desk, writing: Writing, numbers: Iterable[str], activity: UUID) -> None:
    """Write down that these forms are papers of a visit; numbers of other papers are passed over.

    The visit's acta takes the number of a blank acta. Refused when it has one already, or when a
    form was typed in elsewhere or annulled.
    """
    for number in sorted(set(numbers)):
        form = form_of(writing, number)
        if form is None or (form.fate == FormFate.TRANSCRIBED and form.activity == activity):
            continue
        form = blank_form(writing, number)
        minutes = _numbered(desk, writing, form, activity) if form.form == Form.ACTA else None
        put_fate(desk, writing, form, FormFate.TRANSCRIBED, activity=activity, minutes=minutes)


def put_fate(
    desk: Desk, writing: Writing, form: BlankForm, fate: FormFate, **known: object
) -> Saved:
    """Write down what became of a form; `known` are the fields that say more of it."""
    return put(desk, writing, change(desk, form, {}, fate=Code(fate.value), **known))


def fate_here(reading: Reading, form: BlankForm) -> FormFate:
    """What became of a form, as far as this laptop knows."""
    return fate_of(form, reading.get(Minutes, form.minutes) if form.minutes else None)


def blank_form(reading: Reading, number: str) -> BlankForm:
    """A form that nobody typed in or annulled yet; Refused, saying what became of it.

    A lost one is among them: it may have been found.
    """
    form = form_of(reading, number.strip())
    if form is None:
        raise Refused(
            say("El formulario {number} no es de los que conoce este equipo.", number=number)
        )
    fate = fate_here(reading, form)
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


def sheet_at_hand(reading: Reading, number: str) -> BlankForm:
    """A form whose sheet is blank and not lost; Refused, saying what became of it."""
    form = blank_form(reading, number)
    if fate_here(reading, form) is FormFate.LOST:
        raise Refused(
            say(
                "El formulario {number} se dio por perdido: {reason}. Si aparece lleno, "
                "transcríbalo.",
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
    taken = NumberTaken(
        form.series, form.seq or 0, form.number, drafted.id, desk.now(), Fate.TAKEN, ""
    )
    take_this_number(writing, taken)
    return drafted.id
