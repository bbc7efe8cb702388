from __future__ import annotations

from datetime import date

import pytest

from fieldapp.records.choices import CHOICES
from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from fieldapp.rules.agreements import may_move, must_move, what_signing_lacks
from tests.given.field_work import a_party, an_agreement
from tests.given.packs import pack

SIGNED = date(2026, 11, 20)


def lacks(type: str, levels: list[str], country: str = "PE") -> list[str]:
    agreement = an_agreement(type=Code(type), signed_on=SIGNED)
    parties = [a_party(level, gov_level=Code(level)) for level in levels]
    return [str(fault.text) for fault in what_signing_lacks(agreement, parties, pack(country))]


def test_a_delegation_with_two_parties_is_refused() -> None:
    assert lacks("convenio_delegacion", ["national", "regional"]) == [
        "«Convenio de Delegación» necesita al menos 3 partes y tiene 2.",
        "«Convenio de Delegación» necesita una parte del nivel «Gobierno Local».",
    ]
    assert lacks("convenio_delegacion", ["national", "regional", "local"]) == []


def test_three_ministries_do_not_make_a_delegation() -> None:
    assert len(lacks("convenio_delegacion", ["national", "national", "regional"])) == 1


def test_more_parties_than_needed_are_welcome() -> None:
    assert lacks("convenio_gestion", ["national", "regional", "regional"]) == []
    assert lacks("convenio", ["national"] * 3, "HN") == []


def test_an_agreement_is_not_signed_without_its_day() -> None:
    agreement = an_agreement(title="")
    parties = [a_party("Alcaldía de Guapi"), a_party("Gobernación del Cauca")]
    said = [str(fault.text) for fault in what_signing_lacks(agreement, parties, pack("CO"))]
    assert said == ["Falta «Título».", "Falta «Fecha de la firma»."]


def test_what_was_signed_is_not_a_draft_again() -> None:
    with pytest.raises(Refused) as refused:
        must_move("signed", "draft")
    assert str(refused.value.text) == "Un acuerdo «Suscrito» no puede pasar a «Borrador»."


def test_every_state_knows_where_it_may_go() -> None:
    states = [choice.code for choice in CHOICES["agreement_status"]]
    assert all(may_move(state, other) in {True, False} for state in states for other in states)
    must_move("draft", "negotiation")
    must_move("negotiation", "signed")
    must_move("signed", "in_force")
    must_move("in_force", "expired")
