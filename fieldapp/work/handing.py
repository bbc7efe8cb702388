"""Two officers, one meeting: a visit goes to a colleague's laptop as a file (field rule R18).

Both then take attendance and notes in the same visit; one laptop issues the acta. The file is
sealed under a code that the giver reads out. With it travels what the giver has not sent yet, in
an envelope that only headquarters opens: whoever syncs first hands it in, so that headquarters
knows the visit before anything that was changed in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from fieldapp.records.text import Refused, say
from fieldapp.records.values import microseconds
from fieldapp.records.visits import Activity
from fieldapp.signing.spoken import SLOW, Cost, WrongCode, open_under_code, seal_under_code
from fieldapp.signing.spoken import spoken_code as new_code
from fieldapp.store import handing
from fieldapp.store.disk import disk_in_words, write_whole
from fieldapp.store.handing import HandedVisit
from fieldapp.store.outgoing import Outgoing
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.issued import must_not_be_issued
from fieldapp.work.old_visits import must_be_here


class Letters(Protocol):
    """What work needs of the engine to send along what is unsent."""

    def letter(self) -> bytes:
        """Fix all changes, and seal what has no receipt to headquarters; empty if all has."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """A file is written; `code` is read out to the colleague and kept nowhere."""

    code: str
    records: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A visit is here; `kinds` are to be broadcast."""

    visit: UUID
    records: int
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Handing:
    """Gives visits and takes them. `account` is this officer's."""

    desk: Desk
    memory: handing.Memory
    account: UUID
    letters: Letters
    outgoing: Outgoing
    cost: Cost = SLOW

    def give(self, visit: UUID, path: Path) -> Given:
        """Write a visit to a file for a colleague.

        Raises Refused when it is not here or its acta is issued, Outside if the disk refuses.
        """
        with self.desk.reading() as reading:
            fetch(reading, Activity, visit)
            must_not_be_issued(reading, visit)
            must_be_here(reading, visit)
        letter = self.letters.letter()
        with self.desk.reading() as reading:
            rows = handing.gather(reading, visit)
        scope = next(row.scope for row in rows if row.id == visit)
        posting = self.desk.posting
        handed = HandedVisit(
            *(visit, posting.country, scope, self.account, posting.device, rows, letter)
        )
        code = new_code(self.desk.entropy)
        sealed = seal_under_code(handing.written(handed), code, self.desk.entropy, self.cost)
        write_whole(path, sealed)
        return Given(code, len(rows))

    def take(self, path: Path, code: str) -> Taken:
        """Take a colleague's visit; what is here already is not touched, so twice is harmless.

        Raises Refused for a wrong code, another country's or territory's visit, or another file.
        """
        with disk_in_words():
            sealed = path.read_bytes()
        handed = _opened(sealed, code)
        posting = self.desk.posting
        if handed.country != posting.country or handed.scope not in posting.scopes:
            raise Refused(
                say(
                    "La visita es de un territorio que no está autorizado a esta bitácora. "
                    "Pida el permiso al nivel central; no se cambió nada."
                )
            )
        if handed.letter and handed.device != posting.device:
            self.outgoing.hand_on(handed.letter)
        kept = handing.insert(self.desk.store, self.memory, handed, microseconds(self.desk.now()))
        return Taken(handed.visit, sum(kept.values()), frozenset(kept))


def _opened(sealed: bytes, code: str) -> HandedVisit:
    try:
        return handing.read(open_under_code(sealed, code))
    except WrongCode as fault:
        raise Refused(
            say(
                "El código no es el de este archivo, o el archivo está dañado. Pida que se lo "
                "dicten otra vez."
            )
        ) from fault
    except ValueError as fault:
        raise Refused(say("Este archivo no es una visita que alguien le pase.")) from fault
