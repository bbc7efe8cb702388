"""A disk that fills, a process killed between two statements, a socket closed at any byte."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from fieldapp.records import KINDS
from fieldapp.records.text import Outside
from fieldapp.records.visits import Activity
from fieldapp.store.unit_of_work import Store
from fieldapp.store.vault import Vault
from sync.client.https import HttpsLine
from sync.client.ports import LineFailure
from sync.client.trust import trusting_context
from sync.protocol import frame
from sync.protocol.messages import read_request
from tests.given.answers import asked_by, take
from tests.given.cut_line import a_line_that_dies
from tests.given.devices import Laptop, a_laptop
from tests.given.field_work import a_visit
from tests.given.headquarters import HeadquartersGiven
from tests.given.kill_while_taking import a_day_at, opened_again, the_answer
from tests.given.statements import before_each_statement
from tests.given.vaults import PASSPHRASE
from tests.given.web import a_server, reply
from tests.sync.client.conftest import Enrol, an_engine

CUTS = 28


class PowerCut(BaseException):
    """Nothing in the program catches it."""


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with a_laptop(tmp_path / "one") as one:
        yield one


def everything(laptop: Laptop) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, search indices apart."""
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%'"
    tables = [str(name) for (name,) in laptop.rows(named)]
    return {
        table: sorted(laptop.rows(f'SELECT * FROM "{table}"'), key=repr) for table in sorted(tables)
    }


@contextmanager
def power_cut_at(store: Store, statement: int) -> Iterator[list[int]]:
    """Raise before so many statements of the writing connection; gives how many were run."""
    run = [0]

    def count() -> None:
        run[0] += 1
        if run[0] == statement:
            raise PowerCut

    with before_each_statement(store, count):
        yield run


def test_an_answer_interrupted_at_any_statement_leaves_everything_as_it_was(
    laptop: Laptop,
) -> None:
    answer = a_day_at(laptop)
    before = everything(laptop)
    statement, interrupted = 0, True
    while interrupted:
        statement += 1
        with power_cut_at(laptop.store, statement):
            try:
                take(laptop, asked=asked_by(laptop), **answer)
                interrupted = False
            except PowerCut:
                assert everything(laptop) == before, statement
    assert statement > 40
    after = everything(laptop)
    assert after != before
    assert laptop.sync.waiting(10) == []
    assert laptop.rows('SELECT "now" FROM "applying"') == [(0,)]


@pytest.mark.parametrize("statement", [1, 5, 12, 20, 30, 40])
def test_a_process_killed_while_it_takes_an_answer_lost_nothing(
    tmp_path: Path, statement: int
) -> None:
    with a_laptop(tmp_path / "one") as laptop:
        a_day_at(laptop)
        waiting, asked = laptop.sync.waiting(10), laptop.rows('SELECT * FROM "row_state"')
    child = [sys.executable, "-m", "tests.given.kill_while_taking", str(tmp_path / "one")]
    died = subprocess.run([*child, str(statement)], check=False, capture_output=True)
    assert died.returncode == -9, died.stderr.decode()
    with Vault.open(tmp_path / "one", PASSPHRASE) as vault, Store.open(vault, KINDS) as store:
        again = opened_again(vault, store)
        assert again.rows("PRAGMA integrity_check") == [("ok",)]
        assert again.sync.waiting(10) == waiting
        assert again.rows('SELECT * FROM "row_state"') == asked
        take(again, asked=asked_by(again), **the_answer(again))
        assert again.sync.waiting(10) == []


def test_a_disk_that_fills_while_an_answer_is_taken_is_told_and_loses_nothing(
    laptop: Laptop,
) -> None:
    answer = a_day_at(laptop, notes="x" * 200_000)
    before = everything(laptop)
    with laptop.store.database.writing() as connection:
        pages = connection.execute("PRAGMA page_count").scalar_one()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(Outside, match="disco"):
        take(laptop, asked=asked_by(laptop), **answer)
    assert everything(laptop) == before
    with laptop.store.database.writing() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    take(laptop, asked=asked_by(laptop), **answer)
    assert laptop.sync.waiting(10) == []


def test_a_socket_closed_at_any_byte_loses_nothing_and_doubles_nothing(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    at = enrol()
    sent: list[bytes] = []

    def answer(request: BaseHTTPRequestHandler, body: bytes) -> None:
        if len(body) < int(request.headers["Content-Length"]):
            return  # cut: no web server hands on half a request
        sent.append(body)
        reply(request, headquarters.desk.answer(body).frame)

    with a_server(answer) as url, a_line_that_dies(int(url.rpartition(":")[2])) as (port, cuts):

        def a_line() -> HttpsLine:
            context = trusting_context(lambda: 0)
            return HttpsLine(f"http://127.0.0.1:{port}", context, proxies={}, stall_s=5.0)

        line = a_line()
        engine = an_engine(at.laptop, line, at.about)  # type: ignore[arg-type]
        at.laptop.put(a_new_visit("sin cortes"))
        traffic = engine.sync().traffic
        whole = traffic.bytes_up + traffic.bytes_down
        visits: dict[UUID, str] = {}
        for place in range(CUTS):
            line.close()
            line = a_line()
            engine = an_engine(at.laptop, line, at.about)  # type: ignore[arg-type]
            cut_after = 1 + whole * place // CUTS
            cuts.after = [cut_after]
            visit = a_new_visit(f"corte en {cut_after}")
            visits[visit.id] = visit.venue
            at.laptop.put(visit)
            with suppress(LineFailure):
                engine.sync()
        cuts.after = []
        engine.sync()
        line.close()
    stored = headquarters.rows(
        "select id, vals->>'venue' from record where id = any(:ids)", ids=list(visits)
    )
    assert dict(map(tuple, stored)) == visits
    assert at.laptop.sync.counts().pending == {}
    bodies: dict[tuple[UUID, int], set[bytes]] = {}
    for body in sent:
        for batch in read_request(frame.read(body).payload()).batches:
            bodies.setdefault((batch.device, batch.number), set()).add(batch.body)
    assert all(len(of_one_number) == 1 for of_one_number in bodies.values())
    assert len(bodies) == CUTS + 1


def a_new_visit(venue: str) -> Activity:
    return replace(a_visit(str(uuid4()), created_by=None), venue=venue)
