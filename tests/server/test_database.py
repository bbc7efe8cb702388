"""The pool of connections to PostgreSQL: one that somebody cut does not reach a laptop."""

import psycopg
import pytest

from sync.server import database
from tests.given.headquarters import HeadquartersGiven

_CUT_ALL = (
    "select pg_terminate_backend(pid) from pg_stat_activity "
    "where datname = current_database() and pid <> pg_backend_pid()"
)


def test_a_connection_that_was_cut_while_nobody_used_it_is_replaced(
    headquarters: HeadquartersGiven, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = headquarters.a_laptop()
    laptop.sync()
    with psycopg.connect(headquarters.address, autocommit=True) as administrator:
        administrator.execute(_CUT_ALL)
    monkeypatch.setattr(database, "_QUIET_S", 0.0)
    assert laptop.ask().receipts == []


def test_a_connection_cut_in_use_raises_what_the_routes_answer_with_later(
    headquarters: HeadquartersGiven, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_QUIET_S", 600.0)
    laptop = headquarters.a_laptop()
    laptop.sync()
    with psycopg.connect(headquarters.address, autocommit=True) as administrator:
        administrator.execute(_CUT_ALL)
    with pytest.raises(psycopg.OperationalError):
        laptop.ask()
    assert laptop.ask().receipts == []
