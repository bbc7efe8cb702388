"""How often Python looks for garbage that counting alone does not free."""

from __future__ import annotations

import gc
from typing import Final

_MADE_BEFORE_A_COLLECTION: Final = 100_000


def collect_seldom() -> None:
    """Look for garbage in rings a hundred times more seldom than Python does by itself.

    A sync or a report makes tens of thousands of values that all stay until it ends, and Python
    walked everything alive each time some hundreds were new: a quarter of a first push (measured).
    """
    gc.set_threshold(_MADE_BEFORE_A_COLLECTION)
