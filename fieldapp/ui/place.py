"""A page of the window: what it is called, what it opens, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.records.text import Text
from fieldapp.ui.page import Page, PageTools


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the window: its name, its word on the left, and how it is made.

    What is opened `seldom` stands folded away under «Más», on the left.

    `opens` names the kinds whose records this page shows when somebody asks for one; `word` is
    False for pages that are reached only from others. `about` is the kind a page is for that opens
    none: where the office does not work with it there is no page. What `begins` so is opened here
    too: reports, which are not known before somebody asks.
    """

    name: str
    label: Text
    icon: str
    make: Callable[[PageTools], Page]
    opens: frozenset[str] = frozenset()
    word: bool = True
    below: bool = False
    seldom: bool = False
    about: str = ""
    begins: str = ""

    def shows(self, kind_or_place: str) -> bool:
        """Whether this page opens what is called so."""
        begins = bool(self.begins) and kind_or_place.startswith(self.begins)
        return begins or kind_or_place == self.name or kind_or_place in self.opens
