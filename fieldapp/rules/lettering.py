"""From a letter in a source to the record it means.

Sources letter their rows anew from chapter to chapter: one DRTPE's causes are a, b, e–l and their
alternatives a–f (S4:536–547 and 652–669). A letter is trusted only where it agrees with the words,
and what is found is kept as a reference, so that no later letter can change it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar
from uuid import UUID

from fieldapp.records.diagnosis import Cause
from fieldapp.rules.likeness import best_pairs, likeness

TWINS_LEAST: Final = 0.55
"""Two levels describe one cause with other names of places; below this they are two causes."""
CHOSEN_LEAST: Final = 0.6
"""An alternative is reworded when it is chosen; below this it is another one."""


K = TypeVar("K")

Answer: TypeAlias = tuple[UUID, str]
"""A cause, and the words of one alternative that answers it."""


@dataclass(frozen=True, slots=True)
class Written:
    """A row of a source under one problem: who would do it, its label, its words."""

    level: str
    letter: str
    sub: int | None
    text: str


def twins_among(causes: Sequence[Cause], levels: Sequence[str]) -> dict[UUID, UUID]:
    """Which cause is the same as which of a higher level, of one problem: cause → its twin.

    Equal letters count only between rows that are as alike to several.
    """
    found: dict[UUID, UUID] = {}
    for place, level in enumerate(levels):
        own = [one for one in causes if one.gov_level == level and one.twin is None]
        above = [one for one in causes if one.gov_level in levels[:place]]
        pairs = best_pairs(_texts(own), _texts(above), TWINS_LEAST)
        found |= pairs
    return found


def causes_of_letters(
    rows: Sequence[Written], causes: Sequence[Cause], answers: Sequence[Answer]
) -> dict[tuple[str, str], UUID]:
    """The cause that each letter of a source's alternatives means: (level, letter) → cause.

    `answers` are what is already kept of the same problem, at any level. Where each letter of a
    level is that of a cause, letters are taken at their word. Where one is not, the source
    re-lettered that level: a letter then means the twin of the cause that is answered alike at
    another level, and only what has no such twin follows its letter. A letter that means nothing
    is left out.
    """
    found: dict[tuple[str, str], UUID] = {}
    astray: list[str] = []
    for level in dict.fromkeys(row.level for row in rows):
        own = {one.letter: one.id for one in causes if one.gov_level == level and one.letter}
        letters = {row.letter for row in rows if row.level == level}
        found |= {(level, letter): own[letter] for letter in letters & set(own)}
        if not letters <= set(own):
            astray.append(level)
    plain = [row for row in rows if row.level not in astray]
    said = [*answers, *((found[row.level, row.letter], row.text) for row in plain)]
    for level in astray:
        texts = _joined((row.letter, row.text) for row in rows if row.level == level)
        found |= {
            (level, letter): cause
            for letter, cause in _by_words(level, texts, causes, said).items()
        }
    return found


def _by_words(
    level: str, texts: Mapping[str, str], causes: Sequence[Cause], answers: Sequence[Answer]
) -> dict[str, UUID]:
    """Letters by what other levels answer to the twin of a cause of this level."""
    by_id = {one.id: one for one in causes}
    twins = ((_twin_at(level, by_id.get(cause), causes), text) for cause, text in answers)
    said = _joined((twin.id, text) for twin, text in twins if twin is not None)
    return best_pairs(texts, said, CHOSEN_LEAST)


def _joined(rows: Iterable[tuple[K, str]]) -> dict[K, str]:
    """All that is said under each key, as one text."""
    found: dict[K, str] = {}
    for key, text in rows:
        found[key] = f"{found[key]} {text}" if key in found else text
    return found


def _twin_at(level: str, cause: Cause | None, causes: Sequence[Cause]) -> Cause | None:
    if cause is None or cause.gov_level == level:
        return None
    return next(
        (
            one
            for one in causes
            if one.gov_level == level and (one.twin == cause.id or cause.twin == one.id)
        ),
        None,
    )


def alternatives_chosen(
    rows: Sequence[Written], alternatives: Mapping[UUID, Written]
) -> dict[int, UUID]:
    """The alternative behind each row of what a source prioritised: place in `rows` → alternative.

    By words, within a level, each once; a row whose alternative the source lost is left out.
    `alternatives` carry the letter of their cause, which decides between equal words.
    """
    found: dict[int, UUID] = {}
    for level in {row.level for row in rows}:
        own = {n: row for n, row in enumerate(rows) if row.level == level}
        offered = {key: one for key, one in alternatives.items() if one.level == level}
        scored = [
            (_unlike(row, one), n, place, key)
            for n, row in own.items()
            for place, (key, one) in enumerate(offered.items())
        ]
        for unlike, n, _, key in sorted(scored, key=lambda one: one[:3]):
            if -unlike[0] >= CHOSEN_LEAST and n not in found and key not in found.values():
                found[n] = key
    return found


def _unlike(row: Written, other: Written) -> tuple[float, bool, bool]:
    """The key that sorts the most alike first; letter and number decide between equal words."""
    return -likeness(row.text, other.text), row.letter != other.letter, row.sub != other.sub


def chosen_from(
    rows: Sequence[Written],
    alternatives: Mapping[UUID, Written],
    causes: Mapping[tuple[str, str], UUID],
) -> list[UUID | None]:
    """What each row of what was prioritised comes from: its alternative, or else its cause.

    `causes` are by level and letter. A letter names a cause only at a level where every row that
    is understood by its words stands under its cause's letter; None leaves the problem alone.
    """
    found = alternatives_chosen(rows, alternatives)
    astray = {
        rows[n].level for n, key in found.items() if rows[n].letter != alternatives[key].letter
    }
    plain = {rows[n].level for n in found} - astray
    return [
        found.get(n) or (causes.get((row.level, row.letter)) if row.level in plain else None)
        for n, row in enumerate(rows)
    ]


def _texts(causes: Sequence[Cause]) -> dict[UUID, str]:
    return {one.id: one.text for one in causes}
