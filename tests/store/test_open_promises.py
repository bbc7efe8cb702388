"""The table of what is still owed follows every write, and is made anew when it must be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from fieldapp.records import KINDS
from fieldapp.records.agreements import Commitment
from fieldapp.records.corrections import Correction
from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.minutes import Minutes
from fieldapp.store.open_promises import open_promises
from fieldapp.store.promise_table import NAME
from fieldapp.store.unit_of_work import Store
from tests.given.field_work import GUAPI, a_commitment, a_follow_up, a_visit, an_id
from tests.given.vaults import NOON, a_vault, an_author

TODAY = NOON.date()


def promised_in(store: Store, *territories: str) -> list[object]:
    with store.read() as reading:
        return [one.id for one in open_promises(reading, territories=territories)]


def test_whatever_comes_first_a_promise_is_found_where_it_was_made(tmp_path: Path) -> None:
    with a_vault(tmp_path / "v") as vault, Store.open(vault, KINDS) as store:
        with store.write(an_author()) as writing:
            writing.put(a_follow_up("in_progress", TODAY))
            writing.put(a_commitment())
        assert promised_in(store, GUAPI) == []
        with store.write(an_author()) as writing:
            writing.put(a_visit())  # as a pull brings it: after what hangs from it
        assert promised_in(store, GUAPI) == [an_id("commitment")]
        with store.write(an_author()) as writing:
            writing.put(a_visit(territory=TerritoryCode("76001")))
        assert promised_in(store, GUAPI) == []
        assert promised_in(store, "76001") == [an_id("commitment")]


def test_it_leaves_when_it_is_settled_taken_out_or_its_visit_was_a_mistake(tmp_path: Path) -> None:
    with a_vault(tmp_path / "v") as vault, Store.open(vault, KINDS) as store:
        with store.write(an_author()) as writing:
            for record in (a_visit(), a_commitment("one"), a_commitment("two")):
                writing.put(record)
            report = a_follow_up("done", TODAY, "one", evidence="Oficio")
            writing.put(report)
        assert promised_in(store, GUAPI) == [an_id("two")]
        with store.write(an_author()) as writing:
            writing.put(msgspec.structs.replace(report, annulled="Se registró por error"))
        assert len(promised_in(store, GUAPI)) == 2
        with store.write(an_author()) as writing:
            taken = writing.get(Commitment, an_id("two"))
            assert taken is not None
            writing.put(msgspec.structs.replace(taken, annulled="Se quitó"))
        assert promised_in(store, GUAPI) == [an_id("one")]
        with store.write(an_author()) as writing:
            writing.put(a_visit(annulled="No fue"))
        assert promised_in(store, GUAPI) == []


def test_a_vault_of_before_fills_the_table_when_it_is_opened(tmp_path: Path) -> None:
    with a_vault(tmp_path / "v") as vault:
        with Store.open(vault, KINDS) as store:
            with store.write(an_author()) as writing:
                writing.put(a_visit())
                writing.put(a_commitment())
            with store.database.writing() as connection:
                connection.execute(f'DROP TABLE "{NAME}"')
                for name in ("commitment_new", "follow_up_new"):
                    connection.execute(f'DROP TRIGGER "promise_{name}"')
                connection.execute("UPDATE setting SET value = 'x' WHERE name = 'schema'")
        with Store.open(vault, KINDS) as store:
            assert promised_in(store, GUAPI) == [an_id("commitment")]


def test_a_day_that_a_signed_acta_clarifies_is_the_day_it_is_due(tmp_path: Path) -> None:
    clarified = Correction(
        id=an_id("correction"),
        minutes=an_id("minutes"),
        record=an_id("commitment"),
        part="commitments/1/due",
        says="2026-11-21",
    )
    with a_vault(tmp_path / "v") as vault, Store.open(vault, KINDS) as store:
        with store.write(an_author()) as writing:
            for record in (a_visit(), a_commitment(), clarified):
                writing.put(record)
            writing.put(Minutes(id=an_id("minutes"), status=Code("frozen")))
        assert due_in_guapi(store) == [date(2026, 12, 4)]
        with store.write(an_author()) as writing:
            writing.put(Minutes(id=an_id("minutes"), status=Code("sealed")))
        assert due_in_guapi(store) == [date(2026, 11, 21)]


def due_in_guapi(store: Store) -> list[date | None]:
    with store.read() as reading:
        return [one.due_on for one in open_promises(reading, territories=[GUAPI])]
