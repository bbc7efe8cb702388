"""A country pack as one signed file: what headquarters publishes and laptops install.

The file is a ZIP of the pack's parts and of `manifest`: its body (country, version, the SHA-256 of
each part) and headquarters' Ed25519 signature of that, with the key that laptops know since their
enrolment. What the manifest does not name is not read.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Annotated, Final

import msgspec
from msgspec import Meta

PARTS_MAX: Final = 64
BYTES_MAX: Final = 16 * 1024 * 1024
"""Of all parts together, unpacked: a pack is a few hundred kilobytes."""

_MANIFEST: Final = "manifest"
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What the readers raise for bytes that somebody made up."""
_ALWAYS: Final = (1980, 1, 1, 0, 0, 0)

_PURPOSE: Final = b"bitacora pack 1\0"
"""Part of what is signed, so that no other statement of headquarters passes for a pack."""

PackName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,40}\.[a-z0-9]{2,5}\Z")]


class NotAPack(ValueError):
    """The file is none, is not signed so, or a part of it is missing or altered."""


class PackManifest(msgspec.Struct, frozen=True):
    """Which pack it is, and the SHA-256 of each of its parts by name."""

    country: str
    version: str
    parts: Annotated[dict[PackName, bytes], Meta(max_length=PARTS_MAX)]


class _Signed(msgspec.Struct, frozen=True, array_like=True):
    body: bytes
    signature: bytes


class PackFile(msgspec.Struct, frozen=True):
    """A pack that headquarters signed, unpacked."""

    manifest: PackManifest
    parts: dict[str, bytes]


def write_pack_file(
    country: str, version: str, parts: Mapping[str, bytes], sign: Callable[[bytes], bytes]
) -> bytes:
    """Pack and sign the parts; the same bytes for the same parts and key."""
    named = {name: sha256(content).digest() for name, content in sorted(parts.items())}
    body = msgspec.msgpack.encode(PackManifest(country, version, named))
    manifest = msgspec.msgpack.encode(_Signed(body, sign(_PURPOSE + body)))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ((_MANIFEST, manifest), *sorted(parts.items())):
            archive.writestr(zipfile.ZipInfo(name, _ALWAYS), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def read_pack_file(content: bytes, is_signed: Callable[[bytes, bytes], bool]) -> PackFile:
    """Unpack a file after proving it; `is_signed` is given a signature and what it covers.

    Raises:
        NotAPack: it is no such file, it is not signed so, or a part is missing or altered.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _proven(archive, is_signed)
    except NotAPack:
        raise
    except _UNREADABLE as fault:
        msg = "not a pack"
        raise NotAPack(msg) from fault


def _proven(archive: zipfile.ZipFile, is_signed: Callable[[bytes, bytes], bool]) -> PackFile:
    signed = msgspec.msgpack.decode(_part(archive, _MANIFEST, BYTES_MAX), type=_Signed)
    if not is_signed(signed.signature, _PURPOSE + signed.body):
        msg = "the pack is not signed by this headquarters"
        raise NotAPack(msg)
    manifest = msgspec.msgpack.decode(signed.body, type=PackManifest)
    parts: dict[str, bytes] = {}
    left = BYTES_MAX
    for name, digest in manifest.parts.items():
        parts[name] = _part(archive, name, left)
        left -= len(parts[name])
        if sha256(parts[name]).digest() != digest:
            msg = f"the part {name} is altered"
            raise NotAPack(msg)
    return PackFile(manifest, parts)


def _part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A part, and no more than so many bytes of it, whatever its head says."""
    with archive.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        msg = "the pack is too large"
        raise NotAPack(msg)
    return content
