"""Evidence is kept encrypted and named by what it says."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from fieldapp.records.visits import Attachment
from fieldapp.store.sync_store import SyncStore
from fieldapp.work.desk import Desk
from fieldapp.work.evidence import FILE_BYTES_MAX
from fieldapp.work.work import Work
from sync.protocol.files import FILE_BYTES_MAX as HEADQUARTERS_FILE_BYTES_MAX
from sync.protocol.files import Lane
from tests.given.desks import GUAPI, Clock
from tests.given.meetings import a_meeting, saved

PHOTO = b"\xff\xd8 una foto de la mesa"


def test_a_file_comes_back_as_it_was_and_lies_encrypted(desk: Desk) -> None:
    work = Work(desk)
    visit = work.visits.start(changes={"territory": GUAPI}).id
    photo = work.evidence.attach(visit, "mesa.jpg", PHOTO, {"kind": Code("photo")})
    (row,) = work.visits.room(visit).evidence
    assert (row.media_type, row.size_bytes) == ("image/jpeg", len(PHOTO))
    assert row.sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert work.evidence.content(photo.id) == PHOTO
    stored = desk.store.database.path.parent / "files" / row.sha256
    assert b"foto" not in stored.read_bytes()


def test_an_empty_file_is_refused(desk: Desk) -> None:
    work = Work(desk)
    visit = work.visits.start().id
    with pytest.raises(Refused, match="vac"):
        work.evidence.attach(visit, "mesa.jpg", b"")


def test_evidence_may_come_after_the_acta_and_its_copies_stay(desk: Desk, clock: Clock) -> None:
    work = Work(desk)
    visit = a_meeting(desk, clock)
    saved(work.minutes.issue(visit))
    late = work.evidence.attach(visit, "lista firmada.pdf", b"%PDF", {"kind": Code("scan")})
    copies = {str(row.kind): row for row in work.visits.room(visit).evidence}
    assert set(copies) == {"acta", "acta_archive", "scan"}
    with pytest.raises(Refused, match="copias"):
        work.evidence.remove(copies["acta"].id, "Sobra")
    work.evidence.remove(late.id, "Salió movida")
    work.evidence.restore(late.id)
    work.evidence.edit(late.id, {"caption": "Hoja 1"})


def test_a_file_that_headquarters_would_not_take_is_refused_here() -> None:
    assert FILE_BYTES_MAX == HEADQUARTERS_FILE_BYTES_MAX


def a_photograph(side: int = 1600) -> bytes:
    """A JPEG of noise, the hardest to shrink, with the place where it was taken."""
    picture = Image.effect_noise((side, side), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "en casa de Amparo"
    exif[0x0112] = 6
    written = io.BytesIO()
    picture.crop((0, 0, side, side // 2)).save(written, "JPEG", exif=exif)
    return written.getvalue()


def test_a_photograph_gets_a_thumbnail_that_travels_first_and_tells_nothing_else(
    desk: Desk,
) -> None:
    work = Work(desk)
    visit = work.visits.start().id
    work.evidence.attach(visit, "mesa.jpg", a_photograph(), {"kind": Code("photo")})
    (row,) = work.visits.room(visit).evidence
    small = desk.files.read(row.thumbnail_sha256)
    assert len(small) <= 6 * 1024
    assert b"Amparo" not in small
    with Image.open(io.BytesIO(small)) as shown:
        assert (shown.format, shown.height > shown.width) == ("WEBP", True)


@pytest.mark.parametrize("content", [b"%PDF" * 3_000, b"\xff\xd8\xff" * 3_000, PHOTO])
def test_what_is_no_picture_has_no_thumbnail(desk: Desk, content: bytes) -> None:
    work = Work(desk)
    visit = work.visits.start().id
    work.evidence.attach(visit, "mesa.jpg", content)
    (row,) = work.visits.room(visit).evidence
    assert row.thumbnail_sha256 == ""


def test_evidence_of_a_colleague_is_brought_when_it_is_asked_for(desk: Desk) -> None:
    work = Work(desk)
    visit = work.visits.start().id
    held = work.evidence.attach(visit, "mesa.jpg", PHOTO).id
    elsewhere = Attachment(id=desk.new_id(), activity=visit, sha256="ab" * 32, size_bytes=90_000)
    with desk.writing() as writing:
        writing.put(elsewhere)
    memory = SyncStore(desk.store, desk.files, desk.pack.territories.level1)
    assert (work.evidence.is_here(held), work.evidence.is_here(elsewhere.id)) == (True, False)
    assert memory.files_wanted(Lane.LARGE, 10) == []
    work.evidence.bring(elsewhere.id)
    assert memory.files_wanted(Lane.LARGE, 10) == [b"\xab" * 32]
