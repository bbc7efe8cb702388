"""A day that waits on a laptop, the answer it gets, and a process killed while it takes it in."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from fieldapp.records import KINDS
from fieldapp.records.visits import Activity
from fieldapp.store.settings import identity
from fieldapp.store.unit_of_work import Store
from fieldapp.store.vault import Vault
from sync.protocol.digest import moved, row_digest, written
from sync.protocol.messages import Gone, ScopePage, ScopeState
from tests.given.answers import VISIT, a_page, asked_by, receipts_for, rows, take, visits
from tests.given.devices import Laptop, laptop_on
from tests.given.field_work import a_person, a_visit, an_attendee, an_id
from tests.given.statements import before_each_statement
from tests.given.vaults import PASSPHRASE

_MANY = [(UUID(int=number), 3, {"venue": "Sala"}) for number in range(20, 40)]


def a_day_at(laptop: Laptop, notes: str = "Acta") -> dict[str, Any]:
    """Let a day wait on the laptop; give the parts of the answer that takes all of it."""
    take(laptop, a_page(head=10, rows=[rows("activity", *_MANY)]))
    laptop.put(a_visit(), an_attendee(), a_person("Amparo"))
    laptop.sync.freeze(1)
    with laptop.store.read() as reading:
        seen = reading.get(Activity, _MANY[0][0])
    assert seen is not None
    laptop.put(replace(seen, venue="Coliseo"))
    laptop.sync.freeze(2)
    with laptop.sync.taking() as taking:
        taking.doubt("activity", [_MANY[1][0]])
    return the_answer(laptop, notes)


def the_answer(laptop: Laptop, notes: str = "Acta") -> dict[str, Any]:
    """Receipts, what stands, a truth, new pages with removals, and a scope taken away."""
    news = [
        visits(20, VISIT, venue="Alcaldía", results=notes),
        rows("attendance", (an_attendee().id, 21, {"activity": str(VISIT)})),
        visits(22, an_id("another"), venue="Parque"),
    ]
    return {
        "receipts": receipts_for(laptop),
        "standing": [ScopePage("19", rows=[visits(19, _MANY[0][0], venue="Biblioteca")])],
        "truths": [ScopePage("19", rows=[visits(3, _MANY[1][0], venue="Sala")])],
        "scopes": [
            ScopePage("76", ScopeState.REVOKED),
            a_page(head=30, rows=news, gone=[Gone("activity", _MANY[2][0], 25)]),
            a_page("0", head=30, digest=written(moved(0, [row_digest("x", VISIT, 1)]))),
        ],
    }


def opened_again(vault: Vault, store: Store) -> Laptop:
    """The laptop of a vault that is open again."""
    with store.read() as reading:
        who = identity(reading)
    assert who is not None
    return laptop_on(vault, store, who)


def _killer(statement: int) -> Callable[[], None]:
    run = [0]

    def count() -> None:
        run[0] += 1
        if run[0] == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    return count


if __name__ == "__main__":
    with Vault.open(Path(sys.argv[1]), PASSPHRASE) as opened, Store.open(opened, KINDS) as kept:
        here = opened_again(opened, kept)
        told = the_answer(here)
        question = asked_by(here)
        with before_each_statement(kept, _killer(int(sys.argv[2]))):
            take(here, asked=question, **told)
