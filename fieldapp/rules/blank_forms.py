"""Forms numbered before anybody writes on them, for the day without power (documents.md, 2).

They have series of their own beside that of the device, so that a form filled in by hand and an
acta written on the laptop the same day never bear the same number. A form's code says only its
number: there is no content yet that could be proven.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from fieldapp.packs.numbering import Numbering
from fieldapp.records.blank_forms import BlankForm
from fieldapp.records.minutes import Minutes

_CODE: Final = "BITACORA:FORMULARIO:"


class Form(StrEnum):
    """Which form."""

    ACTA = "acta"
    LIST = "list"


class FormFate(StrEnum):
    """What became of a numbered form: blank, typed in, or annulled or lost with a reason.

    Of an annulled one the sheet is kept; a lost one that is found again may still be typed in.
    """

    PRINTED = "printed"
    TRANSCRIBED = "transcribed"
    ANNULLED = "annulled"
    LOST = "lost"


_LETTERS: Final = {Form.ACTA: "F", Form.LIST: "L"}


def fate_of(form: BlankForm, minutes: Minutes | None) -> FormFate:
    """What became of a form; a draft that was given up leaves its paper to be typed again.

    `minutes` is the acta that the form names, if it names one and it is here.
    """
    fate = FormFate(form.fate or FormFate.PRINTED)
    given_up = fate is FormFate.TRANSCRIBED and minutes is not None and minutes.annulled
    return FormFate.PRINTED if given_up else fate


def form_series(device: str, form: Form) -> str:
    """The series of a device's forms: `D07F` for actas, `D07L` for attendance lists."""
    return device + _LETTERS[form]


def form_number(
    numbering: Numbering, form: Form, *, office: str, year: int, device: str, seq: int
) -> str:
    """The number of a form; an acta typed from it keeps it. `year` is that of its printing."""
    series = form_series(device, form)
    number = numbering.number(office=office, year=year, device=series, seq=seq)
    return number if form is Form.ACTA else f"LISTA-{number.partition('-')[2]}"


def write_form_code(number: str) -> str:
    """The text of a form's QR."""
    return f"{_CODE}{number}"


def read_form_code(text: str) -> str:
    """The number in a form's QR; nothing for another code."""
    return text.removeprefix(_CODE) if text.startswith(_CODE) else ""
