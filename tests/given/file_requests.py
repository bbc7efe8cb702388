"""Files as a laptop puts and gets them, signed, over a line to a running headquarters."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from fieldapp.signing.keys import DeviceKey
from sync.protocol.files import file_path, piece_target
from sync.protocol.signing import DEVICE_HEADER, SIGNATURE_HEADER, file_request_to_sign
from tests.given.bodies import a_visit, created
from tests.given.headquarters import LaptopGiven, Line, Reply

VISIT = UUID("0193b1a0-0000-7000-8000-0000000000f1")


class Signer(Protocol):
    """A laptop, as far as it signs."""

    key: DeviceKey

    @property
    def device(self) -> UUID:
        """Its id."""
        ...


def signed(laptop: Signer, method: str, target: str, content: bytes = b"") -> dict[str, str]:
    """The headers of a file request."""
    signature = laptop.key.sign(file_request_to_sign(method, target, content))
    return {
        DEVICE_HEADER: str(laptop.device),
        SIGNATURE_HEADER: b64encode(signature).decode(),
        "Content-Type": "application/octet-stream",
    }


def put_piece(
    web: Line, laptop: Signer, whole: bytes, start: int, end: int, size: int | None = None
) -> Reply:
    """Send the bytes from `start` to before `end` of a file."""
    content = whole[start:end]
    target = piece_target(sha256(whole).digest(), start, len(whole) if size is None else size)
    return web.send("PUT", target, content, signed(laptop, "PUT", target, content))


def get_file(web: Line, laptop: Signer, whole: bytes, wanted: str = "") -> Reply:
    """Ask for a file, or a range of it."""
    target = file_path(sha256(whole).digest())
    headers = signed(laptop, "GET", target) | ({"Range": wanted} if wanted else {})
    return web.send("GET", target, headers=headers)


def name_in_a_record(laptop: LaptopGiven, whole: bytes) -> None:
    """Send a visit of Cauca with this file as its evidence."""
    photo = {
        "activity": str(VISIT),
        "name": "foto.webp",
        "sha256": sha256(whole).hexdigest(),
    }
    laptop.send(
        a_visit("19", VISIT),
        created("19", VISIT, "activity", ("attachment", UUID(int=9), photo)),
    )
