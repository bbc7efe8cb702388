"""Forms numbered before anybody writes on them, for the day without power (documents.md, 2).

They have series of their own beside that of the device, so that a form filled in by hand and an
acta written on the laptop the same day never bear the same number. A form's code says only its
number: there is no content yet that could be proven.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from fieldapp.packs.numbering import Numbering

_CODE: Final = "BITACORA:FORMULARIO:"


class Form(StrEnum):
    """Which form."""

    ACTA = "acta"
    LIST = "list"


class FormFate(StrEnum):
    """What became of a numbered form: blank, its content typed in, or annulled with a reason."""

    PRINTED = "printed"
    TRANSCRIBED = "transcribed"
    ANNULLED = "annulled"


_LETTERS: Final = {Form.ACTA: "F", Form.LIST: "L"}


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
