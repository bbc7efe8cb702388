"""Evidence is kept encrypted and named by what it says."""

from __future__ import annotations

import hashlib

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from fieldapp.work.desk import Desk
from fieldapp.work.evidence import FILE_BYTES_MAX
from fieldapp.work.work import Work
from sync.server.files import FILE_BYTES_MAX as HEADQUARTERS_FILE_BYTES_MAX
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
