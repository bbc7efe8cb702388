from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.describe import Code
from fieldapp.records.spaces import Space
from fieldapp.rules.groups import Groups
from fieldapp.rules.same_as import Sameness, new_links, same_document, similar_names
from tests.given.field_work import GUAPI, a_person, an_entity, an_id, joined
from tests.given.packs import pack

CC = Code("CC")
ROSA = a_person("Rosa Elvira Angulo", territory=GUAPI, id_type=CC, id_number="31.234.567")
ROSA_TOO = a_person("ROSA ANGULO", territory=GUAPI, id_type=CC, id_number="31234567")


def linked(one: Any, other: Any, country: str = "CO", links: Any = ()) -> tuple[str, str] | None:
    made = new_links(one, [other], links, pack(country))
    return (str(made[0].state), str(made[0].basis)) if made else None


def test_an_equal_document_joins_two_people_by_itself() -> None:
    assert linked(ROSA, ROSA_TOO) == ("joined", "equal_document")


@pytest.mark.parametrize(
    ("country", "number"),
    [("CO", "899.999.034-1"), ("PE", "20512333797"), ("HN", "0801-1990-123456")],
)
def test_an_equal_tax_number_joins_two_entities(country: str, number: str) -> None:
    one, other = an_entity("Una", tax_id=number), an_entity("Otra", tax_id=number)
    assert linked(one, other, country) == ("joined", "equal_document")


def test_a_number_nobody_believes_joins_nobody_but_is_asked() -> None:
    one = a_person("Rosa", territory=GUAPI, id_type=CC, id_number="00")
    other = a_person("Jacinto", territory=GUAPI, id_type=CC, id_number="00")
    assert not same_document(one, other, pack())
    assert linked(one, other) == ("proposed", "similar_name")


def test_two_without_documents_are_not_the_same_for_that() -> None:
    assert not same_document(a_person("Rosa"), a_person("Jacinto"), pack())
    assert not same_document(an_entity("Una"), an_entity("Otra"), pack())


def test_a_similar_name_in_one_municipality_is_asked() -> None:
    one = an_entity("Alcaldía Municipal de Guapi", territory=GUAPI)
    other = an_entity("Alcaldía de Guapi", territory=GUAPI)
    assert linked(one, other) == ("proposed", "similar_name")
    elsewhere = msgspec.structs.replace(other, territory="76001")
    assert linked(one, elsewhere) is None


def test_two_good_documents_that_differ_are_two_people_whatever_their_names() -> None:
    sister = msgspec.structs.replace(ROSA_TOO, id_number="31234568")
    assert linked(ROSA, sister) is None


def test_spaces_are_known_by_their_name() -> None:
    one = Space(id=an_id("s1"), name="Mesa Técnica de Concertación", territory=GUAPI)
    other = Space(id=an_id("s2"), name="Mesa tecnica de concertacion", territory=GUAPI)
    assert linked(one, other) == ("proposed", "similar_name")


def test_an_entity_is_never_a_person() -> None:
    assert linked(a_person("Rosa", territory=GUAPI), an_entity("Rosa", territory=GUAPI)) is None
    assert linked(ROSA, ROSA) is None


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [
        ("Rosa Elvira Angulo", "rosa angulo", True),
        ("Angulo Rosa Elvira", "Rosa Elvira Angulo", True),
        ("Rosa Elvira Angulo", "Rosa Elvira Ángulo Caicedo", True),
        ("Yeison Grueso", "Jeison Grueso", True),
        ("Rosa", "Rosa Elvira Angulo", False),
        ("Rosa Angulo", "Rosa Caicedo", False),
        ("Alcaldía de Guapi", "Concejo Municipal de Guapi", False),
        ("", "", False),
        ("de la", "de la", False),
    ],
)
def test_names_are_compared_as_people_would(one: str, other: str, similar: bool) -> None:
    assert similar_names(one, other) is similar
    assert similar_names(other, one) is similar


def test_two_laptops_make_the_same_link() -> None:
    assert new_links(ROSA, [ROSA_TOO], [], pack()) == new_links(ROSA_TOO, [ROSA], [], pack())


def test_what_somebody_undid_stays_undone() -> None:
    (link,) = new_links(ROSA, [ROSA_TOO], [], pack())
    undone = msgspec.structs.replace(link, state=Code("apart"))
    assert linked(ROSA, ROSA_TOO, links=[undone]) is None
    assert not Sameness([undone]).are_same(ROSA.id, ROSA_TOO.id)


def test_a_proposal_joins_nothing_until_somebody_answers() -> None:
    assert not Sameness([joined(ROSA, ROSA_TOO, "proposed")]).are_same(ROSA.id, ROSA_TOO.id)
    assert Sameness([joined(ROSA, ROSA_TOO)]).are_same(ROSA.id, ROSA_TOO.id)
    annulled = joined(ROSA, ROSA_TOO, annulled="por error")
    assert not Sameness([annulled]).are_same(ROSA.id, ROSA_TOO.id)


def test_where_two_laptops_answered_differently_they_are_not_the_same() -> None:
    answers = [joined(ROSA, ROSA_TOO), joined(ROSA_TOO, ROSA, "apart")]
    assert not Sameness(answers).are_same(ROSA.id, ROSA_TOO.id)
    assert not Sameness(answers[::-1]).are_same(ROSA.id, ROSA_TOO.id)


def test_links_are_followed_through_others() -> None:
    third = a_person("Rosa E. Angulo")
    same = Sameness([joined(ROSA, ROSA_TOO), joined(third, ROSA_TOO)])
    assert same.are_same(ROSA.id, third.id)
    assert same.representative(third.id) == min(ROSA.id, ROSA_TOO.id, third.id)


def test_a_record_without_links_stands_for_itself() -> None:
    assert Sameness([]).representative(ROSA.id) == ROSA.id


PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20)


@given(pairs=PAIRS, seed=st.randoms())
def test_the_order_in_which_links_arrive_changes_nothing(
    pairs: list[tuple[int, int]], seed: Any
) -> None:
    shuffled = pairs[:]
    seed.shuffle(shuffled)
    one, other = Groups[int](), Groups[int]()
    for first, second in pairs:
        one.join(first, second)
    for first, second in shuffled:
        other.join(second, first)
    standing = [one.representative(number) for number in range(13)]
    assert standing == [other.representative(number) for number in range(13)]
    for first, second in pairs:
        assert standing[first] == standing[second] <= min(first, second)


def test_a_link_without_both_ends_joins_nothing() -> None:
    half = msgspec.structs.replace(joined(ROSA, ROSA_TOO), second=None)
    same = Sameness([half])
    assert same.representative(ROSA.id) == ROSA.id
    assert isinstance(same.representative(an_id("nobody")), UUID)
