"""An exchange of letters in the order in which one answered the other (domain D57)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from fieldapp.records.norms import Letter


def chain_of(letter: UUID, letters: Iterable[Letter]) -> list[Letter]:
    """All letters of the exchange to which one belongs: each after the one it answers.

    Order is that of the answers and not of the days, since a letter may be undated. A ring, which
    only a slip of the pen makes, is cut where it closes.
    """
    known = {one.id: one for one in letters if not one.annulled}
    if letter not in known:
        return []
    first = _first_of(known[letter], known)
    answers: dict[UUID | None, list[Letter]] = {}
    for one in known.values():
        answers.setdefault(one.answers, []).append(one)
    found: list[Letter] = []
    waiting = [first]
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found.append(one)
            waiting += sorted(answers.get(one.id, []), key=_when)
    return found


def _first_of(letter: Letter, known: Mapping[UUID, Letter]) -> Letter:
    seen = {letter.id}
    while letter.answers and letter.answers in known and letter.answers not in seen:
        letter = known[letter.answers]
        seen.add(letter.id)
    return letter


def _when(letter: Letter) -> tuple[date, str]:
    return letter.on or date.max, letter.number
