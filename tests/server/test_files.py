"""Files arrive in pieces, in any order and more than once, and are whole or not there."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.records.text import Refused
from sync.server.file_check import file_faults
from sync.server.file_desk import FileDesk
from sync.server.file_parts import Quota
from sync.server.files import open_files
from tests.given.buckets import PLACE, a_bucket
from tests.given.file_requests import get_file, name_in_a_record, put_piece, signed
from tests.given.headquarters import HeadquartersGiven, LaptopGiven, Line, a_web

PHOTO = Random(7).randbytes(5_000)
NAME = sha256(PHOTO).digest()


@pytest.fixture(params=["folder", "bucket"])
def web(headquarters: HeadquartersGiven, request: pytest.FixtureRequest) -> Generator[Line]:
    """The running routes, with files in a folder and in an S3 bucket."""
    if request.param == "folder":
        with a_web(headquarters) as line:
            yield line
        return
    with a_bucket() as endpoint:
        headquarters.bucket = (PLACE, endpoint)
        with a_web(headquarters) as line:
            yield line


@pytest.fixture
def in_folder(headquarters: HeadquartersGiven) -> Generator[Line]:
    """The running routes with files in a folder."""
    with a_web(headquarters) as line:
        yield line


def lacking(laptop: LaptopGiven, name: bytes = NAME) -> list[tuple[bytes, int]]:
    return laptop.ask(held_files=[name]).files_lacking


def names_below(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_comes_in_pieces_and_goes_down_in_ranges(
    headquarters: HeadquartersGiven, web: Line
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    name_in_a_record(mine, PHOTO)
    assert put_piece(web, mine, PHOTO, 0, 2_000).json == {"received": 2_000, "complete": False}
    assert put_piece(web, mine, PHOTO, 4_000, 5_000).json == {"received": 2_000, "complete": False}
    assert lacking(mine) == [(NAME, 2_000)]
    assert get_file(web, theirs, PHOTO).status == 404
    done = {"received": 5_000, "complete": True}
    assert put_piece(web, mine, PHOTO, 2_000, 4_000).json == done
    assert lacking(mine) == []
    assert put_piece(web, mine, PHOTO, 2_000, 4_000).json == done
    assert get_file(web, theirs, PHOTO).content == PHOTO
    middle = get_file(web, theirs, PHOTO, "bytes=100-199")
    assert (middle.status, middle.content) == (206, PHOTO[100:200])
    assert middle.headers["content-range"] == "bytes 100-199/5000"
    end = get_file(web, theirs, PHOTO, "bytes=4990-9999")
    assert (end.content, end.headers["content-range"]) == (PHOTO[4990:], "bytes 4990-4999/5000")
    assert get_file(web, theirs, PHOTO, "bytes=4990-").content == PHOTO[4990:]
    assert list(headquarters.files.parts.files.shelf.listed("parts/")) == []
    assert headquarters.rows("select count(*) from file_part") == [(0,)]


@pytest.mark.parametrize("wanted", ["bytes=9-3", "bytes=-5", "bytes=0-1,4-5", "lines=1-2", "x"])
def test_a_range_of_another_form_gives_the_whole_file(
    headquarters: HeadquartersGiven, in_folder: Line, wanted: str
) -> None:
    laptop = headquarters.a_laptop()
    name_in_a_record(laptop, PHOTO)
    put_piece(in_folder, laptop, PHOTO, 0, 5_000)
    answer = get_file(in_folder, laptop, PHOTO, wanted)
    assert (answer.status, answer.content) == (200, PHOTO)
    beyond = get_file(in_folder, laptop, PHOTO, "bytes=5000-")
    assert (beyond.status, "bytes" in beyond.json["text"]) == (416, True)


@st.composite
def _pieces(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Pieces that cover a file together: any cuts, any order, overlapping and repeated."""
    cuts = sorted({0, len(PHOTO), *draw(st.lists(st.integers(1, len(PHOTO) - 1), max_size=5))})
    covering = list(pairwise(cuts))
    any_piece = st.tuples(st.integers(0, 4_900), st.integers(1, 1_000)).map(
        lambda piece: (piece[0], min(piece[0] + piece[1], len(PHOTO)))
    )
    return draw(st.permutations(covering + draw(st.lists(any_piece, max_size=4))))


@given(pieces=_pieces())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pieces_in_any_order_make_the_file_and_are_counted_without_gaps(
    headquarters: HeadquartersGiven, in_folder: Line, pieces: list[tuple[int, int]]
) -> None:
    laptop = headquarters.a_laptop()
    headquarters.force("delete from file; delete from file_part")
    here: set[int] = set()
    for start, end in pieces:
        answer = put_piece(in_folder, laptop, PHOTO, start, end)
        here |= set(range(start, end))
        held = next(byte for byte in range(len(PHOTO) + 1) if byte not in here)
        assert answer.json == {"received": held, "complete": held == len(PHOTO)}
    assert headquarters.files.parts.files.read(NAME) == PHOTO
    assert headquarters.rows("select bytes from file") == [(len(PHOTO),)]


def test_pieces_that_are_not_what_the_name_says_are_thrown_away_and_it_is_said(
    headquarters: HeadquartersGiven, web: Line
) -> None:
    laptop = headquarters.a_laptop()
    spoiled = PHOTO[:1_000] + b"X" * 4_000
    put_piece(web, laptop, PHOTO, 0, 1_000)
    target = put_piece(web, laptop, PHOTO, 1_000, 3_000)
    assert target.json["received"] == 3_000
    headquarters.files.parts.files.shelf.put(
        next(one.path for one in headquarters.files.parts.files.shelf.listed("parts/")),
        spoiled[:1_000][::-1],
        new=False,
    )
    refused = put_piece(web, laptop, PHOTO, 3_000, 5_000)
    assert refused.status == 400
    assert "no corresponde a su huella" in refused.json["text"]
    assert lacking(laptop) == [(NAME, 0)]
    assert list(headquarters.files.parts.files.shelf.listed("parts/")) == []
    assert put_piece(web, laptop, PHOTO, 0, 5_000).json["complete"]


def test_pieces_count_for_the_laptops_of_one_officer_only(
    headquarters: HeadquartersGiven, in_folder: Line
) -> None:
    mine, again, other = (headquarters.a_laptop(who) for who in ("yriascos", "yriascos", "cangulo"))
    put_piece(in_folder, other, PHOTO[:-1] + b"?", 0, 100)
    put_piece(in_folder, mine, PHOTO, 0, 3_000)
    assert lacking(again) == [(NAME, 3_000)]
    assert lacking(other) == [(NAME, 0)]
    assert put_piece(in_folder, again, PHOTO, 3_000, 5_000).json["complete"]


def test_workers_that_receive_the_last_piece_at_once_make_one_file(
    headquarters: HeadquartersGiven, in_folder: Line
) -> None:
    laptop = headquarters.a_laptop()
    for turn in range(5):
        photo = bytes([turn]) + PHOTO
        put_piece(in_folder, laptop, photo, 0, 2_000)
        with ThreadPoolExecutor(6) as workers:
            answers = [
                workers.submit(put_piece, in_folder, laptop, photo, 2_000, 5_001) for _ in range(6)
            ]
        told = [answer.result().json for answer in answers]
        assert told == [{"received": 5_001, "complete": True}] * 6
        assert headquarters.files.parts.files.read(sha256(photo).digest()) == photo
    assert headquarters.rows("select count(*) from file_part") == [(0,)]


def test_a_piece_that_the_storage_lost_is_asked_for_again(
    headquarters: HeadquartersGiven, in_folder: Line
) -> None:
    laptop = headquarters.a_laptop()
    put_piece(in_folder, laptop, PHOTO, 0, 1_000)
    put_piece(in_folder, laptop, PHOTO, 1_000, 2_000)
    shelf = headquarters.files.parts.files.shelf
    shelf.delete([one.path for one in shelf.listed("parts/") if "-1000-1000" in one.path])
    answer = put_piece(in_folder, laptop, PHOTO, 2_000, 5_000)
    assert answer.json == {"received": 1_000, "complete": False}
    assert put_piece(in_folder, laptop, PHOTO, 1_000, 2_000).json["complete"]


def test_a_file_too_large_is_refused_in_words(
    headquarters: HeadquartersGiven, in_folder: Line
) -> None:
    laptop = headquarters.a_laptop()
    answer = put_piece(in_folder, laptop, PHOTO, 0, 100, size=32 * 1024 * 1024 + 1)
    assert (answer.status, "32 MB" in answer.json["text"]) == (413, True)
    answer = put_piece(in_folder, laptop, PHOTO, 0, 100, size=99)
    assert (answer.status, "tamaño anunciado" in answer.json["text"]) == (400, True)
    huge = bytes(1024 * 1024 + 1)
    assert put_piece(in_folder, laptop, huge, 0, len(huge)).status == 413


@pytest.fixture
def thrifty(headquarters: HeadquartersGiven) -> Generator[Line]:
    """The running routes of a headquarters that takes little."""
    quota = Quota(unfinished=3_000, day=9_000)
    headquarters.files = FileDesk(replace(headquarters.files.parts, quota=quota))
    with a_web(headquarters) as line:
        yield line


def test_a_device_brings_so_much_and_no_more(
    headquarters: HeadquartersGiven, thrifty: Line
) -> None:
    laptop = headquarters.a_laptop()
    first, second, third = (bytes([place]) + PHOTO[1:] for place in range(3))
    put_piece(thrifty, laptop, first, 0, 2_500)
    refused = put_piece(thrifty, laptop, second, 0, 1_000)
    assert (refused.status, "a medio enviar" in refused.json["text"]) == (403, True)
    assert put_piece(thrifty, laptop, first, 2_500, 5_000).json["complete"]
    assert put_piece(thrifty, laptop, second, 0, 2_000).json["received"] == 2_000
    tired = put_piece(thrifty, laptop, third, 0, 2_001)
    assert (tired.status, "se reciben mañana" in tired.json["text"]) == (403, True)
    headquarters.at += timedelta(days=1, minutes=1)
    assert put_piece(thrifty, laptop, second, 2_000, 5_000).json["complete"]
    assert put_piece(thrifty, laptop, third, 0, 1_000).json["received"] == 1_000


def test_the_same_bytes_sent_in_ever_new_cuts_end_in_a_refusal(
    headquarters: HeadquartersGiven, in_folder: Line
) -> None:
    laptop = headquarters.a_laptop()
    answers = [put_piece(in_folder, laptop, PHOTO, start, 4_000) for start in range(1, 9)]
    assert [answer.status for answer in answers] == [200, 200, *[403] * 6]


def test_pieces_of_a_file_that_nobody_finishes_are_thrown_away_after_30_days(
    headquarters: HeadquartersGiven, web: Line
) -> None:
    laptop = headquarters.a_laptop()
    slow = b"slow" + PHOTO
    put_piece(web, laptop, PHOTO, 0, 1_000)
    put_piece(web, laptop, slow, 0, 1_000)
    assert headquarters.files.parts.expire() == 0
    headquarters.at += timedelta(days=60)
    put_piece(web, laptop, slow, 1_000, 2_000)
    assert headquarters.files.parts.expire() == 1
    assert lacking(laptop) == [(NAME, 0)]
    assert lacking(laptop, sha256(slow).digest()) == [(sha256(slow).digest(), 2_000)]


def test_without_its_storage_headquarters_says_later_and_goes_on_with_records(
    headquarters: HeadquartersGiven,
) -> None:
    with a_bucket() as endpoint:
        headquarters.bucket = (PLACE, endpoint)
        store = headquarters.files
    laptop = headquarters.a_laptop()
    with a_web(headquarters) as line:
        assert headquarters.files is store
        answer = put_piece(line, laptop, PHOTO, 0, 1_000)
        assert (answer.status, answer.headers["retry-after"]) == (503, "60")
        name_in_a_record(laptop, PHOTO)
        assert lacking(laptop) == [(NAME, 0)]


def test_a_torn_file_does_not_pass_for_the_whole_one(tmp_path: Path) -> None:
    files = open_files(str(tmp_path / "files"))
    assert files.write(PHOTO) == NAME
    place = tmp_path / "files" / NAME.hex()[:2] / NAME.hex()
    place.write_bytes(PHOTO[:100])
    files.write(PHOTO)
    assert place.read_bytes() == PHOTO
    assert names_below(tmp_path) == [NAME.hex()]


def test_what_an_older_headquarters_kept_in_its_folder_is_found(tmp_path: Path) -> None:
    place = tmp_path / NAME.hex()[:2] / NAME.hex()
    place.parent.mkdir()
    place.write_bytes(PHOTO)
    assert open_files(str(tmp_path)).read(NAME) == PHOTO


def test_a_write_that_the_disk_broke_off_leaves_nothing_under_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = open_files(str(tmp_path / "files"))
    order: list[str] = []
    monkeypatch.setattr("os.fsync", lambda _: order.append("flushed"))
    genuine = Path.hardlink_to

    def named(place: Path, coming: Path) -> None:
        order.append("named")
        genuine(place, coming)

    monkeypatch.setattr(Path, "hardlink_to", named)
    files.write(PHOTO)
    # The new folder, the bytes; only then the name, and the name itself.
    assert order == ["flushed", "flushed", "named", "flushed"]


@pytest.mark.parametrize(
    ("place", "endpoint"),
    [
        ("s3://archivo/sede", "http://s3.example.org"),
        ("s3://", ""),
        ("s3://archivo", "ftp://127.0.0.1"),
    ],
)
def test_storage_that_is_not_encrypted_or_has_no_name_is_refused(place: str, endpoint: str) -> None:
    with pytest.raises(Refused, match="BITACORA_FILES"):
        open_files(place, endpoint)


def test_files_that_are_gone_or_damaged_are_named(
    headquarters: HeadquartersGiven, web: Line
) -> None:
    laptop = headquarters.a_laptop()
    gone, damaged = b"gone" + PHOTO, b"damaged" + PHOTO
    for whole in (PHOTO, gone, damaged):
        put_piece(web, laptop, whole, 0, len(whole))
    files = headquarters.files.parts.files
    assert list(file_faults(headquarters.engine, files)) == []
    gone_name, damaged_name = sha256(gone).hexdigest(), sha256(damaged).hexdigest()
    files.shelf.delete([f"{gone_name[:2]}/{gone_name}"])
    files.shelf.put(f"{damaged_name[:2]}/{damaged_name}", damaged[:-1], new=False)
    found = {fault.name: fault.missing for fault in file_faults(headquarters.engine, files)}
    assert found == {gone_name: True, damaged_name: False}


@pytest.mark.parametrize(
    "query",
    [
        "off=-1&size=5000",
        "off=99999999999999999999999&size=99999999999999999999999",
        "off=0&size=999999999999999999",
        "off=x&size=y",
        "off=%D9%A1&size=5000",
        "off=5000&size=5000&off=1",
        "off=1e3&size=0x10",
        "size=0",
        "%00",
    ],
)
def test_a_piece_with_senseless_numbers_gets_an_answer_in_words(
    headquarters: HeadquartersGiven, in_folder: Line, query: str
) -> None:
    laptop = headquarters.a_laptop()
    target = f"/v1/file/{NAME.hex()}?{query}"
    answer = in_folder.send("PUT", target, PHOTO, signed(laptop, "PUT", target, PHOTO))
    assert answer.status in (200, 400, 413)
    assert answer.status == 200 or answer.json["text"]
