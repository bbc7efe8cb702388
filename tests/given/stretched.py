"""A language that nobody speaks: every sentence a third longer, its letters in the same order.

Spanish runs longer than English, and other languages longer than Spanish: a window that shows
these sentences whole has room for all of them.
"""

from __future__ import annotations

from typing import Final

from fieldapp.records.text import Text, Words

_LONGER: Final = 3


class Stretched(Words):
    """Spanish, stretched: after each third letter comes one more of the same."""

    def __call__(self, text: Text | str) -> str:
        worded = super().__call__(text)
        # A plain string may be a name, which stays as it is in every language.
        return stretch(worded) if isinstance(text, Text) else worded


def stretch(sentence: str) -> str:
    """Lengthen a sentence by a third without touching its braces, tags or spaces."""
    longer: list[str] = []
    letters = 0
    for sign in sentence:
        letters += sign.isalpha()
        longer.append(sign * 2 if sign.isalpha() and letters % _LONGER == 0 else sign)
    return "".join(longer)


STRETCHED: Final = Stretched("es")
