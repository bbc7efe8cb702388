"""Records made apart that are one in the world: joined, asked about, taken apart (rule R1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.records.describe import Code, Record
from fieldapp.records.people import Organization, Person, SameAs
from fieldapp.records.spaces import Space
from fieldapp.rules.same_as import Joinable, Sameness, new_links
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.changing import change, create, fetch, put
from fieldapp.work.desk import Desk, Saved

_NAMED_BY: Final = {Person: "full_name", Organization: "name", Space: "name"}


@dataclass(frozen=True, slots=True)
class SameProposal:
    """Two records that may be one, as a person is asked. `basis` says why."""

    id: UUID
    kind: str
    first: UUID
    second: UUID
    first_label: str
    second_label: str
    basis: str


class SameAsLinks:
    """What is done about duplicates; each method is one transaction. Nothing is ever merged."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def proposals(self) -> list[SameProposal]:
        """The pairs that wait for somebody's word."""
        with self._desk.reading() as reading:
            waiting = reading.all(SameAs, {"state": "proposed"}, ("created_at",))
            shown = [self._shown(reading, link) for link in waiting]
            return [proposal for proposal in shown if proposal is not None]

    def join(self, first: UUID, second: UUID) -> Saved:
        """Say that two records are one."""
        with self._desk.writing() as writing:
            known = _links_of(writing, (first, second))
            pair = {first, second}
            link = next((one for one in known if {one.first, one.second} == pair), None)
            if link is None:
                said = {"first": first, "second": second, "basis": Code("person")}
                link = create(self._desk, SameAs, {**said, "state": Code("joined")})
            else:
                link = change(self._desk, link, {"state": Code("joined")})
            return put(self._desk, writing, link)

    def decide(self, link: UUID, *, same: bool) -> Saved:
        """Answer a proposal, or take back what was joined: `same=False` parts them."""
        with self._desk.writing() as writing:
            state = Code("joined" if same else "apart")
            asked = fetch(writing, SameAs, link)
            return put(self._desk, writing, change(self._desk, asked, {"state": state}))

    def group(self, id: UUID) -> frozenset[UUID]:
        """All the records that are one with this, itself too."""
        with self._desk.reading() as reading:
            links = reading.all(SameAs)
        sameness = Sameness(links)
        ends = {end for link in links for end in (link.first, link.second) if end}
        return frozenset({id, *(end for end in ends if sameness.are_same(id, end))})

    def _shown(self, reading: Reading, link: SameAs) -> SameProposal | None:
        for kind, name in _NAMED_BY.items():
            found = reading.many(kind, [end for end in (link.first, link.second) if end])
            if len(found) == 2 and link.first and link.second:  # noqa: PLR2004 - a pair
                return SameProposal(
                    link.id,
                    self._desk.kinds.spec_of(kind).name,
                    link.first,
                    link.second,
                    getattr(found[link.first], name),
                    getattr(found[link.second], name),
                    link.basis or "",
                )
        return None


def join_equals(desk: Desk, writing: Writing, record: Record) -> None:
    """Join a record just kept to the one with the same document; propose those that look alike."""
    if not isinstance(record, Person | Organization | Space):
        return
    others: Sequence[Joinable] = writing.all(type(record))
    for link in new_links(record, others, _links_of(writing, (record.id,)), desk.pack):
        writing.put(link)


def _links_of(reading: Reading, ids: Sequence[UUID]) -> list[SameAs]:
    """The links of some records, annulled too: what somebody took back stays so."""
    found = [
        link
        for end in ("first", "second")
        for link in reading.all(SameAs, {end: list(ids)}, include_annulled=True)
    ]
    return list({link.id: link for link in found}.values())
