"""Letters of a source are labels: what they mean is told by words where they contradict."""

from __future__ import annotations

from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.records.diagnosis import Cause
from fieldapp.rules.lettering import Written, causes_of_letters, chosen_from, twins_among
from fieldapp.rules.likeness import best_pairs, likeness

LEVELS = ("national", "regional")


def a_cause(n: int, level: str, letter: str, text: str = "", twin: int = 0) -> Cause:
    return Cause(
        id=UUID(int=n),
        gov_level=Code(level),
        letter=letter,
        text=text,
        twin=UUID(int=twin) if twin else None,
    )


def test_likeness_does_not_ask_for_accents_or_points() -> None:
    assert likeness("Falta de atención.", "falta de atencion") == 1
    assert likeness("Falta de atención", "Otra cosa distinta") == 0


def test_the_most_alike_pair_first_and_each_only_once() -> None:
    left = {"x": "coordinar la ampliación", "y": "coordinar"}
    right = {1: "coordinar", 2: "coordinar la ampliación del gasto"}
    assert best_pairs(left, right, 0.5) == {"y": 1, "x": 2}
    assert best_pairs({"x": "nada"}, right, 0.5) == {}


def test_a_cause_said_with_another_place_name_is_the_same_one() -> None:
    causes = [
        a_cause(1, "national", "a", "Ausencia de voluntad política de los gobiernos"),
        a_cause(2, "regional", "c", "Ausencia de voluntad política del gobierno"),
        a_cause(3, "regional", "f", "Elevada informalidad en las zonas rurales"),
    ]
    assert twins_among(causes, LEVELS) == {UUID(int=2): UUID(int=1)}


def test_letters_are_taken_at_their_word_where_each_is_a_cause() -> None:
    causes = [a_cause(1, "national", "a"), a_cause(2, "national", "b")]
    rows = [Written("national", "b", None, "Lo que sea")]
    assert causes_of_letters(rows, causes, []) == {("national", "b"): UUID(int=2)}


def test_a_relettered_level_is_read_by_what_another_level_proposes_for_the_twins() -> None:
    causes = [
        a_cause(1, "national", "a"),
        a_cause(2, "national", "e"),
        a_cause(3, "regional", "a", twin=1),
        a_cause(4, "regional", "e", twin=2),
    ]
    national = (UUID(int=2), "Actualizar la matriz de metas")
    rows = [
        Written("regional", "a", None, "Sensibilizar a todos"),
        Written("regional", "b", None, "Actualizar la matriz de metas."),
    ]
    meant = causes_of_letters(rows, causes, [national])
    assert meant == {("regional", "a"): UUID(int=3), ("regional", "b"): UUID(int=4)}


def test_a_letter_that_means_nothing_is_left_out() -> None:
    rows = [Written("national", "z", None, "Nada parecido")]
    assert causes_of_letters(rows, [a_cause(1, "national", "a")], []) == {}


def test_what_was_chosen_is_found_by_words_and_letters_help_only_where_they_agree() -> None:
    alternatives = {
        UUID(int=11): Written("national", "b", 1, "Formular directivas de mejora"),
        UUID(int=12): Written("regional", "c", None, "Difundir la guía"),
    }
    causes = {("national", "z"): UUID(int=1), ("regional", "k"): UUID(int=2)}
    rows = [
        Written("national", "a", None, "Formular directivas de mejora"),
        Written("national", "z", None, "Otra cosa"),
        Written("regional", "c", None, "Difundir la guía."),
        Written("regional", "k", 1, "Tener apoyo"),
    ]
    # The national letters contradict the words, so that "z" says nothing; the regional agree.
    assert chosen_from(rows, alternatives, causes) == [
        UUID(int=11),
        None,
        UUID(int=12),
        UUID(int=2),
    ]
