"""How the identity cards of a country say their fields when a barcode scanner types them."""

from __future__ import annotations

import re
from functools import cached_property

import msgspec


class CardLayout(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One kind of card, by what its code says and not by how fast it comes.

    `begins` tells the first signs that nobody would type by hand; `patterns` are tried in turn on
    the whole text, in which each control sign stands as one blank. Their named groups are
    `id_number`, `surname`, `surname2`, `given`, `given2`, `sex` and `born` (YYYYMMDD or YYMMDD);
    any of them may be missing. `sex` translates the card's letters to the catalogue's codes.
    """

    name: str
    id_type: str
    begins: str
    patterns: tuple[str, ...]
    sex: dict[str, str] = {}

    @cached_property
    def beginning(self) -> re.Pattern[str]:
        """The first signs, compiled once."""
        return re.compile(self.begins, re.IGNORECASE)

    @cached_property
    def whole(self) -> tuple[re.Pattern[str], ...]:
        """The patterns, compiled once."""
        return tuple(re.compile(one, re.IGNORECASE) for one in self.patterns)
