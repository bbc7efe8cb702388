"""Nobody tries enrolment codes until one opens: a few wrong ones from an address, then a wait.

A code has 40 bits and lives three days. At this pace a thousand addresses together try three
million codes in its life, one in 370,000 of them all. Counted in each process's memory: a restart
forgets, which gives a guesser nothing that counts.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from fieldapp.records.text import Refused, say

WRONG_MAX: Final = 10
WINDOW: Final = timedelta(minutes=15)
_ADDRESSES_MAX: Final = 10_000


class Guesses:
    """Counts wrong codes by the address they came from."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._wrong: dict[str, deque[datetime]] = {}

    def must_be_few(self, address: str) -> None:
        """Raise Refused for an address that was wrong too often of late."""
        wrong = self._wrong.get(address)
        while wrong and wrong[0] < self._now() - WINDOW:
            wrong.popleft()
        if wrong and len(wrong) >= WRONG_MAX:
            raise Refused(
                say(
                    "Demasiados códigos equivocados desde esta red. Espere {minutes} minutos e "
                    "inténtelo de nuevo.",
                    minutes=int(WINDOW.total_seconds()) // 60,
                )
            )

    def note_wrong(self, address: str) -> None:
        """Count a wrong code; of very many addresses the one longest unseen is forgotten."""
        wrong = self._wrong.pop(address, None) or deque(maxlen=WRONG_MAX)
        wrong.append(self._now())
        self._wrong[address] = wrong
        if len(self._wrong) > _ADDRESSES_MAX:
            del self._wrong[next(iter(self._wrong))]
