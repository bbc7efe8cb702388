"""The annex of photographs, from the files of a visit."""

from __future__ import annotations

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work
from tests.given.desks import Clock
from tests.given.meetings import a_meeting, saved
from tests.given.papers import words_of
from tests.given.photos import a_photo


def test_the_annex_shows_the_photographs_of_the_visit_before_and_after_the_acta(
    desk: Desk, clock: Clock
) -> None:
    work = Work(desk)
    visit = a_meeting(desk, clock)
    for n, (caption, sensitivity) in enumerate(
        [("Segunda", "public"), ("Primera", "internal"), ("Con menores", "reserved")]
    ):
        work.evidence.attach(
            visit,
            f"{n}.jpg",
            a_photo(n, (800, 600)),
            {
                "kind": Code("photo"),
                "caption": caption,
                "sensitivity": Code(sensitivity),
                "taken_at": clock().replace(hour=20 - n),
            },
        )
    assert "sin número" in words_of(work.papers.photo_annex(visit))
    saved(work.minutes.issue(visit))
    said = words_of(work.papers.photo_annex(visit))
    acta = work.minutes.of(visit)
    assert acta is not None
    assert f"N.º {acta.number}" in said
    assert said.index("Primera") < said.index("Segunda")
    assert "Con menores" not in said


def test_a_visit_without_photographs_has_no_annex(desk: Desk, clock: Clock) -> None:
    visit = a_meeting(desk, clock)
    with pytest.raises(Refused, match="no hay fotograf"):
        Work(desk).papers.photo_annex(visit)
