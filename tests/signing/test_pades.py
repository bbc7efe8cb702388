"""Signing a paper: nothing of it moves, nothing may change after, and no date stops it."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm

from fieldapp.documents.conformance import faults
from fieldapp.signing.pades import FIELD, KeySigner, sign_paper
from fieldapp.signing.validation import check_own_signature, is_signed
from tests.given import tampering
from tests.given.authorities import NOON, AnAuthority, AnOfficer
from tests.given.papers import words_of
from tests.signing.conftest import PLACE, REASON


def test_a_signature_lies_behind_the_same_bytes_and_changes_no_word(
    paper: bytes, signed: bytes
) -> None:
    assert signed.startswith(paper)
    assert len(signed) - len(paper) < 25_000
    assert words_of(signed) == words_of(paper)
    assert not is_signed(paper)
    assert is_signed(signed)


def test_the_signature_says_who_when_where_and_forbids_every_change(signed: bytes) -> None:
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    said = signature.sig_object
    assert signature.field_name == FIELD
    assert signature.docmdp_level is MDPPerm.NO_CHANGES
    assert signature.self_reported_timestamp == NOON
    assert (said["/Reason"], said["/Location"]) == (REASON, PLACE)
    assert said["/SubFilter"] == "/ETSI.CAdES.detached"


@pytest.mark.parametrize("year", [2011, 2035])
def test_no_clock_and_no_certificate_however_old_stops_a_signature(
    paper: bytes, authority: AnAuthority, year: int
) -> None:
    officer = authority.officer(lives=timedelta(days=1))
    at = datetime(year, 1, 1, 8, 30, tzinfo=UTC)
    signed = sign_paper(paper, officer.signer, at=at, reason=REASON, place=PLACE)
    check_own_signature(signed, paper, officer.chain[0])


def test_a_signed_and_a_completed_paper_still_keep_to_the_archive_and_accessibility_standards(
    paper: bytes, signed: bytes, completed: bytes
) -> None:
    assert [faults(one) for one in (paper, signed, completed)] == [[], [], []]


def test_a_paper_is_signed_once(signed: bytes, officer: AnOfficer) -> None:
    with pytest.raises(ValueError, match="cannot be signed"):
        sign_paper(signed, officer.signer, at=NOON, reason=REASON, place=PLACE)


def test_what_is_no_pdf_is_not_signed(officer: AnOfficer) -> None:
    for wrong in (b"", b"%PDF-1.7", b"hola"):
        with pytest.raises(ValueError, match="cannot be signed"):
            sign_paper(wrong, officer.signer, at=NOON, reason=REASON, place=PLACE)


def test_the_check_before_writing_notices_another_key_another_paper_and_a_flipped_byte(
    paper: bytes, signed: bytes, officer: AnOfficer, authority: AnAuthority
) -> None:
    check_own_signature(signed, paper, officer.chain[0])
    other = authority.officer("Otra", seed=2)
    crossed = KeySigner(other.key, officer.chain)
    wrong = sign_paper(paper, crossed, at=NOON, reason=REASON, place=PLACE)
    for file, before, certificate in (
        (wrong, paper, officer.chain[0]),
        (signed, paper, other.chain[0]),
        (signed, paper + b" ", officer.chain[0]),
        (paper, paper, officer.chain[0]),
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - four ways, one error
            check_own_signature(file, before, certificate)
    flipped = tampering.flip_a_byte(signed)
    with pytest.raises(ValueError, match="not what this key"):
        check_own_signature(flipped, flipped[: len(paper)], officer.chain[0])
