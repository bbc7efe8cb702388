"""The coordinators' page and sheet: what they say, and that nobody else sees them."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Generator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fieldapp.app import assemble_sync, assemble_work
from fieldapp.demo.headquarters import LocalHeadquarters, local_headquarters
from fieldapp.demo.laptops import DemoLaptop, found_offices
from tests.given.desks import Clock
from tests.given.headquarters import HeadquartersGiven, Line, Reply, a_web
from tests.given.meetings import a_meeting


def signed_in(name: str, password: str) -> dict[str, str]:
    said = base64.b64encode(f"{name}:{password}".encode()).decode()
    return {"Authorization": f"Basic {said}"}


@pytest.fixture
def line(headquarters: HeadquartersGiven) -> Generator[Line]:
    with a_web(headquarters) as line:
        yield line


def look(line: Line, path: str = "/tablero", name: str = "", password: str = "") -> Reply:
    return line.send("GET", path, headers=signed_in(name, password) if password else None)


def test_nobody_sees_anything_until_a_password_was_made(line: Line) -> None:
    asked = look(line)
    assert asked.status == 401
    assert asked.headers["www-authenticate"].startswith("Basic realm=")
    assert look(line, name="todo", password="todo").status == 401
    assert b"<table>" not in asked.content


def test_a_password_opens_its_territory_in_any_case_and_no_other(
    headquarters: HeadquartersGiven, line: Line
) -> None:
    passwords = headquarters.board.passwords
    cauca = passwords.make("19", headquarters.random_bytes)
    whole = passwords.make("todo", headquarters.random_bytes)
    page = look(line, name="19", password=cauca.lower().replace("-", ""))
    assert page.status == 200
    assert "Cauca" in page.content.decode()
    assert "Nariño" not in page.content.decode()
    assert "Nariño" in look(line, name="todo", password=whole).content.decode()
    assert look(line, name="52", password=cauca).status == 401
    assert look(line, name="../keys", password=cauca).status == 401
    passwords.make("19", headquarters.random_bytes)
    assert look(line, name="19", password=cauca).status == 401
    passwords.end("todo")
    assert look(line, name="todo", password=whole).status == 401


def test_the_password_is_kept_stretched_for_nobody_elses_eyes(
    headquarters: HeadquartersGiven, tmp_path: Path
) -> None:
    passwords = headquarters.board.passwords
    told = passwords.make("19", headquarters.random_bytes)
    (kept,) = passwords.folder.iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    assert passwords.folder.stat().st_mode & 0o077 == 0
    assert told.replace("-", "").encode() not in kept.read_bytes()


def test_whoever_tries_passwords_soon_waits(headquarters: HeadquartersGiven, line: Line) -> None:
    right = headquarters.board.passwords.make("19", headquarters.random_bytes)
    for _ in range(10):
        assert look(line, name="19", password="AAAA-BBBB").status == 401
    assert look(line, name="19", password=right).status == 429


def test_the_page_says_nothing_that_a_browser_could_run_or_keep(
    headquarters: HeadquartersGiven, line: Line
) -> None:
    right = headquarters.board.passwords.make("19", headquarters.random_bytes)
    page = look(line, name="19", password=right)
    assert b"<script" not in page.content
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert look(line, "/tablero?mes=2026-13", "19", right).status == 200
    assert look(line, "/tablero/acta/nada", "19", right).status == 404


@pytest.fixture(scope="module")
def country(
    tmp_path_factory: pytest.TempPathFactory,
) -> Generator[tuple[LocalHeadquarters, dict[str, str]]]:
    """A signed acta of Cauca with its paper at headquarters, and its number and digest."""
    folder = tmp_path_factory.mktemp("laptop")
    with local_headquarters("CO") as headquarters:
        found_offices(headquarters)
        laptop = DemoLaptop.enrolled(headquarters, "lina", folder, lambda: datetime.now(UTC))
        clock = Clock(datetime.now(UTC))
        with laptop.open() as opened:
            work = assemble_work(opened, clock)
            visit = a_meeting(work.desk, clock)
            work.minutes.issue(visit)
            acta = work.minutes.of(visit)
            assert acta is not None
            syncing = assemble_sync(opened, lambda: datetime.now(UTC))
            try:
                syncing.now()
            finally:
                syncing.stop()
        yield headquarters, {"id": str(acta.id), "number": acta.number, "sha": acta.file_sha256}


def test_the_sheet_of_a_month_has_its_leaves_and_its_figures(
    country: tuple[LocalHeadquarters, dict[str, str]], tmp_path: Path
) -> None:
    headquarters, acta = country
    file = tmp_path / "mes.xlsx"
    told = headquarters.run("export", "month", "--scope", "19", str(file))
    assert told["figures"]["actas"] == 1
    assert [one["number"] for one in told["actas"]] == [acta["number"]]
    book = load_workbook(io.BytesIO(file.read_bytes()))
    assert book.sheetnames == [
        "Cifras",
        "Actas",
        "Compromisos vencidos",
        "Días sin noticias",
        "En revisión",
        "Bitácoras sin anotaciones",
    ]
    silent = {row[0]: row[2:] for row in book["Días sin noticias"].iter_rows(values_only=True)}
    assert silent["Dirección Territorial Cauca"] == (0, book["Actas"]["B2"].value.date(), 0) or (
        silent["Dirección Territorial Cauca"][0] == 0
    )
    assert headquarters.run("export", "month", "--scope", "50")["figures"]["visits"] == 0
    assert len(json.dumps(told["logbook"])) > 10


def test_the_page_links_the_signed_paper_and_gives_it_byte_for_byte(
    country: tuple[LocalHeadquarters, dict[str, str]],
) -> None:
    headquarters, acta = country
    password = headquarters.run("board", "open", "--scope", "19")["password"]
    line = Line(int(headquarters.url.rpartition(":")[2]))
    page = look(line, name="19", password=password).content.decode()
    assert acta["number"] in page
    assert f'href="/tablero/acta/{acta["id"]}"' in page
    paper = look(line, f"/tablero/acta/{acta['id']}", "19", password)
    assert sha256(paper.content).hexdigest() == acta["sha"]
    other = headquarters.run("board", "open", "--scope", "50")["password"]
    assert look(line, f"/tablero/acta/{acta['id']}", "50", other).status == 404
    headquarters.run("board", "close", "--scope", "19")
    assert look(line, name="19", password=password).status == 401
