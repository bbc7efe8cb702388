"""What people need to learn, ranked, and how far a training reached (domain D51, D52)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.records.training import TrainingNeed
from fieldapp.records.visits import Attendance
from fieldapp.rules.same_as import Sameness
from fieldapp.rules.visits import came


@dataclass(frozen=True, slots=True)
class RankedTopic:
    """A topic with how many posts lack it, the sum of their gaps, and its best priority."""

    topic: str
    posts: int
    gap: int
    priority: int | None


def ranked_topics(needs: Iterable[TrainingNeed]) -> list[RankedTopic]:
    """Topics by the sum of the gaps, the greatest first; then by the priority somebody gave.

    A need without a gap, or with none to close, asks for no training and is left out.
    """
    by_topic: dict[str, list[TrainingNeed]] = defaultdict(list)
    for need in needs:
        if need.topic and need.gap and not need.annulled:
            by_topic[fold(need.topic)].append(need)
    ranked = [
        RankedTopic(
            topic=found[0].topic,
            posts=len(found),
            gap=sum(one.gap or 0 for one in found),
            priority=min((one.priority for one in found if one.priority), default=None),
        )
        for found in by_topic.values()
    ]
    return sorted(ranked, key=lambda one: (-one.gap, one.priority or 99, fold(one.topic)))


def entities_reached(rows: Iterable[Attendance], same: Sameness) -> int:
    """How many entities somebody came from, each counted once however many came.

    Entities of the directory are told apart by their record, others by the name in the list.
    """
    found: set[UUID | str] = set()
    for row in rows:
        if row.annulled or not came(row):
            continue
        if row.organization:
            found.add(same.representative(row.organization))
        elif row.organization_name.strip():
            found.add(fold(row.organization_name))
    return len(found)
