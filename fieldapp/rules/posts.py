"""Posts that people hold for a time: who holds which on a day (domain D03)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.records.people import Position


def posts_on(day: date, posts: Iterable[Position]) -> dict[UUID, Position]:
    """The post that each person holds on a day; of several the one taken up last.

    The first and the last day belong to it.
    """
    held = [
        one
        for one in posts
        if one.person and not one.annulled and (one.from_on or day) <= day <= (one.to_on or day)
    ]
    held.sort(key=lambda one: one.from_on or date.min)
    return {one.person: one for one in held if one.person}


def held_twice(posts: Iterable[Position]) -> list[tuple[Position, Position]]:
    """Pairs of people in one post of one entity whose times overlap."""
    by_post: dict[tuple[UUID | None, str], list[Position]] = defaultdict(list)
    for post in posts:
        if post.title and not post.annulled:
            by_post[post.organization, fold(post.title)].append(post)
    found: list[tuple[Position, Position]] = []
    for holders in by_post.values():
        ordered = sorted(holders, key=lambda one: one.from_on or date.min)
        found += [
            (before, after)
            for before, after in pairwise(ordered)
            if before.person != after.person
            and (before.to_on or date.max) > (after.from_on or date.min)
        ]
    return found
