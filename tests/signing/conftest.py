"""Signed papers for the tests of signatures: made once, never changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.documents.acta import render_acta
from fieldapp.signing.pades import sign_paper
from tests.given import actas
from tests.given.authorities import NOON, AnAuthority, AnOfficer

REASON, PLACE = "Suscripción del acta por el funcionario", "Guapi"


@pytest.fixture(scope="session")
def paper() -> bytes:
    """An acta of which nobody signed the file yet."""
    acta, signatures = actas.issued()
    return render_acta(acta.content, signatures)


@pytest.fixture
def authority() -> AnAuthority:
    return AnAuthority()


@pytest.fixture
def officer(authority: AnAuthority) -> AnOfficer:
    return authority.officer()


@pytest.fixture
def signed(paper: bytes, officer: AnOfficer) -> bytes:
    """Signed at noon."""
    return sign_paper(paper, officer.signer, at=NOON, reason=REASON, place=PLACE)


@pytest.fixture
def completed(signed: bytes, authority: AnAuthority) -> bytes:
    """Stamped by headquarters two hours later."""
    return authority.completed(signed, NOON + timedelta(hours=2))
