"""The exact bytes that are signed, besides frames: file requests and standing statements.

A statement (receipt, certificate, beacon) is signed on its own and not only inside an answer, so
that it can be kept, shown and checked years after the answer was thrown away.
"""

from enum import StrEnum
from hashlib import sha256

DEVICE_HEADER = "Bitacora-Device"
SIGNATURE_HEADER = "Bitacora-Signature"


class Purpose(StrEnum):
    """What a signed statement is about; part of what is signed, so none passes for another."""

    RECEIPT = "bitacora receipt 1"
    CERTIFICATE = "bitacora certificate 1"
    BEACON = "bitacora beacon 1"
    FILE_REQUEST = "bitacora file request 1"
    LETTER = "bitacora letter 1"
    LETTER_ANSWER = "bitacora letter answer 1"


def statement_to_sign(purpose: Purpose, body: bytes) -> bytes:
    """Give the bytes that the signature of a statement covers."""
    return purpose.encode() + b"\0" + body


def file_request_to_sign(method: str, target: str, body: bytes = b"") -> bytes:
    """Give the bytes a device signs to put or get a file.

    ``target`` is the path with its query exactly as sent (``/v1/file/<sha256>?off=0``); the
    body enters by its hash, so a large file is read once.
    """
    asked = f"{method.upper()}\n{target}\n{sha256(body).hexdigest()}"
    return statement_to_sign(Purpose.FILE_REQUEST, asked.encode())
