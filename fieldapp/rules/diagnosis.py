"""The diagnosis of a territory as one value: problems ranked, causes by level, what is chosen.

Problem → cause → alternative → prioritisation are records that point backwards; here they can be
walked forwards too. Nothing here is found by a letter: letters only say in which order people
read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final
from uuid import UUID, uuid5

from fieldapp.records.describe import TerritoryCode
from fieldapp.records.diagnosis import Alternative, Cause, Prioritisation, Problem

CRITERIA: Final = ("magnitude", "severity", "feasibility", "ownership")
"""What a workshop scores from 1 to 5; each counts the same."""


_ROWS: Final = UUID("5c1d7c52-1f0e-5f3b-9d5a-3b1c6f0a7e44")


def id_of_row(above: UUID, *words: object) -> UUID:
    """The id of what is said under a record: the same on every laptop that says the same.

    Two officers who bring the same matrix, or take up the same alternative in the same year,
    without a network, make one record and not two.
    """
    return uuid5(_ROWS, "/".join(map(str, (above, *words))))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A problem, the sum of its scores, and its place; both None while a score is missing."""

    problem: Problem
    total: int | None
    place: int | None


def scores_of(problem: Problem) -> tuple[int | None, ...]:
    """The scores of a problem in the order of `CRITERIA`."""
    return tuple(getattr(problem, name) for name in CRITERIA)


def ranked(problems: Iterable[Problem]) -> list[Ranked]:
    """Problems by the sum of their scores, those of one territory together.

    Places are among the problems of a territory, for each has a workshop of its own. Equal sums
    share a place: where two share the second the next is fourth, as in a race. Unscored ones come
    last; equal ones follow their numbers, so that the table does not jump while people vote.
    """
    totals = [(one, _total(one)) for one in sorted(problems, key=by_number)]
    sums: defaultdict[str, list[int]] = defaultdict(list)
    for one, total in totals:
        if total is not None:
            sums[_where(one)].append(total)
    found = [
        Ranked(one, total, total and 1 + sum(other > total for other in sums[_where(one)]))
        for one, total in totals
    ]
    return sorted(found, key=lambda one: (_where(one.problem), one.place or len(found) + 1))


def _where(problem: Problem) -> str:
    return problem.territory or ""


def _total(problem: Problem) -> int | None:
    scores = [score for score in scores_of(problem) if score is not None]
    return sum(scores) if len(scores) == len(CRITERIA) else None


def by_number(problem: Problem) -> tuple[bool, int, str]:
    """The key that sorts problems by their number: 2 before 10, the unnumbered last."""
    return _in_order(problem.number)


def by_letter(row: Cause | Alternative | Prioritisation) -> tuple[tuple[bool, int, str], int]:
    """The key that sorts rows by their letter and number: b before aa, b 2 before b 10."""
    sub = 0 if isinstance(row, Cause) else row.sub or 0
    return _in_order(row.letter), sub


def lettered(row: Cause | Alternative | Prioritisation) -> str:
    """The label of a row as people write it before its text: "b" or "b.2"; "" without any."""
    sub = None if isinstance(row, Cause) else row.sub
    return f"{row.letter}.{sub}" if sub else row.letter


def _in_order(label: str) -> tuple[bool, int, str]:
    return not label, len(label), label.casefold()


@dataclass(frozen=True)
class Diagnosis:
    """The records of one diagnosis. `levels` are the codes of levels of government, in order."""

    problems: tuple[Problem, ...]
    causes: tuple[Cause, ...]
    alternatives: tuple[Alternative, ...]
    prioritisations: tuple[Prioritisation, ...]
    levels: tuple[str, ...]

    def territories(self) -> list[TerritoryCode | None]:
        """The territories whose problems these are, in the order of their codes."""
        return sorted({one.territory for one in self.problems}, key=lambda code: code or "")

    def of_territory(self, territory: TerritoryCode | None) -> Diagnosis:
        """The diagnosis of one of its territories alone."""
        own = tuple(one for one in self.problems if one.territory == territory)
        return replace(self, problems=own, **self._that_follow({one.id for one in own}))

    def _that_follow(self, problems: set[UUID]) -> dict[str, tuple[Any, ...]]:
        """What hangs from some problems, by the name of its part."""
        causes = tuple(one for one in self.causes if one.problem in problems)
        known = {one.id for one in causes}
        alternatives = tuple(one for one in self.alternatives if one.cause in known)
        sources = problems | known | {one.id for one in alternatives}
        chosen = tuple(one for one in self.prioritisations if one.chosen_from in sources)
        return {"causes": causes, "alternatives": alternatives, "prioritisations": chosen}

    def causes_of(self, problem: UUID, level: str | None = None) -> list[Cause]:
        """Why a problem is there, at one level or at all of them."""
        found = self._causes[problem]
        return found if level is None else [one for one in found if one.gov_level == level]

    def alternatives_of(self, cause: UUID) -> list[Alternative]:
        """What could be done about a cause."""
        return self._alternatives[cause]

    def chosen_from(self, record: UUID) -> list[Prioritisation]:
        """What was said of an alternative when choosing; of a cause or problem, directly."""
        return self._chosen[record]

    def cause_of(self, chosen: Prioritisation) -> Cause | None:
        """The cause a prioritisation answers; None where its source lost even that."""
        alternative = self._alternative_by_id.get(chosen.chosen_from)
        cause = chosen.chosen_from if alternative is None else alternative.cause
        return self._cause_by_id.get(cause)

    def problem_of(self, chosen: Prioritisation) -> Problem | None:
        """The problem a prioritisation comes from."""
        cause = self.cause_of(chosen)
        problem = chosen.chosen_from if cause is None else cause.problem
        return next((one for one in self.problems if one.id == problem), None)

    def level_of(self, alternative: Alternative) -> str | None:
        """The level of government that would do it: that of its cause."""
        cause = self._cause_by_id.get(alternative.cause)
        return cause.gov_level if cause else None

    def selected(self, year: int | None = None, level: str | None = None) -> list[Prioritisation]:
        """What is taken up, of a year and a level or of all."""
        return [
            one
            for one in self.prioritisations
            if one.selected
            and (year is None or one.year == year)
            and (level is None or one.gov_level == level)
        ]

    def years(self) -> list[int]:
        """The years for which something was chosen."""
        return sorted({one.year for one in self.prioritisations if one.year is not None})

    def left_for_later(self, year: int | None = None) -> list[Alternative]:
        """The alternatives that nobody took up (in that year): medium or long term."""
        taken = {one.chosen_from for one in self.selected(year)}
        return [one for one in self.alternatives if one.id not in taken]

    def without_alternative(self) -> list[Cause]:
        """Causes about which nothing is proposed, by an alternative or by a direct choice."""
        return [
            one
            for one in self.causes
            if not self._alternatives.get(one.id) and not self._chosen.get(one.id)
        ]

    def twins(self, problem: UUID) -> list[dict[str, Cause]]:
        """The causes of a problem, those that are the same at several levels in one row.

        Each row maps a level to its cause; a level that lacks the cause is not in it.
        """
        return twin_rows(self.causes_of(problem), self.levels)

    @cached_property
    def _causes(self) -> defaultdict[UUID, list[Cause]]:
        found: defaultdict[UUID, list[Cause]] = defaultdict(list)
        order = {code: place for place, code in enumerate(self.levels)}
        ordered = sorted(self.causes, key=lambda one: order.get(one.gov_level or "", len(order)))
        for one in sorted(ordered, key=by_letter):
            if one.problem is not None:
                found[one.problem].append(one)
        return found

    @cached_property
    def _alternatives(self) -> defaultdict[UUID, list[Alternative]]:
        found: defaultdict[UUID, list[Alternative]] = defaultdict(list)
        for one in sorted(self.alternatives, key=by_letter):
            if one.cause is not None:
                found[one.cause].append(one)
        return found

    @cached_property
    def _chosen(self) -> defaultdict[UUID, list[Prioritisation]]:
        found: defaultdict[UUID, list[Prioritisation]] = defaultdict(list)
        for one in sorted(self.prioritisations, key=lambda row: (row.year or 0, by_letter(row))):
            if one.chosen_from is not None:
                found[one.chosen_from].append(one)
        return found

    @cached_property
    def _cause_by_id(self) -> dict[UUID | None, Cause]:
        return {one.id: one for one in self.causes}

    @cached_property
    def _alternative_by_id(self) -> dict[UUID | None, Alternative]:
        return {one.id: one for one in self.alternatives}


def twin_rows(causes: Sequence[Cause], levels: Sequence[str]) -> list[dict[str, Cause]]:
    """Rows of causes that are the same at several levels, by the letter of the first level.

    A second cause of one level that claims a twin already paired stands in a row of its own: no
    cause is ever lost behind another.
    """
    rows: dict[UUID, dict[str, Cause]] = {}
    order = {code: place for place, code in enumerate(levels)}
    for one in sorted(causes, key=lambda row: (order.get(row.gov_level or "", 99), by_letter(row))):
        level = one.gov_level or ""
        row = rows.get(one.twin) if one.twin else None
        if row is None:
            claimed = next((r for r in rows.values() if _claims(r, one)), None)
            row = claimed if claimed is not None else {}
        if level in row:
            row = {}
        row[level] = one
        rows[one.id] = row
    distinct = list({id(row): row for row in rows.values()}.values())
    return sorted(distinct, key=lambda row: by_letter(_leading(row, levels)))


def _claims(row: dict[str, Cause], cause: Cause) -> bool:
    return any(one.twin == cause.id for one in row.values())


def _leading(row: dict[str, Cause], levels: Sequence[str]) -> Cause:
    return next((row[level] for level in levels if level in row), next(iter(row.values())))
