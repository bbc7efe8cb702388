"""D12: eleven commitments, four signatories, one who refuses; nothing changes after signing."""

from __future__ import annotations

import pytest

from fieldapp.records.text import Refused
from fieldapp.work.work import Work
from tests.given.actas import drawing
from tests.given.agreements import cali_brought
from tests.given.desks import Clock
from tests.given.meetings import a_meeting
from tests.given.papers import words_of


def test_d12_the_party_that_refuses_is_told_with_its_reason_and_the_text_is_fixed(
    work: Work,
) -> None:
    agreement = cali_brought(work)
    room = work.agreements.room(agreement)
    assert (len(room.parties), len(room.commitments)) == (4, 11)
    last = room.parties[-1].id
    work.agreements.edit_party(last, {"refusal": "no comparte el compromiso 7"})
    work.agreements.advance(agreement, "signed")
    said = " ".join(words_of(work.agreements.pdf(agreement)).split())
    assert said.count("No firma: ") == 1
    assert "No firma: no comparte el compromiso 7" in said
    assert all(" ".join(one.text.split()) in said for one in room.commitments)
    with pytest.raises(Refused, match="suscrito"):
        work.commitments.promise(agreement, {"text": "Uno más"})
    with pytest.raises(Refused, match="suscrito"):
        work.agreements.edit_party(last, {"refusal": ""})
    with pytest.raises(Refused, match="suscrito"):
        work.agreements.edit(agreement, {"title": "Otro"})


def test_d12_in_an_acta_each_signs_once_in_an_order_that_hangs_together(
    work: Work, clock: Clock
) -> None:
    visit = a_meeting(work.desk, clock)
    acta = work.minutes.draft(visit).id
    work.minutes.freeze(acta, date_confirmed=True)
    work.inks.draw_for(visit, "president", "Rosalba Quintana", drawing(1))
    work.inks.refuse_for(visit, "secretary", "Julián Arboleda", "no estuvo hasta el final")
    with pytest.raises(Refused):
        work.agenda.add(visit, {"title": "Un punto más"})
    work.minutes.seal(acta)
    assert "Se niega a firmar: no estuvo hasta el final" in words_of(work.papers.pdf(acta))
