from __future__ import annotations

import pytest

from fieldapp.records import KINDS
from fieldapp.records.describe import Record
from fieldapp.records.handover import Handover
from fieldapp.records.requests import CitizenRequest
from fieldapp.records.review import Conflict
from fieldapp.rules.permissions import Action, Role, refusal
from tests.given.field_work import a_follow_up, a_visit, an_id

AMPARO, BERNARDO = an_id("Amparo"), an_id("Bernardo")


def says(role: Role, action: Action, record: Record, who: object = AMPARO) -> str:
    text = refusal(role, action, KINDS.spec_of(record), record, who)  # type: ignore[arg-type]
    return str(text) if text else ""


@pytest.mark.parametrize("action", list(Action))
def test_who_audits_reads_all_and_writes_nothing(action: Action) -> None:
    said = says(Role.AUDITOR, action, a_visit())
    assert said == ("" if action is Action.READ else "Quien audita lee todo y no escribe.")


@pytest.mark.parametrize("action", [Action.CREATE, Action.EDIT])
def test_any_officer_of_the_territory_edits_field_work(action: Action) -> None:
    assert says(Role.OFFICER, action, a_visit(), BERNARDO) == ""


@pytest.mark.parametrize("action", [Action.CLOSE, Action.SEAL])
def test_only_who_leads_the_visit_closes_it_and_seals_its_acta(action: Action) -> None:
    assert says(Role.OFFICER, action, a_visit(), AMPARO) == ""
    assert "Solo el funcionario responsable" in says(Role.OFFICER, action, a_visit(), BERNARDO)
    assert says(Role.COORDINATOR, action, a_visit(), BERNARDO) == ""


@pytest.mark.parametrize("action", [Action.REOPEN, Action.VOID])
def test_a_coordinator_decides_what_is_hard_to_undo(action: Action) -> None:
    assert "Solo la coordinación" in says(Role.OFFICER, action, a_visit())
    assert says(Role.COORDINATOR, action, a_visit()) == ""
    assert says(Role.HQ_REVIEWER, action, a_visit()) == ""


def test_between_two_values_decides_who_wrote_one_or_a_coordinator() -> None:
    conflict = Conflict(id=an_id("conflict"), kept_by=AMPARO, offered_by=BERNARDO)
    elsewhere = an_id("somebody else")
    for person in (AMPARO, BERNARDO):
        assert says(Role.OFFICER, Action.DECIDE_CONFLICT, conflict, person) == ""
    assert "quien escribió uno" in says(Role.OFFICER, Action.DECIDE_CONFLICT, conflict, elsewhere)
    assert says(Role.COORDINATOR, Action.DECIDE_CONFLICT, conflict, elsewhere) == ""
    assert says(Role.HQ_REVIEWER, Action.DECIDE_CONFLICT, conflict, elsewhere) == ""
    by_headquarters = Conflict(id=an_id("conflict"))
    assert says(Role.OFFICER, Action.DECIDE_CONFLICT, by_headquarters, elsewhere) != ""


def test_only_the_coordination_names_who_takes_a_post_over() -> None:
    handover = Handover(id=an_id("handover"))
    for action in (Action.CREATE, Action.EDIT):
        assert "Solo la coordinación escribe" in says(Role.OFFICER, action, handover)
        assert says(Role.COORDINATOR, action, handover) == ""
        assert says(Role.HQ_REVIEWER, action, handover) == ""


def test_one_annuls_ones_own_and_the_coordinator_annuls_anybodys() -> None:
    assert says(Role.OFFICER, Action.ANNUL, a_visit(), AMPARO) == ""
    assert "otra persona escribió" in says(Role.OFFICER, Action.ANNUL, a_visit(), BERNARDO)
    assert says(Role.COORDINATOR, Action.ANNUL, a_visit(), BERNARDO) == ""


def test_what_is_only_added_to_is_never_changed() -> None:
    report = a_follow_up("done", a_visit().starts_at.date())  # type: ignore[union-attr]
    assert says(Role.OFFICER, Action.CREATE, report) == ""
    assert "lo escrito no se cambia" in says(Role.OFFICER, Action.EDIT, report)
    assert "lo escrito no se cambia" in says(Role.ADMIN, Action.EDIT, report)


def test_offices_are_written_by_headquarters() -> None:
    office = KINDS["office"].record(id=an_id("office"))
    assert (
        says(Role.OFFICER, Action.CREATE, office) == "Solo el nivel central escribe en «Oficinas»."
    )
    assert (
        says(Role.COORDINATOR, Action.EDIT, office)
        == "Solo el nivel central escribe en «Oficinas»."
    )
    assert says(Role.HQ_REVIEWER, Action.EDIT, office) == ""


def test_only_headquarters_moves_a_record_to_another_territory() -> None:
    assert "Solo el nivel central" in says(Role.COORDINATOR, Action.MOVE, a_visit())
    assert says(Role.ADMIN, Action.MOVE, a_visit()) == ""


def test_in_a_private_record_writes_who_took_it_who_is_in_charge_and_headquarters() -> None:
    spec = KINDS["citizen_request"]
    mine, colleague, other = AMPARO, BERNARDO, an_id("Celia")
    request = CitizenRequest(id=an_id("request"), created_by=mine, lead_officer=colleague)
    for role, person in (("officer", mine), ("officer", colleague), ("hq_reviewer", other)):
        assert refusal(role, Action.EDIT, spec, request, person) is None
    for role in ("officer", "coordinator"):
        assert refusal(role, Action.EDIT, spec, request, other) is not None
