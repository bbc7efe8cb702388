from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.describe import Code
from fieldapp.rules.figures import FieldWork, Figures, distinct_persons, figures_of
from fieldapp.rules.same_as import Sameness
from tests.given.field_work import (
    GUAPI,
    a_commitment,
    a_follow_up,
    a_person,
    a_visit,
    an_agreement,
    an_attendee,
    an_id,
    joined,
)
from tests.given.packs import pack

TODAY = date(2026, 11, 20)
NO_LINKS = Sameness([])


def count(**work: Any) -> Figures:
    return figures_of(FieldWork(**work), NO_LINKS, TODAY, pack())


def without_document(name: str, **written: Any) -> Any:
    return an_attendee(name, id_type=None, id_number="", **written)


def test_nothing_is_counted_as_nothing() -> None:
    assert count() == Figures()


@pytest.mark.parametrize(
    ("status", "number"),
    [("planned", 0), ("in_progress", 0), ("done", 1), ("closed", 1), ("cancelled", 0)],
)
def test_a_visit_counts_with_its_people_and_promises_once_it_is_done(
    status: str, number: int
) -> None:
    figures = count(
        visits=[a_visit(status=Code(status))],
        attendance=[an_attendee()],
        commitments=[a_commitment()],
    )
    assert (figures.visits, figures.attendances, figures.persons) == (number,) * 3
    assert sum(figures.commitments.values()) == number


def test_who_comes_twice_is_one_person_and_two_attendances() -> None:
    second = msgspec.structs.replace(an_attendee(), id=an_id("again"), activity=an_id("second"))
    figures = count(
        visits=[a_visit(), a_visit("second")],
        attendance=[an_attendee(), second],
    )
    assert (figures.attendances, figures.persons) == (2, 1)


def test_who_was_convened_and_did_not_come_is_not_counted() -> None:
    absent = an_attendee("Luis", presence=Code("excused"))
    assert count(visits=[a_visit()], attendance=[an_attendee(), absent]).attendances == 1


def test_annulled_records_are_not_counted() -> None:
    figures = count(
        visits=[a_visit(), a_visit("wrong", annulled="por error")],
        attendance=[an_attendee(), an_attendee("Luis", annulled="por error")],
        commitments=[a_commitment(annulled="por error")],
    )
    assert (figures.visits, figures.attendances, dict(figures.commitments)) == (1, 1, {})


def test_a_school_audience_is_counted_apart() -> None:
    figures = count(visits=[a_visit(audience_women=21, audience_men=18)])
    assert (figures.counted_without_names, figures.attendances, figures.persons) == (39, 0, 0)


def test_attendances_are_told_by_sex() -> None:
    rows = [
        an_attendee("Rosa", sex=Code("F"), id_number="31234567"),
        an_attendee("Marta", sex=Code("F"), id_number="31234568"),
        an_attendee("Luis", id_number="31234569"),
        an_attendee("Rosa", sex=Code("F"), id_number="31234567"),
    ]
    figures = count(visits=[a_visit()], attendance=rows)
    assert figures.by_sex == {"F": 3, "": 1}
    assert figures.persons_by_sex == {"F": 2, "": 1}


def test_promises_are_counted_by_their_standing() -> None:
    figures = count(
        visits=[a_visit()],
        agreements=[an_agreement(status=Code("signed"))],
        commitments=[
            a_commitment("late", due_on=date(2026, 11, 3)),
            a_commitment("done", due_on=date(2026, 11, 3)),
            a_commitment("of the agreement", origin=an_id("agreement")),
        ],
        follow_ups=[a_follow_up("done", TODAY, of="done")],
    )
    assert figures.commitments == {"pending": 2, "done": 1}
    assert (figures.late, figures.agreements) == (1, 1)


def test_what_a_draft_agreement_promises_is_not_counted() -> None:
    figures = count(
        agreements=[an_agreement()], commitments=[a_commitment(origin=an_id("agreement"))]
    )
    assert (figures.agreements, dict(figures.commitments)) == (0, {})


def test_two_people_of_the_register_said_to_be_one_are_one() -> None:
    rosa, other = a_person("Rosa"), a_person("Rosa E.")
    rows = [
        without_document("Rosa", person=rosa.id),
        without_document("Rosa E.", person=other.id),
    ]
    assert distinct_persons(rows, NO_LINKS, pack()) == 2
    assert distinct_persons(rows, Sameness([joined(rosa, other)]), pack()) == 1
    assert distinct_persons(rows, Sameness([joined(rosa, other, "apart")]), pack()) == 2


def test_a_document_in_one_list_and_a_register_entry_in_another_meet() -> None:
    rosa = a_person("Rosa")
    rows = [
        an_attendee("Rosa 1", id_number="31.234.567"),
        an_attendee("Rosa 2", person=rosa.id),
        without_document("Rosa 3", person=rosa.id),
    ]
    assert distinct_persons(rows, NO_LINKS, pack()) == 1


def test_without_documents_the_same_name_from_the_same_place_is_one() -> None:
    here = without_document("Rosa Angulo", territory=GUAPI)
    again = msgspec.structs.replace(here, id=an_id("again"), full_name="ROSA ANGULO")
    elsewhere = msgspec.structs.replace(here, id=an_id("elsewhere"), territory="76001")
    assert distinct_persons([here, again], NO_LINKS, pack()) == 1
    assert distinct_persons([here, again, elsewhere], NO_LINKS, pack()) == 2


def test_a_number_invented_to_fill_the_box_does_not_make_two_people_one() -> None:
    rows = [an_attendee("Rosa Angulo", id_number="0"), an_attendee("Luis Caicedo", id_number="0")]
    assert distinct_persons(rows, NO_LINKS, pack()) == 2


def test_each_attendee_without_data_is_a_person() -> None:
    rows = [
        msgspec.structs.replace(without_document("", anonymous=True), id=an_id(f"row {n}"))
        for n in range(3)
    ]
    assert distinct_persons(rows, NO_LINKS, pack()) == 3


@given(numbers=st.lists(st.integers(1000, 1020), max_size=30), seed=st.randoms())
def test_there_are_never_more_persons_than_attendances(numbers: list[int], seed: Any) -> None:
    rows = [
        msgspec.structs.replace(an_attendee(id_number=str(number)), id=an_id(f"row {n}"))
        for n, number in enumerate(numbers)
    ]
    shuffled = rows[:]
    seed.shuffle(shuffled)
    assert distinct_persons(rows, NO_LINKS, pack()) == len(set(numbers)) <= len(rows)
    assert distinct_persons(shuffled, NO_LINKS, pack()) == len(set(numbers))


def test_170_sessions_and_600_entities_take_no_time() -> None:
    visits = [a_visit(f"visit {n}") for n in range(170)]
    rows = [
        msgspec.structs.replace(
            an_attendee(id_number=str(10_000 + n % 900)),
            id=an_id(f"row {n}"),
            activity=an_id(f"visit {n % 170}"),
        )
        for n in range(5_100)
    ]
    figures = count(visits=visits, attendance=rows)
    assert (figures.visits, figures.attendances, figures.persons) == (170, 5_100, 900)
