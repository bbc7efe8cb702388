"""Nobody tries enrolment codes until one opens: a few wrong ones from an address, then a wait.

A code has 40 bits and lives three days. At this pace a thousand addresses together try three
million codes in its life, one in 370,000 of them all. Counted in each process's memory: a restart
forgets, which gives a guesser nothing that counts.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from fieldapp.records.text import Refused, Text, say

WRONG_MAX: Final = 10
WINDOW: Final = timedelta(minutes=15)
_ADDRESSES_MAX: Final = 10_000
_TOO_MANY: Final = say(
    "Demasiados códigos equivocados desde esta red. Espere {minutes} minutos e inténtelo de nuevo.",
    minutes=int(WINDOW.total_seconds()) // 60,
)


class Guesses:
    """Counts wrong codes, or whatever else shall not go on for ever, by the address they came from.

    `most` of them in a `WINDOW`; then `refusal` is said.
    """

    def __init__(
        self, now: Callable[[], datetime], most: int = WRONG_MAX, refusal: Text = _TOO_MANY
    ) -> None:
        self._now = now
        self._most = most
        self._refusal = refusal
        self._wrong: dict[str, deque[datetime]] = {}

    def must_be_few(self, address: str) -> None:
        """Raise Refused for an address that was wrong too often of late."""
        wrong = self._wrong.get(address)
        while wrong and wrong[0] < self._now() - WINDOW:
            wrong.popleft()
        if wrong and len(wrong) >= self._most:
            raise Refused(self._refusal)

    def note_wrong(self, address: str) -> None:
        """Count a wrong code; of very many addresses the one longest unseen is forgotten."""
        wrong = self._wrong.pop(address, None) or deque(maxlen=self._most)
        wrong.append(self._now())
        self._wrong[address] = wrong
        if len(self._wrong) > _ADDRESSES_MAX:
            del self._wrong[next(iter(self._wrong))]
