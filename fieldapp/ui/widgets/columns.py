"""How the columns of a table share its width, so that no heading is ever cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """What one column needs, in pixels: what it must have, and what it would like.

    `weight` tells which column takes what nobody else needs: the heaviest. A `whole` one says
    nothing when it is cut (a number, a day, a state): its wish goes before those of others.
    """

    least: int
    wish: int
    weight: int
    whole: bool = False


def share_width(room: int, needs: Sequence[Need]) -> tuple[int, ...]:
    """Return the width of each column; the last ones that have no room are left out.

    Everybody has the least; then come the wishes, of whole columns first and small ones before
    large ones; what remains goes to the heaviest. The first column always stands.
    """
    shown = list(needs)
    while len(shown) > 1 and sum(need.least for need in shown) > room:
        shown.pop()
    if not shown:
        return ()
    widths = [need.least for need in shown]
    spare = max(room - sum(widths), 0)
    for whole in (True, False):
        wishing = [place for place, need in enumerate(shown) if need.whole is whole]
        wishing.sort(key=lambda place: shown[place].wish - widths[place])
        for done, place in enumerate(wishing):
            more = min(max(shown[place].wish - widths[place], 0), spare // (len(wishing) - done))
            widths[place] += more
            spare -= more
    telling = max(range(len(shown)), key=lambda place: shown[place].weight)
    widths[telling] += room - sum(widths)
    return tuple(widths)
