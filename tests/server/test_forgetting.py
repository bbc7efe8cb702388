"""Headquarters forgets what was taken out, also in its history, and what is too old (W12, R11)."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from fieldapp.records import KINDS
from fieldapp.records.values import microseconds
from sync.protocol.messages import Verdict
from sync.server.checking import Checks
from sync.server.forgetting import Retention, forget_history
from sync.server.review import reviewer
from tests.given.bodies import a_visit, changed, created, derived
from tests.given.headquarters import (
    HeadquartersGiven,
    LaptopGiven,
    server_command,
    server_environment,
)
from tests.given.packs import pack

VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
SEALED = UUID("0193b1a0-0000-7000-8000-000000000002")
NOTED = UUID("0193b1a0-0000-7000-8000-00000000000a")
ROOT = ("activity", VISIT)


@pytest.fixture
def laptop(headquarters: HeadquartersGiven) -> LaptopGiven:
    return headquarters.a_laptop("yriascos")


def told(headquarters: HeadquartersGiven) -> str:
    return json.dumps([row[0] for row in headquarters.rows("select patch from history")])


def test_what_a_laptop_took_out_is_not_left_in_the_history(
    headquarters: HeadquartersGiven, laptop: LaptopGiven
) -> None:
    row = ("attendance", derived(VISIT, "attendance", 0))
    laptop.send(a_visit("19", VISIT, attendees=2))
    laptop.send(
        changed(
            "19",
            ROOT,
            row,
            full_name=("Asistente 0", None),
            phone=("3105550000", None),
            anonymous=(None, True),
        )
    )
    with headquarters.engine.begin() as connection:
        assert forget_history(connection, KINDS) == 0
    assert "3105550000" in told(headquarters)
    note = {"what": "anonymised", "about_kind": "attendance", "about": str(row[1])}
    laptop.send(created("19", NOTED, "data_access", ("data_access", NOTED, note)))
    with headquarters.engine.begin() as connection:
        assert forget_history(connection, KINDS) == 1
        assert forget_history(connection, KINDS) == 0
    assert "3105550000" not in told(headquarters)
    assert "Asistente 0" not in told(headquarters)
    assert "anonymous" in told(headquarters)


def old_visit(visit: UUID, years: int) -> dict[str, int]:
    made = datetime(2026, 11, 20, tzinfo=UTC) - timedelta(days=366 * years)
    return {"created_at": microseconds(made)}


def test_what_is_older_than_its_years_forgets_whom_it_speaks_of(
    headquarters: HeadquartersGiven, laptop: LaptopGiven
) -> None:
    person = UUID("0193b1a0-0000-7000-8000-0000000000f1")
    recent = UUID("0193b1a0-0000-7000-8000-0000000000f2")
    for one, years in ((person, 11), (recent, 9)):
        vals = {"full_name": "Rosa Elvira Angulo", "phone": "3105550009", "sex": "F"}
        laptop.send(created("19", one, "person", ("person", one, vals | old_visit(one, years))))
    keeping = Retention(
        Checks(headquarters.kinds, pack("CO")), headquarters.now, headquarters.random_bytes
    )
    with headquarters.engine.connect() as connection:
        assert [(one.kind, one.records) for one in keeping.due(connection)] == [("person", 1)]
    with headquarters.engine.begin() as connection:
        author = reviewer(connection, "elena", headquarters.now()).author
        done = keeping.apply(connection, author)
    assert (done.forgotten, done.kept) == (1, 0)
    with headquarters.engine.connect() as connection:
        assert keeping.due(connection) == []
    laptop.sync()
    assert laptop.records["person", person]["full_name"] == "Persona anonimizada"
    assert "phone" not in laptop.records["person", person]
    assert laptop.records["person", person]["sex"] == "F"
    assert laptop.records["person", recent]["phone"] == "3105550009"


def test_the_commands_write_the_inventory_and_say_what_is_too_old(
    headquarters: HeadquartersGiven, tmp_path: Path
) -> None:
    environment = server_environment(tmp_path, headquarters.address)
    file = tmp_path / "inventario.xlsx"
    server_command(environment, "export", "data-protection", str(file))
    sheet = load_workbook(io.BytesIO(file.read_bytes())).worksheets[0]
    rows = [row[:3] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert ("Asistencias", "Número de documento", "Personal") in rows
    assert ("Asistencias", "Grupo étnico", "Sensible") in rows
    assert ("Asistencias", "Nombre completo", "Nombre que consta en las actas") in rows
    assert len(rows) == sum(len(spec.personal) for spec in KINDS)
    assert json.loads(server_command(environment, "retention", "--json")) == []


def test_history_forgets_and_is_never_rewritten(
    headquarters: HeadquartersGiven, laptop: LaptopGiven
) -> None:
    laptop.send(a_visit("19", VISIT))
    laptop.send(changed("19", ROOT, ROOT, venue=(None, "Alcaldía")))
    for rewriting in (
        """update history set patch = '{"venue": [null, "Otra"]}'""",
        """update history set patch = patch || '{"zone": [null, "rural"]}'""",
        "update history set account = null, rev = rev + 1",
        "delete from history",
    ):
        with pytest.raises(DBAPIError, match="only added to"), headquarters.engine.begin() as it:
            it.execute(text(rewriting))
    with headquarters.engine.begin() as connection:
        connection.execute(text("update history set patch = patch - 'venue'"))


def test_a_name_written_once_is_taken_out_by_anybody_and_changed_by_nobody(
    headquarters: HeadquartersGiven, laptop: LaptopGiven
) -> None:
    """Of a signature, and of a kind of which what was written does not change."""
    ink, told_by = ("ink", derived(VISIT, "ink", 9)), ("follow_up", NOTED)
    laptop.send(a_visit("19", VISIT, attendees=1))
    signed = {"activity": str(VISIT), "signer": "Rosa Angulo", "method": "drawn"}
    laptop.send(created("19", VISIT, "activity", (*ink, signed)))
    reported = {"text": "Se entregó", "reported_by": "Rosa Angulo"}
    laptop.send(created("19", NOTED, "follow_up", (*told_by, reported)))
    other = headquarters.a_laptop("cangulo")
    for unit, row, name in ((ROOT, ink, "signer"), (told_by, told_by, "reported_by")):
        renamed = changed("19", unit, row, **{name: ("Rosa Angulo", "Ana Paz")})
        forgotten = changed("19", unit, row, **{name: ("Rosa Angulo", None)})
        refused, taken = (one.rulings[0].verdict for one in other.send(renamed, forgotten))
        assert refused in (Verdict.CONFLICT, Verdict.QUARANTINED)
        assert taken is Verdict.OK
        other.sync()
        assert name not in other.records[row]
