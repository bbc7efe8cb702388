"""The pen of a sync: the device's key signs what leaves, headquarters' key tells what came."""

from __future__ import annotations

from fieldapp.signing.keys import DeviceKey, is_signed_by


class LineSigner:
    """Signs as the device, and knows headquarters' signature; the sync engine's `Signer`."""

    def __init__(self, key: DeviceKey, headquarters_public: bytes) -> None:
        self._key = key
        self._headquarters = headquarters_public

    def sign(self, message: bytes) -> bytes:
        """Give the device's 64-byte signature."""
        return self._key.sign(message)

    def public_of(self, seed: bytes) -> bytes:
        """Give the public half of the key that grows from a seed."""
        return DeviceKey(seed).public

    def go_on_with(self, seed: bytes) -> None:
        """Sign with the key of this seed from now on: the vault became another device."""
        self._key = DeviceKey(seed)

    def is_headquarters(self, signature: bytes, message: bytes) -> bool:
        """Tell whether headquarters signed the message."""
        return is_signed_by(self._headquarters, signature, message)
