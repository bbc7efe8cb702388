"""The board of results as a whole: the figures, and what they are made of (domain D61)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from typing import TypeVar
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.records.spaces import SpaceMember
from fieldapp.records.visits import Activity
from fieldapp.rules.figures import FieldWork, Figures, figures_of, visits_held
from fieldapp.rules.results import Chosen, chosen_of
from fieldapp.rules.same_as import Sameness

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of what was chosen, by department code and by axis code."""

    chosen: Chosen
    figures: Figures
    by_department: Mapping[str, Figures] = field(default_factory=dict[str, Figures])
    by_axis: Mapping[str, Figures] = field(default_factory=dict[str, Figures])


def board_of(work: FieldWork, chosen: Chosen, same: Sameness, today: date, pack: Pack) -> Board:
    """Count what was chosen, and each department and axis in it on its own.

    A piece has the figures that choosing it alone would give; all of them are cut in one pass.
    """
    counted = chosen_of(work, chosen, same, pack)
    cut = _Cut(counted, same, pack)

    def figures(pieces: Mapping[str, FieldWork]) -> dict[str, Figures]:
        return {key: figures_of(one, same, today, pack) for key, one in sorted(pieces.items())}

    return Board(
        chosen,
        figures_of(counted, same, today, pack),
        figures(cut.departments(by_meeting=chosen.by_meeting)),
        figures(cut.axes()),
    )


class _Cut:
    """Cuts field work into the pieces of which it is made."""

    def __init__(self, work: FieldWork, same: Sameness, pack: Pack) -> None:
        self._work = work
        self._same = same
        self._members: Mapping[UUID, Sequence[SpaceMember]] = _grouped(
            (one for one in work.members if one.space),
            lambda one: same.representative(one.space or one.id),
        )
        self._department = cache(partial(_department, pack))

    def departments(self, *, by_meeting: bool) -> dict[str, FieldWork]:
        """The work of each department in which there was a visit."""
        work, home = self._work, self._department
        agreements = _grouped(work.agreements, lambda one: home(one.territory or ""))
        spaces = _grouped(work.spaces, lambda one: home(one.territory or ""))
        documents = _grouped(work.documents, lambda one: home(one.territory or ""))
        pieces: dict[str, FieldWork] = {}
        for code, visits in self._visits(lambda one: home(one.territory or "")).items():
            own = [self._same.representative(one.id) for one in spaces[code]]
            pieces[code] = replace(
                work,
                visits=visits,
                agreements=agreements[code],
                spaces=spaces[code],
                documents=documents[code],
                members=self._members_of(visits, () if by_meeting else own),
            )
        return self._with_rows(pieces)

    def axes(self) -> dict[str, FieldWork]:
        """The work of each axis; an agreement serves that of the visit in which it was agreed."""
        pieces: dict[str, FieldWork] = {}
        for axis, visits in self._visits(lambda one: one.axis or "").items():
            held = {one.id for one in visits}
            pieces[axis] = replace(
                self._work,
                visits=visits,
                agreements=[one for one in self._work.agreements if one.activity in held],
                documents=(),
                members=self._members_of(visits, ()),
            )
        return self._with_rows(pieces)

    def _visits(self, key: Callable[[Activity], str]) -> dict[str, list[Activity]]:
        """Visits by a key that some of those which count have; "" is no piece."""
        counting = {key(one) for one in visits_held(self._work)} - {""}
        found = _grouped(self._work.visits, key)
        return {one: found[one] for one in counting}

    def _members_of(self, visits: Iterable[Activity], own: Iterable[UUID]) -> list[SpaceMember]:
        """Who takes part in the spaces that met, and in some others."""
        met = {self._same.representative(one.space) for one in visits if one.space}
        return [member for space in met | set(own) for member in self._members.get(space, ())]

    def _with_rows(self, pieces: dict[str, FieldWork]) -> dict[str, FieldWork]:
        """Each piece with the rows that belong to its visits and agreements."""
        of_visit = {one.id: key for key, piece in pieces.items() for one in piece.visits}
        of_origin = of_visit | {
            one.id: key for key, piece in pieces.items() for one in piece.agreements
        }
        attendance = _grouped(
            self._work.attendance, lambda one: of_visit.get(one.activity or one.id)
        )
        promised = _grouped(self._work.commitments, lambda one: of_origin.get(one.origin or one.id))
        of_promise = {one.id: key for key, rows in promised.items() for one in rows}
        reported = _grouped(
            self._work.follow_ups, lambda one: of_promise.get(one.commitment or one.id)
        )
        return {
            key: replace(
                piece,
                attendance=attendance[key],
                commitments=promised[key],
                follow_ups=reported[key],
            )
            for key, piece in pieces.items()
        }


def _department(pack: Pack, code: str) -> str:
    return pack.territories.level1(code) if code in pack.territories else ""


def _grouped(rows: Iterable[T], key: Callable[[T], K]) -> defaultdict[K, list[T]]:
    found: defaultdict[K, list[T]] = defaultdict(list)
    for one in rows:
        found[key(one)].append(one)
    return found
