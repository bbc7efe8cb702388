"""Papers signed with a pen: photographed, marked on one screen, kept with their acta."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records.text import Outside, Refused
from fieldapp.work.desk import Desk
from fieldapp.work.signed_papers import SignedPaper
from fieldapp.work.work import Work
from tests.given.actas import drawing
from tests.given.desks import Clock
from tests.given.meetings import a_meeting, saved
from tests.given.photographs import FROM_THE_SIDE, Scene, photographed, printed


@pytest.fixture
def work(desk: Desk) -> Work:
    return Work(desk)


@pytest.fixture
def visit(work: Work, clock: Clock) -> UUID:
    visit = a_meeting(work.desk, clock)
    for row in work.attendance.rows(visit)[1:]:
        assert row.ink is not None
        work.inks.remove(row.ink.id, "Va a firmar en papel")
    return visit


def photograph_of(work: Work, visit: UUID, folder: Path, scene: Scene = FROM_THE_SIDE) -> Path:
    """The signature sheet of an issued acta, signed and photographed."""
    acta = work.minutes.of(visit)
    assert acta is not None
    photo = folder / "IMG_0042.jpg"
    photo.write_bytes(photographed(printed(work.papers.signature_sheet(acta.id), -1), scene))
    return photo


def test_a_signed_sheet_is_kept_with_its_acta_and_marks_who_signed(
    work: Work, visit: UUID, tmp_path: Path
) -> None:
    acta = saved(work.minutes.freeze(work.minutes.draft(visit).id)).id
    (page,) = work.signed_papers.read(photograph_of(work, visit, tmp_path))
    number = work.visits.room(visit).minutes.number  # type: ignore[union-attr]
    assert (page.number, page.straightened) == (number, True)
    rows = [row.attendance.id for row in work.attendance.rows(visit) if row.ink is None]
    officer = ("officer", "Marleny Angulo Riascos")
    paper = SignedPaper([page], rows, [officer], folder="Caja 3", folio="12")
    work.signed_papers.attach(visit, paper)

    room = work.visits.room(visit)
    (scan,) = room.evidence
    assert (scan.kind, scan.minutes, scan.folder, scan.folio) == ("scan", acta, "Caja 3", "12")
    assert (scan.media_type, scan.sensitivity) == ("image/jpeg", "reserved")
    assert scan.name == f"Papel_firmado_{number}_1.jpg"
    assert work.evidence.content(scan.id) == page.jpeg
    assert scan.thumbnail_sha256
    marked = {(row.ink.method, row.ink.folio) for row in room.people if row.ink}
    assert marked == {("drawn", ""), ("paper", "12")}
    (signer,) = room.signers
    assert signer.ink is not None
    assert (signer.capacity, signer.ink.method, signer.ink.folder) == ("officer", "paper", "Caja 3")


def test_after_the_seal_pages_come_and_signatures_do_not(
    work: Work, visit: UUID, tmp_path: Path
) -> None:
    acta = saved(work.minutes.issue(visit)).id
    pages = work.signed_papers.read(photograph_of(work, visit, tmp_path))
    work.signed_papers.attach(visit, SignedPaper(pages, folio="7"))
    scan = work.visits.room(visit).evidence[-1]
    assert (scan.kind, scan.minutes) == ("scan", acta)
    row = work.attendance.rows(visit)[1].attendance.id
    with pytest.raises(Refused, match="cerrada con sus firmas"):
        work.signed_papers.attach(visit, SignedPaper(pages, [row]))
    assert (
        sum(one.kind == "scan" for one in work.visits.room(visit).evidence) == 1
    )  # all or nothing


def test_a_sheet_photographed_upside_down_is_set_upright_by_its_code(
    work: Work, visit: UUID, tmp_path: Path
) -> None:
    saved(work.minutes.freeze(work.minutes.draft(visit).id))
    acta = work.minutes.of(visit)
    assert acta is not None
    sheet = printed(work.papers.signature_sheet(acta.id), -1).rotate(180)
    photo = tmp_path / "al revés.jpg"
    photo.write_bytes(photographed(sheet))
    (page,) = work.signed_papers.read(photo)
    assert (page.quarter_turns, page.number) == (2, acta.number)
    turned = work.signed_papers.turn(page)
    assert (turned.quarter_turns, turned.number) == (3, acta.number)


def test_a_person_may_keep_the_whole_photograph(work: Work, visit: UUID, tmp_path: Path) -> None:
    saved(work.minutes.freeze(work.minutes.draft(visit).id))
    (page,) = work.signed_papers.read(photograph_of(work, visit, tmp_path))
    whole = work.signed_papers.take_whole(page, whole=True)
    assert not whole.straightened
    assert work.signed_papers.take_whole(whole, whole=False).jpeg == page.jpeg


def test_the_pdf_of_a_scanner_gives_its_pages(work: Work, visit: UUID, tmp_path: Path) -> None:
    saved(work.minutes.freeze(work.minutes.draft(visit).id))
    acta = work.minutes.of(visit)
    assert acta is not None
    scan = tmp_path / "escáner.pdf"
    scan.write_bytes(work.papers.signature_sheet(acta.id))
    pages = work.signed_papers.read(scan)
    assert pages[-1].number == acta.number


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 rota", b"\xff\xd8\xff rota", b"hola"])
def test_what_is_no_photograph_is_refused_by_its_name(
    work: Work, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "notas.jpg"
    file.write_bytes(content)
    with pytest.raises(Refused, match="no es una foto") as told:
        work.signed_papers.read(file)
    assert "notas.jpg" in str(told.value.text)


def test_a_memory_that_was_pulled_out_is_told(work: Work, tmp_path: Path) -> None:
    with pytest.raises(Outside, match="conéctela de nuevo"):
        work.signed_papers.read(tmp_path / "IMG_9.jpg")


def test_a_paper_needs_a_page(work: Work, visit: UUID) -> None:
    with pytest.raises(Refused, match="al menos una foto"):
        work.signed_papers.attach(visit, SignedPaper([]))


def test_who_signed_on_the_screen_and_then_on_paper_signed_on_paper(
    work: Work, visit: UUID, tmp_path: Path
) -> None:
    saved(work.minutes.freeze(work.minutes.draft(visit).id))
    first = work.attendance.rows(visit)[0].attendance.id
    work.inks.draw(first, drawing(2))
    pages = work.signed_papers.read(photograph_of(work, visit, tmp_path))
    work.signed_papers.attach(visit, SignedPaper(pages, [first]))
    row = work.attendance.rows(visit)[0]
    assert row.ink is not None
    assert row.ink.method == "paper"
