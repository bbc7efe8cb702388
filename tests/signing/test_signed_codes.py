"""What a signed code on paper proves, and to whom."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from fieldapp.documents.acta import render_acta
from fieldapp.records.text import SPANISH
from fieldapp.rules.acta_code import code_of, write_code, write_plain_code
from fieldapp.rules.acta_content import Acta, Beacon, read_content
from fieldapp.rules.verdict import Outcome, Verdict
from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.verify import verify
from fieldapp.signing.witnesses import NoLedger, Witnesses
from tests.given import actas
from tests.given.papers import scan_of_last_page
from tests.given.signed_codes import (
    KEY,
    a_signed_paper,
    a_signer,
    as_png,
    coded,
    told,
    witnesses,
)

ISSUED = actas.issue().at
DAY = timedelta(days=1)
STRANGER = DeviceKey(hashlib.sha256(b"otra llave").digest())


def said(verdict: Verdict) -> str:
    return " ".join(map(SPANISH, verdict.sentences))


def judged(paper: bytes, known: Witnesses) -> Verdict:
    return verify(paper, NoLedger(), known)


def test_a_file_whose_content_a_known_device_signed_says_who_and_when() -> None:
    _, paper = a_signed_paper()
    verdict = judged(paper, witnesses())
    assert verdict.outcome is Outcome.TO_COMPARE
    assert "El contenido coincide con lo firmado por Yaneth Rodríguez Mina el 2026-11-20." in said(
        verdict
    )
    assert "compárelas" in said(verdict)


def test_a_photo_shows_what_to_compare_with_the_sheet() -> None:
    _, paper = a_signed_paper()
    verdict = judged(as_png(scan_of_last_page(paper)), witnesses())
    assert verdict.outcome is Outcome.TO_COMPARE
    assert "El código lo firmó Yaneth Rodríguez Mina el 2026-11-20" in said(verdict)
    shown = verdict.shown
    assert (shown.number, shown.attendance, shown.commitments) == (actas.NUMBER, 12, 3)
    assert shown.claimed == "2026-11-20 18:15 UTC"
    assert shown.promises == ()


def test_a_photo_of_the_larger_code_shows_every_commitment() -> None:
    _, paper = a_signed_paper(actas.visit_records(promises=8), promises=True)
    verdict = judged(as_png(scan_of_last_page(paper, dpi=200)), witnesses())
    assert verdict.outcome is Outcome.TO_COMPARE
    assert len(verdict.shown.promises) == 8
    assert verdict.shown.promises[0].text.startswith("Enviar a la alcaldía")
    assert verdict.shown.promises[0].due_text == "vie 4 dic 2026"


def test_whoever_has_no_list_is_told_which_list_is_missing() -> None:
    _, paper = a_signed_paper()
    for file in (paper, as_png(scan_of_last_page(paper))):
        verdict = judged(file, Witnesses())
        assert verdict.outcome is Outcome.NOT_PROVEN
        assert "sin la lista de confianza del 2026-11-20" in said(verdict)
        assert "todavía no hay ninguna" in said(verdict)


def test_a_list_that_does_not_know_the_key_says_its_own_date() -> None:
    _, paper = a_signed_paper()
    verdict = judged(paper, witnesses(a_signer(STRANGER)))
    assert verdict.outcome is Outcome.NOT_PROVEN
    assert "La que hay aquí es del 2026-11-18" in said(verdict)


def test_a_code_that_names_a_key_it_was_not_signed_with_is_altered() -> None:
    acta, _ = actas.issued()
    said_by_it = code_of(read_content(acta.content, Acta), acta.digest)
    lying = render_acta(acta.content, code=write_code(said_by_it, KEY.id, STRANGER.sign))
    verdict = judged(lying, witnesses())
    assert verdict.outcome is Outcome.ALTERED
    assert "el código se alteró" in said(verdict)


def test_a_genuine_code_on_another_acta_is_seen() -> None:
    genuine, _ = a_signed_paper()
    other, signatures = actas.issued(actas.visit_records(promises=1))
    pasted = render_acta(other.content, signatures, code=coded(genuine))
    verdict = judged(pasted, witnesses())
    assert verdict.outcome is Outcome.ALTERED
    assert "distinto del que dice el código" in said(verdict)


def test_two_codes_of_different_actas_on_one_sheet_are_seen() -> None:
    one, _ = a_signed_paper()
    other, _ = actas.issued(actas.visit_records(promises=1))
    mixed = render_acta(one.content, code=coded(one), promises_code=coded(other, promises=True))
    verdict = judged(mixed, witnesses())
    assert verdict.outcome is Outcome.ALTERED
    assert "actas distintas" in said(verdict)


@pytest.mark.parametrize("as_scan", [False, True])
def test_a_revoked_key_counts_only_with_an_earlier_stamp(as_scan: bool) -> None:
    _, paper = a_signed_paper()
    file = as_png(scan_of_last_page(paper)) if as_scan else paper
    signer = a_signer(revoked_at=ISSUED + 10 * DAY)
    without = judged(file, witnesses(signer))
    assert without.outcome is Outcome.NOT_PROVEN
    assert "Clave revocada: vale solo si hay sello anterior." in said(without)
    late = judged(file, witnesses(signer, stamped_at=lambda _: ISSUED + 11 * DAY))
    assert late.outcome is Outcome.NOT_PROVEN
    earlier = judged(file, witnesses(signer, stamped_at=lambda _: ISSUED + DAY))
    assert earlier.outcome is Outcome.TO_COMPARE
    assert "Sello de tiempo del nivel central: 2026-11-21 18:15 UTC." in said(earlier)


def test_the_times_between_which_it_came_to_be_are_said() -> None:
    beacon = Beacon(at=1, body=b"x", signature=b"y")
    _, paper = a_signed_paper(beacon=beacon)
    before = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
    verdict = judged(paper, witnesses(beacon_at=told(before)))
    assert "No es anterior al 2026-11-19 08:00 UTC, según el nivel central." in said(verdict)
    assert "Hora declarada por el equipo, sin sello de tiempo." in said(verdict)
    forged = judged(paper, witnesses())
    assert "No es anterior" not in said(forged)


def test_an_hour_that_was_not_verified_is_said_again() -> None:
    _, paper = a_signed_paper(time_unverified="el reloj del equipo se atrasó")
    assert "Hora no verificada: el reloj del equipo se atrasó." in said(judged(paper, witnesses()))


def test_a_code_without_signature_is_read_as_before() -> None:
    acta, signatures = actas.issued()
    paper = render_acta(acta.content, signatures, code=write_plain_code(actas.NUMBER, acta.digest))
    verdict = judged(paper, witnesses())
    assert verdict.outcome is Outcome.NOT_PROVEN
    assert "no se puede probar todavía" in said(verdict)


def test_a_scan_with_sheets_behind_it_is_read_from_the_page_with_the_code() -> None:
    acta, paper = a_signed_paper()
    behind = [Image.new("L", (1240, 1754), "white") for _ in range(3)]
    scanned = io.BytesIO()
    scan_of_last_page(paper).save(scanned, "PDF", save_all=True, append_images=behind)
    assert judged(scanned.getvalue(), witnesses()).digest == acta.digest.hex()
