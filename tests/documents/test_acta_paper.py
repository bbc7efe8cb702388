"""The acta on paper: what its pages say, how it breaks, what it carries inside."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from fieldapp.documents.acta import render_acta, render_draft
from fieldapp.documents.acta_texts import refuse_unprintable_acta
from fieldapp.documents.conformance import faults
from fieldapp.packs.pack import Paper
from fieldapp.records.agreements import Commitment
from fieldapp.records.text import SPANISH, Refused
from fieldapp.rules.acta import acta_content, acta_of_draft, draft_content
from fieldapp.rules.acta_code import read_code
from fieldapp.rules.acta_content import Acta, Personal, hidden_hash, read_content
from fieldapp.rules.acta_marks import page_seal, short_digest
from tests.given import actas
from tests.given.packs import pack, pack_with_logo
from tests.given.papers import everything_in, pages_of, scan_of_last_page, words_of


def test_the_pages_tell_the_meeting_in_order() -> None:
    acta, signatures = actas.issued()
    said = words_of(render_acta(acta.content, signatures))
    in_order = [
        "Ministerio del Trabajo",
        "ATT-F-01",
        "ACTA DE REUNIÓN",
        actas.NUMBER,
        "no es una actuación inspectiva",
        "20 de noviembre de 2026",
        "09:15 a 12:40 (UTC-05:00)",
        "Casa comunitaria, vereda El Carmelo, Guapi, Cauca",
        "Personas en la lista: 12. La lista y las firmas están al final.",
        "Orden del día",
        "1. Verificación del quórum",
        "Desarrollo",
        "Se presentaron los avances",
        "Decisiones",
        "12 a favor, 1 en contra",
        "Compromisos",
        "vie 4 dic 2026",
        "Asistentes",
        "Aura María Caicedo",
        "En constancia de lo anterior, se firma en vereda El Carmelo, Guapi, Cauca, el 20 de",
        "Quien preside",
        "Cómo comprobar esta acta",
        "Hora declarada por el equipo, sin estampado cronológico",
        "Sin firma electrónica del funcionario",
    ]
    place = 0
    for words in in_order:
        place = said.find(words, place)
        assert place >= 0, words


@pytest.mark.parametrize(
    ("country", "title", "decisions", "width"),
    [
        ("CO", "ACTA DE REUNIÓN", "Decisiones", 612),
        ("PE", "ACTA DE REUNIÓN", "Acuerdos adoptados", 595),
        ("HN", "AYUDA MEMORIA", "Acuerdos adoptados", 612),
    ],
)
def test_each_country_has_its_words_and_its_paper(
    country: str, title: str, decisions: str, width: int
) -> None:
    acta, signatures = actas.issued(country=country)
    paper = render_acta(acta.content, signatures)
    assert title in words_of(paper)
    assert decisions in words_of(paper)
    with pypdfium2.PdfDocument(paper) as document:
        assert int(document[0].get_width()) == width


def test_every_foot_has_number_seal_and_page_of_pages() -> None:
    acta, signatures = actas.issued(actas.visit_records(people=40))
    pages = pages_of(render_acta(acta.content, signatures))
    for page, said in enumerate(pages, start=1):
        assert f"{actas.NUMBER} · Sello de página {page_seal(acta.digest, page)}" in said
        assert f"Página {page} de {len(pages)}" in said
    assert short_digest(acta.digest) in pages[-1]


def test_forty_people_and_eight_commitments_fit_two_sheets_printed_on_both_sides() -> None:
    acta, signatures = actas.issued(actas.visit_records(people=40, promises=8))
    paper = render_acta(acta.content, signatures)
    assert len(pages_of(paper)) <= 4
    assert len(paper) <= 150_000


def test_the_same_content_gives_the_same_bytes() -> None:
    acta, signatures = actas.issued()
    assert render_acta(acta.content, signatures) == render_acta(acta.content, signatures)


def test_the_qr_is_read_from_a_black_and_white_scan_of_the_last_page() -> None:
    acta, signatures = actas.issued()
    scan = scan_of_last_page(render_acta(acta.content, signatures), dpi=150).convert("1")
    found = zxingcpp.read_barcodes(scan.convert("L"))
    assert len(found) == 1
    read = read_code(found[0].text)
    assert read is not None
    assert (read.code.number, read.code.digest) == (actas.NUMBER, acta.digest)


def test_the_json_is_inside_as_the_source_of_the_pages() -> None:
    acta, signatures = actas.issued()
    with pikepdf.open(io.BytesIO(render_acta(acta.content, signatures))) as document:
        assert document.attachments["acta.json"].get_file().read_bytes() == acta.content
        assert [str(one.AFRelationship) for one in document.Root.AF] == ["/Source", "/Supplement"]
        fonts = {
            str(font.BaseFont)
            for page in document.pages
            for font in page.obj.Resources.Font.values()
        }
        assert str(document.docinfo.CreationDate) == "D:20261120181500Z"
        assert all("+NotoSans" in name or "+DejaVuSans" in name for name in fonts), fonts


def test_the_delivered_copy_holds_no_personal_value_that_its_pages_hide() -> None:
    """Field rule R8: pages, text, attachments and everything else in the file."""
    rows = [
        msgspec.structs.replace(row, ethnic_group=f"etnia-{n}", age_range=f"edad-{n}")
        for n, row in enumerate(actas.attendance(20))
    ]
    acta, signatures = actas.issued(actas.visit_records(attendance=rows))
    paper = render_acta(acta.content, signatures)
    held = words_of(paper).encode() + everything_in(paper)
    assert b"CC" in held
    for row in rows:
        for value in (row.id_number, row.phone, row.email, row.ethnic_group, row.age_range):
            assert value
            assert value.encode() not in held, value


def test_the_archive_copy_has_the_values_that_the_hashes_stand_for() -> None:
    records = actas.visit_records(people=5)
    acta, signatures = actas.issued(records)
    archive = render_acta(acta.content, signatures, acta.personal)
    assert records.attendance[3].id_number in words_of(archive)
    assert all("contiene datos personales" in page for page in pages_of(archive))
    with pikepdf.open(io.BytesIO(archive)) as document:
        personal = read_content(
            document.attachments["personal.json"].get_file().read_bytes(), Personal
        )
    hidden = {row.id: row.hidden for row in read_content(acta.content, Acta).attendance}
    assert len(personal.values) == sum(map(len, hidden.values()))
    for one in personal.values:
        told = hidden_hash(salt=one.salt, of=one.of, field=one.field, value=one.value)
        assert hidden[one.of][one.field] == told


def test_both_copies_share_one_digest_and_one_qr() -> None:
    acta, signatures = actas.issued()
    delivered = render_acta(acta.content, signatures)
    archive = render_acta(acta.content, signatures, acta.personal)
    assert delivered != archive
    assert short_digest(acta.digest) in pages_of(delivered)[-1]
    assert short_digest(acta.digest) in pages_of(archive)[-1]


def test_signatures_of_another_acta_are_not_printed_under_this_one() -> None:
    acta, _ = actas.issued()
    _, of_another = actas.issued(actas.visit_records(promises=1))
    with pytest.raises(ValueError, match="another acta"):
        render_acta(acta.content, of_another)


def test_a_signature_is_a_stroke_a_word_or_an_empty_line() -> None:
    records = actas.visit_records(people=3)
    inks = [
        *records.inks,
        actas.ink("a", method="refused", capacity="president", reason="pide consultarlo"),
        actas.ink("b", method="paper", capacity="witness", signer="Teófilo Grueso", folio="7"),
    ]
    inks.append(actas.ink("c", method="refused", capacity="witness", reason="llegó tarde"))
    acta, signatures = actas.issued(actas.visit_records(people=3, inks=inks))
    said = words_of(render_acta(acta.content, signatures))
    assert "Se niega a firmar: pide consultarlo" in said
    assert "Se niega a firmar: llegó tarde" in said
    assert "Firmó en papel (folio 7)" in said
    assert "Teófilo Grueso" in said
    assert "Trazo capturado en pantalla" in said


def test_a_draft_says_on_every_page_that_it_is_one() -> None:
    records = actas.visit_records(people=30)
    draft = render_draft(draft_content(records, pack(), actas.issuer()))
    for page in pages_of(draft):
        assert "BORRADOR" in page
        assert "Sello" not in page
    assert "Cómo comprobar" not in words_of(draft)
    with pikepdf.open(io.BytesIO(draft)) as document:
        assert not document.attachments


@pytest.mark.parametrize("people", [0, 1, 2, 3, 14, 15, 16, 17, 18, 19, 20, 400])
def test_two_rows_stay_with_the_signatures_whatever_the_number_of_people(people: int) -> None:
    acta, signatures = actas.issued(actas.visit_records(people=people))
    pages = pages_of(render_acta(acta.content, signatures))
    last = pages[-1]
    assert "Quien preside" in last
    assert "Cómo comprobar esta acta" in last
    names = [row.name for row in read_content(acta.content, Acta).attendance]
    for name in names[-2:]:
        assert name in last.replace("\n", " ")
    assert all(name in " ".join(pages).replace("\n", " ") for name in names)


def test_a_row_is_never_torn_between_two_pages() -> None:
    """Forty commitments of seven lines: each ends on the page on which it begins."""
    long_text = "Palabra " * 60
    promises = [_promise(n, f"Desde{n:02} {long_text}hasta{n:02}") for n in range(40)]
    acta, signatures = actas.issued(actas.visit_records(commitments=promises))
    pages = pages_of(render_acta(acta.content, signatures))
    for n in range(40):
        assert [f"Desde{n:02}" in page for page in pages] == [
            f"hasta{n:02}" in page for page in pages
        ]


def test_what_is_longer_than_a_page_is_printed_whole() -> None:
    """A paragraph of three pages, a commitment of two, a name of 120 letters without a space."""
    paragraph = " ".join(f"palabra{n}" for n in range(2400))
    promise = _promise(1, " ".join(f"entrega{n}" for n in range(1500)))
    row = msgspec.structs.replace(actas.attendance(1)[0], full_name="Ñ" * 120)
    records = actas.visit_records(
        activity=actas.activity(development=paragraph),
        commitments=[promise],
        attendance=[row],
        agenda=[],
    )
    acta, signatures = actas.issued(records)
    pages = pages_of(render_acta(acta.content, signatures))
    said = "".join(pages)
    assert len(pages) > 5
    assert all(f"palabra{n}" in said for n in range(2400))
    assert all(f"entrega{n}" in said for n in range(1500))
    assert said.count("Ñ") >= 120


def test_symbols_are_printed_in_their_own_font() -> None:
    records = actas.visit_records(activity=actas.activity(development="Avance → 40 ☑ ≥ meta ½"))
    acta, signatures = actas.issued(records)
    assert "Avance → 40 ☑ ≥ meta ½" in words_of(render_acta(acta.content, signatures))


def _in_the_objective(character: str) -> dict[str, Any]:
    return {"activity": actas.activity(objective=f"Ver {character}")}


def _in_the_second_promise(character: str) -> dict[str, Any]:
    return {"commitments": [_promise(0, "Enviar."), _promise(1, f"Dar {character}")]}


def _in_the_third_name(character: str) -> dict[str, Any]:
    rows = actas.attendance(3)
    return {"attendance": [*rows[:2], msgspec.structs.replace(rows[2], full_name=character)]}


@pytest.mark.parametrize(
    ("where", "named"),
    [
        (_in_the_objective, "«Objetivo»"),
        (_in_the_second_promise, "«Compromiso 2»"),
        (_in_the_third_name, "«Nombre completo, fila 3 de asistencia»"),
    ],
)
@pytest.mark.parametrize("character", ["労", "😀", "\x07"])
def test_a_character_no_font_has_is_refused_by_the_name_of_its_field(
    where: Callable[[str], dict[str, Any]], named: str, character: str
) -> None:
    acta = acta_of_draft(actas.visit_records(**where(character)), pack(), actas.issuer())
    with pytest.raises(Refused) as refusal:
        refuse_unprintable_acta(acta)
    sentence = SPANISH(refusal.value.text)
    assert named in sentence
    assert f"U+{ord(character):04X}" in sentence


def test_the_languages_of_the_three_countries_can_be_printed() -> None:
    words = "Ñuqanchik, aka qillqaña; Q’illa uñt’aña; Garífuna ǘ ü; awajún ɨ; «ética» – 50 % № 3"
    acta = acta_of_draft(
        actas.visit_records(activity=actas.activity(development=words)), pack(), actas.issuer()
    )
    refuse_unprintable_acta(acta)


def _promise(n: int, words: str) -> Commitment:
    return msgspec.structs.replace(actas.commitments(n + 1)[n], text=words)


@pytest.mark.parametrize("size", ["letter", "a4", "oficio"])
def test_the_logo_is_printed_from_the_content_alone_with_words_for_it(
    tmp_path: Path, size: Paper
) -> None:
    there = replace(pack_with_logo(tmp_path), paper=size)
    visit = actas.visit_records(5, 2)
    content = acta_content(visit, there, actas.issuer(), actas.issue()).content
    paper = render_acta(content)
    assert faults(paper) == []
    assert paper == render_acta(content)
    assert b"Logotipo de Ministerio del Trabajo" in _structure(paper)
    assert len(json.dumps(json.loads(content)["heading"]["logo"])) < 700


def _structure(paper: bytes) -> bytes:
    """Every object of the file that is words of its structure."""
    with pikepdf.open(io.BytesIO(paper)) as document:
        return b"\n".join(
            bytes(one.Alt)
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        )
