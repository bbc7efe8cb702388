"""A first load as one file: by stick, cut anywhere, and what follows by an ordinary sync."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity, Attendance
from sync.client.ports import Fetched, LineFailure, Step
from sync.server import bundles
from sync.server.bundle_out import BundleOut
from sync.server.database import as_app
from sync.server.devices import find_device
from sync.server.file_desk import Given
from sync.server.ranges import Range
from tests.given.field_work import a_visit, an_attendee
from tests.given.headquarters import HeadquartersGiven
from tests.given.lines import Line
from tests.sync.client.conftest import Enrol, Enrolled


def a_new_visit(**changes: object) -> Activity:
    return a_visit(str(uuid4()), created_by=None, **changes)


def visits_of(at: Enrolled) -> set[UUID]:
    with at.laptop.store.read() as reading:
        return {one.id for one in reading.all(Activity)}


def sealed_for(headquarters: HeadquartersGiven, at: Enrolled) -> bytes:
    out = BundleOut(headquarters.bundles, headquarters.random_bytes)
    return b"".join(out.sealed_for(at.laptop.identity.series))


def bit_by_bit(content: bytes, size: int = 700) -> Iterator[bytes]:
    return (content[at : at + size] for at in range(0, len(content), size))


@dataclass(slots=True)
class BundleLine(Line):
    """A line that gives bundles, some bytes at a time, and breaks off as often as told."""

    bundles: Any = None
    device: Any = None
    cuts: list[int] = field(default_factory=list[int])
    given: list[int] = field(default_factory=list[int])

    def get_file(
        self, target: str, headers: Mapping[str, str], start: int, most: int
    ) -> Fetched | None:
        """Give the next bytes of a bundle."""
        del headers
        if self.cuts and start >= self.cuts[0]:
            self.cuts.pop(0)
            raise LineFailure(Step.NETWORK, say("Se cortó la señal."))
        _, _, _, scope, rev = target.split("/")
        wanted = Range(start, start + min(most, 900))
        found = self.bundles.given(self.device, scope, int(rev), wanted)
        self.given.append(start)
        return Fetched(found.content, found.size)


def over_the_line(headquarters: HeadquartersGiven, at: Enrolled, *cuts: int) -> BundleLine:
    """Give a laptop a line to a headquarters to which thirty visits are a large territory."""
    small = replace(headquarters.bundles, rows_min=30)
    desk = replace(headquarters.desk, offer=small.offer)
    with as_app(headquarters.engine, ()) as connection:
        device = find_device(connection, at.device_id, headquarters.now())
    line = BundleLine(
        answer=lambda frame: desk.answer(frame).frame,
        bundles=small,
        device=device,
        cuts=list(cuts),
    )
    at.line = line
    at.restart()
    return line


def test_a_large_territory_comes_as_one_file_and_goes_on_at_the_byte(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    one, two = enrol(), enrol()
    one.laptop.put(*(a_new_visit() for _ in range(40)))
    one.sync()
    line = over_the_line(headquarters, two, 900, 900)
    with pytest.raises(LineFailure):
        two.sync()
    assert visits_of(two) == set()
    two.restart()
    report = two.sync()
    assert report.received["activity"] >= 40
    assert visits_of(two) == visits_of(one)
    assert len(line.given) > 4
    assert report.differing_scopes == ()
    assert two.sync().received == {}
    assert two.laptop.rows("SELECT count(*) FROM file_piece") == [(0,)]


def test_a_bundle_that_is_not_what_was_offered_comes_in_pages(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    one, two = enrol(), enrol()
    one.laptop.put(*(a_new_visit() for _ in range(40)))
    one.sync()
    line = over_the_line(headquarters, two)
    genuine = line.bundles
    line.bundles = SimpleNamespace(
        given=lambda *asked: Given(b"x" * len(genuine.given(*asked).content), 10**6)
    )
    two.sync()
    assert visits_of(two) == visits_of(one)
    assert two.laptop.rows("SELECT count(*) FROM file_piece") == [(0,)]


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "_PART_VALUES", 3_000)


def test_a_new_laptop_gets_its_territory_from_a_stick_and_the_rest_by_sync(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    one, two = enrol(), enrol()
    one.laptop.put(*(a_new_visit() for _ in range(30)))
    one.sync()
    stick = sealed_for(headquarters, two)
    later = a_new_visit()
    one.laptop.put(later)
    one.sync()
    taken = two.envelopes.take_bundle(bit_by_bit(stick))
    assert taken.received["activity"] >= 30
    assert visits_of(two) == visits_of(one) - {later.id}
    report = two.sync()
    assert report.received == {"activity": 1}
    assert (report.differing_scopes, visits_of(two)) == ((), visits_of(one))


@pytest.mark.usefixtures("small_parts")
def test_a_cut_bundle_goes_on_where_it_stopped_by_file_or_by_sync(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    one, two, three = enrol(), enrol(), enrol()
    one.laptop.put(*(a_new_visit() for _ in range(40)))
    one.sync()
    for at, finish in ((two, None), (three, three.sync)):
        stick = sealed_for(headquarters, at)
        with pytest.raises(Refused, match="dañado, incompleto"):
            at.envelopes.take_bundle(bit_by_bit(stick[: len(stick) * 2 // 3]))
        if finish is None:
            at.envelopes.take_bundle(bit_by_bit(stick))
        else:
            finish()
        assert visits_of(at) == visits_of(one)
        assert at.sync().differing_scopes == ()


def test_a_bundle_taken_twice_or_after_a_sync_changes_nothing(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    one, two = enrol(), enrol()
    one.laptop.put(a_new_visit())
    one.sync()
    stick = sealed_for(headquarters, two)
    two.envelopes.take_bundle(bit_by_bit(stick))
    mine = a_new_visit()
    two.laptop.put(mine)
    two.sync()
    before = two.laptop.sync.standings()
    assert two.envelopes.take_bundle(bit_by_bit(stick)).received == {}
    assert two.laptop.sync.standings() == before
    assert mine.id in visits_of(two)


def test_what_was_typed_before_the_first_load_is_not_touched(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    two = enrol()
    mine = a_new_visit()
    two.laptop.put(mine)
    two.envelopes.take_bundle(bit_by_bit(sealed_for(headquarters, two)))
    assert mine.id in visits_of(two)
    assert two.sync().sent == {"activity": 1}


def test_nobody_else_opens_it_and_altered_it_is_refused(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    one, two = enrol(), enrol()
    one.laptop.put(a_new_visit())
    one.sync()
    stick = sealed_for(headquarters, two)
    with pytest.raises(Refused, match="no es una respuesta"):
        one.envelopes.take_bundle(bit_by_bit(stick))
    for wrong in (stick[:-1], stick[:300] + b"x" + stick[301:], b"BITS", b""):
        with pytest.raises(Refused, match="dañado, incompleto"):
            two.envelopes.take_bundle(bit_by_bit(wrong))
    assert two.laptop.sync.standings()["0"].anchors == ()


def test_a_colleague_gets_no_telephone_by_bundle_either(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    one, two = enrol(), enrol()
    visit = a_new_visit()
    attendee = an_attendee(str(uuid4()), activity=visit.id, phone="3105550101")
    one.laptop.put(visit, attendee)
    one.sync()
    two.envelopes.take_bundle(bit_by_bit(sealed_for(headquarters, two)))
    with two.laptop.store.read() as reading:
        held = reading.get(Attendance, attendee.id)
    assert held is not None
    assert (held.full_name, held.phone) == (attendee.full_name, "")


def test_only_one_active_laptop_is_sealed_to(enrol: Enrol, headquarters: HeadquartersGiven) -> None:
    at = enrol()
    out = BundleOut(headquarters.bundles, headquarters.random_bytes)
    assert next(out.sealed_for(at.laptop.identity.enrolment.officer.login))
    with pytest.raises(Refused, match="no nombra un solo equipo"):
        out.sealed_for("nadie")
    headquarters.register.revoke(at.laptop.identity.series)
    with pytest.raises(Refused, match="no puede recibir"):
        out.sealed_for(at.laptop.identity.series)
