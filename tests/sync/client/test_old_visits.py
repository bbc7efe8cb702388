"""A laptop holds last year's visits in short, and brings one back when somebody asks (rule R9)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from fieldapp.records.describe import Code
from fieldapp.records.minutes import Minutes
from fieldapp.records.visits import Activity, AgendaItem, Attachment, Attendance
from fieldapp.store.old_visits import OldVisitBook, is_coming, is_put_away
from tests.given.devices import NOON_US
from tests.given.field_work import an_id
from tests.given.headquarters import HeadquartersGiven
from tests.given.vaults import NOON
from tests.sync.client.conftest import Enrol, Enrolled

LONG_AGO = NOON - timedelta(days=500)
DAY_US = 24 * 60 * 60 * 1_000_000


def of_a_visit(name: str, ended: Any, status: str = "closed", acta: str = "sealed") -> list[Any]:
    """A visit with a point, somebody who came, a paper and its acta."""
    visit = an_id(name)
    return [
        Activity(
            id=visit,
            objective=f"Mesa {name}",
            development="Se leyó el acta anterior.",
            territory="19318",  # pyright: ignore[reportArgumentType]
            status=Code(status),
            starts_at=ended - timedelta(hours=2),
            ends_at=ended,
        ),
        AgendaItem(id=an_id(f"{name} punto"), activity=visit, title="Apertura"),
        Attendance(
            id=an_id(f"{name} fila"),
            activity=visit,
            full_name="Neiva Torres",
            sex=Code("F"),
            annulled="Repetida",
        ),
        Attachment(id=an_id(f"{name} papel"), activity=visit, name="acta.pdf", sha256="ab" * 32),
        Minutes(id=an_id(f"{name} acta"), activity=visit, status=Code(acta), title="Mesa"),
    ]


def held(at: Enrolled, kind: type[Any], name: str) -> Any:
    with at.laptop.store.read() as reading:
        return reading.get(kind, an_id(name))


def words(at: Enrolled, visit: str) -> tuple[str, str, str]:
    """What is here of a visit's words: its development, its first point, who came."""
    return (
        held(at, Activity, visit).development,
        held(at, AgendaItem, f"{visit} punto").title,
        held(at, Attendance, f"{visit} fila").full_name,
    )


ALL = ("Se leyó el acta anterior.", "Apertura", "Neiva Torres")
NONE = ("", "", "")


def bring(at: Enrolled, visit: str) -> None:
    laptop = at.laptop
    with laptop.store.database.writing() as connection:
        book = OldVisitBook(connection, laptop.store.schema)
        book.bring_back(an_id(visit), NOON_US)
        book.write_digests()


def is_away(at: Enrolled, visit: str) -> tuple[bool, bool]:
    with at.laptop.store.read() as reading:
        return is_put_away(reading, an_id(visit)), is_coming(reading, an_id(visit))


def settled(at: Enrolled) -> None:
    """Sync twice: what goes up, and what follows from its receipts."""
    at.sync()
    report = at.sync()
    assert report.differing_scopes == ()


def test_words_of_old_visits_leave_their_maker_and_never_reach_a_colleague(enrol: Enrol) -> None:
    mine, theirs = enrol(), enrol()
    mine.laptop.put(*of_a_visit("vieja", LONG_AGO), *of_a_visit("de hoy", NOON))
    settled(mine)
    settled(theirs)
    for laptop in (mine, theirs):
        assert (words(laptop, "vieja"), words(laptop, "de hoy")) == (NONE, ALL)
        assert held(laptop, Activity, "vieja").objective == "Mesa vieja"
        row = held(laptop, Attendance, "vieja fila")
        assert (row.sex, row.annulled) == ("F", "Repetida")
        assert held(laptop, Attachment, "vieja papel").sha256 == "ab" * 32
        assert (is_away(laptop, "vieja"), is_away(laptop, "de hoy")) == (
            (True, False),
            (False,) * 2,
        )


def test_leaving_changes_nothing_that_goes_up(enrol: Enrol) -> None:
    mine = enrol()
    mine.laptop.put(*of_a_visit("callada", LONG_AGO))
    settled(mine)
    assert mine.laptop.rows('SELECT count(*) FROM "dirty"') == [(0,)]
    assert mine.laptop.sync.waiting(10) == []


def test_who_asks_gets_all_of_it_and_keeps_it_for_a_month(enrol: Enrol) -> None:
    mine, theirs = enrol(), enrol()
    mine.laptop.put(*of_a_visit("pedida", LONG_AGO))
    settled(mine)
    settled(theirs)
    bring(theirs, "pedida")
    assert is_away(theirs, "pedida") == (True, True)
    settled(theirs)
    assert (words(theirs, "pedida"), is_away(theirs, "pedida")) == (ALL, (False, False))
    theirs.laptop.sync.put_away(NOON_US + 29 * DAY_US)
    assert words(theirs, "pedida") == ALL
    theirs.laptop.sync.put_away(NOON_US + 31 * DAY_US)
    assert (words(theirs, "pedida"), is_away(theirs, "pedida")) == (NONE, (True, False))


@pytest.mark.parametrize(
    ("status", "acta"), [("done", "sealed"), ("closed", "draft"), ("closed", "frozen")]
)
def test_a_visit_that_is_still_worked_on_stays(enrol: Enrol, status: str, acta: str) -> None:
    mine = enrol()
    name = f"abierta {status} {acta}"
    mine.laptop.put(*of_a_visit(name, LONG_AGO, status, acta))
    settled(mine)
    assert words(mine, name) == ALL


def test_nothing_leaves_that_is_not_received(enrol: Enrol) -> None:
    mine = enrol()
    mine.laptop.put(*of_a_visit("sin acuse", LONG_AGO))
    mine.laptop.sync.freeze(NOON_US)
    assert mine.laptop.sync.put_away(NOON_US) == frozenset()
    assert words(mine, "sin acuse") == ALL


def test_an_old_visit_opened_again_comes_whole_to_everybody(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    mine, theirs = enrol(), enrol()
    account = mine.identity().enrolment.account
    headquarters.force(f"update account set role = 'coordinator' where id = '{account}'")
    mine.laptop.put(*of_a_visit("reabierta", LONG_AGO, acta="void"))
    settled(mine)
    settled(theirs)
    bring(mine, "reabierta")
    settled(mine)
    assert words(mine, "reabierta") == ALL
    visit = held(mine, Activity, "reabierta")
    mine.laptop.put(
        msgspec.structs.replace(visit, status=Code("in_progress"), status_reason="Faltó un punto")
    )
    settled(mine)
    settled(theirs)
    for laptop in (mine, theirs):
        assert words(laptop, "reabierta") == ALL


def test_an_old_visit_is_found_by_its_name_and_not_by_who_came(enrol: Enrol) -> None:
    mine = enrol()
    visit, point, row, *papers = of_a_visit("hallada", LONG_AGO)
    row = msgspec.structs.replace(row, full_name="Hermelinda Chirimía")
    mine.laptop.put(visit, point, row, *papers)
    settled(mine)
    found = 'SELECT count(*) FROM "search_{}" WHERE "search_{}" MATCH ?'
    assert mine.laptop.rows(found.format("attendance", "attendance"), "hermelinda") == [(0,)]
    assert mine.laptop.rows(found.format("activity", "activity"), "hallada") == [(1,)]
