"""Papers larger, longer and stranger than a calm day brings: whole, conforming, inside the page."""

from __future__ import annotations

from typing import Any

import msgspec
import pypdfium2
import pytest

from fieldapp.documents.acta import render_acta
from fieldapp.documents.attendance import render_attendance
from fieldapp.documents.conformance import faults
from fieldapp.documents.report_paper import render_report
from fieldapp.documents.signature_sheet import render_signature_sheet
from fieldapp.packs.pack import Paper
from fieldapp.records.agreements import Commitment
from fieldapp.rules.acta import acta_content
from fieldapp.rules.acta_content import Acta, read_content
from fieldapp.rules.acta_signatures import signatures_content
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.reports.commitments import FollowedCommitment, commitments_report
from tests.given import actas
from tests.given.every_paper import SIZES, TODAY, on
from tests.given.packs import pack
from tests.given.papers import pages_of, words_of

MARGIN = 18 * 72 / 25.4
LONGEST_NAME = "Ñ" * 119 + "z"


def _paper(people: int = 12, promises: int = 3, size: Paper = "letter", **changes: Any) -> bytes:
    chosen = on("CO", size)
    visit = actas.visit_records(people, promises, **changes)
    acta = acta_content(visit, chosen, actas.issuer(), actas.issue())
    return render_acta(acta.content, signatures_content(acta.digest, visit.inks, chosen))


def _words(count: int, word: str = "palabra") -> str:
    return " ".join(f"{word}{n}" for n in range(count))


def _stays_inside(paper: bytes) -> None:
    """No letter stands in a margin, and none over another column's letter is looked for here."""
    with pypdfium2.PdfDocument(paper) as document:
        for page in document:
            words = page.get_textpage()
            boxes = [words.get_charbox(n) for n in range(words.count_chars())]
            assert max(box[2] for box in boxes) <= page.get_width() - MARGIN + 1
            assert min(box[1] for box in boxes) >= 20


@pytest.mark.parametrize("size", SIZES)
def test_four_hundred_people_each_once_with_two_rows_beside_the_signatures(size: Paper) -> None:
    paper = _paper(people=400, size=size)
    assert faults(paper) == []
    pages = pages_of(paper)
    assert "Quien preside" in pages[-1]
    assert "\n400 " in pages[-1] or "400\n" in pages[-1]
    assert f"Página {len(pages)} de {len(pages)}" in pages[-1]
    said = words_of(paper)
    for n in range(12, 400):
        assert said.count(f"{actas.attendance(400)[n].full_name} ") == 1


@pytest.mark.parametrize("promises", [0, 1, 200])
def test_any_number_of_commitments_is_printed_whole(promises: int) -> None:
    paper = _paper(promises=promises)
    assert faults(paper) == []
    said = words_of(paper)
    assert ("No se asumieron compromisos." in said) is (promises == 0)
    assert all(f" {n} " in said for n in range(1, promises + 1))


def test_an_acta_of_twenty_four_pages_and_more() -> None:
    points = [
        msgspec.structs.replace(point, discussion="\n".join([_words(90)] * 4))
        for point in actas.agenda(*(f"Asunto {n}" for n in range(40)))
    ]
    paper = _paper(agenda=points)
    pages = pages_of(paper)
    assert len(pages) >= 24
    assert faults(paper) == []
    assert all(f"Página {n} de {len(pages)}" in page for n, page in enumerate(pages, start=1))
    _stays_inside(paper)


@pytest.mark.parametrize("field", ["development", "objective", "results"])
def test_a_paragraph_of_three_pages_is_printed_whole_wherever_it_stands(field: str) -> None:
    paper = _paper(activity=actas.activity(**{field: _words(2400)}))
    assert len(pages_of(paper)) >= 4
    assert faults(paper) == []
    said = words_of(paper)
    assert all(f"palabra{n}" in said for n in range(2400))
    _stays_inside(paper)


def test_a_paragraph_of_three_pages_with_marks_on_its_letters() -> None:
    paper = _paper(activity=actas.activity(development=_words(1800, "ɨ̃x̂a")))
    assert faults(paper) == []
    said = words_of(paper)
    assert all(f"ɨ̃x̂a{n}" in said for n in range(1800))


def test_a_name_of_one_hundred_and_twenty_letters_without_a_space_stays_in_its_cell() -> None:
    rows = [
        msgspec.structs.replace(
            row, full_name=LONGEST_NAME, organization_name=LONGEST_NAME, position_title=LONGEST_NAME
        )
        for row in actas.attendance(3)
    ]
    visit = actas.visit_records(
        attendance=rows,
        commitments=[_promise(text=LONGEST_NAME, responsible_name=LONGEST_NAME)],
        activity=actas.activity(objective=LONGEST_NAME, venue=LONGEST_NAME),
    )
    acta = acta_content(visit, pack(), actas.issuer(), actas.issue())
    papers = (
        render_acta(acta.content),
        render_signature_sheet(acta.content),
        render_attendance(visit, pack(), actas.issuer(), personal=True),
        render_attendance(visit, pack(), actas.issuer(), blank_rows=3),
    )
    for paper in papers:
        assert faults(paper) == []
        assert "".join(words_of(paper).split()).count("z") >= 3
        _stays_inside(paper)


def test_a_commitment_of_two_pages_is_followed_up_whole() -> None:
    promise = _promise(text=_words(900))
    followed = FollowedCommitment(
        promise, standing_of(promise, [], TODAY, pack()), LONGEST_NAME, LONGEST_NAME
    )
    paper = render_report(commitments_report([followed], pack(), today=TODAY), pack(), office="DT")
    assert faults(paper) == []
    said = words_of(paper)
    assert all(f"palabra{n}" in said for n in range(900))
    _stays_inside(paper)


@pytest.mark.parametrize("size", SIZES)
def test_one_person_and_one_line_are_one_sheet(size: Paper) -> None:
    paper = _paper(people=1, promises=1, size=size, agenda=actas.agenda("Varios"))
    assert len(pages_of(paper)) <= 2
    assert faults(paper) == []


def test_nobody_came_and_nothing_was_said() -> None:
    paper = _paper(people=0, promises=0, agenda=[], activity=actas.activity(development=""))
    assert faults(paper) == []
    assert "Sin asistentes" in words_of(paper)
    acta, _ = actas.issued(actas.visit_records(people=0))
    assert not read_content(acta.content, Acta).attendance


def _promise(**changes: Any) -> Commitment:
    return msgspec.structs.replace(actas.commitments(1)[0], **changes)
