"""The search box finds what people remember: part of a name, without accents, in any kind."""

from __future__ import annotations

from uuid import UUID

import pytest

from fieldapp.records.agreements import Commitment
from fieldapp.records.people import Organization
from fieldapp.records.visits import Activity, Attendance
from fieldapp.store.unit_of_work import Store
from tests.given.vaults import an_author

TOWN = Organization(id=UUID(int=1), name="Alcaldía de Guapi")
VISIT = Activity(
    id=UUID(int=2),
    objective="Mesa de empleo",
    development="El señor alcalde de Guapi pidió ñame y plátano para la feria " * 3,
)
ROW = Attendance(
    id=UUID(int=3),
    activity=VISIT.id,
    full_name="José María Ñáñez Güiza",
    id_number="1061.234",
)
PROMISE = Commitment(id=UUID(int=4), text="Entregar el informe a la alcaldía")


@pytest.fixture
def found(store: Store) -> Store:
    """A store with one record of four kinds."""
    with store.write(an_author()) as writing:
        for record in (TOWN, VISIT, ROW, PROMISE):
            writing.put(record)
    return store


def ids(store: Store, text: str) -> list[UUID]:
    with store.read() as reading:
        return [hit.id for hit in reading.search(text)]


@pytest.mark.parametrize(
    "typed",
    ["jose", "JOSÉ ma", "nanez", "Ñáñez", "guiza jos", "1061", "josé  güi", "Jose\u0301 na\u0301n"],
)
def test_a_name_is_found_by_its_beginnings_without_accents(found: Store, typed: str) -> None:
    assert ids(found, typed) == [ROW.id]


def test_what_is_called_so_comes_before_what_speaks_of_it(found: Store) -> None:
    assert ids(found, "alcald") == [TOWN.id, PROMISE.id, VISIT.id]


@pytest.mark.parametrize(
    "typed", ["", " ", "a", '"', "*", "AND", "guapi OR", "NEAR(", "'; --", "_"]
)
def test_nothing_that_can_be_typed_breaks_the_search(found: Store, typed: str) -> None:
    assert ids(found, typed) == []


def test_a_hit_shows_the_words_around_what_was_typed(found: Store) -> None:
    with found.read() as reading:
        (hit,) = reading.search("ñame")
    assert hit.kind == "activity"
    assert hit.title == "Mesa de empleo"
    assert "pidió ñame y plátano" in hit.snippet
    assert hit.snippet.endswith("…")


def test_a_changed_or_annulled_record_is_no_longer_found_by_its_old_words(found: Store) -> None:
    with found.write(an_author()) as writing:
        writing.put(Organization(id=TOWN.id, name="Concejo de Timbiquí"))
        writing.put(Commitment(id=PROMISE.id, text=PROMISE.text, annulled="Repetido"))
    assert ids(found, "alcaldia") == []
    assert ids(found, "timbiqui") == [TOWN.id]


def test_no_kind_crowds_out_the_others(found: Store) -> None:
    with found.write(an_author()) as writing:
        for number in range(40):
            writing.put(Attendance(id=UUID(int=100 + number), organization_name="Guapi"))
    assert {TOWN.id, VISIT.id} <= set(ids(found, "guapi")[:3])


def test_a_long_word_is_found_among_newer_ones_that_begin_like_it(store: Store) -> None:
    with store.write(an_author()) as writing:
        writing.put(Organization(id=UUID(int=1), name="Consejo Comunitario de Guapi"))
        for n in range(200):
            writing.put(Organization(id=UUID(int=n + 2), name=f"Conserjería número {n}"))
    with store.read() as reading:
        assert [hit.id for hit in reading.search("consejo")] == [UUID(int=1)]
        assert [hit.id for hit in reading.search("comunitario consejo")] == [UUID(int=1)]
        assert len(reading.search("conserjeria")) == 20
        assert reading.search("consejos") == []


def test_a_long_word_is_found_without_its_accents_and_by_any_beginning(store: Store) -> None:
    with store.write(an_author()) as writing:
        writing.put(Organization(id=UUID(int=1), name="Compañía Ibáñez Ñáñez"))
    with store.read() as reading:
        for typed in ("compania", "COMPAÑÍA", "compañi", "ibanez", "ñañez", "nanez compania"):
            assert [hit.id for hit in reading.search(typed)] == [UUID(int=1)], typed
