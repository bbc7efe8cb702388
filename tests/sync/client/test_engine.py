"""One laptop's side of a sync against headquarters' own code, over lines that fail."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from msgspec.structs import replace

from fieldapp.records.minutes import Minutes
from fieldapp.records.text import say
from fieldapp.records.visits import Activity
from sync.client.ports import LineFailure, Step
from sync.protocol import frame
from sync.protocol.messages import Request, read_request
from tests.given.field_work import a_visit, an_attendee
from tests.given.headquarters import HeadquartersGiven
from tests.given.lines import Fault
from tests.sync.client.conftest import Enrol, Enrolled, StandingClock


def asked(at: Enrolled, place: int = -1) -> Request:
    """A request as it went over the line."""
    return read_request(frame.read(at.line.sent[place]).payload())


def visits_of(at: Enrolled) -> dict[Any, Activity]:
    with at.laptop.store.read() as reading:
        return {one.id: one for one in reading.all(Activity)}


def a_new_visit(**changes: Any) -> Activity:
    return a_visit(str(uuid4()), created_by=None, **changes)


def test_nothing_to_do_takes_one_small_request(enrol: Enrol) -> None:
    at = enrol()
    at.sync()
    report = at.sync()
    requests, up, down = report.traffic
    assert (requests, report.sent, report.received) == (1, {}, {})
    assert up <= 350
    assert down <= 350


@pytest.mark.parametrize(
    ("fault", "step"),
    [
        (Fault.REQUEST_LOST, Step.NETWORK),
        (Fault.ANSWER_LOST, Step.NETWORK),
        (Fault.ANSWER_CUT, Step.ANSWER),
        (Fault.PORTAL, Step.ANSWER),
    ],
)
def test_after_a_failure_the_same_bytes_go_again_and_count_once(
    enrol: Enrol, headquarters: HeadquartersGiven, fault: Fault, step: Step
) -> None:
    at = enrol()
    visit = a_new_visit()
    at.laptop.put(visit, an_attendee(str(uuid4()), activity=visit.id))
    at.line.will(fault)
    with pytest.raises(LineFailure) as failure:
        at.sync()
    assert failure.value.step is step
    at.laptop.put(replace(visit, venue="Casa de la cultura"))
    report = at.sync()
    first, again = asked(at, 0).batches, asked(at).batches
    assert again[0] == first[0]
    assert [batch.number for batch in again] == [1, 2]
    assert report.sent == {"activity": 2, "attendance": 1}
    stored = headquarters.rows("select vals->>'venue' from record where id = :id", id=visit.id)
    assert stored == [("Casa de la cultura",)]


def test_a_request_that_arrives_twice_changes_nothing_more(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    at = enrol()
    visit = a_new_visit()
    at.laptop.put(visit)
    at.line.will(Fault.SENT_TWICE)
    assert at.sync().sent == {"activity": 1}
    revs = headquarters.rows("select rev from record where id = :id", id=visit.id)
    assert at.laptop.rows("SELECT rev FROM row_state WHERE id = ?", visit.id.bytes) == [
        tuple(revs[0])
    ]


def test_an_unsigned_answer_is_not_believed(enrol: Enrol) -> None:
    at, other = enrol(), enrol()
    genuine = at.line.answer
    at.line.answer = lambda sent: genuine(sent)[:-1] + b"\0"
    visit = a_new_visit()
    at.laptop.put(visit)
    with pytest.raises(LineFailure, match="no está firmada"):
        at.sync()
    at.line.answer = lambda sent: genuine(other.line.sent[0])
    other.sync()
    with pytest.raises(LineFailure, match="dañada"):
        at.sync()
    at.line.answer = genuine
    assert at.sync().sent == {"activity": 1}


def test_a_value_not_yet_sent_is_not_overwritten_and_the_conflict_waits_for_a_person(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    one, two = enrol(), enrol()
    visit = a_new_visit(venue="Alcaldía")
    one.laptop.put(visit)
    one.sync()
    two.sync()
    one.laptop.put(replace(visits_of(one)[visit.id], venue="Biblioteca", results="Mesa instalada"))
    two.laptop.put(replace(visits_of(two)[visit.id], venue="Coliseo"))
    one.sync()
    report = two.sync()
    assert report.in_review == 1
    assert visits_of(two)[visit.id].venue == "Biblioteca"
    assert visits_of(two)[visit.id].results == "Mesa instalada"
    assert headquarters.contests(visit.id) == [("venue", "Biblioteca", "Coliseo")]
    assert [one.verdict for one in two.laptop.sync.counts().in_review] == ["conflict"]


def test_what_is_typed_while_an_answer_travels_is_not_overwritten(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    one, two = enrol(), enrol()
    visit = a_new_visit(venue="Alcaldía")
    one.laptop.put(visit)
    one.sync()
    two.sync()
    one.laptop.put(replace(visits_of(one)[visit.id], venue="Biblioteca", results="Mesa instalada"))
    one.sync()
    genuine = two.line.answer

    def answer(sent: bytes) -> bytes:
        answered = genuine(sent)
        two.laptop.put(replace(visits_of(two)[visit.id], venue="Coliseo"))
        return answered

    two.line.answer = answer
    two.sync()
    two.line.answer = genuine
    here = visits_of(two)[visit.id]
    assert (here.venue, here.results) == ("Coliseo", "Mesa instalada")
    report = two.sync()
    assert (report.in_review, report.changed) == (1, {"activity", "conflict"})
    assert report.received == {"conflict": 1}
    assert visits_of(two)[visit.id].venue == "Biblioteca"
    assert headquarters.contests(visit.id) == [("venue", "Biblioteca", "Coliseo")]


def test_a_revoked_laptop_delivers_but_receives_nothing(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    at, other = enrol(), enrol()
    headquarters.register.revoke(at.laptop.identity.enrolment.device_code)
    other.laptop.put(a_new_visit())
    other.sync()
    visit = a_new_visit()
    at.laptop.put(visit)
    at.laptop.files.put(b"acta")
    at.line.carries_files = False
    assert at.sync().files_sent == 0
    assert at.laptop.sync.counts().files_waiting == {"small": 1, "large": 0}
    at.line.carries_files = True
    report = at.sync()
    assert report.files_sent == 1
    assert (report.revoked, report.sent, report.received) == (True, {}, {})
    assert visits_of(at) == {visit.id: visits_of(at)[visit.id]}
    assert set(at.laptop.sync.counts().revoked) == {"0", "19"}


def test_a_headquarters_that_forgot_a_laptop_knows_it_by_its_certificate(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    at = enrol()
    at.sync()
    device = at.laptop.identity.enrolment.device
    headquarters.force(f"delete from enrolment_code where device = '{device}'")
    headquarters.force(f"delete from device where id = '{device}'")
    at.laptop.put(a_new_visit())
    assert at.sync().sent == {"activity": 1}
    assert asked(at).certificate == at.laptop.identity.enrolment.certificate


def test_a_large_load_comes_in_pages_and_is_shown_only_when_it_is_complete(enrol: Enrol) -> None:
    one = enrol("NARINO")
    visits = [a_new_visit(territory="52001", development=f"{uuid4()} " * 60) for _ in range(30)]
    one.laptop.put(*visits)
    one.sync()
    two = enrol("NARINO", answer_bytes_max=4096)
    two.line.will(Fault.NONE, Fault.ANSWER_LOST)
    with pytest.raises(LineFailure):
        two.sync()
    assert two.laptop.rows("SELECT count(*) > 0 FROM staged") == [(1,)]
    assert visits_of(two) == {}
    report = two.sync()
    assert report.traffic.requests > 1
    assert visits_of(two) == visits_of(one)
    assert two.laptop.rows("SELECT count(*) FROM staged") == [(0,)]


def test_trouble_with_files_does_not_undo_the_records(enrol: Enrol) -> None:
    at = enrol()
    at.laptop.put(a_new_visit())
    name = at.laptop.files.put(b"%PDF acta")
    at.line.carries_files = False
    report = at.sync()
    assert report.sent == {"activity": 1}
    assert str(report.files_failed) == "Se cortó la señal."
    at.line.carries_files = True
    assert (at.sync().files_sent, at.sync().files_sent) == (1, 0)
    assert at.line.files == {f"/v1/file/{name}": b"%PDF acta"}


def test_a_file_that_is_not_what_its_name_says_is_not_kept(enrol: Enrol) -> None:
    one, two = enrol(), enrol()
    good, bad = sha256(b"acta").hexdigest(), sha256(b"other").hexdigest()
    visit = a_new_visit()
    minutes = [Minutes(id=uuid4(), activity=visit.id, file_sha256=name) for name in (good, bad)]
    one.laptop.put(visit, *minutes)
    one.sync()
    two.line.files = {f"/v1/file/{good}": b"acta", f"/v1/file/{bad}": b"forged"}
    assert two.sync().files_received == 1
    assert list(two.laptop.files.names()) == [good]


def test_retries_spread_out_and_respect_what_headquarters_asked(enrol: Enrol) -> None:
    at = enrol()
    waits = [at.device.retry_after_s(failures) for failures in range(20)]
    assert all(0 <= wait <= 600 for wait in waits)
    busy = LineFailure(Step.BUSY, say("Ocupado."), 90)
    assert 90 <= at.device.retry_after_s(1, busy) <= 94


def test_what_was_typed_and_taken_back_while_an_answer_travelled_hides_nothing(
    enrol: Enrol,
) -> None:
    one, two = enrol(), enrol()
    visit = a_new_visit(venue="Alcaldía")
    one.laptop.put(visit)
    one.sync()
    two.sync()
    one.laptop.put(replace(visits_of(one)[visit.id], venue="Biblioteca"))
    one.sync()
    genuine = two.line.answer

    def answer(sent: bytes) -> bytes:
        answered = genuine(sent)
        two.laptop.put(replace(visits_of(two)[visit.id], venue="Coliseo"))
        return answered

    two.line.answer = answer
    two.sync()
    two.line.answer = genuine
    two.laptop.put(replace(visits_of(two)[visit.id], venue="Alcaldía", results="Mesa"))
    two.sync()
    two.sync()
    assert visits_of(two)[visit.id].venue == "Biblioteca"
    assert visits_of(two)[visit.id].results == "Mesa"


def test_a_revoked_laptop_still_delivers_its_files(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    at = enrol()
    at.laptop.files.put(b"acta firmada")
    headquarters.register.revoke(at.laptop.identity.enrolment.device_code)
    assert at.sync().files_sent == 1
    assert list(at.line.files.values()) == [b"acta firmada"]
    assert at.laptop.sync.files_to_confirm(10) == []


def test_after_three_silences_batches_go_one_by_one_until_all_are_received(enrol: Enrol) -> None:
    at = enrol()
    for place in range(3):
        at.laptop.put(a_new_visit(venue=f"Sala {place}"))
        at.laptop.sync.freeze(place)
    genuine = at.line.answer

    def too_much(sent: bytes) -> bytes:
        if len(read_request(frame.read(sent).payload()).batches) > 1:
            raise LineFailure(Step.SERVER, say("El nivel central no responde."))
        return genuine(sent)

    at.line.answer = too_much
    for _ in range(3):
        with pytest.raises(LineFailure):
            at.sync()
    assert at.sync().sent == {"activity": 3}
    assert [len(asked(at, place).batches) for place in range(-6, 0)] == [3, 3, 3, 1, 1, 1]
    assert at.laptop.sync.unanswered() == 0


def test_how_far_the_clocks_are_apart_is_known_from_an_answer_over_the_line(enrol: Enrol) -> None:
    at = enrol()
    assert at.laptop.sync.counts().last_answer is None
    at.sync()
    kept = at.laptop.sync.counts().last_answer
    assert kept is not None
    assert kept.ahead_us == kept.answered_us - StandingClock().now_us()
    assert kept.next_after_s > 0
