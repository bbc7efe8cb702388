"""The keys of sealed envelopes: X25519 to agree on a key, AES-256-GCM to seal with it.

An envelope is sealed to one public key with a key made for it alone, so that whoever seals cannot
open it again: a stolen laptop does not read what it left for headquarters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES: Final = 32
_KEY_INFO: Final = b"bitacora sealed envelope 1"
_REPLY_KEY_INFO: Final = b"bitacora reply 1"


@dataclass(frozen=True)
class EnvelopeKey:
    """An X25519 key to which envelopes are sealed, kept as its 32 bytes; printing shows none."""

    private: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """The 32 bytes that others seal to."""
        return self._key().public_key().public_bytes_raw()

    def box(self, once: bytes) -> SealingBox:
        """The box of what was sealed to this key with the other key made for it alone.

        Raises ValueError for a key that agrees on nothing (a point of low order).
        """
        shared = self._key().exchange(X25519PublicKey.from_public_bytes(once))
        return _box(shared, once, self.public)

    def _key(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self.private)


def reply_key(seed: bytes) -> EnvelopeKey:
    """The key under which a device is answered, derived from the seed of its signing key."""
    return EnvelopeKey(HKDF(SHA256(), _KEY_BYTES, salt=None, info=_REPLY_KEY_INFO).derive(seed))


def sealing_to(recipient: bytes, entropy: Callable[[int], bytes]) -> tuple[bytes, SealingBox]:
    """A public key made once, and the box that seals to the recipient with it.

    Raises ValueError for a recipient's key that is none.
    """
    once = X25519PrivateKey.from_private_bytes(entropy(_KEY_BYTES))
    public = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(recipient))
    return public, _box(shared, public, recipient)


class EnvelopeKeys:
    """Headquarters' public key and the device's own; the sync engine's `Sealing`."""

    def __init__(self, seed: bytes, headquarters: bytes, entropy: Callable[[int], bytes]) -> None:
        self._own = reply_key(seed)
        self._entropy = entropy
        self.headquarters = headquarters

    @property
    def reply_key(self) -> bytes:
        """The public key to which headquarters seals its answers."""
        return self._own.public

    def sealing_to(self, recipient: bytes) -> tuple[bytes, SealingBox]:
        """A key made once, and the box that seals with it. Raises ValueError."""
        return sealing_to(recipient, self._entropy)

    def opening(self, once: bytes) -> SealingBox:
        """The box of an envelope sealed to this device. Raises ValueError."""
        return self._own.box(once)


class SealingBox:
    """AES-256-GCM under the key of one envelope."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, nonce: bytes, clear: bytes, about: bytes) -> bytes:
        """Encrypt and bind to `about`; 16 bytes longer than `clear`."""
        return self._cipher.encrypt(nonce, clear, about)

    def open(self, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
        """Decrypt. Raises ValueError if it is not what `seal` gave for the same `about`."""
        try:
            return self._cipher.decrypt(nonce, sealed, about)
        except InvalidTag as fault:
            raise ValueError("altered, or sealed to another key") from fault


def _box(shared: bytes, once: bytes, recipient: bytes) -> SealingBox:
    hkdf = HKDF(SHA256(), _KEY_BYTES, salt=once + recipient, info=_KEY_INFO)
    return SealingBox(hkdf.derive(shared))
