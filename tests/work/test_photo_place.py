"""A photograph is kept without the place where it was taken, unless the officer wishes it (D13)."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from PIL import Image

from fieldapp.records.describe import Code
from fieldapp.work.desk import Desk
from fieldapp.work.photo_place import place_in, without_place
from fieldapp.work.work import Work
from tests.given.photos import SECRET_OWNER

GPS, MAKER = 0x8825, 0x010F
HERE = {1: "N", 2: (2.0, 34.0, 12.0), 3: "W", 4: (77.0, 53.0, 24.0), 29: "2026:11:20"}
GUAPI = (Decimal("2.570000"), Decimal("-77.890000"))


def a_photograph(form: str = "JPEG", place: dict[int, object] | None = None) -> bytes:
    exif = Image.Exif()
    exif[MAKER] = "Cámara de la oficina"
    exif[0x013B] = SECRET_OWNER
    exif.get_ifd(GPS).update(HERE if place is None else place)
    written = io.BytesIO()
    Image.effect_noise((640, 480), 40).convert("RGB").save(written, form, exif=exif)
    return written.getvalue()


def notes_in(content: bytes) -> Image.Exif:
    with Image.open(io.BytesIO(content)) as opened:
        opened.load()
        return opened.getexif()


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
def test_only_the_place_is_taken_out_of_a_photograph(form: str) -> None:
    original = a_photograph(form)
    assert place_in(original) == GUAPI
    kept = without_place(original)
    assert place_in(kept) is None
    assert dict(notes_in(kept).get_ifd(GPS)) == {}
    assert notes_in(kept)[0x013B] == SECRET_OWNER
    assert len(kept) == len(original)
    pictures = [Image.open(io.BytesIO(one)).tobytes() for one in (kept, original)]
    assert pictures[0] == pictures[1]
    assert b"2026:11:20" not in kept


@pytest.mark.parametrize("content", [b"%PDF Exif\x00\x00II*\x00", b"\xff\xd8\xff\xe1", b"x"])
def test_what_is_no_photograph_stays_as_it_is(content: bytes) -> None:
    assert without_place(content) == content
    assert place_in(content) is None


def test_a_photograph_cut_anywhere_never_stops_the_program() -> None:
    original = a_photograph()
    for end in range(400):
        without_place(original[:end])


def test_the_words_of_another_program_tell_no_place_either() -> None:
    words = b"http://ns.adobe.com/xap/1.0/\x00<exif:GPSLatitude>2,34.2N</exif:GPSLatitude>"
    part = b"\xff\xe1" + (len(words) + 2).to_bytes(2, "big") + words
    original = a_photograph()
    kept = without_place(original[:2] + part + original[2:])
    assert b"GPSLatitude" not in kept
    assert place_in(kept) is None


def test_the_place_is_kept_in_the_record_where_the_officer_wishes_it(desk: Desk) -> None:
    work, photo = Work(desk), a_photograph()
    visit = work.visits.start().id
    kind = {"kind": Code("photo")}
    bare = work.evidence.attach(visit, "mesa.jpg", photo, kind).id
    placed = work.evidence.attach(visit, "muelle.jpg", photo, kind, keep_place=True).id
    rows = {row.id: row for row in work.visits.room(visit).evidence}
    assert (rows[bare].latitude, rows[bare].longitude) == (None, None)
    assert (rows[placed].latitude, rows[placed].longitude) == GUAPI
    assert work.evidence.content(placed) == photo
    assert place_in(work.evidence.content(bare)) is None
