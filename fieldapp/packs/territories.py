"""The territories of a country, as its statistical office lists them.

Parsed when first asked for: opening the program needs none of them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import msgspec

from fieldapp.packs.folding import fold
from fieldapp.records.describe import NATIONAL


class Territory(NamedTuple):
    """One territory. `lat` and `lon` are decimal degrees as published, empty where unknown.

    Level 0 is the country, 1 a department, 2 a municipality (in Peru a province, and 3 a district).
    """

    code: str
    name: str
    parent_code: str
    level: int
    lat: str
    lon: str
    kind: str


class TerritoryNaming(msgspec.Struct, frozen=True):
    """What the list does not say: other names in use, and names that take an article.

    `article` lists codes of which people say "del Cauca" and not "de Cauca"; `capitals` the
    municipality in which each department or region has its seat.
    """

    code_system: str
    levels: dict[str, str]
    article: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    aliases: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True)
class Territories:
    """The tree of a country's territories, found by code or by part of a name.

    `read_list` gives the list as CSV in UTF-8, when it is first asked for.
    """

    read_list: Callable[[], bytes]
    naming: TerritoryNaming

    def __iter__(self) -> Iterator[Territory]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Territory | None:
        """Return the territory of a code, or None if the list has none."""
        return self._by_code.get(code)

    def level1(self, code: str) -> str:
        """Return the code of the department a territory lies in; NATIONAL for the country.

        Raises:
            KeyError: the list has no such code.
        """
        territory = self._by_code[code]
        while territory.level > 1:
            territory = self._by_code[territory.parent_code]
        return territory.code if territory.level == 1 else NATIONAL

    def children(self, code: str) -> tuple[Territory, ...]:
        """Return the territories directly inside one."""
        return self._children.get(code, ())

    def path(self, code: str) -> str:
        """Return the name with what it lies in: "Guapi, Cauca". An unknown code is itself.

        A capital district that is its own department is said once.
        """
        territory = self._by_code.get(code)
        if territory is None:
            return code
        names = [territory.name]
        above = self._by_code.get(territory.parent_code)
        while above is not None and above.level > 0:
            if above.kind != "distrito_capital" or above.name != names[-1]:
                names.append(above.name)
            above = self._by_code.get(above.parent_code)
        return ", ".join(names)

    def of(self, code: str) -> str:
        """Return the name after "de", with its article where it takes one: "del Cauca"."""
        name = self._by_code[code].name
        return f"del {name}" if code in self.naming.article else f"de {name}"

    def search(self, text: str, limit: int = 20) -> list[Territory]:
        """Find territories by part of a name, an alias or the beginning of a code, best first.

        Every word must be found; one of them in the name itself, the others in it or in what it
        lies in: "san pedro copan" finds San Pedro of Copán.
        """
        words = fold(text).split()
        if not words:
            return []
        whole = " ".join(words)
        found: list[tuple[int, int, str]] = []
        for code, names, above in self._folded:
            rank = _rank(whole, words, code, names, above)
            if rank < _NOT_FOUND:
                found.append((rank, self._by_code[code].level, code))
        return [self._by_code[code] for _, _, code in sorted(found)[:limit]]

    @cached_property
    def _by_code(self) -> Mapping[str, Territory]:
        rows = csv.reader(io.StringIO(self.read_list().decode(), newline=""))
        next(rows)
        return {
            code: Territory(code, name, parent, int(level), lat, lon, kind)
            for code, name, parent, level, lat, lon, kind in rows
        }

    @cached_property
    def _children(self) -> Mapping[str, tuple[Territory, ...]]:
        inside: dict[str, list[Territory]] = {}
        for territory in self:
            inside.setdefault(territory.parent_code, []).append(territory)
        return {code: tuple(territories) for code, territories in inside.items()}

    @cached_property
    def _folded(self) -> list[tuple[str, tuple[str, ...], str]]:
        """Code, folded names, and folded names of everything above, for the search."""
        own = {territory.code: fold(territory.name) for territory in self}
        above: dict[str, str] = {"": ""}
        searched: list[tuple[str, tuple[str, ...], str]] = []
        for territory in self:
            over = above.get(territory.parent_code, "")
            above[territory.code] = f"{own[territory.code]} {over}" if territory.level else ""
            aliases = self.naming.aliases.get(territory.code, ())
            names = (own[territory.code], *(fold(alias) for alias in aliases))
            searched.append((territory.code, names, over))
        return searched


_WHOLE, _BEGINS, _CODE, _WORD_BEGINS, _TOGETHER, _INSIDE, _NOT_FOUND = range(7)
"""How well a territory answers a search, the best first."""

_LEAST_INSIDE = 3
"""How many letters count in the middle of a word."""


def _rank(whole: str, words: list[str], code: str, names: tuple[str, ...], above: str) -> int:
    rank = min(_rank_of_name(whole, name) for name in names)
    if whole.isdigit() and code.startswith(whole):
        return min(rank, _CODE)
    together = len(words) > 1 and any(_are_together(words, name, above) for name in names)
    return min(rank, _TOGETHER) if together else rank


def _rank_of_name(whole: str, name: str) -> int:
    at = name.find(whole)
    if at < 0:
        return _NOT_FOUND
    if at == 0:
        return _WHOLE if len(name) == len(whole) else _BEGINS
    if name[at - 1] == " ":
        return _WORD_BEGINS
    return _INSIDE if len(whole) >= _LEAST_INSIDE else _NOT_FOUND


def _are_together(words: list[str], name: str, above: str) -> bool:
    """Tell whether every word is found, at least one of them in the name itself."""
    in_name = [word in name for word in words]
    return any(in_name) and all(
        here or word in above for here, word in zip(in_name, words, strict=True)
    )
