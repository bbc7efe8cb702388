"""People at headquarters decide what waits: in words, once, with a reason, and for all to read."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from fieldapp.records.text import SPANISH, Refused
from sync.server.checking import Checks
from sync.server.review import Review
from sync.server.review_cases import Wanted
from tests.given.bodies import a_visit, changed, created, receipts
from tests.given.headquarters import (
    HeadquartersGiven,
    LaptopGiven,
    server_command,
    server_environment,
)
from tests.given.packs import pack

VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
PLACE = UUID("0193b1a0-0000-7000-8000-000000000009")
ROOT = ("activity", VISIT)
EVERYTHING = Wanted(state="")


@pytest.fixture
def laptop(headquarters: HeadquartersGiven) -> LaptopGiven:
    return headquarters.a_laptop("yriascos")


@pytest.fixture
def review(headquarters: HeadquartersGiven) -> Review:
    checks = Checks(headquarters.kinds, pack("CO"))
    return Review(headquarters.engine, checks, headquarters.now, headquarters.random_bytes)


def sent_outside(laptop: LaptopGiven) -> str:
    """Send a visit of a territory that was never granted; the name of its case."""
    (receipt,) = laptop.send(a_visit("52", VISIT))
    assert receipt.rulings[0].verdict == "quarantined"
    return "Q1"


def two_versions(headquarters: HeadquartersGiven, laptop: LaptopGiven) -> str:
    """Two officers change one field; the name of the conflict."""
    other = headquarters.a_laptop("cangulo")
    laptop.send(a_visit("19", VISIT))
    other.sync()
    laptop.send(changed("19", ROOT, ROOT, venue=(None, "Alcaldía")))
    answer = other.ask(other.batch(changed("19", ROOT, ROOT, venue=(None, "Casa de la cultura"))))
    assert receipts(answer)[0].rulings[0].verdict == "conflict"
    ((conflict,),) = headquarters.rows("select id from record where kind = 'conflict'")
    return str(conflict)


def standing(headquarters: HeadquartersGiven, kind: str, record: UUID) -> dict[str, Any]:
    ((vals,),) = headquarters.rows(
        "select vals from record where kind = :kind and id = :id", kind=kind, id=record
    )
    return vals


def notes_on(laptop: LaptopGiven) -> list[dict[str, Any]]:
    laptop.sync()
    return [vals for (kind, _), vals in laptop.records.items() if kind == "review_note"]


def test_what_waits_is_listed_with_who_what_and_why(laptop: LaptopGiven, review: Review) -> None:
    ref = sent_outside(laptop)
    (case,) = review.listed(Wanted())
    assert (case.ref, case.source, case.state, case.kind) == (
        ref,
        "quarantine",
        "open",
        "activity",
    )
    assert (case.device, case.login, case.officer) == ("D01", "yriascos", "Yesenia Riascos")
    assert "no está autorizado" in case.reason
    assert case.title


def test_a_list_is_narrowed_by_scope_kind_device_and_state(
    headquarters: HeadquartersGiven, laptop: LaptopGiven, review: Review
) -> None:
    conflict = two_versions(headquarters, laptop)
    assert [case.ref for case in review.listed(Wanted(scope="19"))] == [conflict]
    assert [case.ref for case in review.listed(Wanted(kind="activity", device="D02"))] == [conflict]
    for none in (Wanted(scope="52"), Wanted(kind="person"), Wanted(device="D01")):
        assert review.listed(none) == []
    assert review.listed(Wanted(state="taken")) == []


def test_a_unit_on_hold_is_listed_and_decided_by_nobody(
    laptop: LaptopGiven, review: Review
) -> None:
    (receipt,) = laptop.send(changed("19", ROOT, ROOT, venue=(None, "Alcaldía")))
    assert receipt.rulings[0].verdict == "held"
    (case,) = review.listed(Wanted())
    assert (case.ref, case.source, case.login) == ("H1", "held", "yriascos")
    with pytest.raises(Refused, match="se aplica solo"):
        review.accept("H1", "elena", "Está bien")


def test_a_case_shows_every_field_in_words(
    headquarters: HeadquartersGiven, laptop: LaptopGiven, review: Review
) -> None:
    shown = review.shown(sent_outside(laptop))
    fields = {line.label: line.offered for line in shown.fields}
    assert fields["Estado"] == "Planeada"
    conflict = review.shown(two_versions(headquarters, headquarters.a_laptop("yriascos")))
    (line,) = conflict.fields
    assert (line.label, line.stands, line.offered) == ("Lugar", "Alcaldía", "Casa de la cultura")


def test_an_accepted_unit_stands_in_its_officers_name_and_the_officer_reads_why(
    headquarters: HeadquartersGiven, laptop: LaptopGiven, review: Review
) -> None:
    ref = sent_outside(laptop)
    review.accept(ref, "elena", "La comisión sí era a Nariño.")
    assert headquarters.rows(
        "select r.scope_id, a.login from record r join account a on a.id = r.author "
        "where r.id = :id",
        id=VISIT,
    ) == [("52", "yriascos")]
    (case,) = review.listed(EVERYTHING)
    assert (case.state, case.decided_by, case.decision) == (
        "accepted",
        "elena",
        "La comisión sí era a Nariño.",
    )
    (note,) = notes_on(laptop)
    assert (note["verdict"], note["words"]) == ("accepted", "La comisión sí era a Nariño.")
    assert note["unit_id"] == str(VISIT)


@pytest.mark.parametrize(("verdict", "word"), [("rejected", "rechazado"), ("returned", "devuelto")])
def test_what_is_not_accepted_is_closed_keeps_its_bytes_and_tells_its_officer(
    headquarters: HeadquartersGiven, laptop: LaptopGiven, review: Review, verdict: str, word: str
) -> None:
    ref = sent_outside(laptop)
    decide = review.reject if verdict == "rejected" else review.give_back
    decide(ref, "elena", "Es de otra territorial.")
    assert headquarters.rows("select state, length(body) > 0 from quarantine") == [(verdict, True)]
    assert headquarters.rows("select 1 from record where id = :id", id=VISIT) == []
    (note,) = notes_on(laptop)
    assert (note["verdict"], note["words"]) == (verdict, "Es de otra territorial.")
    with pytest.raises(Refused) as caught:
        review.accept(ref, "elena", "Mejor sí")
    assert SPANISH(caught.value.text) == f"«Q1» ya fue {word}."


def test_the_same_decision_again_changes_nothing(
    headquarters: HeadquartersGiven, laptop: LaptopGiven, review: Review
) -> None:
    ref = sent_outside(laptop)
    review.accept(ref, "elena", "Sí era.")
    before = headquarters.rows("select rev from realm")
    review.accept(ref.lower(), "elena", "Sí era.")
    assert headquarters.rows("select rev from realm") == before


def test_what_no_other_laptop_could_read_is_not_accepted_and_stays_open(
    laptop: LaptopGiven, review: Review, headquarters: HeadquartersGiven
) -> None:
    visit = {"title": "Mesa", "territory": "19318", "planned_on": "ayer"}
    laptop.send(created("19", VISIT, "activity", ("activity", VISIT, visit)))
    with pytest.raises(Refused, match="No se puede aceptar así"):
        review.accept("Q1", "elena", "Está bien")
    laptop.ask(laptop.batch(b"nothing that anybody reads"))
    ref = review.listed(Wanted())[0].ref
    assert not review.shown(ref).readable
    with pytest.raises(Refused, match="Nadie puede leer"):
        review.accept(ref, "elena", "Está bien")
    assert headquarters.rows("select state from quarantine order by number") == [
        ("open",),
        ("open",),
    ]
    review.give_back(ref, "elena", "Actualice el programa y vuelva a escribirlo.")
    assert [note["verdict"] for note in notes_on(laptop)] == ["returned"]


def test_taking_the_other_value_changes_the_record_with_its_history(
    headquarters: HeadquartersGiven, laptop: LaptopGiven, review: Review
) -> None:
    conflict = two_versions(headquarters, laptop)
    review.accept(conflict, "elena", "Así se llama ahora.")
    assert standing(headquarters, "activity", VISIT)["venue"] == "Casa de la cultura"
    decided = standing(headquarters, "conflict", UUID(conflict))
    assert (decided["state"], decided["reason"]) == ("taken", "Así se llama ahora.")
    assert ["Alcaldía", "Casa de la cultura"] in [
        patch.get("venue")
        for (patch,) in headquarters.rows("select patch from history where kind = 'activity'")
    ]
    laptop.sync()
    assert laptop.records[ROOT]["venue"] == "Casa de la cultura"
    assert laptop.records["conflict", UUID(conflict)]["state"] == "taken"


def test_leaving_the_value_that_stands_is_a_decision_too(
    headquarters: HeadquartersGiven, laptop: LaptopGiven, review: Review
) -> None:
    conflict = two_versions(headquarters, laptop)
    review.reject(conflict, "elena", "La reunión fue en la alcaldía.")
    assert standing(headquarters, "activity", VISIT)["venue"] == "Alcaldía"
    assert standing(headquarters, "conflict", UUID(conflict))["state"] == "kept"
    with pytest.raises(Refused, match="ya fue"):
        review.accept(conflict, "elena", "Mejor la otra")
    with pytest.raises(Refused, match="no se devuelve"):
        review.give_back(conflict, "elena", "Escríbalo otra vez")


def test_only_those_decide_who_may_where_it_happened(
    headquarters: HeadquartersGiven, laptop: LaptopGiven, review: Review
) -> None:
    country = pack("CO")
    register = headquarters.register
    register.add_account(country, "coord19", "Rosa Angulo", "CAUCA", "coordinator")
    register.add_account(country, "coord52", "Ana Chaves", "NARINO", "coordinator")
    register.add_account(country, "mira", "Luis Mina", "SEDE", "auditor")
    conflict = two_versions(headquarters, laptop)
    for login, words in (
        ("coord52", "no tiene permiso en el territorio"),
        ("mquispe", "decide quien escribió"),
        ("mira", "Quien audita"),
        ("nadie", "No existe la cuenta"),
    ):
        with pytest.raises(Refused, match=words):
            review.accept(conflict, login, "Porque sí")
    register.block("coord19", blocked=True)
    with pytest.raises(Refused, match="bloqueada"):
        review.accept(conflict, "coord19", "Porque sí")
    register.block("coord19", blocked=False)
    review.accept(conflict, "coord19", "Lo vi yo.")
    headquarters.a_laptop("yriascos").send(a_visit("52", PLACE))
    with pytest.raises(Refused, match="lo decide el nivel central"):
        review.accept("Q1", "coord19", "Porque sí")


def test_a_decision_wants_a_reason_and_a_case(review: Review) -> None:
    with pytest.raises(Refused, match="Falta el motivo"):
        review.accept("Q1", "elena", "  ")
    for ref in ("Q99", "nada", str(UUID(int=5)), "Q"):
        with pytest.raises(Refused, match="No hay nada por revisar"):
            review.accept(ref, "elena", "Porque sí")
        with pytest.raises(Refused, match="No hay nada por revisar"):
            review.shown(ref)


def test_a_decision_that_fails_leaves_everything_as_it_was(
    headquarters: HeadquartersGiven, laptop: LaptopGiven, review: Review
) -> None:
    laptop.send(a_visit("ZZ", VISIT))
    before = headquarters.rows("select rev from realm")
    with pytest.raises(Refused):
        review.accept("Q1", "elena", "Está bien")
    assert headquarters.rows("select rev from realm") == before
    assert headquarters.rows("select state, decided_by from quarantine") == [("open", None)]


def test_each_unit_of_a_batch_that_was_set_aside_whole_is_answered(
    headquarters: HeadquartersGiven, laptop: LaptopGiven, review: Review
) -> None:
    two = a_visit("19", VISIT)
    other = a_visit("19", PLACE)
    both = replace(
        two,
        units=[*two.units, *other.units],
        created=[
            *two.created,
            *(replace(made, units=[1] * len(made.units)) for made in other.created),
        ],
    )
    stranger = headquarters.a_laptop("mquispe")
    laptop.ask(laptop.batch(both, device=stranger.device))
    review.give_back(review.listed(Wanted())[0].ref, "elena", "Sincronice desde el otro equipo.")
    assert {note["unit_id"] for note in notes_on(laptop)} == {str(VISIT), str(PLACE)}


def test_the_commands_list_show_and_decide_in_words(
    headquarters: HeadquartersGiven, laptop: LaptopGiven
) -> None:
    sent_outside(laptop)
    environment = server_environment(headquarters.folder, headquarters.address)
    listed = server_command(environment, "review", "list")
    assert "Q1 · pendiente" in listed
    assert "Yesenia Riascos" in listed
    shown = server_command(environment, "review", "show", "q1")
    assert "Por qué espera: El territorio «52» no está autorizado" in shown
    assert "enviado:    Planeada" in shown
    decide = ("--as", "elena", "--reason", "No es de este año")
    assert server_command(environment, "review", "reject", "Q1", *decide) == "Q1: rechazado."
    cases = json.loads(server_command(environment, "review", "list", "--state", "all", "--json"))
    assert [(case["ref"], case["state"], case["decision"]) for case in cases] == [
        ("Q1", "rejected", "No es de este año")
    ]
