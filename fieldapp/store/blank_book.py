"""The book of numbered blank forms: the next place in a series, and the form that bears a number.

Forms are records, so those of another laptop of the same office are here too once they came.
"""

from __future__ import annotations

from fieldapp.records.blank_forms import BlankForm
from fieldapp.rules.blank_forms import FormFate
from fieldapp.store.ledger import take_place
from fieldapp.store.unit_of_work import Reading, Writing


def take_form_place(writing: Writing, series: str) -> int:
    """Take the next place in a series of forms.

    It follows both what this laptop gave, of which the records may have left with a territory,
    and what came back from headquarters after the laptop was mended from an older copy.
    """
    known = writing.connection.execute(
        'SELECT max(seq) FROM "blank_form" WHERE series = ?', (series,)
    ).scalar()
    return take_place(writing, series, after=known or 0)


def form_of(reading: Reading, number: str) -> BlankForm | None:
    """The form that bears a number; None if this laptop knows of none.

    A disk that was copied may have printed a number twice: then the one that is still blank.
    """
    found = reading.all(BlankForm, {"number": number}, ["printed_at", "id"])
    blank = (one for one in found if one.fate == FormFate.PRINTED)
    return next(blank, found[0] if found else None)
