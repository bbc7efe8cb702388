"""English on screen: every translation keeps the parts of its Spanish sentence."""

from __future__ import annotations

from string import Formatter

from fieldapp.packs.words import load_words
from fieldapp.records.text import say, say_n
from tests.house.words import english, refreshed, untranslated


def _parts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def _pairs() -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for message in english():
        ids, strings = (
            x if isinstance(x, (tuple, list)) else (x,) for x in (message.id, message.string)
        )
        pairs += [(str(es), str(en or "")) for es, en in zip(ids, strings, strict=False) if es]
    return pairs


def test_every_translation_names_the_parts_of_its_sentence() -> None:
    wrong = [(es, en) for es, en in _pairs() if en and _parts(es) != _parts(en)]
    assert not wrong, wrong


def test_no_translation_is_still_spanish() -> None:
    wrong = [en for _, en in _pairs() if any(sign in en for sign in "¿¡«»")]
    assert not wrong, wrong


def test_a_sentence_and_a_plural_are_said_in_english() -> None:
    words = load_words("en")
    assert words(say("No hay ninguna bitácora en «{path}».", path="x")) == (
        "There is no logbook in “x”."
    )
    late = [words(say_n("vencido hace {n} día", "vencido hace {n} días", days)) for days in (1, 12)]
    assert late == ["1 day overdue", "12 days overdue"]


def test_everything_that_is_said_is_said_in_english_too() -> None:
    assert untranslated(refreshed()) == []
