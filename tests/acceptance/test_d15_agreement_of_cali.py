"""D15: the Acuerdo de Voluntades of Cali: its words, its eleven commitments, its board."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from fieldapp.demo.day import agree_in_cali
from fieldapp.records.describe import Code
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.papers import words_of
from tests.given.report_words import rows_under, words_of_report

SOURCE = Path(__file__).parents[1] / "fixtures" / "cali" / "acuerdo_de_voluntades.txt"


def test_d15_the_paper_says_word_for_word_what_the_source_says(work: Work) -> None:
    paper = _flat(words_of(work.agreements.pdf(agree_in_cali(work))))
    source = SOURCE.read_text(encoding="utf-8").strip().splitlines()
    told = [_flat(line.lstrip("· ")) for line in source if line.strip()]
    assert len([line for line in source if line.startswith("·")]) == 11
    missing = [line for line in told if line.lower() not in paper.lower()]
    assert missing == []
    places = [paper.lower().index(line.lower()) for line in told[1:]]
    assert places == sorted(places)


def test_d15_axes_framework_place_and_day_are_kept(work: Work) -> None:
    room = work.agreements.room(agree_in_cali(work))
    agreement = room.agreement
    assert (agreement.territory, agreement.signed_on) == ("76001", date(2012, 2, 27))
    assert len(agreement.axes) == 3
    assert "“Prosperidad para Todos”" in agreement.framework
    assert len(room.commitments) == 11
    assert all("inventado" in party.representative for party in room.parties)


def test_d15_the_board_tells_each_commitment_with_its_last_report(work: Work) -> None:
    agreement = agree_in_cali(work)
    first = work.agreements.room(agreement).commitments[0].id
    work.commitments.set_status(first, "in_progress", "Se instaló la mesa técnica")
    report = work.reports.build("agreement_board", Wanted(record=agreement))
    rows = rows_under(report, "Compromisos")
    assert len(rows) == 11
    assert [row[4] for row in rows][:2] == ["En proceso", "Pendiente"]
    assert "11 compromisos: pendiente 10, en proceso 1. Vencidos: 0." in words_of_report(report)
    assert rows_under(report, "Seguimiento")[0][2] == "Se instaló la mesa técnica"
    for form in ("pdf", "xlsx", "docx"):
        assert work.reports.write(report, form)
    listed = {Code("acuerdo_voluntades")}
    assert {work.agreements.room(agreement).agreement.type} == listed


def _flat(words: str) -> str:
    """The words with one blank between them, and without the marks of a broken line."""
    joined = re.sub(r"\s+", " ", words.replace("\u00ad", "").replace("\u00a0", " "))
    return joined.strip()
