"""Signing with a token (PKCS#11): a software token stands for the hardware, where it is there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.records.text import Outside, Refused
from fieldapp.signing.examined import Standing
from fieldapp.signing.pades import sign_paper
from fieldapp.signing.tokens import PinRefused, opened_token, tokens_by
from fieldapp.signing.validation import check_own_signature, examine
from tests.given.authorities import NOON, AnAuthority
from tests.given.outside import OutsideAuthority
from tests.given.tokens import LIBRARY, PIN, Drawer, needs_tokens
from tests.signing.conftest import PLACE, REASON
from tests.signing.test_outside_authorities import believing

pytestmark = needs_tokens


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.mark.parametrize("kind", ["rsa-2048", "rsa-3072", "p256", "p384"])
def test_a_token_signs_a_paper_like_the_key_in_the_vault(
    paper: bytes, authority: AnAuthority, drawer: Drawer, kind: str
) -> None:
    outside = OutsideAuthority(kind=kind)
    card = outside.card(whole_chain=False)
    serial = drawer.holding(card, kind)
    with opened_token(LIBRARY, serial, card.chain[0], PIN, outside.ders) as signer:
        assert signer.chain == (*card.chain, *reversed(outside.ders))
        signed = sign_paper(paper, signer, at=NOON, reason=REASON, place=PLACE)
    check_own_signature(signed, paper, card.chain[0])
    completed = authority.completed(signed, NOON + timedelta(hours=1))
    trust = believing(authority, outside.listed(*outside.crls(NOON)))
    said = examine(completed, trust, NOON)
    assert (said.standing, said.indication) == (Standing.STAMPED, "TOTAL-PASSED")


def test_what_is_plugged_in_shows_its_certificates_without_a_pin(drawer: Drawer) -> None:
    card = OutsideAuthority().card()
    serial = drawer.holding(card, "carné")
    seen = next(one for one in tokens_by(LIBRARY) if one.serial == serial)
    assert (seen.label, seen.maker) == ("carné", "SoftHSM project SoftHSM v2")
    held = {one.certificate: one.label for one in seen.certificates}
    assert held.keys() == set(card.chain)
    assert held[card.chain[0]] == "carné 1"


def test_a_wrong_pin_another_certificate_and_no_token_are_said(drawer: Drawer) -> None:
    card, other = OutsideAuthority().card(), OutsideAuthority().card()
    serial = drawer.holding(card, "firma")
    with (
        pytest.raises(PinRefused, match="Escríbalo otra vez"),
        opened_token(LIBRARY, serial, card.chain[0], "0000"),
    ):
        pass
    with (
        pytest.raises(Refused, match="ya no tiene el certificado"),
        opened_token(LIBRARY, serial, other.chain[0], PIN),
    ):
        pass
    with (
        pytest.raises(Outside, match="no está conectado"),
        opened_token(LIBRARY, "otro", card.chain[0], PIN),
    ):
        pass
    with pytest.raises(Outside, match="fabricante"):
        tokens_by("/no/existe.so")
