"""How far a space has come in the protocol that leads to its local plan (domain D20).

The steps and their order are the pack's; a space keeps which of them it has taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fieldapp.packs import Pack
from fieldapp.records.spaces import ProtocolStep, Space


@dataclass(frozen=True, slots=True)
class Progress:
    """Steps taken of all, and the label of the next one; "" when none is left."""

    taken: int
    total: int
    next: str = ""


def protocol_of(space: Space, steps: Iterable[ProtocolStep], pack: Pack) -> Progress | None:
    """Tell how far a space is; None where its type follows no protocol.

    A step that this version of the pack does not know any more counts for nothing.
    """
    choice = pack.catalogue("space_types").get(space.type or "")
    if choice is None or not choice.protocol:
        return None
    taken = {one.step for one in steps if not one.annulled and one.done_on}
    asked = list(pack.catalogue("protocol_steps"))
    left = [one.label for one in asked if one.code not in taken]
    return Progress(len(asked) - len(left), len(asked), left[0] if left else "")
