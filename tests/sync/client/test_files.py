"""Files travel in lanes, in pieces, and go on where a cut left them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from fieldapp.records.minutes import Minutes
from fieldapp.records.text import say
from fieldapp.records.visits import Attachment
from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.line import LineSigner
from fieldapp.store.files_coming import FilePolicy
from sync.client.engine import About, Device
from sync.client.files import Pace
from sync.client.https import HttpsLine
from sync.client.ports import Carried, Fetched, FileDeclined, LineFailure, Step
from sync.client.trust import trusting_context
from sync.protocol.files import Lane
from sync.server.file_desk import FileDesk
from sync.server.file_parts import Quota
from tests.given.cut_line import Cuts, a_line_that_dies
from tests.given.field_work import a_visit
from tests.given.headquarters import HeadquartersGiven, a_web
from tests.given.lines import Line
from tests.sync.client.conftest import Enrol, Enrolled, StandingClock

SMALL, LARGE = 3_000, 300_000


def some_bytes(size: int) -> bytes:
    """A file nobody has sent before; the headquarters of these tests is one for all."""
    return Random(uuid4().int).randbytes(size)


def name_evidence(at: Enrolled, content: bytes) -> str:
    """A visit with a file as evidence, both on this laptop."""
    visit = a_visit(str(uuid4()), created_by=None)
    name = at.laptop.files.put(content)
    photo = Attachment(id=uuid4(), activity=visit.id, sha256=name, size_bytes=len(content))
    at.laptop.put(visit, photo)
    return name


@dataclass
class Watched(Line):
    """A line that tells in which order files went, and refuses those it is told to."""

    order: list[str] = field(default_factory=list[str])
    declines: set[str] = field(default_factory=set[str])
    breaks: list[str] = field(default_factory=list[str])

    def put_file(self, target: str, content: bytes, headers: Any) -> Carried:
        self._pass(target)
        return super().put_file(target, content, headers)

    def get_file(self, target: str, headers: Any, start: int, most: int) -> Fetched | None:
        self._pass(target)
        return super().get_file(target, headers, start, most)

    def _pass(self, target: str) -> None:
        name = target.partition("?")[0].rpartition("/")[2]
        self.order.append(name)
        if name in self.declines:
            raise FileDeclined(say("Este equipo ya envió hoy {most} MB.", most=1))
        if name in self.breaks:
            self.breaks.remove(name)
            self.carries_files = False
        self._must_carry_files()


def watched(at: Enrolled) -> Watched:
    """Put such a line in the place of the laptop's own."""
    line = Watched(at.line.answer)
    at.device._transport = line
    at.device._files._transport = line
    return line


def test_small_files_go_before_large_ones_and_the_oldest_first(enrol: Enrol) -> None:
    at = enrol()
    line = watched(at)
    files = at.laptop.files
    large = files.put(some_bytes(LARGE))
    names = [files.put(some_bytes(100)) for place in range(3)]
    paper = files.put(some_bytes(100_000))
    visit = a_visit(str(uuid4()), created_by=None)
    at.laptop.put(visit, Minutes(id=uuid4(), activity=visit.id, file_sha256=paper))
    folder = at.laptop.store.database.path.parent / "files"
    for age, name in enumerate([*names, paper]):
        os.utime(folder / name, (1_000 - age, 1_000 - age))
    os.utime(folder / large, (1, 1))
    counts = at.laptop.sync.counts()
    assert counts.files_waiting == {"small": 4, "large": 1}
    assert counts.bytes_waiting == {
        "records": pytest.approx(300, abs=200),
        "small": 100_300,
        "large": LARGE,
    }
    report = at.sync()
    ours = {paper, *names, large}  # papers of other tests' actas may come from headquarters
    travelled = [name for name in dict.fromkeys(line.order) if name in ours]
    assert travelled == [paper, *names[::-1], large]
    assert (report.lanes[Lane.SMALL].files_sent, report.lanes[Lane.LARGE].files_sent) == (4, 1)
    assert report.lanes[Lane.LARGE].bytes_sent == LARGE
    assert at.laptop.sync.counts().files_waiting == {"small": 0, "large": 0}


def test_a_file_that_is_refused_stops_neither_its_lane_nor_the_others(enrol: Enrol) -> None:
    at = enrol()
    line = watched(at)
    names = [at.laptop.files.put(some_bytes(100)) for place in range(3)]
    large = at.laptop.files.put(some_bytes(LARGE))
    line.declines = {names[0]}
    report = at.sync()
    assert set(line.files) == {f"/v1/file/{name}" for name in (names[1], names[2], large)}
    assert report.files_sent == 3
    assert str(report.files_failed) == "Este equipo ya envió hoy 1 MB."


def test_a_damaged_file_does_not_hold_back_the_others(enrol: Enrol) -> None:
    at = enrol()
    line = watched(at)
    damaged, whole = (at.laptop.files.put(some_bytes(9)) for _ in range(2))
    place = at.laptop.store.database.path.parent / "files" / damaged
    place.write_bytes(place.read_bytes()[:-1] + b"?")
    report = at.sync()
    assert set(line.files) == {f"/v1/file/{whole}"}
    assert "está dañado" in str(report.files_failed)


def test_a_lane_that_fails_does_not_stop_the_next(enrol: Enrol) -> None:
    at = enrol()
    line = watched(at)
    small, large = at.laptop.files.put(some_bytes(SMALL)), at.laptop.files.put(some_bytes(LARGE))
    genuine = line._must_carry_files

    def once() -> None:
        line._must_carry_files = genuine  # type: ignore[method-assign]
        line.carries_files = False
        try:
            genuine()
        finally:
            line.carries_files = True

    line._must_carry_files = once  # type: ignore[method-assign]
    report = at.sync()
    assert report.lanes[Lane.SMALL].failed
    assert set(line.files) == {f"/v1/file/{large}"}
    assert at.sync().files_sent == 1
    assert f"/v1/file/{small}" in line.files


def test_records_that_headquarters_cannot_take_do_not_hold_back_files(enrol: Enrol) -> None:
    at = enrol()
    photo = at.laptop.files.put(some_bytes(LARGE))
    genuine = at.line.answer

    def answer(sent: bytes) -> bytes:
        del sent
        raise LineFailure(Step.SERVER, say("El nivel central no entendió."), heard=heard)

    at.line.answer, heard = answer, False
    with pytest.raises(LineFailure):
        at.sync()
    assert at.line.files == {}
    heard = True
    with pytest.raises(LineFailure):
        at.sync()
    assert set(at.line.files) == {f"/v1/file/{photo}"}
    at.line.answer = genuine
    assert at.sync().files_sent == 0


def test_on_a_metered_link_large_files_wait_both_ways(enrol: Enrol) -> None:
    one, two = enrol(), enrol()
    one.device.sync()
    photo = some_bytes(LARGE)
    name = name_evidence(one, photo)
    paper = one.laptop.files.put(some_bytes(SMALL))
    report = one.device.sync(large_files=False)
    assert (report.files_sent, set(one.line.files)) == (1, {f"/v1/file/{paper}"})
    assert one.sync().files_sent == 1
    two.sync()
    two.line.files = one.line.files
    two.laptop.sync.want_file(name)
    assert two.device.sync(large_files=False).files_received == 0
    assert two.sync().files_received == 1
    assert two.laptop.files.read(name) == photo
    assert two.sync().files_received == 0


def test_evidence_comes_when_it_is_wished_for_or_when_all_of_it_is(enrol: Enrol) -> None:
    one, two = enrol(), enrol()
    names = [name_evidence(one, some_bytes(size)) for size in (99, 99_999)]
    one.sync()
    two.line.files = one.line.files
    assert two.sync().files_received == 0
    assert two.laptop.sync.file_policy() is FilePolicy.PAPERS
    two.laptop.sync.want_file(names[0])
    assert two.sync().lanes[Lane.SMALL].files_received == 1
    two.laptop.sync.choose_file_policy(FilePolicy.EVERYTHING)
    sync_until(lambda: set(names) <= set(two.laptop.files.names()), two.device, most=40)


def test_files_headquarters_has_not_yet_do_not_crowd_out_those_it_has(enrol: Enrol) -> None:
    at = enrol()
    line = watched(at)
    wished = [f"{place:064x}" for place in range(20)]
    for name in wished:
        at.laptop.sync.want_file(name)

    def asked() -> list[str]:
        line.order.clear()
        at.sync()
        return [name for name in line.order if name in wished]

    assert [asked() for _ in range(5)] == [
        *(wished[start : start + 5] for start in (0, 5, 10, 15)),
        wished[:5],
    ]
    at.laptop.sync.want_file(wished[7])
    assert asked()[0] == wished[7]


def test_a_file_that_is_another_is_thrown_away_and_it_is_said(enrol: Enrol) -> None:
    at = enrol()
    name = f"{7:064x}"
    at.laptop.sync.want_file(name)
    at.line.files[f"/v1/file/{name}"] = some_bytes(LARGE)
    report = at.sync()
    assert "no es el que dice su huella" in str(report.files_failed)
    assert list(at.laptop.files.names()) == []
    assert at.laptop.rows("SELECT count(*) FROM file_piece") == [(0,)]


def test_a_fetch_that_was_cut_goes_on_where_it_was_and_shows_nothing_on_the_disk(
    enrol: Enrol,
) -> None:
    at = enrol()
    line = watched(at)
    content = b"Maria Perez, DNI 40213398 " * 12_000
    other = enrol()
    name = other.laptop.files.put(content)
    line.files = {f"/v1/file/{name}": content}
    at.laptop.sync.want_file(name)
    genuine, starts = line.get_file, list[int]()

    def get(target: str, headers: Any, start: int, most: int) -> Fetched | None:
        if name in target:
            starts.append(start)
        line.carries_files = len(starts) not in (3, 4)
        return genuine(target, headers, start, most)

    line.get_file = get  # type: ignore[method-assign]
    at.sync()
    begun = at.laptop.sync.file_begun(bytes.fromhex(name))
    assert begun == 24 * 1024 * (1 + 4)
    folder = at.laptop.store.database.path.parent
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Perez" not in written
    assert at.sync().files_received == 1
    assert starts[4] == begun
    assert at.laptop.files.read(name) == content


def test_a_photograph_on_a_village_link_is_two_pieces() -> None:
    pace = Pace()
    pace.carried(pace.bytes, pace.bytes / 8_000 + 0.6)
    pace.carried(pace.bytes, pace.bytes / 8_000 + 0.6)
    first = pace.next(120_000)
    assert (54_000 < first < 66_000, pace.next(120_000 - first)) == (True, 120_000 - first)


def test_the_pace_follows_the_line() -> None:
    pace = Pace()
    for _ in range(5):
        pace.carried(pace.bytes, pace.bytes / 8_000)
    assert pace.bytes == 64_000
    pace.carried(100, 60)
    assert pace.bytes == 64_000
    for _ in range(3):
        pace.carried(pace.bytes, 0.01)
    assert pace.bytes == 1024 * 1024
    for _ in range(20):
        pace.cut()
    assert pace.bytes == 4 * 1024


@contextmanager
def on_a_real_line(
    headquarters: HeadquartersGiven, at: Enrolled, **quota: int
) -> Generator[tuple[Device, HttpsLine, Cuts]]:
    """The engine of a laptop on a real line to running routes, which can be cut."""
    parts = headquarters.files.parts
    headquarters.files = FileDesk(replace(parts, quota=Quota(**quota)))
    identity = at.laptop.identity
    signer = LineSigner(DeviceKey(identity.signing_seed), identity.enrolment.headquarters_key)
    with a_web(headquarters) as web, a_line_that_dies(web.port) as (port, cuts):
        line = HttpsLine(f"http://127.0.0.1:{port}", trusting_context(lambda: 0), stall_s=5)
        try:
            yield (
                Device(
                    *(at.laptop.sync, line, StandingClock(), Random(3), signer),
                    About("0.1.0", 1),
                ),
                line,
                cuts,
            )
        finally:
            line.close()


def sync_until(done: Callable[[], bool], device: Device, most: int = 10) -> None:
    """Sync again and again, as the program does, however often the line dies."""
    for _ in range(most):
        if done():
            return
        with contextlib.suppress(LineFailure):
            device.sync()
    raise AssertionError("it never got through")


SAMPLED = [1, 700, 1_500, 20_000, 26_000, 30_000, 60_000, 100_000, 140_000, 250_000, 299_000]


@pytest.mark.parametrize("cut", SAMPLED)
def test_an_upload_cut_at_any_byte_goes_on_and_never_begins_again(
    enrol: Enrol, headquarters: HeadquartersGiven, cut: int
) -> None:
    at = enrol()
    content = some_bytes(LARGE)
    name = bytes.fromhex(name_evidence(at, content))
    with on_a_real_line(headquarters, at) as (device, line, cuts):
        offsets, put_file = list[int](), line.put_file

        def put(target: str, piece: bytes, headers: Any) -> Carried:
            offsets.append(int(target.partition("off=")[2].partition("&")[0]))
            return put_file(target, piece, headers)

        line.put_file = put  # type: ignore[method-assign]
        cuts.after = [cut, cut, cut]
        sync_until(lambda: not at.laptop.sync.files_to_confirm(1), device)
        assert headquarters.files.parts.files.read(name) == content
        assert offsets == sorted(offsets)
        assert len(set(offsets)) > 1


@pytest.mark.parametrize("cut", SAMPLED)
def test_a_download_cut_at_any_byte_goes_on_and_never_begins_again(
    enrol: Enrol, headquarters: HeadquartersGiven, cut: int
) -> None:
    one, two = enrol(), enrol()
    content = some_bytes(LARGE)
    name = name_evidence(one, content)
    with on_a_real_line(headquarters, one) as (device, _, _):
        assert device.sync().files_sent == 1
    two.laptop.sync.want_file(name)
    with on_a_real_line(headquarters, two) as (device, line, cuts):
        starts, get_file = list[int](), line.get_file

        def get(target: str, headers: Any, start: int, most: int) -> Fetched | None:
            if name in target:
                starts.append(start)
            return get_file(target, headers, start, most)

        line.get_file = get  # type: ignore[method-assign]
        cuts.after = [cut, cut, cut]
        sync_until(lambda: two.laptop.files.has(name), device)
        assert two.laptop.files.read(name) == content
        assert starts == sorted(starts)
        assert len(set(starts)) > 1


def test_a_refusal_of_headquarters_is_said_in_its_own_words(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    at = enrol()
    at.laptop.files.put(some_bytes(SMALL))
    with on_a_real_line(headquarters, at, day=10) as (device, _, _):
        report = device.sync()
        said = str(report.files_failed)
        assert "se reciben mañana" in said
    with on_a_real_line(headquarters, at) as (device, _, _):
        assert device.sync().files_sent == 1


def test_files_are_offered_again_to_a_headquarters_that_may_have_lost_them(enrol: Enrol) -> None:
    at = enrol()
    at.laptop.files.put(some_bytes(SMALL))
    at.sync()
    assert at.laptop.sync.files_to_confirm(10) == []
    with at.laptop.sync.taking() as taking:
        taking.doubt_files()
    assert len(at.laptop.sync.files_to_confirm(10)) == 1
