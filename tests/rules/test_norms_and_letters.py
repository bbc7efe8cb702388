"""Norms read out of sentences, and letters that answer one another."""

from __future__ import annotations

from fieldapp.records.describe import Code
from fieldapp.records.norms import Letter, Norm
from fieldapp.rules.letters import chain_of
from fieldapp.rules.norms import number_clashes, read_norm
from tests.given.field_work import an_id
from tests.given.packs import pack

TYPES = tuple(pack("PE").catalogue("norm_types"))


def test_a_law_is_read_with_what_changed_and_completed_it() -> None:
    read = read_norm(
        "Ley N° 27867, modificada por las Leyes N° 27902, 28013, 29981 y complementada por la Ley "
        "N° 28161, Ley Orgánica de Gobiernos Regionales.",
        TYPES,
    )
    assert (read.type, read.number) == ("law", "27867")
    assert read.title == "Ley Orgánica de Gobiernos Regionales"
    assert [(one.effect, one.type, one.number) for one in read.relations] == [
        ("modified_by", "law", "27902"),
        ("modified_by", "law", "28013"),
        ("modified_by", "law", "29981"),
        ("complemented_by", "law", "28161"),
    ]


def test_the_longest_type_is_meant() -> None:
    sentence = "Resolución de Secretaría de Descentralización N° 003-2007-PCM/SD, que aprueba algo"
    read = read_norm(sentence, TYPES)
    assert (read.type, read.number, read.title) == (
        "sd_resolution",
        "003-2007-PCM/SD",
        "Aprueba algo",
    )


def test_a_constitution_has_no_number_and_keeps_its_name() -> None:
    read = read_norm("La Constitución Política del Perú, modificada por la Ley N° 27680.", TYPES)
    assert (read.type, read.number) == ("constitution", "")
    assert read.title == "Constitución Política del Perú"
    assert [one.number for one in read.relations] == ["27680"]


def test_what_is_no_citation_is_kept_as_a_title() -> None:
    read = read_norm("Convenio 159 de la OIT", TYPES)
    assert (read.type, read.number, read.title) == ("", "", "Convenio 159 de la OIT")


def a_norm(word: str, kind: str, number: str) -> Norm:
    return Norm(id=an_id(word), type=Code(kind), number=number, title=word)


def test_one_number_under_two_types_clashes_but_two_plain_numbers_do_not() -> None:
    resolution = a_norm("one", "ministerial_resolution", "004-2014-TR")
    decree = a_norm("other", "supreme_decree", "004-2014-tr")
    law, ordinance = a_norm("law", "law", "1551"), a_norm("o", "regional_ordinance", "1551")
    assert number_clashes([resolution, decree, law, ordinance]) == [(resolution, decree)]
    again = a_norm("again", "law", "1551")
    assert number_clashes([law, again]) == [(law, again)]


def a_letter(word: str, answers: str = "") -> Letter:
    return Letter(id=an_id(word), number=word, answers=an_id(answers) if answers else None)


def test_an_exchange_is_whole_from_whichever_letter_it_is_asked() -> None:
    letters = [a_letter("c", "b"), a_letter("a"), a_letter("b", "a"), a_letter("elsewhere")]
    for asked in ("a", "b", "c"):
        assert [one.number for one in chain_of(an_id(asked), letters)] == ["a", "b", "c"]


def test_letters_that_answer_each_other_in_a_ring_come_once_each() -> None:
    ring = [a_letter("a", "b"), a_letter("b", "a")]
    assert sorted(one.number for one in chain_of(an_id("a"), ring)) == ["a", "b"]


def test_an_answer_to_a_letter_that_is_not_here_begins_the_line() -> None:
    assert [one.number for one in chain_of(an_id("b"), [a_letter("b", "a")])] == ["b"]
    assert chain_of(an_id("lost"), []) == []
