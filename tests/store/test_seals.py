"""A signed acta and everything printed in it stay as they were signed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
import pytest

from fieldapp.records import KINDS
from fieldapp.records.agreements import Commitment, FollowUp
from fieldapp.records.describe import Code, Record
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused
from fieldapp.records.visits import Activity, AgendaItem, Attendance, Consent, Ink
from fieldapp.store.seals import LOCKED
from fieldapp.store.unit_of_work import Store
from tests.given.vaults import NOON, an_author

ACTIVITY = Activity(id=UUID(int=1), objective="Mesa de empleo")
ACTA = Minutes(id=UUID(int=2), activity=ACTIVITY.id, title="Acta", status=Code("frozen"))
POINT = AgendaItem(id=UUID(int=3), activity=ACTIVITY.id, decision="Abrir la ventanilla")
ROW = Attendance(id=UUID(int=4), activity=ACTIVITY.id, full_name="Rosa Valencia")
PROMISE = Commitment(id=UUID(int=5), origin=ACTIVITY.id, text="Abrir", due_on=date(2026, 12, 1))
CONSENT = Consent(id=UUID(int=6), activity=ACTIVITY.id, attendance=ROW.id, data=True)
ELSEWHERE = Attendance(id=UUID(int=7), activity=UUID(int=8), full_name="Otra reunión")


def put(store: Store, *records: Record) -> None:
    with store.write(an_author()) as writing:
        for record in records:
            writing.put(record)


@pytest.fixture
def signed(store: Store) -> Store:
    """A store with one visit whose acta is sealed, and another visit."""
    put(store, ACTIVITY, ACTA, POINT, ROW, PROMISE, CONSENT, Activity(id=UUID(int=8)), ELSEWHERE)
    put(store, changed(ACTA, status=Code("sealed"), file_sha256="ab" * 32))
    return store


def changed(record: Record, **fields: Any) -> Record:
    return msgspec.structs.replace(record, **fields)


@pytest.mark.parametrize(
    "change",
    [
        changed(ACTA, status=Code("draft")),
        changed(ACTA, status=Code("sealed"), file_sha256="ab" * 32, title="Otro asunto"),
        changed(ACTIVITY, objective="Otro objetivo"),
        changed(ACTIVITY, annulled="No ocurrió"),
        changed(POINT, decision="No abrirla"),
        changed(ROW, full_name="Rosa Elena Valencia"),
        changed(PROMISE, due_on=date(2027, 1, 1)),
        changed(PROMISE, origin=UUID(int=8)),
        changed(CONSENT, data=False),
        Attendance(id=UUID(int=9), activity=ACTIVITY.id, full_name="Llegó después"),
        AgendaItem(id=UUID(int=9), activity=ACTIVITY.id, title="Punto nuevo"),
    ],
    ids=lambda record: type(record).__name__,
)
def test_what_is_printed_in_a_signed_acta_does_not_change(signed: Store, change: Record) -> None:
    with pytest.raises(Refused) as refusal:
        put(signed, change)
    assert "El acta ya está firmada" in str(refusal.value.text)


@pytest.mark.parametrize(
    "change",
    [
        changed(ACTIVITY, status=Code("closed")),
        changed(ROW, person=UUID(int=10)),
        changed(CONSENT, withdrawn_at=NOON),
        changed(ELSEWHERE, full_name="Corregido"),
        FollowUp(id=UUID(int=11), commitment=PROMISE.id, progress_percent=50),
        Ink(id=UUID(int=12), activity=ACTIVITY.id, attendance=ROW.id),
        Minutes(id=UUID(int=13), activity=ACTIVITY.id, supersedes=ACTA.id),
    ],
    ids=lambda record: type(record).__name__,
)
def test_what_lives_on_after_the_signature_may_change(signed: Store, change: Record) -> None:
    put(signed, change)
    with signed.read() as reading:
        assert reading.get(type(change), change.id) is not None


def test_a_refused_change_undoes_its_whole_transaction(signed: Store) -> None:
    with pytest.raises(Refused):
        put(signed, changed(ELSEWHERE, full_name="Corregido"), changed(ROW, full_name="Otra"))
    with signed.read() as reading:
        kept = reading.get(Attendance, ELSEWHERE.id)
    assert kept is not None
    assert kept.full_name == "Otra reunión"


def test_what_headquarters_decides_about_a_signed_acta_still_arrives(signed: Store) -> None:
    with signed.database.writing() as connection:
        connection.execute("UPDATE applying SET now = 1")
        connection.execute("UPDATE minutes SET title = 'Variante'")
        connection.execute("UPDATE applying SET now = 0")


def test_the_locks_name_fields_that_exist() -> None:
    for lock in LOCKED:
        spec = KINDS[lock.kind]
        assert (lock.acta or lock.activity) in spec
        assert all(name in spec for name in lock.open)
