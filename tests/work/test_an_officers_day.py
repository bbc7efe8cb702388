"""The whole job of a day without network, as an officer does it."""

from __future__ import annotations

import io
import re
from collections import Counter

import pikepdf
import pypdfium2

from fieldapp.demo.day import play_the_day
from fieldapp.packs.resources import resource_path
from fieldapp.work.commitment_board import BoardFilter
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work


def test_an_officers_day_without_network(desk: Desk) -> None:
    work = Work(desk)
    day = play_the_day(work)

    room = work.visits.room(day.visit)
    assert room.counts.present == room.counts.signed == 12
    assert room.place == "vereda El Carmelo, Guapi, Cauca"
    assert [line.number for line in room.commitments] == [1, 2, 3]
    assert [row.number for row in room.people if row.unverified] == [10]

    acta = work.minutes.of(day.visit)
    assert acta is not None
    assert acta.status == "sealed"
    delivered = work.papers.pdf(day.acta)
    assert _squeezed("Yesenia Riascos Angulo") in _words_of(delivered)
    with pikepdf.open(io.BytesIO(delivered)) as document:
        assert set(document.attachments) == {"acta.json", "firmas.json"}

    agreement = work.agreements.room(day.agreement)
    assert len(agreement.commitments) == 11
    assert agreement.agreement.status == "in_force"
    assert {line.kind for line in agreement.commitments} == {"continuous"}

    owed = work.commitments.board(BoardFilter(by="territory"))
    assert Counter(group.key for group in owed for _ in group.lines) == {"19318": 3, "76001": 11}
    assert work.logbook.page().lines[0].entry.activity == day.visit
    assert work.today.page().visits[0].acta_number == acta.number


def test_the_agreement_of_cali_says_what_the_source_says(desk: Desk) -> None:
    work = Work(desk)
    words = _words_of(work.agreements.pdf(play_the_day(work).agreement))
    source = resource_path("demo", "co", "registers", "40_agreement.json").read_text(
        encoding="utf-8"
    )
    assert source.count("nombre inventado") == 4
    for promise in work.agreements.room(work.agreements.page().lines[0].id).commitments:
        assert _squeezed(promise.text) in words
    assert "enconstanciadeloanterior,sefirmaensantiagodecali,el27defebrerode2012." in words.lower()


def _words_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return _squeezed(" ".join(page.get_textpage().get_text_bounded() for page in document))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
