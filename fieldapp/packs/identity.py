"""Numbers of persons and entities: whether one looks right for its type.

An answer is a mark beside the number and never a refusal: somebody without a card, or with a
number that the laptop cannot believe, attends and signs like everybody else (field rule R2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from fieldapp.packs.catalogue import Catalogue, Choice


class Verification(Enum):
    """What can be said of a number: it has the right form, it has not, or there is none."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Identity:
    """The document types of a country, of people and of entities."""

    types: Catalogue

    def check(self, id_type: str, number: str) -> Verification:
        """Tell whether the number has the form, and the check digit, of its type."""
        written = compact(number)
        choice = self.types.get(id_type)
        if not written or (choice is not None and choice.absent):
            return Verification.ABSENT
        if choice is not None and has_form(choice, written):
            return Verification.VERIFIED
        return Verification.UNVERIFIED


def compact(number: str) -> str:
    """Return the number as it is compared: capitals and digits, without points or hyphens."""
    return "".join(sign for sign in number.upper() if sign.isalnum())


def has_form(choice: Choice, number: str) -> bool:
    """Tell whether a compact number has the form, and the check digit, of a type."""
    if choice.pattern and not re.fullmatch(choice.pattern, number):
        return False
    return not choice.check or _check_digit_holds(choice.check, number)


def _check_digit_holds(check: str, number: str) -> bool:
    """Ask python-stdnum, imported only when a number is checked.

    The imports are spelled out so that the frozen bundle finds them.
    """
    match check:
        case "co.nit":
            from stdnum.co import nit as rule
        case "pe.ruc":
            from stdnum.pe import ruc as rule
        case "pe.cui":
            from stdnum.pe import cui as rule
        case _:
            return True
    return rule.is_valid(number)
