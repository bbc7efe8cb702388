"""Catalogues of a country: the codes that records store, and what each one means there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import msgspec


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One choice of a catalogue: its code for ever, its label of today, and what the rules ask.

    `until` is the last year in which it is offered; older records keep it and its label.
    The other traits belong to one catalogue each and stay empty in the rest: a document type
    that is none (`absent`), a minor's or an entity's, with the form of its number (`pattern`) and
    its check digit (`check`); the answer that gives none (`declines`); the `parties` and `levels`
    of government an agreement takes; the axis that an activity usually serves; the sessions a
    space usually plans, and whether it follows the `protocol` of local plans; a language that is
    not `written` (signs, or "another"), for which no text can be kept; the sector's `organ` at a
    level of government, which heads that level's column; the `unit` of an indicator and the `part`
    of the ficha in which it stands; the `working_days` in which a request of that kind must be
    answered.
    """

    code: str
    label: str
    short: str = ""
    until: int | None = None
    absent: bool = False
    minor: bool = False
    organization: bool = False
    pattern: str = ""
    check: str = ""
    declines: bool = False
    parties: int = 0
    levels: tuple[str, ...] = ()
    axis: str = ""
    sessions_per_year: int = 0
    written: bool = True
    protocol: bool = False
    organ: str = ""
    unit: str = ""
    part: str = ""
    working_days: int = 0


@dataclass(frozen=True)
class Catalogue:
    """A named list of choices in the order in which people see them."""

    name: str
    choices: tuple[Choice, ...]

    def __iter__(self) -> Iterator[Choice]:
        return iter(self.choices)

    def __len__(self) -> int:
        return len(self.choices)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Choice:
        return self._by_code[code]

    def get(self, code: str) -> Choice | None:
        """Return the choice, or None if this version of the pack does not know the code."""
        return self._by_code.get(code)

    def label(self, code: str) -> str:
        """Return the label; a code this version does not know stands for itself."""
        choice = self._by_code.get(code)
        return choice.label if choice else code

    def offered(self, year: int) -> tuple[Choice, ...]:
        """Return the choices that a new record of that year may take."""
        return tuple(one for one in self.choices if one.until is None or year <= one.until)

    @cached_property
    def _by_code(self) -> dict[str, Choice]:
        return {choice.code: choice for choice in self.choices}
