"""Small secrets on headquarters' disk: boxed under a key, written whole, for nobody else's eyes."""

import os
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

RandomBytes = Callable[[int], bytes]

_NONCE_BYTES = 12


def encrypt(key: bytes, secret: bytes, random_bytes: RandomBytes, purpose: str = "") -> bytes:
    """Box a secret under 32 key bytes (AES-256-GCM); a box opens only for its own purpose."""
    nonce = random_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, purpose.encode())


def decrypt(key: bytes, box: bytes, purpose: str = "") -> bytes:
    """Open a box; raises `InvalidTag` when key, purpose or a byte is another."""
    return AESGCM(key).decrypt(box[:_NONCE_BYTES], box[_NONCE_BYTES:], purpose.encode())


def write_secretly(file: Path, content: bytes) -> None:
    """Write a file that nobody else may read, and have it on the disk before going on.

    Raises `FileExistsError`: no secret is ever written over.
    """
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
