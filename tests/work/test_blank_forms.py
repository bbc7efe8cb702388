"""Numbered blank forms for the day without power: every number has a fate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records import KINDS
from fieldapp.records.blank_forms import BlankForm
from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from fieldapp.rules.blank_forms import read_form_code
from fieldapp.signing.pictures import codes_in
from fieldapp.store.backup import back_up
from fieldapp.store.restore import restore
from fieldapp.store.vault import vault_folder
from fieldapp.work.blank_forms import FORMS_MOST
from fieldapp.work.desk import Desk
from fieldapp.work.signed_papers import PaperPage, SignedPaper
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, Clock
from tests.given.laptops import an_activated_laptop, working_on
from tests.given.meetings import a_meeting, saved
from tests.given.papers import pages_of, words_of
from tests.given.photographs import photographed, printed
from tests.given.vaults import PASSPHRASE, an_author


@pytest.fixture
def work(desk: Desk) -> Work:
    return Work(desk)


def photographs_of(
    work: Work, number: str, folder: Path, places: Sequence[int] = (0, -1)
) -> list[PaperPage]:
    """The first and the last page of a form, filled in and photographed."""
    pdf = work.blank_forms.again([number]).pdf
    pages: list[PaperPage] = []
    for place in places:
        photo = folder / f"IMG_{place}.jpg"
        photo.write_bytes(photographed(printed(pdf, place)))
        pages += work.signed_papers.read(photo)
    return pages


def fates(work: Work) -> list[tuple[str, str]]:
    return sorted((one.number, one.fate) for one in work.blank_forms.lines())


def test_forms_have_series_of_their_own_and_say_their_number_in_words_and_code(
    work: Work, clock: Clock
) -> None:
    printed_forms = work.blank_forms.make("acta", 2)
    assert printed_forms.numbers == ("ACTA-DTCAU-2026-D07F-0001", "ACTA-DTCAU-2026-D07F-0002")
    listed = work.blank_forms.make("list", 1)
    assert listed.numbers == ("LISTA-DTCAU-2026-D07L-0001",)
    for forms in (printed_forms, listed):
        words = words_of(forms.pdf)
        for number in forms.numbers:
            assert number in words
    codes = codes_in(printed(listed.pdf, 0).convert("L"))
    assert [read_form_code(text) for text in codes] == [listed.numbers[0]]
    assert "Huella y firma a ruego" in words_of(printed_forms.pdf)
    # The acta that the laptop numbers itself goes on in its own series.
    saved(work.minutes.issue(a_meeting(work.desk, clock)))
    assert [line.number for line in work.papers.ledger()] == ["ACTA-DTCAU-2026-D07-0001"]
    assert work.blank_forms.make("acta", 1).numbers == ("ACTA-DTCAU-2026-D07F-0003",)


def test_each_form_keeps_its_own_page_numbers_in_one_file(work: Work) -> None:
    pages = pages_of(work.blank_forms.make("acta", 3).pdf)
    assert len(pages) == 9
    assert [f"Página {1 + n % 3} de 3" in page for n, page in enumerate(pages)] == [True] * 9


def test_a_form_is_typed_against_its_number_with_its_photographs(
    work: Work, tmp_path: Path, clock: Clock
) -> None:
    (number,) = work.blank_forms.make("acta", 1).numbers
    pages = photographs_of(work, number, tmp_path)
    assert pages[-1].number == number  # read from its code
    clock.go_on(days=3)
    visit = work.blank_forms.transcribe(number, pages).id
    room = work.visits.room(visit)
    assert room.minutes is not None
    assert (room.minutes.number, room.minutes.status) == (number, "draft")
    assert number in room.minutes.remarks
    assert [(one.kind, one.minutes) for one in room.evidence] == [("scan", room.minutes.id)] * 2
    # Its hours are those of the paper: nobody stamps them.
    assert {"starts_at", "ends_at"} <= {lack.field for lack in room.missing}

    hours = (datetime(2026, 11, 20, 14, tzinfo=UTC), datetime(2026, 11, 20, 16, tzinfo=UTC))
    work.visits.edit(
        visit,
        {
            "objective": "Mesa de empleo",
            "territory": GUAPI,
            "kind": Code("session"),
            "axis": Code("GT"),
            "starts_at": hours[0],
            "ends_at": hours[1],
        },
    )
    row = saved(work.attendance.add(visit, {"full_name": "Rosa Mina"})).id
    work.inks.on_paper([row], folio=number)
    acta = saved(work.minutes.issue(visit)).id
    sealed = work.visits.room(visit)
    assert sealed.minutes is not None
    assert (sealed.minutes.number, sealed.minutes.status) == (number, "sealed")
    assert sealed.activity.ends_at == hours[1]
    assert fates(work) == [(number, "transcribed")]
    (line,) = work.papers.ledger()
    assert (line.number, line.fate, line.minutes) == (number, "sealed", acta)
    assert f"Transcripción del formulario N.º {number}" in words_of(work.papers.pdf(acta))


def test_a_form_is_typed_once(work: Work, tmp_path: Path) -> None:
    (number,) = work.blank_forms.make("acta", 1).numbers
    pages = photographs_of(work, number, tmp_path)
    work.blank_forms.transcribe(number, pages)
    with pytest.raises(Refused, match="ya se transcribió"):
        work.blank_forms.transcribe(number, pages)
    with pytest.raises(Refused, match="ya se transcribió"):
        work.blank_forms.annul(number, "Se mojó")


def test_a_draft_that_was_given_up_leaves_its_paper_to_be_typed_again(
    work: Work, tmp_path: Path
) -> None:
    (number,) = work.blank_forms.make("acta", 1).numbers
    pages = photographs_of(work, number, tmp_path)
    first = work.blank_forms.transcribe(number, pages).id
    draft = work.minutes.of(first)
    assert draft is not None
    work.minutes.discard(draft.id)
    assert fates(work) == [(number, "printed")]
    second = work.blank_forms.transcribe(number, pages).id
    again = work.minutes.of(second)
    assert again is not None
    assert again.number == number
    (line,) = work.papers.ledger()
    assert line.minutes == again.id


def test_a_spoilt_form_is_annulled_with_its_reason_and_never_numbered_again(work: Work) -> None:
    first, second = work.blank_forms.make("acta", 2).numbers
    with pytest.raises(Refused, match="por qué"):
        work.blank_forms.annul(first, "  ")
    work.blank_forms.annul(first, "La impresora se la comió")
    (spoilt,) = [line for line in work.blank_forms.lines() if line.number == first]
    assert (spoilt.fate, spoilt.reason) == ("annulled", "La impresora se la comió")
    with pytest.raises(Refused, match="está anulado") as told:
        work.blank_forms.again([first])
    assert "se la comió" in str(told.value.text)
    assert work.blank_forms.make("acta", 1).numbers[0] > second


def test_a_lost_sheet_is_not_printed_again_and_is_typed_in_if_it_turns_up(
    work: Work, tmp_path: Path
) -> None:
    (number,) = work.blank_forms.make("acta", 1).numbers
    pages = photographs_of(work, number, tmp_path)
    with pytest.raises(Refused, match="cómo se perdió"):
        work.blank_forms.lose(number, "")
    work.blank_forms.lose(number, "Se fue al río con el maletín")
    (line,) = work.blank_forms.lines()
    assert (line.fate, line.reason) == ("lost", "Se fue al río con el maletín")
    with pytest.raises(Refused, match="se dio por perdido"):
        work.blank_forms.again([number])
    work.blank_forms.transcribe(number, pages)
    assert fates(work) == [(number, "transcribed")]


def test_a_series_goes_on_after_its_forms_left_with_their_territory(work: Work) -> None:
    work.blank_forms.make("acta", 2)
    with work.desk.store.database.writing() as connection:
        connection.execute('DELETE FROM "blank_form"')
    assert work.blank_forms.make("acta", 1).numbers == ("ACTA-DTCAU-2026-D07F-0003",)


def test_a_series_goes_on_after_what_headquarters_gave_back(work: Work) -> None:
    (number,) = work.blank_forms.make("acta", 1).numbers
    given_back = BlankForm(
        id=UUID(int=5), series="D07F", seq=8, number=number.replace("0001", "0008")
    )
    with work.desk.writing() as writing:
        writing.put(given_back)
    assert work.blank_forms.make("acta", 1).numbers == ("ACTA-DTCAU-2026-D07F-0009",)


def test_a_copy_that_is_brought_back_numbers_its_forms_in_a_series_of_its_own(
    tmp_path: Path,
) -> None:
    home = an_activated_laptop(tmp_path / "home")
    with working_on(home) as (work, opened):
        work.blank_forms.make("acta", 2)
        copy = tmp_path / "copia.bitacora"
        back_up(opened.vault, opened.store.database, copy, opened.files)
        work.blank_forms.make("acta", 1)
    folder = vault_folder(tmp_path / "again", "d07")
    folder.parent.mkdir(parents=True)
    restore(copy, folder, PASSPHRASE, KINDS, an_author())
    with working_on(tmp_path / "again") as (work, _):
        made = work.blank_forms.make("acta", 1).numbers[0]
        assert made == "ACTA-DTCAUCA-2026-D07bF-0001"
        assert len(work.blank_forms.lines()) == 3


def test_a_list_goes_to_the_visit_in_which_it_is_attached(work: Work, tmp_path: Path) -> None:
    (number,) = work.blank_forms.make("list", 1).numbers
    pages = photographs_of(work, number, tmp_path)
    assert pages[0].number == number
    with pytest.raises(Refused, match="en Asistencia"):
        work.blank_forms.transcribe(number, pages)
    visit = work.visits.start(changes={"territory": GUAPI, "objective": "Mesa"}).id
    work.signed_papers.attach(visit, SignedPaper(pages, folder="Caja 3"))
    assert len(work.visits.room(visit).evidence) == 2
    assert work.minutes.of(visit) is None
    (line,) = work.blank_forms.lines()
    assert (line.fate, line.activity, line.title) == ("transcribed", visit, "Mesa")
    work.signed_papers.attach(visit, SignedPaper(pages[:1]))  # a better photograph of it
    other = work.visits.start(changes={"territory": GUAPI}).id
    with pytest.raises(Refused, match="ya se transcribió"):
        work.signed_papers.attach(other, SignedPaper(pages))


def test_a_planned_visit_takes_the_number_of_the_form_that_is_attached_to_it(
    work: Work, tmp_path: Path
) -> None:
    (number,) = work.blank_forms.make("acta", 1).numbers
    visit = work.visits.plan({"territory": GUAPI, "objective": "Mesa"}).id
    work.signed_papers.attach(visit, SignedPaper(photographs_of(work, number, tmp_path)))
    acta = work.minutes.of(visit)
    assert acta is not None
    assert acta.number == number


def test_the_photograph_of_another_form_is_told(work: Work, tmp_path: Path) -> None:
    first, second = work.blank_forms.make("acta", 2).numbers
    with pytest.raises(Refused, match="La foto es del papel") as told:
        work.blank_forms.transcribe(first, photographs_of(work, second, tmp_path))
    assert second in str(told.value.text)
    assert fates(work) == [(first, "printed"), (second, "printed")]


def test_a_visit_with_a_number_takes_no_form(work: Work, tmp_path: Path, clock: Clock) -> None:
    (number,) = work.blank_forms.make("acta", 1).numbers
    visit = a_meeting(work.desk, clock)
    saved(work.minutes.issue(visit))
    with pytest.raises(Refused, match="ya tiene el acta"):
        work.signed_papers.attach(visit, SignedPaper(photographs_of(work, number, tmp_path)))
    assert fates(work) == [(number, "printed")]


@pytest.mark.parametrize("count", [0, FORMS_MOST + 1])
def test_nobody_prints_none_or_a_ream_by_mistake(work: Work, count: int) -> None:
    with pytest.raises(Refused, match="Imprima entre 1"):
        work.blank_forms.make("acta", count)


def test_a_form_of_another_laptop_is_not_typed_here(work: Work, tmp_path: Path) -> None:
    (number,) = work.blank_forms.make("acta", 1).numbers
    with pytest.raises(Refused, match="no es de los que conoce"):
        work.blank_forms.transcribe(
            number.replace("D07F", "D08F"), photographs_of(work, number, tmp_path)
        )
