"""What people really typed: never restored, never crashed, asked at the end what became of it.

Every value is a node: the record, the field, and the value in canonical form. Its author had seen
another one, its parent. A value is kept if it stands at headquarters, if it waits there for a
person, or if the author of a kept value had seen it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from msgspec import json

from fieldapp.records.describe import FieldSpec, Merge
from fieldapp.records.values import to_wire

Node = tuple[UUID, str, bytes]
"""A record, a field, and one value of it as canonical bytes."""

HEADQUARTERS = "headquarters"


def node_of(record: UUID, name: str, wire: Any) -> Node:
    """Name one value of one field of one record."""
    return record, name, json.encode(wire)


class Violation(AssertionError):
    """An invariant does not hold."""


@dataclass(slots=True)
class Oracle:
    """Remembers edits. `say` numbers the values that it hands out: none is ever typed twice."""

    edits: int = 0
    parents: dict[Node, set[Node]] = field(default_factory=lambda: defaultdict(set))
    authors: dict[Node, str] = field(default_factory=dict)
    merges: dict[Node, Merge] = field(default_factory=dict)
    delivered: set[Node] = field(default_factory=set)
    excused: set[Node] = field(default_factory=set)
    seals: dict[UUID, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    """Per acta, what was signed: one spelling of all its locked values for each seal made."""

    def number(self) -> int:
        """Give the next number of an edit."""
        self.edits += 1
        return self.edits

    def typed(self, who: str, record: UUID, spec: FieldSpec, seen: Any, new: Any) -> None:
        """Note that somebody who saw `seen` typed `new` (both as the record holds them)."""
        node = node_of(record, spec.name, to_wire(spec, new))
        before = node_of(record, spec.name, to_wire(spec, seen))
        if node == before:
            return
        self.parents[node].add(before)
        self.authors.setdefault(node, who)
        self.merges[node] = spec.fact.merge

    def came(self, record: UUID, values: Mapping[str, Any]) -> None:
        """Note that headquarters has received a batch with these values."""
        self.delivered |= {node_of(record, name, wire) for name, wire in values.items()}

    def excuse(self, who: str) -> None:
        """A laptop's disk was lost: what only lay there is lost, and nobody could help it."""
        self.excused |= {
            node
            for node, author in self.authors.items()
            if author.rstrip("'") == who and node not in self.delivered
        }

    def vanished(self, kept: Iterable[Node]) -> list[Node]:
        """Give what officers typed that neither stands, nor waits, nor was seen by a successor."""
        known = self._with_ancestors(kept)
        while True:
            codes, largest = _sets_and_maxima(known)
            merged = [
                node
                for node in self.authors
                if node not in known and self._lives_on(node, codes, largest)
            ]
            if not merged:
                break
            # Joined with another value it stands all the same, and so its author's word on it.
            known = self._with_ancestors([*known, *merged])
        return sorted(
            node
            for node, author in self.authors.items()
            if author != HEADQUARTERS and node not in known and node not in self.excused
        )

    def _with_ancestors(self, kept: Iterable[Node]) -> set[Node]:
        known, todo = set(kept), list(kept)
        while todo:
            for parent in self.parents.get(todo.pop(), ()):
                if parent not in known:
                    known.add(parent)
                    todo.append(parent)
        return known

    def _lives_on(
        self, node: Node, codes: dict[tuple[UUID, str], set[str]], largest: dict[Any, int]
    ) -> bool:
        """Tell whether a set's codes, or a greater number, stand for a value that was merged."""
        place, value = node[:2], json.decode(node[2])
        if self.merges[node] is Merge.UNION:
            seen = {code for parent in self.parents[node] for code in json.decode(parent[2]) or ()}
            return set(value or ()) - seen <= codes.get(place, set())
        if self.merges[node] is Merge.MAX:
            return value is None or largest.get(place, -1) >= value
        return False


def _sets_and_maxima(
    known: Iterable[Node],
) -> tuple[dict[tuple[UUID, str], set[str]], dict[tuple[UUID, str], int]]:
    codes: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    largest: dict[tuple[UUID, str], int] = {}
    for record, name, spelled in known:
        value = json.decode(spelled)
        if isinstance(value, list):
            codes[record, name].update(value)
        elif isinstance(value, int):
            largest[record, name] = max(value, largest.get((record, name), value))
    return codes, largest
