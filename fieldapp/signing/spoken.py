"""A file sealed under a code short enough to be read out across a table.

Eight letters are 40 bits; what keeps guessing away is how long one guess takes: Argon2id over
256 MiB. The file is worth nothing once it was taken, and the code is written down nowhere.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final, NamedTuple

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CODE_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O or U, which people confuse or dislike."""

_LETTERS: Final = 8
_MAGIC: Final = b"BITV\x01"
_COST: Final = struct.Struct(">IBB")
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_HEAD_BYTES: Final = len(_MAGIC) + _COST.size + _SALT_BYTES + _NONCE_BYTES


class Cost(NamedTuple):
    """What guessing the code once costs; written in the file."""

    memory_kib: int = 256 * 1024
    passes: int = 4
    lanes: int = 4


SLOW: Final = Cost()
_COSTLIEST: Final = Cost(memory_kib=1024 * 1024, passes=20, lanes=16)


class WrongCode(ValueError):
    """The code is another one, or the file was altered: nobody can tell which."""


def spoken_code(entropy: Callable[[int], bytes]) -> str:
    """A code to read out: `7KQ2-M9XD`."""
    letters = "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in entropy(_LETTERS))
    return f"{letters[:4]}-{letters[4:]}"


def seal_under_code(
    clear: bytes, code: str, entropy: Callable[[int], bytes], cost: Cost = SLOW
) -> bytes:
    """Encrypt under a code."""
    salt, nonce = entropy(_SALT_BYTES), entropy(_NONCE_BYTES)
    head = _MAGIC + _COST.pack(*cost) + salt + nonce
    return head + AESGCM(_stretched(code, salt, cost)).encrypt(nonce, clear, head)


def open_under_code(sealed: bytes, code: str) -> bytes:
    """Decrypt. Raises ValueError for what is no such file, WrongCode for another code."""
    if len(sealed) < _HEAD_BYTES or not sealed.startswith(_MAGIC):
        raise ValueError("not a file sealed under a code")
    cost = Cost(*_COST.unpack_from(sealed, len(_MAGIC)))
    if not _affordable(cost):
        raise ValueError("opening it would cost more than a laptop has")
    salt = sealed[len(_MAGIC) + _COST.size : _HEAD_BYTES - _NONCE_BYTES]
    nonce = sealed[_HEAD_BYTES - _NONCE_BYTES : _HEAD_BYTES]
    try:
        opening = AESGCM(_stretched(code, salt, cost))
        return opening.decrypt(nonce, sealed[_HEAD_BYTES:], sealed[:_HEAD_BYTES])
    except InvalidTag as fault:
        raise WrongCode("another code, or altered") from fault


def _affordable(cost: Cost) -> bool:
    return (
        0 < cost.passes <= _COSTLIEST.passes
        and 0 < cost.lanes <= _COSTLIEST.lanes
        and 8 * cost.lanes <= cost.memory_kib <= _COSTLIEST.memory_kib
    )


def _stretched(code: str, salt: bytes, cost: Cost) -> bytes:
    """The key; how the code was typed does not matter: O reads 0, I and L read 1."""
    heard = code.upper().translate(str.maketrans("OIL", "011"))
    letters = "".join(letter for letter in heard if letter in CODE_LETTERS)
    return hash_secret_raw(
        letters.encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )
