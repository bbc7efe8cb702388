"""The marks of an acta: page seals, the short digest and the text of the QR."""

from __future__ import annotations

import base64
import hashlib

import pytest

from fieldapp.rules.acta_marks import ActaCode, page_seal, read_code, short_digest, write_code

DIGEST = bytes(range(32))


def test_a_seal_is_of_one_page_of_one_content() -> None:
    seals = {page_seal(digest, page) for digest in (DIGEST, b"x" * 32) for page in range(1, 20)}
    assert len(seals) == 38
    assert all(len(seal) == 8 for seal in seals)
    assert page_seal(DIGEST, 1, "firmas") not in seals
    of_the_first = hashlib.sha256(DIGEST + b"1").digest()
    assert page_seal(DIGEST, 1) == base64.b32encode(of_the_first)[:8].decode()


def test_the_short_digest_is_read_aloud_in_fours() -> None:
    assert short_digest(DIGEST) == "AAAQ EAYE AUDA OCAJ"


def test_a_code_is_read_back() -> None:
    code = ActaCode("ACTA-DTMETA-2026-D07-0042", DIGEST)
    text = write_code(code)
    assert read_code(text) == code
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@pytest.mark.parametrize(
    "text", ["", "A", "https://example.org", ":::", "QED8WEX0", write_code(ActaCode("A", b"short"))]
)
def test_what_is_not_one_of_our_codes_is_none(text: str) -> None:
    assert read_code(text) is None
