"""What the widgets that show records need: words, looks, formats, and what may be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from fieldapp.packs.formats import Formats
from fieldapp.records.describe import FieldSpec
from fieldapp.records.text import Text
from fieldapp.ui.jobs import Jobs
from fieldapp.ui.ports import Clock, Wording
from fieldapp.ui.theme import Theme


class Option(Protocol):
    """One thing that may be chosen: what is kept, how it is called, and what tells it apart."""

    @property
    def value(self) -> object:
        """A code, a territory code or an id."""
        ...

    @property
    def label(self) -> str:
        """The words a person reads."""
        ...

    @property
    def hint(self) -> str:
        """What tells it from another of the same name; may be empty."""
        ...


class Options(Protocol):
    """What a field that is chosen, not typed, asks for. Called on the reading worker."""

    def options(self, field: FieldSpec, text: str, limit: int) -> Sequence[Option]:
        """Return what the typed words may mean, accents aside; all (up to `limit`) for ""."""
        ...

    def label(self, field: FieldSpec, value: object) -> str:
        """Return the words of a value that a record already holds."""
        ...


@dataclass(frozen=True)
class FormTools:
    """What a form or a table lends to its parts."""

    jobs: Jobs
    words: Wording
    theme: Theme
    formats: Formats
    clock: Clock
    options: Options
    drafts: Mapping[str, Text] = field(default_factory=dict[str, Text])
