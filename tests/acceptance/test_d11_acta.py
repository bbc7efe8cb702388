"""D11: the acta's closing sentence, its number on each page, and what issuing fixes."""

from __future__ import annotations

import pytest

from fieldapp.demo.day import agree_in_cali
from fieldapp.records.text import Refused
from fieldapp.work.work import Work
from tests.given.desks import Clock
from tests.given.meetings import a_meeting
from tests.given.papers import pages_of, words_of

CLOSING = "En constancia de lo anterior, se firma en Santiago de Cali, el 27 de febrero de 2012."


def test_d11_the_closing_sentence_of_the_source_comes_from_place_and_day(work: Work) -> None:
    agreement = agree_in_cali(work)
    assert CLOSING in words_of(work.agreements.pdf(agreement))


def test_d11_an_issued_acta_is_numbered_on_every_page_and_holds_its_text(
    work: Work, clock: Clock
) -> None:
    visit = a_meeting(work.desk, clock)
    acta = work.minutes.draft(visit).id
    work.minutes.freeze(acta, date_confirmed=True)
    work.minutes.seal(acta)
    kept = work.minutes.of(visit)
    assert kept is not None
    pages = pages_of(work.papers.pdf(acta))
    for number, page in enumerate(pages, start=1):
        assert kept.number in page
        assert f"Página {number} de {len(pages)}" in page
    with pytest.raises(Refused):
        work.visits.edit(visit, {"results": "Otra cosa"})
