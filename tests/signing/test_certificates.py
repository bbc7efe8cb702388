"""The officer's key, its request, and what is read of certificates."""

from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from fieldapp.signing.certificates import (
    chain_of,
    der_parts,
    officer_key,
    read_certificate,
    read_list,
)
from tests.given.authorities import BEGAN, NOON, AnAuthority


def test_a_key_grows_from_the_seed_of_the_device_and_shows_nothing() -> None:
    one, same, other = (officer_key(bytes([seed]) * 32) for seed in (1, 1, 2))
    assert one == same
    assert one.public != other.public
    assert repr(one) == "OfficerKey()"
    key = serialization.load_der_public_key(one.public)
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert isinstance(key.curve, ec.SECP256R1)


def test_a_request_proves_that_its_maker_holds_the_key_and_names_nobody() -> None:
    key = officer_key(bytes(32))
    asked = x509.load_der_x509_csr(key.request())
    assert asked.is_signature_valid
    assert not asked.subject.rdns
    assert key.request() == key.request()


def test_a_chain_is_found_among_what_is_known() -> None:
    authority = AnAuthority()
    leaf, issuing, root = authority.officer().chain
    stranger = AnAuthority("Otra").officer().chain
    assert chain_of(leaf, (root, *stranger, issuing)) == (leaf, issuing, root)
    assert chain_of(leaf, stranger) == (leaf,)


def test_a_certificate_says_whose_it_is_and_how_long_it_lasts() -> None:
    officer = AnAuthority().officer("Nélida Ordóñez")
    read = read_certificate(officer.chain[0])
    assert (read.holder, read.valid_from, read.public) == (
        "Nélida Ordóñez",
        BEGAN,
        officer.key.public,
    )
    assert "308" not in repr(read)


def test_what_is_no_certificate_is_refused() -> None:
    for wrong in (b"", b"hola", b"\x30\x03\x02\x01\x01"):
        with pytest.raises(ValueError):  # noqa: PT011 - whatever it is, it is a ValueError
            read_certificate(wrong)


def test_certificates_that_stand_one_after_the_other_are_told_apart() -> None:
    authority = AnAuthority()
    chain, lists = authority.officer().chain, authority.crls(NOON)
    assert der_parts(b"".join((*chain, *lists))) == (*chain, *lists)
    assert der_parts(b"") == ()
    for wrong in (chain[0][:-1], chain[0] + b"\x30", b"\x30\x82\x01", b"\x30\x80"):
        with pytest.raises(ValueError, match="DER"):
            der_parts(wrong)


def test_a_revocation_list_says_what_ended_and_when() -> None:
    authority = AnAuthority()
    officer = authority.officer()
    authority.revoke(officer, NOON)
    read = read_list(authority.crls(NOON)[0])
    assert read.published_at == NOON
    assert dict(read.revoked) == {read_certificate(officer.chain[0]).serial: NOON}
