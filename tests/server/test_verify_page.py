"""The public page that checks papers: any browser, any file, and nobody's name."""

from __future__ import annotations

import html
import re
from collections.abc import Generator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from fieldapp.documents.acta import render_acta
from fieldapp.rules.acta_marks import short_digest
from sync.server.verify_routes import PAPERS_MAX
from tests.given import actas
from tests.given.actas import issued, visit_records
from tests.given.headquarters import HeadquartersGiven, Line, Reply, a_web
from tests.given.papers import scan_of_last_page
from tests.given.signed_actas import SealedActa, an_officer
from tests.given.signed_codes import as_png, coded

FORM = {"Content-Type": "multipart/form-data; boundary=linde"}
TYPED = {"Content-Type": "application/x-www-form-urlencoded"}
OFFICER = "Yesenia Riascos"


@pytest.fixture
def web(headquarters: HeadquartersGiven) -> Generator[Line]:
    with a_web(headquarters) as line:
        yield line


@pytest.fixture
def acta(headquarters: HeadquartersGiven) -> SealedActa:
    """A sealed acta whose code the officer's laptop signed; nothing of it is at headquarters."""
    officer = an_officer(headquarters)
    headquarters.trust.upkeep.look()
    content, inks = issued(visit_records(people=3))
    code = coded(content, officer.laptop.key)
    papers = {
        "delivered": render_acta(content.content, inks, code=code),
        "archive": render_acta(content.content, inks, content.personal, code=code),
    }
    return SealedActa(officer, papers={name: officer.signed(one) for name, one in papers.items()})


def upload(web: Line, content: bytes, name: str = "acta.pdf") -> Reply:
    """Hand a file in as a browser does."""
    form = (
        b'--linde\r\nContent-Disposition: form-data; name="paper"; filename="'
        + name.encode()
        + b'"\r\nContent-Type: application/octet-stream\r\n\r\n'
        + content
        + b"\r\n--linde--\r\n"
    )
    return web.send("POST", "/verificar", form, FORM)


def look_up(web: Line, number: str, mark: str) -> Reply:
    form = urlencode({"number": number, "mark": mark}).encode()
    return web.send("POST", "/verificar/huella", form, TYPED)


def words(reply: Reply) -> str:
    """What a person reads on a page."""
    body = reply.content.decode().partition("<body>")[2]
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def test_the_page_works_without_a_script_and_lets_none_in(web: Line) -> None:
    page = web.send("GET", "/verificar")
    assert page.status == 200
    assert "Verificar un acta" in words(page)
    assert b"<script" not in page.content
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_signed_file_that_never_came_is_proven_by_its_signature_alone(
    web: Line, acta: SealedActa
) -> None:
    page = upload(web, acta.papers["delivered"])
    assert page.status == 200
    said = words(page)
    assert "Coincide con lo emitido" in said
    assert "Firmado, aún no sellado por el nivel central." in said
    assert "lo firmado por Dirección Territorial Cauca (equipo D01)" in said


def test_a_file_that_came_is_in_the_register_and_its_stamp_is_told(
    web: Line, acta: SealedActa, headquarters: HeadquartersGiven
) -> None:
    acta.send()
    assert headquarters.trust.upkeep.look() == 2
    said = words(upload(web, acta.papers["delivered"]))
    assert f"El contenido coincide con el acta {actas.NUMBER} emitida." in said
    assert "Sello de tiempo del nivel central: 20 de noviembre de 2026" in said


def test_a_photo_of_the_last_page_says_what_to_compare(web: Line, acta: SealedActa) -> None:
    said = words(upload(web, as_png(scan_of_last_page(acta.papers["delivered"]))))
    assert "Compare la hoja" in said
    assert "El código lo firmó Dirección Territorial Cauca (equipo D01)" in said
    assert re.search(r"Personas en la lista\s+3", said)


def test_no_name_is_told_to_whoever_asks(web: Line, acta: SealedActa) -> None:
    acta.send()
    for file in (acta.papers["archive"], as_png(scan_of_last_page(acta.papers["delivered"]))):
        said = words(upload(web, file))
        for name in (OFFICER, "Yaneth Rodríguez", "Aura María", "Libardo", "34500000"):
            assert name not in said


def test_a_paper_of_a_revoked_laptop_that_never_came_is_told(
    web: Line, acta: SealedActa, headquarters: HeadquartersGiven
) -> None:
    headquarters.at += timedelta(days=1)
    headquarters.register.revoke("D01", "se perdió")
    headquarters.trust.upkeep.look()
    said = words(upload(web, acta.papers["delivered"]))
    assert "Clave revocada: vale solo si hay sello anterior." in said
    assert "Coincide con lo emitido" not in said


def test_an_earlier_stamp_saves_every_copy_of_a_revoked_laptop(
    web: Line, acta: SealedActa, headquarters: HeadquartersGiven
) -> None:
    acta.send()
    headquarters.trust.upkeep.look()
    (stamp,) = headquarters.rows(
        "select vals->>'completed_sha256' from record where kind = 'stamp' "
        "and vals->>'version' = 'delivered'"
    )
    completed = headquarters.files.parts.files.read(bytes.fromhex(stamp[0]))
    assert completed is not None
    headquarters.at += timedelta(days=1)
    headquarters.register.revoke("D01", "se perdió")
    headquarters.trust.upkeep.look()
    assert "Coincide con lo emitido" in words(upload(web, completed))
    handed_over = words(upload(web, acta.papers["delivered"]))
    assert "Coincide con lo emitido" in handed_over
    assert "La clave se revocó después: el sello del nivel central es anterior." in handed_over


def test_a_changed_file_does_not_match(web: Line, acta: SealedActa) -> None:
    paper = acta.papers["delivered"]
    at = len(paper) // 3
    changed = paper[:at] + bytes([paper[at] ^ 1]) + paper[at + 1 :]
    assert "Coincide con lo emitido" not in words(upload(web, changed))


def test_a_typed_number_and_mark_are_looked_up_as_they_are_heard(
    web: Line, acta: SealedActa
) -> None:
    acta.send_records()
    mark = short_digest(bytes.fromhex(acta.digest))
    assert "Hay un acta emitida" in words(look_up(web, f" {actas.NUMBER} ", mark.lower()))
    assert "Hay un acta emitida" in words(look_up(web, actas.NUMBER, mark.replace(" ", "")))
    other = ("A" if mark[0] != "A" else "B") + mark[1:]
    for number, typed in ((actas.NUMBER, other), ("ACTA-X", mark), ("", ""), (actas.NUMBER, "")):
        assert "no hay una con ese número" in words(look_up(web, number, typed))


def test_whoever_guesses_marks_is_sent_away_for_a_while(
    web: Line, headquarters: HeadquartersGiven
) -> None:
    for _ in range(10):
        assert look_up(web, "ACTA-1", "A" * 16).status == 200
    refused = look_up(web, "ACTA-1", "A" * 16)
    assert refused.status == 429
    assert "Espere 15 minutos" in words(refused)
    headquarters.at += timedelta(minutes=16)
    assert look_up(web, "ACTA-1", "A" * 16).status == 200


def test_nobody_has_papers_checked_without_end(web: Line) -> None:
    for _ in range(PAPERS_MAX):
        assert web.send("POST", "/verificar", iter([b"x"]), FORM).status == 413
    assert upload(web, b"hola").status == 429


def test_wrong_files_are_told_in_words(web: Line) -> None:
    blank = as_png(Image.new("L", (400, 400), "white"))
    for wrong in (b"", b"hola", b"%PDF-1.7", blank, b"\r\n--linde" * 9):
        page = upload(web, wrong, "<b>.pdf")
        assert page.status == 200
        assert "No se puede leer" in words(page)
        assert b"<b>" not in page.content


def test_what_a_stranger_wrote_is_shown_and_never_run(web: Line) -> None:
    acta, _ = issued()
    hostile = acta.content.replace(b"vereda El Carmelo", b"<script>alert(1)</script>")
    page = upload(web, render_acta(hostile))
    assert b"<script>" not in page.content
    assert b"&lt;script&gt;alert(1)" in page.content


def test_a_file_larger_than_any_acta_is_not_taken(web: Line) -> None:
    assert upload(web, bytes(13 * 1024 * 1024)).status == 413


@given(content=st.binary(max_size=200), type_=st.text(max_size=40))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_typed_form_is_a_fault_of_headquarters(web: Line, content: bytes, type_: str) -> None:
    reply = web.send("POST", "/verificar/huella", content, TYPED)
    assert reply.status in (200, 429)
