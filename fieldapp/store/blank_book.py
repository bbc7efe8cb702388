"""The book of numbered blank forms: every one that was printed, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fieldapp.records.values import instant_of, microseconds
from fieldapp.rules.blank_forms import Form, FormFate
from fieldapp.store.unit_of_work import Reading, Writing

_FORMS: Final = (
    "SELECT series, seq, number, form, printed_at, fate, reason, activity, minutes "
    'FROM "blank_form"'
)


@dataclass(frozen=True, slots=True)
class BlankForm:
    """One form. `activity` and `minutes` are those of which it became the paper."""

    series: str
    seq: int
    number: str
    form: Form
    printed_at: datetime
    fate: FormFate = FormFate.PRINTED
    reason: str = ""
    activity: UUID | None = None
    minutes: UUID | None = None


def last_form(reading: Reading, series: str) -> int:
    """The last place taken in a series of forms; 0 if none is."""
    found = reading.connection.exec_driver_sql(
        'SELECT max(seq) FROM "blank_form" WHERE series = ?', (series,)
    )
    return found.scalar() or 0


def keep_form(writing: Writing, form: BlankForm) -> None:
    """Write a form down, or what became of one; its number never changes hands."""
    writing.connection.exec_driver_sql(
        'INSERT INTO "blank_form" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) '
        "ON CONFLICT (series, seq) DO UPDATE SET fate = excluded.fate, reason = excluded.reason, "
        "activity = excluded.activity, minutes = excluded.minutes",
        (
            form.series,
            form.seq,
            form.number,
            form.form.value,
            microseconds(form.printed_at),
            form.fate.value,
            form.reason or None,
            form.activity.bytes if form.activity else None,
            form.minutes.bytes if form.minutes else None,
        ),
    )


def form_of(reading: Reading, number: str) -> BlankForm | None:
    """The form that bears a number; None if this laptop printed none."""
    row = reading.connection.exec_driver_sql(f"{_FORMS} WHERE number = ?", (number,)).first()
    return None if row is None else _form(*row)


def forms(reading: Reading) -> list[BlankForm]:
    """Every form, the newest first."""
    rows = reading.connection.exec_driver_sql(f"{_FORMS} ORDER BY printed_at DESC, series, seq")
    return [_form(*row) for row in rows]


def _form(series: str, seq: int, number: str, form: str, printed_at: int, *rest: Any) -> BlankForm:
    fate, reason, activity, minutes = rest
    return BlankForm(
        series,
        seq,
        number,
        Form(form),
        instant_of(printed_at),
        FormFate(fate),
        reason or "",
        UUID(bytes=activity) if activity else None,
        UUID(bytes=minutes) if minutes else None,
    )
