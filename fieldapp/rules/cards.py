"""What an identity card says when a barcode scanner types it, by the layouts of the country's pack.

A card is known by its content: neither the speed of a scanner nor that of a person matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from fieldapp.packs.cards import CardLayout

_SIGNS_MOST: Final = 4_000
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BETWEEN_WORDS: Final = re.compile(r"[\W\d_]+")
_OF_AGE: Final = 18
_SMALL_WORDS: Final = frozenset({"de", "del", "la", "las", "los", "y"})


@dataclass(frozen=True, slots=True)
class CardRead:
    """What a card says; "" for what its code does not tell. `born` is its digits, year first."""

    id_type: str
    id_number: str
    full_name: str
    sex: str
    born: str

    def fields(self, today: date) -> Mapping[str, Any]:
        """The fields of an attendance row that the card fills in.

        Nobody is called of age by a card: a question of its own says so. It only tells a minor.
        """
        known: dict[str, Any] = {
            "id_type": self.id_type if self.id_number else "",
            "id_number": self.id_number,
            "full_name": self.full_name,
            "sex": self.sex,
            "minor": _is_minor(self.born, today),
        }
        return {name: value for name, value in known.items() if value}


def begins_a_card(typed: str, layouts: Iterable[CardLayout]) -> bool:
    """Tell whether what was typed so far can only be a card."""
    said = _blanked(typed)
    return any(layout.beginning.search(said) for layout in layouts)


def read_card(typed: str, layouts: Iterable[CardLayout]) -> CardRead | None:
    """Read a whole card; None while it is none, or not whole yet."""
    said = _blanked(typed)
    for layout in layouts:
        if not layout.beginning.search(said):
            continue
        for pattern in layout.whole:
            found = pattern.search(said)
            if found is not None:
                return _read(layout, found.groupdict(default=""))
    return None


def _read(layout: CardLayout, groups: Mapping[str, str]) -> CardRead:
    names = (groups.get(one, "") for one in ("given", "given2", "surname", "surname2"))
    return CardRead(
        id_type=layout.id_type,
        id_number=groups.get("id_number", "").upper(),
        full_name=" ".join(worded for name in names if (worded := _name(name))),
        sex=layout.sex.get(groups.get("sex", "").upper(), ""),
        born=groups.get("born", ""),
    )


def _blanked(typed: str) -> str:
    return _CONTROL.sub(" ", typed[:_SIGNS_MOST])


def _name(written: str) -> str:
    """A name in capitals, and with what fills a card between the words, as people write it."""
    words = _BETWEEN_WORDS.sub(" ", written).strip().lower().split()
    return " ".join(word if word in _SMALL_WORDS else word.capitalize() for word in words)


def _is_minor(born: str, today: date) -> bool:
    """Tell who is under 18; a year of two digits is the last one of its kind that has come."""
    if not born:
        return False
    year, month, day = born[:-4], int(born[-4:-2]), int(born[-2:])
    born_in = int(year)
    if len(year) == len("YY"):
        born_in += today.year - today.year % 100
        born_in -= 100 if born_in > today.year else 0
    had_no_birthday = (today.month, today.day) < (month, day)
    return today.year - born_in - had_no_birthday < _OF_AGE
