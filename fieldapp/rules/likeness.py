"""How alike two sentences are, for sources that say the same twice in other words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from difflib import SequenceMatcher
from typing import TypeVar

from fieldapp.packs.folding import fold

K = TypeVar("K", bound=Hashable)
L = TypeVar("L", bound=Hashable)


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same words in the same order, whatever the accents)."""
    return SequenceMatcher(None, fold(one).split(), fold(other).split(), autojunk=False).ratio()


def best_pairs(left: Mapping[K, str], right: Mapping[L, str], least: float) -> dict[K, L]:
    """Pair what is alike, the most alike first, each at most once; below `least` nothing pairs."""
    scored = sorted(
        (
            (-score, row, column, key, other)
            for row, (key, text) in enumerate(left.items())
            for column, (other, said) in enumerate(right.items())
            if (score := likeness(text, said)) >= least
        ),
        key=lambda one: one[:3],
    )
    pairs: dict[K, L] = {}
    for *_, key, other in scored:
        if key not in pairs and other not in pairs.values():
            pairs[key] = other
    return pairs
