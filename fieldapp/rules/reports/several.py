"""Reports of several places at once: one table of each kind, not one for each place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from fieldapp.rules.report import Block, Column, Table

_PLACE: Final = 22


def together(parts: Mapping[str, Sequence[Block]]) -> list[Block]:
    """The same tables of several places as one, with the place in front of each row."""
    gathered: dict[tuple[str, tuple[Column, ...]], Table] = {}
    for place, blocks in parts.items():
        for one in blocks:
            if isinstance(one, Table):
                key = (one.caption, one.columns)
                before = gathered[key].rows if key in gathered else ()
                rows = (*before, *((place, *row) for row in one.rows))
                whole = (Column("Territorio", _PLACE), *one.columns)
                gathered[key] = replace(one, columns=whole, rows=rows)
    return list(gathered.values())
