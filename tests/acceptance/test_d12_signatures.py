"""D12: eleven commitments, four signatories, one who refuses; nothing changes after signing."""

from __future__ import annotations

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from fieldapp.work.work import Work
from tests.given.actas import drawing
from tests.given.desks import CALI, Clock
from tests.given.meetings import a_meeting
from tests.given.papers import words_of


def test_d12_the_party_that_refuses_is_told_with_its_reason_and_the_text_is_fixed(
    work: Work,
) -> None:
    agreement = work.agreements.create(
        {"type": Code("acuerdo_voluntades"), "title": "Acuerdo de Cali", "territory": CALI}
    ).id
    for n in range(4):
        work.agreements.add_party(
            agreement,
            {"organization_name": f"Entidad {n}", "representative": f"Firmante {n} (inventado)"},
        )
    for n in range(11):
        promise = {
            "text": f"Compromiso {n}",
            "kind": Code("continuous"),
            "periodicity": Code("year"),
        }
        work.commitments.promise(agreement, {**promise, "responsible_name": "Las partes"})
    last = work.agreements.room(agreement).parties[-1].id
    work.agreements.edit_party(last, {"refusal": "no comparte el compromiso 7"})
    work.agreements.edit(agreement, {"signed_on": work.desk.today()})
    work.agreements.advance(agreement, "signed")
    said = words_of(work.agreements.pdf(agreement))
    assert "No firma: no comparte el compromiso 7" in said
    assert said.count("Compromiso ") >= 11
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
