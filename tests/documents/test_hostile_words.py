"""What people type is printed as they typed it: never read as markup, never fetched."""

from __future__ import annotations

import dataclasses
from typing import Any

import msgspec
import pytest

from fieldapp.documents.acta import render_acta
from fieldapp.documents.agreement import render_agreement
from fieldapp.documents.attendance import render_attendance
from fieldapp.records import KINDS
from fieldapp.records.agreements import Agreement, Party
from fieldapp.records.describe import Code, FieldType
from tests.given import actas
from tests.given.packs import pack
from tests.given.papers import words_of

HOSTILE = (
    "<b>Luz",
    "</para><img src='file:///etc/passwd'/>",
    "R&D &amp; &#8226; &bogus;",
    '<a href="http://malo.example">x</a>',
    "{place} %s %(x)s ${y} {0.__class__}",
    "<br/><font size=90>",
)


def with_words(record: Any, words: str) -> Any:
    """The record with these words in every text that a person types."""
    spec = KINDS.spec_of(record)
    typed = {
        field.name: words
        for field in spec.described
        if field.type is FieldType.TEXT and field.longest >= len(words)
    }
    return msgspec.structs.replace(record, **typed)


def shown(words: str, paper: bytes) -> bool:
    """Whether a paper shows the words, wherever it breaks its lines."""
    return "".join(words.split()) in "".join(words_of(paper).split())


@pytest.mark.parametrize("words", HOSTILE)
def test_an_acta_and_its_list_print_what_was_typed(words: str) -> None:
    given = actas.visit_records(people=3)
    changed: dict[str, Any] = {
        name: [with_words(one, words) for one in getattr(given, name)]
        for name in ("agenda", "attendance", "commitments")
    }
    changed["activity"] = with_words(given.activity, words)
    records = dataclasses.replace(given, **changed)
    acta, signatures = actas.issued(records)
    assert shown(words, render_acta(acta.content, signatures))
    assert shown(words, render_attendance(records, pack(), actas.issuer(), personal=True))


@pytest.mark.parametrize("words", HOSTILE)
def test_an_agreement_prints_what_was_typed(words: str) -> None:
    made = Agreement(id=actas.some_id("agreement"), type=Code("acuerdo_voluntades"))
    agreement = with_words(made, words)
    party = with_words(Party(id=actas.some_id("party"), agreement=agreement.id), words)
    paper = render_agreement(agreement, [party], [], pack(), office=words, organizations={})
    assert shown(words, paper)
