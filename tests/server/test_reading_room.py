"""A stranger's file is read in another process, which tells the same and takes nothing with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.signing.held import Held, hold
from fieldapp.signing.pades import sign_paper
from fieldapp.signing.trust import Trust
from sync.server.reading_room import read_apart
from tests.given.authorities import NOON, AnAuthority
from tests.given.papers import scan_of_last_page
from tests.given.signed_codes import a_signed_paper, as_png


def test_what_is_read_apart_is_what_is_read_here() -> None:
    authority = AnAuthority()
    officer = authority.officer()
    _, plain = a_signed_paper()
    signed = sign_paper(plain, officer.signer, at=NOON, reason="", place="Guapi")
    completed = authority.completed(signed, NOON + timedelta(hours=2))
    authority.revoke(officer, NOON + timedelta(days=1))
    trust = authority.trust(NOON + timedelta(days=2))
    photo = as_png(scan_of_last_page(plain))
    for file in (plain, signed, completed, photo, b"hola", b""):
        for believed in (trust, Trust()):
            assert read_apart(file, believed, NOON) == hold(file, believed, NOON)


def test_a_process_that_breaks_has_read_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    assert read_apart(b"%PDF", Trust(), NOON) == Held(None)
