"""The marks of an acta: page seals and the short digest."""

from __future__ import annotations

import base64
import hashlib

from fieldapp.rules.acta_marks import page_seal, short_digest

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
