"""What headquarters does by itself, with no hand after `init`: papers, lists, keys, records.

A thread in each process looks every minute, and within a second when something arrived; whatever
two of them find at the same moment one of them does. What fails is logged and tried again.
"""

import logging
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from fieldapp.records import KINDS
from sync.server.authority import Entity
from sync.server.authority_keys import AuthorityKeys
from sync.server.bugs import places_of
from sync.server.clock import ran_back
from sync.server.completing import Completing
from sync.server.files import FilesAway
from sync.server.forgetting import forget_history
from sync.server.secret_files import RandomBytes
from sync.server.signers import tell_signers
from sync.server.trust_list import tell_trust

_EVERY_S: Final = 60.0
_REST_S: Final = 1.0
"""Between two looks, however much arrives: a look costs as much as a batch, and laptops wait."""

_RECORDS_EVERY: Final = timedelta(hours=1)

_log = logging.getLogger("bitacora.server")


@dataclass(slots=True)
class Upkeep:
    """Keeps one headquarters in order. Clock and randomness are handed in."""

    engine: Engine
    keys: AuthorityKeys
    entity: Entity
    completing: Completing
    now: Callable[[], datetime]
    random_bytes: RandomBytes
    _arrived: threading.Event = field(default_factory=threading.Event)
    _records_at: datetime | None = None

    def arrived(self) -> None:
        """Something came that may make a paper whole: look soon."""
        self._arrived.set()

    def look(self) -> int:
        """Do all that is due now; count the papers that were completed.

        A clock that ran back lists and stamps nothing until it is set right.
        """
        now = self.now()
        if ran_back(now):
            _log.error("the clock ran back: nothing is stamped until it is set right")
            return 0
        holders = self.keys.appoint_due(self.entity, now, self.random_bytes)
        with self.engine.begin() as connection:
            tell_trust(connection, holders, now, self.random_bytes)
        if self._records_at is None or now - self._records_at >= _RECORDS_EVERY:
            self._tell_signers(now)
            self._forget()
            self._records_at = now
        return self.completing.complete_due()

    @contextmanager
    def running(self) -> Generator[None]:
        """Keep looking in a thread until the end of the block."""
        ended = threading.Event()
        thread = threading.Thread(target=self._run, args=(ended,), daemon=True, name="upkeep")
        thread.start()
        try:
            yield
        finally:
            ended.set()
            self._arrived.set()
            thread.join()

    def _run(self, ended: threading.Event) -> None:
        while not ended.is_set():
            try:
                self.look()
            except (FilesAway, OperationalError) as away:
                _log.error("upkeep waits: %s", type(away).__name__)
            except Exception as fault:  # noqa: BLE001 - the next look must come
                _log.error("a bug in the upkeep\n%s", places_of(fault))
            ended.wait(_REST_S)
            self._arrived.wait(_EVERY_S)
            self._arrived.clear()

    def _forget(self) -> None:
        with self.engine.begin() as connection:
            forget_history(connection, KINDS)

    def _tell_signers(self, now: datetime) -> None:
        while True:
            with self.engine.begin() as connection:
                if not tell_signers(connection, now, self.random_bytes):
                    return
