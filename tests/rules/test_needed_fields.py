"""Some records stand only with something: without it not even a draft is kept."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from fieldapp.records import KINDS
from fieldapp.records.describe import Code, Record
from fieldapp.records.offers import Pilot
from fieldapp.records.policies import PolicyInstrument
from fieldapp.records.products import Product
from fieldapp.rules.checking import check
from tests.given.field_work import an_id
from tests.given.packs import pack


def said_of(record: Record) -> list[str]:
    spec = KINDS.spec_of(record)
    return [str(fault.text) for fault in check(spec, record, pack(), None)]


def an_instrument(**known: Any) -> PolicyInstrument:
    return PolicyInstrument(id=an_id("instrument"), name="Política pública", **known)


@pytest.mark.parametrize("stage", ["adoption", "implementation", "monitoring"])
def test_an_instrument_that_was_adopted_names_the_act(stage: str) -> None:
    (told,) = said_of(an_instrument(stage=Code(stage)))
    assert "hay que escribir «Acto que lo adopta»" in told
    assert said_of(an_instrument(stage=Code(stage), adopting_act="Ordenanza 012 de 2016")) == []


@pytest.mark.parametrize("stage", [None, Code("agenda"), Code("formulation")])
def test_an_instrument_on_its_way_needs_no_act(stage: Code | None) -> None:
    assert said_of(an_instrument(stage=stage)) == []


def test_a_pilot_without_its_convenio_is_refused() -> None:
    agreement: UUID = an_id("agreement")
    assert said_of(Pilot(id=an_id("pilot"), name="Piloto de Puno")) == [
        "«Nombre» no se guarda sin «Convenio»."
    ]
    assert said_of(Pilot(id=an_id("pilot"), name="Piloto de Puno", agreement=agreement)) == []


def test_a_product_is_approved_by_somebody_on_a_day() -> None:
    product = Product(id=an_id("product"), title="Manual de imagen", status=Code("approved"))
    assert len(said_of(product)) == 2
    by_whom: dict[str, Any] = {"approved_by": "SETRASS", "approved_on": date(2024, 2, 16)}
    approved = Product(id=product.id, title=product.title, status=product.status, **by_whom)
    assert said_of(approved) == []
