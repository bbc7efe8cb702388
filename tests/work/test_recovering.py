"""An acta comes back from a copy of it, whole and marked, and only once."""

from __future__ import annotations

import io
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from fieldapp.records.agreements import Commitment
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused
from fieldapp.records.visits import AgendaItem, Attendance, Ink
from fieldapp.rules.verdict import Outcome
from fieldapp.work.desk import Desk
from fieldapp.work.minutes import Actas
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk
from tests.given.meetings import a_meeting, saved


@contextmanager
def another_laptop(folder: Path, **posting: Any) -> Generator[Work]:
    with a_desk(folder / "other", **posting) as desk:
        yield Work(desk)


def an_issued(desk: Desk, clock: Clock, *, archive: bool = False) -> tuple[Minutes, bytes]:
    visit = a_meeting(desk, clock)
    acta = saved(Actas(desk).issue(visit)).id
    work = Work(desk)
    minutes = Actas(desk).of(visit)
    assert minutes is not None
    return minutes, work.papers.pdf(acta, archive=archive)


def test_a_delivered_copy_brings_the_visit_back_under_its_ids(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    minutes, pdf = an_issued(desk, clock)
    with another_laptop(tmp_path) as work:
        brought = work.imports.bring("Acta_Guapi_2026-11-20.pdf", pdf)
        assert brought.counts == {"minutes": 1}
        assert minutes.activity is not None
        room = work.visits.room(minutes.activity)
        assert room.minutes is not None
        assert (room.minutes.id, room.minutes.number, room.minutes.digest) == (
            minutes.id,
            minutes.number,
            minutes.digest,
        )
        assert room.acta is not None
        assert room.acta.standing.recovered_at is not None
        assert room.acta.standing.state == "sealed"
        assert work.papers.pdf(minutes.id) == pdf
        for kind in (AgendaItem, Attendance, Commitment, Ink):
            with desk.reading() as ours, work.desk.reading() as theirs:
                assert {one.id for one in ours.all(kind)} == {one.id for one in theirs.all(kind)}
        (first, *_) = room.people
        assert (first.attendance.full_name, first.attendance.id_number) == (
            "Yesenia Riascos Angulo",
            "",
        )
        assert room.activity.territory == "19318"
        assert room.activity.kind == "session"
        verdict = work.verifying.verify(pdf)
        assert verdict.number == minutes.number
        assert verdict.outcome is not Outcome.PROVEN  # having it here vouches for nothing


def test_the_archive_copy_brings_the_personal_values_too(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    minutes, pdf = an_issued(desk, clock, archive=True)
    with another_laptop(tmp_path) as work:
        work.imports.bring("archivo.pdf", pdf)
        assert minutes.activity is not None
        rows = work.visits.room(minutes.activity).people
        assert rows[0].attendance.id_number == "1061234567"
        assert rows[0].attendance.phone.startswith("310555")


def test_an_acta_that_is_here_is_not_brought_again(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    _, pdf = an_issued(desk, clock)
    with pytest.raises(Refused, match="ya está"):
        Work(desk).imports.bring("acta.pdf", pdf)
    with another_laptop(tmp_path) as work:
        work.imports.bring("acta.pdf", pdf)
        with pytest.raises(Refused, match="ya está"):
            work.imports.bring("acta.pdf", pdf)


def test_a_copy_from_a_territory_of_others_is_left_to_them(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    _, pdf = an_issued(desk, clock)
    with (
        another_laptop(tmp_path, scopes=frozenset({"76", "0"}), home_scope="76") as work,
        pytest.raises(Refused, match="territorio"),
    ):
        work.imports.bring("acta.pdf", pdf)


@pytest.mark.parametrize("swapped", ["firmas.json", "personal.json"])
def test_a_copy_whose_parts_do_not_belong_together_is_refused(
    desk: Desk, clock: Clock, tmp_path: Path, swapped: str
) -> None:
    _, ours = an_issued(desk, clock, archive=True)
    clock.go_on(days=1)
    _, other = an_issued(desk, clock, archive=True)
    with pikepdf.open(io.BytesIO(ours)) as one, pikepdf.open(io.BytesIO(other)) as two:
        foreign = two.attachments[swapped].get_file().read_bytes()
        one.attachments[swapped] = pikepdf.AttachedFileSpec(one, foreign)  # pyright: ignore[reportCallIssue]
        written = io.BytesIO()
        one.save(written)
    with another_laptop(tmp_path) as work:
        with pytest.raises(Refused, match="misma acta"):
            work.imports.bring("acta.pdf", written.getvalue())
        assert work.registers.counts()["minutes"] == 0


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7", b"hola" * 100])
def test_what_is_no_acta_is_refused_in_words(desk: Desk, junk: bytes) -> None:
    with pytest.raises(Refused):
        Work(desk).imports.bring("x.pdf", junk)


def test_a_draft_that_went_round_is_no_acta_to_recover(desk: Desk, clock: Clock) -> None:
    draft = Work(desk).papers.preview(a_meeting(desk, clock))
    with pytest.raises(Refused):
        Work(desk).imports.bring("Borrador.pdf", draft)
