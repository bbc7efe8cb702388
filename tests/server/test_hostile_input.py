"""Whatever arrives, headquarters answers with a verdict, never with a fault of its own."""

import asyncio
import json
from collections.abc import Generator
from typing import Any
from uuid import UUID

import msgspec
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.protocol import frame
from sync.protocol.anchors import Anchor
from sync.protocol.body import BODY_BYTES_MAX, Body, Changed, Created, Unit, write_body
from sync.protocol.canonical import EMPTY_HASH
from sync.protocol.messages import (
    AnswerState,
    Batch,
    Cursor,
    ScopePage,
    ScopeState,
    Stage,
    read_answer,
)
from sync.server.admission import Admission, Busy
from tests.given.bodies import a_visit, changed, created, receipts, verdicts
from tests.given.headquarters import HeadquartersGiven, LaptopGiven, Line, a_web
from tests.given.messages import bodies, requests

VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
OCTETS = {"Content-Type": "application/octet-stream"}

few = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""Each example is a request with several transactions."""


@pytest.fixture
def laptop(headquarters: HeadquartersGiven) -> LaptopGiven:
    return headquarters.a_laptop()


@pytest.fixture
def web(headquarters: HeadquartersGiven) -> Generator[Line]:
    with a_web(headquarters) as line:
        yield line


def visit_with(**vals: Any) -> Body:
    return a_visit("19", VISIT, **vals)


@pytest.mark.parametrize(
    ("vals", "reason"),
    [
        ({"starts_at": 253_402_300_799_000_000}, "«Hora de inicio»: el año 9999"),
        ({"starts_at": 2**62}, "«Hora de inicio» no tiene la forma esperada."),
        ({"planned_on": "20/11/2026"}, "«Fecha prevista» no tiene la forma esperada."),
        ({"planned_on": "9999-12-31"}, "«Fecha prevista»: el año 9999"),
        ({"objective": 7}, "«Objetivo» no tiene la forma esperada."),
        ({"objective": "x" * 30_000}, "«Objetivo» tiene 30000 caracteres"),
        ({"objective": "a\0b"}, "«Objetivo» contiene un carácter"),
        ({"venue": "a\u202eb"}, "«Lugar» contiene un carácter"),
        ({"kind": "a\0b"}, "«kind» contiene texto que no se puede guardar."),
        ({"themes": ["a\0"]}, "«themes» contiene texto que no se puede guardar."),
        ({"from_tomorrow": {"a\0": 1}}, "«from_tomorrow» contiene texto que no se puede"),
        ({"space": "no es una referencia"}, "«Espacio» no tiene la forma esperada."),
        ({"session_number": 0}, "«Número de la sesión» no puede ser menor que 1."),
        ({"without_attendance": ["no"]}, "«Motivo de no tener asistentes» no tiene la forma"),
    ],
)
def test_a_value_nobody_could_read_is_set_aside_with_words(
    laptop: LaptopGiven, vals: dict[str, Any], reason: str
) -> None:
    (receipt,) = laptop.send(visit_with(**vals))
    (ruling,) = receipt.rulings
    assert ruling.verdict == "quarantined"
    assert ruling.text.startswith(reason)
    assert laptop.headquarters.rows("select count(*) from quarantine") == [(1,)]


def test_a_bad_unit_never_stops_the_good_ones_of_its_batch(laptop: LaptopGiven) -> None:
    good, bad = visit_with(), a_visit("19", UUID(int=5), planned_on="mañana")
    both = Body(
        units=[*bad.units, *good.units],
        created=[
            *bad.created,
            *(msgspec.structs.replace(group, units=[1]) for group in good.created),
        ],
    )
    (receipt,) = laptop.send(both)
    assert [ruling.verdict for ruling in receipt.rulings] == ["quarantined", "ok"]


def test_an_unknown_code_of_a_newer_catalogue_is_kept(laptop: LaptopGiven) -> None:
    (receipt,) = laptop.send(visit_with(kind="de_una_lista_nueva", territory="19999"))
    assert receipt.rulings[0].verdict == "ok"


def test_unknown_kinds_and_fields_are_kept_and_handed_on(headquarters: HeadquartersGiven) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    drone = UUID(int=77)
    mine.sync(
        mine.batch(visit_with(weather="lluvia")),
        mine.batch(created("19", drone, "drone_flight", ("drone_flight", drone, {"m": [1, "a"]}))),
    )
    theirs.sync()
    assert theirs.records["activity", VISIT]["weather"] == "lluvia"
    assert theirs.records["drone_flight", drone] == {"m": [1, "a"]}


@pytest.mark.parametrize("scope", ["52", "inventado", "-"])
def test_a_scope_that_was_never_granted_is_set_aside(laptop: LaptopGiven, scope: str) -> None:
    (receipt,) = laptop.send(a_visit(scope, VISIT))
    assert receipt.rulings[0].verdict == "quarantined"
    assert "no está autorizado" in receipt.rulings[0].text
    assert laptop.headquarters.rows("select * from record where kind = 'activity'") == []


def test_asking_in_a_scope_that_was_never_granted_tells_nothing_of_it(
    headquarters: HeadquartersGiven,
) -> None:
    mine, stranger = headquarters.a_laptop("yriascos"), headquarters.a_laptop("mquispe")
    mine.sync(mine.batch(visit_with(attendees=1)))
    wishes: list[dict[str, Any]] = [
        {"cursors": {"19": Cursor()}},
        {"cursors": {"19": mine.cursors["19"]}},
        {"cursors": {"19": Cursor(mine.cursors["19"].anchors, Stage(1, Anchor(1, b"x" * 8)))}},
        {"cursors": {"19": Cursor(mine.cursors["19"].anchors, buckets=[bytes(8)] * 256)}},
    ]
    for wish in wishes:
        page = next(page for page in stranger.ask(**wish).scopes if page.scope == "19")
        assert page == ScopePage("19", ScopeState.REVOKED)
    invented = next(iter(stranger.ask(cursors={"nada": Cursor()}).scopes))
    assert invented == ScopePage("nada", ScopeState.REVOKED)


def test_a_record_of_a_territory_not_granted_is_not_made_a_second_time(
    headquarters: HeadquartersGiven,
) -> None:
    mine, stranger = headquarters.a_laptop("yriascos"), headquarters.a_laptop("mquispe")
    mine.sync(mine.batch(visit_with(attendees=1)))
    forged = a_visit("52", VISIT, objective="Otra")
    changed_there = changed("52", ("activity", VISIT), ("activity", VISIT), venue=(None, "x"))
    for body in (forged, changed_there):
        (receipt,) = stranger.send(body)
        assert receipt.rulings[0].verdict == "quarantined"
        assert "no está autorizado a esta cuenta" in receipt.rulings[0].text
    assert headquarters.rows("select scope_id from record where id = :id", id=VISIT) == [("19",)]


def test_an_office_is_written_only_by_headquarters(laptop: LaptopGiven) -> None:
    office = UUID(int=8)
    (receipt,) = laptop.send(created("19", office, "office", ("office", office, {"name": "X"})))
    assert receipt.rulings[0].text == "Solo el nivel central escribe en «Oficinas»."


def test_an_attendee_under_another_visit_than_their_own_is_set_aside(laptop: LaptopGiven) -> None:
    laptop.send(visit_with(), a_visit("19", UUID(int=5)))
    stray = {"activity": str(UUID(int=5)), "full_name": "Ñeca"}
    (receipt,) = laptop.send(created("19", VISIT, "activity", ("attendance", UUID(int=6), stray)))
    assert receipt.rulings[0].text == "El registro no pertenece a la unidad con la que se envió."


def test_a_body_that_cannot_be_read_is_kept_whole_and_its_number_used(laptop: LaptopGiven) -> None:
    answer = laptop.ask(laptop.batch(b"\xc1garbage"), laptop.batch(visit_with()))
    assert verdicts(answer) == ["quarantined", "ok"]
    assert laptop.headquarters.rows("select body from quarantine") == [(b"\xc1garbage",)]


def test_ten_million_letters_do_not_pass_the_limits(web: Line) -> None:
    answer = web.send("POST", "/v1/sync", b"BIT1" + b"a" * 10_000_000, OCTETS)
    assert answer.status == 413


def test_ten_million_letters_well_packed_do_not_pass_either(web: Line, laptop: LaptopGiven) -> None:
    packed = zstandard.compress(b"a" * 10_000_000)
    head = laptop.frame()[:25]
    answer = web.send("POST", "/v1/sync", head + laptop.key.sign(head + packed) + packed, OCTETS)
    assert answer.status == 413


def test_a_body_over_its_limit_is_kept_as_unreadable(laptop: LaptopGiven) -> None:
    answer = laptop.ask(laptop.batch(b"\x90" * (BODY_BYTES_MAX + 1)))
    assert verdicts(answer) == ["quarantined"]


def test_a_wrong_signature_is_asked_who_it_is_and_nothing_is_taken(laptop: LaptopGiven) -> None:
    asked = bytearray(laptop.frame(batches=[laptop.batch(visit_with())]))
    asked[40] ^= 1
    answer = laptop.headquarters.desk.answer(bytes(asked)).message
    assert (answer.state, answer.receipts) == (AnswerState.WHO, [])
    assert laptop.headquarters.rows("select * from record where kind = 'activity'") == []


def test_a_certificate_of_another_device_opens_nothing(headquarters: HeadquartersGiven) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    headquarters.force("update enrolment_code set device = null")
    headquarters.force("delete from device")
    answer = mine.ask(certificate=theirs.enrolled.certificate)
    assert answer.state is AnswerState.WHO
    assert headquarters.rows("select * from device") == []


@pytest.mark.parametrize(
    "wishes",
    [
        {"now": 2**63 - 1},
        {"now": -(2**63)},
        {"acknowledged": [(UUID(int=9), 2**63 - 1)]},
        {"schema": 2**31 - 1, "app": "versión ñ"},
        {"held_files": [bytes(32)] * 500},
        {"asked": [("activity", UUID(int=place)) for place in range(2_000)]},
        {"asked": [("nunca_visto", VISIT)] * 2},
        {"cursors": {"19": Cursor(buckets=[bytes(8)])}},
        {"cursors": {"19": Cursor(buckets=[b"\xff" * 8] * 256), "52": Cursor(buckets=[bytes(8)])}},
        {"cursors": {"inventado": Cursor(stage=Stage(2**63 - 1, Anchor(2**63 - 1, b"x" * 8)))}},
        {"cursors": {"19": Cursor([(2**63 - 1, b"x" * 8), (2**63 - 1, b"xyz")])}},
        {"successor": bytes(32)},
        {"series": "ñ" * 80},
        {"bundles": True},
    ],
)
def test_extreme_numbers_in_a_request_are_answered(
    laptop: LaptopGiven, wishes: dict[str, Any]
) -> None:
    assert laptop.ask(**wishes).state is AnswerState.OK


@few
@given(body=bodies())
def test_any_body_that_holds_together_gets_a_verdict_for_each_unit(
    headquarters: HeadquartersGiven, body: Body
) -> None:
    laptop = headquarters.a_laptop()
    (receipt,) = receipts(laptop.ask(laptop.batch(body)))
    assert len(receipt.rulings) == len(body.units)


@few
@given(
    vals=st.dictionaries(
        st.sampled_from(["themes", "objective", "planned_on", "space", "starts_at", "otro"]),
        st.none()
        | st.booleans()
        | st.integers(-(2**63), 2**63 - 1)
        | st.text(st.characters(exclude_categories=["Cs"]))
        | st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=3)),
    ),
    as_change=st.booleans(),
)
def test_any_values_for_a_known_kind_get_a_verdict_and_come_down_readable(
    headquarters: HeadquartersGiven, vals: dict[str, Any], as_change: bool
) -> None:
    laptop = headquarters.a_laptop()
    visit = UUID(bytes=headquarters.random_bytes(16), version=4)
    laptop.send(a_visit("19", visit))
    body = (
        Body(
            units=[Unit("activity", visit, "19")],
            changed=[Changed("activity", 0, visit, {k: (v, EMPTY_HASH) for k, v in vals.items()})],
        )
        if as_change
        else Body(
            units=[Unit("activity", visit, "19")],
            created=[Created("activity", [0], [visit], {k: [v] for k, v in vals.items()})],
        )
    )
    answer = laptop.sync(laptop.batch(body))
    assert len(verdicts(answer)) == 1


@few
@given(request_=requests)
def test_any_request_from_a_known_device_is_answered(
    headquarters: HeadquartersGiven, request_: Any
) -> None:
    laptop = headquarters.a_laptop()
    own = [Batch(laptop.device, batch.number, batch.body) for batch in request_.batches]
    request_ = msgspec.structs.replace(request_, batches=own)
    from sync.protocol.messages import write_request

    asked = frame.write(write_request(request_), laptop.device, laptop.key.sign)
    assert laptop.headquarters.desk.answer(asked).message.state is AnswerState.OK


@few
@given(noise=st.binary(max_size=300), place=st.integers(0, 400), flip=st.integers(1, 255))
def test_noise_and_damaged_frames_never_give_a_fault(
    headquarters: HeadquartersGiven,
    web: Line,
    noise: bytes,
    place: int,
    flip: int,
) -> None:
    laptop = headquarters.a_laptop()
    whole = bytearray(laptop.frame(batches=[laptop.batch(visit_with())]))
    whole[place % len(whole)] ^= flip
    for content in (noise, frame.MAGIC + noise, bytes(whole), bytes(whole[:place])):
        answer = web.send("POST", "/v1/sync", content, OCTETS)
        assert answer.status in (200, 400, 413)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[" * 9000, 400),
        (b'{"code":"\\ud800"}', 400),
        (json.dumps({"code": "x", "device_key": "AA==", "app": "", "schema": 1}).encode(), 400),
        (b"x" * 20_000, 413),
    ],
)
def test_an_enrolment_that_is_none_is_refused(web: Line, content: bytes, status: int) -> None:
    assert web.send("POST", "/v1/enrol", content).status == status


def test_a_body_that_does_not_say_how_long_it_is_is_refused(web: Line) -> None:
    answer = web.send("POST", "/v1/sync", iter([b"BIT1", b"more"]), OCTETS)
    assert answer.status == 411


def test_people_may_read_an_answer_as_json(web: Line, laptop: LaptopGiven) -> None:
    answer = web.send("POST", "/v1/sync", laptop.frame(), {**OCTETS, "Accept": "application/json"})
    assert {page["scope"] for page in answer.json["scopes"]} == {"0", "19"}


def test_an_answer_on_the_wire_is_signed_and_small_when_there_is_nothing_new(
    web: Line, laptop: LaptopGiven
) -> None:
    laptop.sync()
    beacon = laptop.headquarters.at.timestamp() * 1_000_000
    asked = laptop.frame(cursors=laptop.cursors, beacon=int(beacon))
    answered = web.send("POST", "/v1/sync", asked, OCTETS).content
    assert laptop.read(asked, answered).state is AnswerState.OK
    assert len(asked) <= 330
    assert len(answered) <= 330


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/v1/sync", 405), ("GET", "/nada", 404), ("GET", "/v1/health", 200)],
)
def test_other_doors_are_closed_with_words(web: Line, method: str, path: str, status: int) -> None:
    assert web.send(method, path).status == status


def test_who_waits_too_long_is_told_to_come_later(headquarters: HeadquartersGiven) -> None:
    async def crowd() -> int:
        door = Admission(1, lambda: 200, waiting_max=0, patience_s=0.01)
        async with door.enter():
            with pytest.raises(Busy) as busy:
                async with door.enter():
                    raise AssertionError("two at once")
        return busy.value.retry_after_s

    assert 15 <= asyncio.run(crowd()) <= 45


def test_the_answer_to_a_recorded_request_can_be_read(laptop: LaptopGiven) -> None:
    answered = laptop.headquarters.desk.answer(laptop.frame())
    arrived = frame.read(answered.frame, frame.ANSWER_BYTES_MAX)
    assert arrived.sender == frame.HEADQUARTERS
    assert read_answer(arrived.payload()) == answered.message
    assert write_body(Body()) == b"\x80"
