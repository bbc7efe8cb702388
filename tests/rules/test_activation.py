"""The activation card: the same from file and QR, and nothing else is taken for one."""

from __future__ import annotations

import base64

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.rules.activation import (
    AUTHORITY_IN_QR_BYTES_MAX,
    ActivationCard,
    certificate_bytes,
    certificate_digest,
    read_card,
    read_qr,
    write_card,
    write_qr,
)

CARD = ActivationCard(
    address="https://bitacora.ministerio.example", code="7KQ2-M9XD", headquarters_key=b"h" * 32
)


def a_certificate(size: int) -> str:
    body = base64.b64encode(b"c" * size).decode()
    return f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n"


def test_file_and_qr_carry_the_card() -> None:
    assert read_card(write_card(CARD)) == CARD
    assert read_qr(write_qr(CARD)) == CARD


def test_a_small_authority_goes_with_both() -> None:
    card = msgspec.structs.replace(CARD, authority=a_certificate(400))
    assert read_card(write_card(card)) == card
    read = read_qr(write_qr(card))
    assert read is not None
    assert certificate_bytes(read.authority) == b"c" * 400


def test_of_a_large_authority_the_qr_carries_only_the_digest() -> None:
    pem = a_certificate(AUTHORITY_IN_QR_BYTES_MAX + 1)
    card = msgspec.structs.replace(CARD, authority=pem)
    assert read_card(write_card(card)) == card
    read = read_qr(write_qr(card))
    assert read is not None
    assert (read.authority, read.authority_digest) == ("", certificate_digest(pem))


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"{}",
        b"[]",
        b'{"format": "bitacora activation 2"}',
        write_card(CARD).replace(b"7KQ2-M9XD", b""),
        write_card(msgspec.structs.replace(CARD, headquarters_key=b"short")),
        b"\xff\xfe{",
    ],
)
def test_another_file_is_no_card(file: bytes) -> None:
    assert read_card(file) is None


@given(st.text())
def test_another_text_is_no_card(text: str) -> None:
    assert read_qr(text) is None
    assert read_qr("BITACORA-A1:" + text) is None


@pytest.mark.parametrize("pem", ["", "texto", a_certificate(9) * 2, "-----BEGIN CERTIFICATE-----"])
def test_what_is_not_one_certificate_is_refused(pem: str) -> None:
    with pytest.raises(ValueError, match="PEM"):
        certificate_digest(pem)
