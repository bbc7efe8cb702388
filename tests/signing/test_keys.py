"""The device's key."""

from __future__ import annotations

import pytest

from fieldapp.signing.keys import DeviceKey, is_signed_by

KEY = DeviceKey(bytes(range(32)))


def test_what_a_device_signs_is_recognised_by_its_public_key() -> None:
    signature = KEY.sign(b"lote 1")
    assert is_signed_by(KEY.public, signature, b"lote 1")
    assert not is_signed_by(KEY.public, signature, b"lote 2")
    assert not is_signed_by(DeviceKey(b"x" * 32).public, signature, b"lote 1")
    assert not is_signed_by(KEY.public, b"", b"lote 1")
    assert not is_signed_by(b"", signature, b"lote 1")


def test_a_key_does_not_show_its_seed() -> None:
    assert "00" not in repr(KEY)
    assert "\\x" not in repr(KEY)


def test_a_seed_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        DeviceKey(b"short")
