"""The attendance list, the agreement and the follow-up of commitments on paper."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pypdfium2
import pytest
import zxingcpp

from fieldapp.documents.agreement import render_agreement
from fieldapp.documents.attendance import render_attendance
from fieldapp.documents.report_paper import render_report
from fieldapp.documents.signature_sheet import render_signature_sheet
from fieldapp.records.agreements import Agreement, Commitment, FollowUp, Party
from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.rules.acta_code import ActaCode, ReadCode, read_code
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.reports.commitments import FollowedCommitment, commitments_report
from tests.given import actas
from tests.given.packs import pack
from tests.given.papers import pages_of, scan_of_last_page, words_of

TODAY = date(2026, 12, 7)
FRAMEWORK = (
    "En el marco del Plan Nacional de Desarrollo 2010 – 2014 “Prosperidad para Todos”, avalamos "
    "el presente acuerdo y acordamos los abajo firmantes:"
)


def test_a_circulating_list_masks_documents_and_leaves_room_to_sign() -> None:
    records = actas.visit_records(people=5)
    paper = render_attendance(records, pack(), actas.issuer(), blank_rows=30)
    said = words_of(paper)
    assert "LISTADO DE ASISTENCIA" in said
    assert "Ley 1581 de 2012" in said
    assert "Aura María Caicedo" in said
    assert all(f" {n} " in f" {said} " for n in range(6, 36))
    for row in records.attendance:
        for hidden in (row.id_number, row.phone, row.email):
            assert hidden not in said


def test_the_list_with_personal_data_says_that_it_has_them_on_every_page() -> None:
    records = actas.visit_records(people=40)
    paper = render_attendance(records, pack(), actas.issuer(), personal=True)
    said = words_of(paper)
    for row in records.attendance:
        for shown in (row.id_number, row.phone, row.email):
            assert shown in said
    assert all("Contiene datos personales" in page for page in pages_of(paper))


@pytest.mark.parametrize("country", ["CO", "PE", "HN"])
def test_a_blank_form_lies_across_the_paper_of_each_country(country: str) -> None:
    records = actas.visit_records(
        people=0, country=country, activity=actas.activity(country, starts_at=None, ends_at=None)
    )
    paper = render_attendance(records, pack(country), actas.issuer(), blank_rows=20)
    assert pack(country).wording("attendance.document").upper() in words_of(paper)
    with pypdfium2.PdfDocument(paper) as document:
        width, height = document[0].get_size()
        assert width > height


def test_a_notice_that_is_a_draft_is_printed_as_one() -> None:
    assert pack().data_protection.draft
    paper = render_attendance(actas.visit_records(people=1), pack(), actas.issuer())
    assert "Texto en borrador, pendiente de aprobación" in words_of(paper)


def test_an_agreement_prints_the_words_of_its_parties_in_order() -> None:
    promises = [_promise(n) for n in range(1, 12)]
    said = words_of(_agreement_paper(_agreement(), promises))
    assert "ACUERDO DE VOLUNTADES" in said
    assert "BORRADOR" not in said
    place = said.index(FRAMEWORK)
    for promise in promises:
        place = said.index(promise.text, place)
    closing = (
        "En constancia de lo anterior, se firma en Santiago de Cali, el 27 de febrero de 2012."
    )
    assert said.index(closing, place) > place
    assert "Viceministra, Ministerio del Trabajo" in said
    assert "Santiago de Cali, Valle del Cauca" in said


def test_who_keeps_a_promise_is_said_where_the_agreement_says_it() -> None:
    promise = msgspec.structs.replace(
        _promise(1), responsible_name="Alcaldía de Cali", due_on=date(2026, 12, 4)
    )
    said = words_of(_agreement_paper(_agreement(), [promise]))
    assert "Responsable: Alcaldía de Cali. Fecha: vie 4 dic 2026" in said


def test_an_agreement_not_yet_signed_says_so_across_the_page() -> None:
    paper = _agreement_paper(_agreement(status=Code("negotiation"), signed_on=None), [])
    assert all("BORRADOR" in page for page in pages_of(paper))


def test_the_follow_up_goes_by_who_owes_and_begins_with_the_late_ones() -> None:
    due = [date(2026, 12, 20), date(2026, 12, 4)]
    promises = [
        msgspec.structs.replace(actas.commitments(1)[0], text=f"Promesa {n}", due_on=day)
        for n, day in enumerate(due)
    ]
    reported = FollowUp(
        id=actas.some_id("report"),
        commitment=promises[0].id,
        on=date(2026, 12, 1),
        status=Code("in_progress"),
        progress_percent=40,
        text="Se envió la primera versión.",
    )
    followed = [
        FollowedCommitment(
            promise,
            standing_of(promise, [reported] if promise is promises[0] else [], TODAY, pack()),
            actas.NUMBER,
            "SENA",
        )
        for promise in promises
    ]
    said = words_of(
        render_report(commitments_report(followed, pack(), today=TODAY), pack(), office="DT Cauca")
    )
    assert "Al 7 de diciembre de 2026" in said
    assert "Compromisos: 2. Vencidos: 1." in said
    assert said.index("Promesa 1") < said.index("Promesa 0")
    assert all(words in said for words in ("vencido", "hace 3", "días"))
    assert "En proceso, 40 %" in " ".join(said.split())
    assert "mar 1 dic 2026: Se envió la primera versión." in " ".join(said.split())


def test_nothing_to_follow_up_is_one_page() -> None:
    paper = render_report(commitments_report([], pack(), today=TODAY), pack(), office="DT Cauca")
    assert len(pages_of(paper)) == 1
    assert "Compromisos: 0" in words_of(paper)


def _agreement(**changes: Any) -> Agreement:
    given: dict[str, Any] = {
        "type": Code("acuerdo_voluntades"),
        "title": "Acuerdo de Voluntades",
        "framework": FRAMEWORK,
        "territory": TerritoryCode("76001"),
        "place_signed": "Santiago de Cali",
        "signed_on": date(2012, 2, 27),
        "status": Code("signed"),
    }
    return Agreement(id=actas.some_id("agreement"), **(given | changes))


def _promise(n: int) -> Commitment:
    return Commitment(
        id=actas.some_id("promise", n),
        origin=actas.some_id("agreement"),
        text=f"Liderar en el territorio la acción número {n} del Plan Local de Empleo.",
        kind=Code("continuous"),
    )


def _agreement_paper(agreement: Agreement, promises: list[Commitment]) -> bytes:
    party = Party(
        id=actas.some_id("party"),
        agreement=agreement.id,
        organization=actas.some_id("ministry"),
        representative="Marta Caicedo",
        position_title="Viceministra",
    )
    return render_agreement(
        agreement,
        [party],
        promises,
        pack(),
        office="Dirección Territorial Valle del Cauca",
        organizations={actas.some_id("ministry"): "Ministerio del Trabajo"},
    )


def test_a_signature_sheet_is_told_by_its_code_and_has_a_row_for_everybody() -> None:
    acta, _ = actas.issued(actas.visit_records(people=30))
    sheet = render_signature_sheet(acta.content)
    said = words_of(sheet)
    assert f"Acta de reunión N.º {actas.NUMBER}" in said
    assert "En constancia de lo anterior" in said
    assert "Firmó en papel" not in said
    for row in actas.attendance(30):
        assert row.full_name in said
        assert row.id_number not in said
    found = zxingcpp.read_barcodes(scan_of_last_page(sheet))
    said = ReadCode(ActaCode(actas.NUMBER, acta.digest))
    assert [read_code(one.text) for one in found] == [said]


def test_a_long_place_stays_inside_the_page() -> None:
    village = "Consejo Comunitario " * 9
    records = actas.visit_records(people=30, activity=actas.activity(locality=village))
    paper = render_attendance(records, pack(), actas.issuer(), personal=True)
    with pypdfium2.PdfDocument(paper) as document:
        for page in document:
            words = page.get_textpage()
            right = max(words.get_charbox(n)[2] for n in range(words.count_chars()))
            assert right <= page.get_width() - 15 * 72 / 25.4
