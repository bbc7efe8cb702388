from __future__ import annotations

from typing import Any

import msgspec
import pytest

from fieldapp.records.choices import CHOICES
from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from fieldapp.records.visits import AgendaItem
from fieldapp.rules.visits import VisitPapers, VisitStatus, may_move, must_move, what_stops_closing
from tests.given.field_work import a_commitment, a_consent, a_visit, an_attendee, an_id, an_ink

ROSA = an_attendee()


def said(**papers: Any) -> list[str]:
    given: dict[str, Any] = {"visit": a_visit(), "attendance": [ROSA]}
    return [str(lack.text) for lack in what_stops_closing(VisitPapers(**given | papers))]


def test_a_visit_goes_from_planned_to_closed() -> None:
    for status, to in [("planned", "in_progress"), ("in_progress", "done"), ("done", "closed")]:
        must_move(status, to)


def test_the_states_are_those_of_the_catalogue() -> None:
    assert [status.value for status in VisitStatus] == [
        choice.code for choice in CHOICES["activity_status"]
    ]


@pytest.mark.parametrize("status", list(VisitStatus))
def test_a_visit_is_cancelled_only_before_it_is_closed(status: VisitStatus) -> None:
    expected = status not in {VisitStatus.CLOSED, VisitStatus.CANCELLED}
    assert may_move(status, "cancelled") is expected


def test_a_visit_that_did_not_happen_is_not_closed() -> None:
    with pytest.raises(Refused) as refused:
        must_move("planned", "closed")
    assert str(refused.value.text) == "Lo que está en «Planeada» no puede pasar a «Cerrada»."


def test_a_visit_with_one_attendee_closes() -> None:
    assert said() == []


def test_a_visit_needs_somebody_or_the_reason_for_nobody() -> None:
    needs = ["Anote al menos un asistente, o el motivo de que no haya asistentes."]
    assert said(attendance=[]) == needs
    convened = msgspec.structs.replace(ROSA, presence=Code("expected"))
    assert said(attendance=[convened]) == needs
    assert said(attendance=[], visit=a_visit(without_attendance="Paro armado")) == []


def test_a_school_audience_is_counted_without_names() -> None:
    assert said(attendance=[], visit=a_visit(audience_women=21, audience_men=18)) == []


def test_nobody_is_stopped_by_a_card_a_signature_or_a_refusal_of_data() -> None:
    without_card = an_attendee("Luis", id_type=Code("NOT_GIVEN"), id_number="")
    doubtful = an_attendee("Marta", id_number="1")
    without_data = an_attendee("", anonymous=True, id_number="")
    assert said(attendance=[without_card, doubtful, without_data]) == []


def test_a_row_without_name_says_how_to_go_on() -> None:
    assert said(attendance=[an_attendee("")]) == [
        "Falta el nombre de un asistente, o marcar que asiste sin dar sus datos."
    ]


def test_a_sensitive_answer_needs_a_consent_for_sensitive_answers() -> None:
    answered = an_attendee(ethnic_group=Code("5"))
    needs = ["Rosa Elvira Angulo respondió «Grupo étnico» sin autorizar sus datos sensibles."]
    assert said(attendance=[answered]) == needs
    assert said(attendance=[answered], consents=[a_consent(answered, sensitive=False)]) == needs
    taken_back = a_consent(answered, withdrawn_at=a_visit().ends_at)
    assert said(attendance=[answered], consents=[taken_back]) == needs
    assert said(attendance=[answered], consents=[a_consent(answered)]) == []


def test_a_named_minor_needs_the_row_and_the_signature_of_who_answers_for_them() -> None:
    minor = an_attendee("Yeison", minor=True)
    assert said(attendance=[ROSA, minor]) == [
        "Yeison es menor de 18 años: falta la fila de su acudiente o tutor."
    ]
    accompanied = msgspec.structs.replace(minor, guardian=ROSA.id)
    assert said(attendance=[ROSA, accompanied]) == [
        "Falta la firma de Rosa Elvira Angulo, acudiente o tutor de Yeison."
    ]
    refused = an_ink(ROSA, method=Code("refused"))
    assert len(said(attendance=[ROSA, accompanied], inks=[refused])) == 1
    assert said(attendance=[ROSA, accompanied], inks=[an_ink(ROSA)]) == []


def test_a_minor_does_not_answer_for_a_minor() -> None:
    brother = an_attendee("Jhon", minor=True, guardian=ROSA.id)
    minor = an_attendee("Yeison", minor=True, guardian=brother.id)
    needs = said(attendance=[ROSA, brother, minor], inks=[an_ink(ROSA)])
    assert needs == ["Yeison es menor de 18 años: falta la fila de su acudiente o tutor."]


def test_a_minor_does_not_sign() -> None:
    minor = an_attendee("Yeison", minor=True, guardian=ROSA.id)
    needs = said(attendance=[ROSA, minor], inks=[an_ink(ROSA), an_ink(minor)])
    assert needs == ["Yeison es menor de 18 años: su firma no se toma."]


def test_an_unnamed_minor_needs_nobody() -> None:
    unnamed = an_attendee("", minor=True, anonymous=True, id_number="")
    assert said(attendance=[ROSA, unnamed]) == []


def test_agenda_and_commitments_are_complete_too_and_each_lack_leads_to_its_record() -> None:
    point = AgendaItem(id=an_id("point"), activity=an_id("visit"), discussion="Se habló")
    papers = VisitPapers(
        visit=a_visit(objective=""),
        attendance=[ROSA],
        agenda=[point],
        commitments=[a_commitment(due_on=None)],
    )
    found = [(lack.kind, lack.id, lack.field) for lack in what_stops_closing(papers)]
    assert found == [
        ("activity", an_id("visit"), "objective"),
        ("agenda_item", an_id("point"), "title"),
        ("commitment", an_id("commitment"), "due_on"),
    ]
