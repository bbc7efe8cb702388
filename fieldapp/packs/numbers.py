"""Reading numbers as people type them: comma or point, groups or none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from fieldapp.records.text import Refused, say

_SPACES: Final = re.compile(r"[\s\u00a0\u202f]+")
_GROUPS: Final = re.compile(r"[0-9]{1,3}(?:[ .,][0-9]{3})+|[0-9]+")
_FRACTION: Final = re.compile(r"[0-9]+")
_GROUP_DIGITS: Final = 3


def read_number(text: str, decimal_mark: str) -> Decimal:
    """Read "1.234.567", "41 700.00", "42,7 %"; both marks are understood in every country.

    `decimal_mark` is the country's. "41,700" is refused where the comma is: it could be either.

    Raises:
        Refused: it is no number, or could be two.
    """
    typed = _SPACES.sub(" ", text).strip().removesuffix("%").rstrip()
    mark = _mark_of_decimals(typed)
    if mark and _could_be_thousands(typed, mark):
        if mark == decimal_mark:
            raise Refused(
                say(
                    "«{text}» puede leerse de dos maneras. Si son miles, escriba {thousands}.",
                    text=text,
                    thousands=typed.replace(mark, ""),
                )
            )
        mark = ""
    whole, _, fraction = typed.partition(mark) if mark else (typed, "", "0")
    if not _GROUPS.fullmatch(whole) or not _FRACTION.fullmatch(fraction):
        raise Refused(say("«{text}» no es una cantidad.", text=text))
    digits = re.sub(r"[ .,]", "", whole)
    return Decimal(f"{digits}.{fraction}" if mark else digits)


def _mark_of_decimals(typed: str) -> str:
    """Return the sign that may begin the decimals: the last one, if it stands once."""
    marks = [sign for sign in typed if sign in ".,"]
    return marks[-1] if marks and marks.count(marks[-1]) == 1 else ""


def _could_be_thousands(typed: str, mark: str) -> bool:
    """Tell whether the only sign may as well part thousands: "41.700", but not "0.125"."""
    whole, _, fraction = typed.partition(mark)
    alone = whole.isdigit() and len(whole) <= _GROUP_DIGITS and not whole.startswith("0")
    return alone and len(fraction) == _GROUP_DIGITS
