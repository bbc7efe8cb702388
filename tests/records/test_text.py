"""Sentences are values until somebody words them."""

from __future__ import annotations

from fieldapp.records import KINDS, phrases
from fieldapp.records.text import Refused, Text, Words, say, say_n

ENGLISH = Words(
    "en",
    {
        "Falta «{field}».": "“{field}” is missing.",
        "Vence": "Due",
        "visita": "visit",
        "Nueva {kind}": "New {kind}",
        "{n} visitas": "{n} visits",
    },
)


def test_a_sentence_is_worded_with_its_parts_in_each_language() -> None:
    sentence = say("Falta «{field}».", field=Text("Vence"))
    assert str(sentence) == "Falta «Vence»."
    assert ENGLISH(sentence) == "“Due” is missing."


def test_a_number_chooses_the_form() -> None:
    assert str(say_n("{n} visita", "{n} visitas", 1)) == "1 visita"
    assert ENGLISH(say_n("{n} visita", "{n} visitas", 4)) == "4 visits"


def test_braces_in_what_a_person_typed_are_left_alone() -> None:
    assert str(say("Falta «{field}».", field="{x}")) == "Falta «{x}»."


def test_a_missing_translation_is_said_in_spanish() -> None:
    assert ENGLISH(say("Todo está guardado.")) == "Todo está guardado."


def test_a_refusal_carries_its_sentence() -> None:
    refusal = Refused(say("Falta «{field}».", field="Fecha"))
    assert str(refusal.text) == "Falta «Fecha»."


def test_every_generic_sentence_agrees_with_every_kind() -> None:
    """Printed so that a person can read them all; wrong gender is seen at once."""
    for spec in KINDS:
        sentences = [str(phrase(spec)) for phrase in phrases.GENERIC]
        print(f"{spec.name:16}", " · ".join(sentences))
        assert all("{" not in sentence for sentence in sentences)
    assert str(phrases.new(KINDS["activity"])) == "Nueva visita"
    assert str(phrases.new(KINDS["commitment"])) == "Nuevo compromiso"
    assert str(phrases.annulled(KINDS["minutes"])) == "Acta anulada"
    assert ENGLISH(phrases.new(KINDS["activity"])) == "New visit"
