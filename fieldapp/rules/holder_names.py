"""Whether a certificate that somebody else made out is an officer's, by the names in it.

Authorities write names as they like: "ANGULO RIASCOS MARLENY FIR 12345678". The order counts for
nothing, and one side may have fewer names than the other, but not fewer than two.
"""

from __future__ import annotations

from typing import Final

from fieldapp.packs.folding import fold

_NAMES_MIN: Final = 2


def are_of_one(officer: str, certified: str) -> bool:
    """Tell whether an officer's name and the words of a certificate may be of one person."""
    theirs, named = _names(officer), _names(certified)
    shared = theirs & named
    return len(shared) >= _NAMES_MIN and shared in (theirs, named)


def _names(words: str) -> frozenset[str]:
    return frozenset(word for word in fold(words).split() if word.isalpha() and len(word) > 1)
