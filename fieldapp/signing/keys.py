"""The device's own key: it signs what leaves the laptop, and the code on each acta's last page.

Ed25519, one key a vault, made from 32 random bytes that the vault keeps encrypted. Officers'
electronic signatures are another matter (certificates, PAdES) and do not use this key.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from fieldapp.rules.acta_marks import KEY_ID_BYTES

SEED_BYTES: Final = 32
PUBLIC_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64


@dataclass(frozen=True)
class DeviceKey:
    """A signing key kept as its seed of 32 random bytes; it never shows the seed when printed."""

    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_BYTES:
            msg = f"a device key needs {SEED_BYTES} random bytes, not {len(self.seed)}"
            raise ValueError(msg)

    @property
    def public(self) -> bytes:
        """The 32 bytes that headquarters learns at enrolment."""
        return self._key().public_key().public_bytes_raw()

    @property
    def id(self) -> bytes:
        """By which a code on paper names this key: see `key_id`."""
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """Sign a message: 64 bytes, the same each time."""
        return self._key().sign(message)

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def key_id(public: bytes) -> bytes:
    """The 8 bytes by which a code on paper names the key that signed it."""
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]


def is_signed_by(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether the holder of a public key signed exactly this message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
