"""Old visits: what of them is here, and asking for the rest (rule R9)."""

from __future__ import annotations

from enum import Enum
from uuid import UUID

from fieldapp.records.text import Refused, say
from fieldapp.records.values import microseconds
from fieldapp.records.visits import Activity
from fieldapp.store.old_visits import OldVisitBook, is_coming, is_put_away
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk, Saved


class Held(Enum):
    """How much of a visit this laptop holds."""

    IN_FULL = "in_full"
    IN_SHORT = "in_short"
    """Its facts and its acta; the words are at headquarters."""
    COMING = "coming"
    """Asked for; it comes with the next sync."""


class OldVisits:
    """What is done with visits of which headquarters holds more; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def bring(self, id: UUID) -> Saved:
        """Ask for all of a visit: it comes with the next sync and stays for a month."""
        with self._desk.writing() as writing:
            visit = fetch(writing, Activity, id)
            if held(writing, visit.id) is Held.IN_SHORT:
                book = OldVisitBook(writing.connection, self._desk.store.schema)
                book.bring_back(id, microseconds(self._desk.now()))
                book.write_digests()
            return Saved(frozenset({"activity"}), id)


def held(reading: Reading, visit: UUID) -> Held:
    """Tell how much of a visit is here."""
    if not is_put_away(reading, visit):
        return Held.IN_FULL
    return Held.COMING if is_coming(reading, visit) else Held.IN_SHORT


def must_be_here(reading: Reading, visit: UUID) -> None:
    """Raise Refused when the words of a visit are at headquarters only."""
    if held(reading, visit) is not Held.IN_FULL:
        raise Refused(
            say(
                "De esta visita antigua solo están aquí el acta y las cuentas. Pida el detalle al "
                "nivel central y sincronice; luego podrá hacerlo."
            )
        )
