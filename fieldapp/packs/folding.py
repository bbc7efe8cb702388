"""Comparing words as people do: without accents, case or punctuation."""

from __future__ import annotations

import unicodedata

_SPACED = {ord(sign): " " for sign in ",.;:-–—/()'’\"«»"}


def fold(text: str) -> str:
    """Return the text without accents, case and punctuation, its words one space apart.

    `ñ` folds to `n`: an officer whose keyboard has none still finds Nariño.
    """
    if not text.isascii():
        marked = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in marked if not unicodedata.combining(sign))
    return " ".join(text.translate(_SPACED).casefold().split())


def in_alphabet(text: str) -> tuple[str, str]:
    """Return what a list is sorted by: Áncash does not come after Zamora."""
    return fold(text), text
