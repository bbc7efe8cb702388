"""What people at headquarters decide about what waits: each decision is one transaction.

A unit from quarantine is applied in its officer's name, through the same merge as any other, with
the checks that only a person can set aside set aside. Bytes are never thrown away: what is not
accepted stays where it is, closed with a reason. The officer reads what was decided as a review
note, which comes with the next sync.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, text

from fieldapp.records.text import Refused, say
from sync.server.books import Unstorable
from sync.server.checking import Checks
from sync.server.deciding import Deciding, Means, Reviewer
from sync.server.devices import find_author
from sync.server.keys import RandomBytes
from sync.server.review_cases import Case, Reading, ShownCase, Wanted, spelled


@dataclass(frozen=True, slots=True)
class Review:
    """Reads and decides. Clock and randomness are handed in."""

    engine: Engine
    checks: Checks
    now: Callable[[], datetime]
    random_bytes: RandomBytes

    def listed(self, wanted: Wanted) -> list[Case]:
        """What waits, or was decided, newest first."""
        with self.engine.connect() as connection:
            return self._reading(connection).listed(wanted)

    def shown(self, ref: str) -> ShownCase:
        """All of one case, in words."""
        with self.engine.connect() as connection:
            return self._reading(connection).shown(ref)

    def accept(self, ref: str, login: str, reason: str) -> None:
        """Apply a unit from quarantine, or take the offered value of a conflict.

        Raises `Refused`, here as below, for a case that is decided, that this account may not
        decide, or that cannot be taken; nothing has changed then.
        """
        self._decide(ref, login, reason, "accepted")

    def reject(self, ref: str, login: str, reason: str) -> None:
        """Close a unit's case without applying it, or leave the value that stands."""
        self._decide(ref, login, reason, "rejected")

    def give_back(self, ref: str, login: str, reason: str) -> None:
        """Send a unit back to its officer, in words, to be written again."""
        self._decide(ref, login, reason, "returned")

    def _decide(self, ref: str, login: str, reason: str, verdict: str) -> None:
        if not reason.strip():
            raise Refused(say("Falta el motivo: quien lo envió lo va a leer."))
        name = spelled(ref)
        try:
            with self.engine.begin() as connection:
                who = reviewer(connection, login, self.now())
                means = Means(self.checks, self.now, self.random_bytes)
                deciding = Deciding(means, connection, who)
                if name.startswith("Q"):
                    deciding.unit(name, verdict, reason.strip())
                elif name.startswith("H"):
                    raise Refused(
                        say("Lo que espera otro registro se aplica solo cuando ese llega.")
                    )
                else:
                    deciding.conflict(name, verdict, reason.strip())
        except Unstorable as fault:
            raise Refused(
                say("La base de datos no admite estos valores: devuélvalo o recházelo.")
            ) from fault

    def _reading(self, connection: Connection) -> Reading:
        return Reading(connection, self.checks.kinds, self.checks.pack)


def reviewer(connection: Connection, login: str, now: datetime) -> Reviewer:
    """Give who decides under a login. Raises `Refused` for one that is unknown or blocked."""
    found = connection.execute(
        text("select id, active from account where login = :login"), {"login": login}
    ).one_or_none()
    if found is None:
        raise Refused(say("No existe la cuenta «{login}».", login=login))
    if not found.active:
        raise Refused(say("La cuenta «{login}» está bloqueada.", login=login))
    author, granted = find_author(connection, found.id, now)
    return Reviewer(author, login, frozenset(granted))
