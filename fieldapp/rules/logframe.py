"""The logical matrix of a level of government, and what it lacks (domain D35)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from fieldapp.packs.catalogue import Catalogue
from fieldapp.records.indicators import Indicator, VerificationMean
from fieldapp.records.plans import PlanNode
from fieldapp.rules.plan_tree import tree_of

_NOT_IN_IT = frozenset({"objective", "strategy"})
_OF_THE_TREE = frozenset({"project", "action"})


@dataclass(frozen=True, slots=True)
class LogframeRow:
    """A row: an objective with one of its indicators, and what proves it.

    `again` marks a further indicator of the row above, whose objective is not repeated.
    """

    n: int
    node: PlanNode
    indicator: Indicator | None
    means: tuple[VerificationMean, ...]
    again: bool = False

    @property
    def words_of_means(self) -> str:
        """The means as they are written, one a line."""
        return "\n".join(mean.text for mean in self.means if mean.text)


@dataclass(frozen=True, slots=True)
class LogframeQuality:
    """What a matrix lacks: exactly these rows."""

    rows: int
    without_indicator: tuple[LogframeRow, ...]
    without_means: tuple[LogframeRow, ...]


def logframe(
    nodes: Iterable[PlanNode],
    indicators: Iterable[Indicator],
    means: Iterable[VerificationMean],
    gov_level: str | None,
) -> list[LogframeRow]:
    """The rows of one level of government; None gives those of no level."""
    measured: dict[UUID | None, list[Indicator]] = {}
    for indicator in sorted(indicators, key=_placed):
        measured.setdefault(indicator.plan_node, []).append(indicator)
    proven: dict[UUID | None, list[VerificationMean]] = {}
    known = {one.id for several in measured.values() for one in several}
    for mean in sorted(means, key=_placed):
        of = mean.indicator if mean.indicator in known else mean.plan_node
        proven.setdefault(of, []).append(mean)
    rows: list[LogframeRow] = []
    for branch in tree_of(nodes):
        node = branch.node
        if node.gov_level != gov_level or node.level in _NOT_IN_IT:
            continue
        own = tuple(proven.get(node.id, ()))
        for place, indicator in enumerate(measured.get(node.id) or [None]):
            proofs = tuple(proven.get(indicator.id, ())) if indicator else ()
            together = proofs if place else (*proofs, *own)
            rows.append(LogframeRow(len(rows) + 1, node, indicator, together, again=place > 0))
    return rows


def levels_with_rows(nodes: Iterable[PlanNode], levels: Iterable[str]) -> list[str | None]:
    """The levels of government for which there is a matrix; None last, for rows of no level.

    Beside matrices of levels, the actions of the plan's tree are none of their own.
    """
    rows = [node for node in nodes if node.level not in _NOT_IN_IT]
    held = {node.gov_level for node in rows}
    found: list[str | None] = [level for level in levels if level in held]
    of_none = {node.level for node in rows if node.gov_level is None}
    return [*found, None] if of_none - (_OF_THE_TREE if found else set()) else found


def quality(rows: Sequence[LogframeRow]) -> LogframeQuality:
    """The rows that nothing measures, and the rows that nothing proves."""
    return LogframeQuality(
        len(rows),
        tuple(row for row in rows if row.indicator is None),
        tuple(row for row in rows if not row.words_of_means),
    )


def means_tally(rows: Iterable[LogframeRow], means: Catalogue) -> dict[str, int]:
    """How many rows each kind of paper proves, by its label; "" counts those without any."""
    counted: Counter[str] = Counter()
    for row in rows:
        for mean in row.means:
            counted[means.label(mean.kind) if mean.kind else mean.text] += 1
        counted[""] += not row.means
    return dict(counted)


def _placed(one: Indicator | VerificationMean) -> tuple[bool, Decimal, UUID]:
    return one.position is None, one.position or Decimal(0), one.id
