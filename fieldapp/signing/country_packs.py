"""A country pack as one signed file: what headquarters makes and a laptop believes.

A zip of the pack's files, `manifest.json` (the digest of each) and `signature.json`. The manifest
is signed by headquarters' key for packs, and that key by the one by which laptops know it: a pack
from a USB memory is proven with no network, and a stolen key of packs is replaced alone.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from fieldapp.records.text import Refused, say
from fieldapp.signing.keys import is_signed_by

PACK_BYTES_MAX: Final = 65_536
"""A pack travels as one value of a record."""

MUST_HOLD: Final = frozenset({"pack.json", "wording.json", "territories.csv"})
MAY_HOLD: Final = MUST_HOLD | {"notices.json", "sentences.json", "SOURCES.md", "logo.svg"}

_FORMAT: Final = "bitacora/pack/1"
_MANIFEST, _SIGNATURE = "manifest.json", "signature.json"
_PART_BYTES_MAX: Final = 4 * 1024 * 1024
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)

Sign = Callable[[bytes], bytes]


class Manifest(msgspec.Struct, frozen=True):
    """What a pack is and the SHA-256 of each of its files, in hexadecimal."""

    format: str
    country: str
    version: str
    parts: dict[str, str]


class PackSignature(msgspec.Struct, frozen=True):
    """The key for packs, headquarters' word for it, and its signature of the manifest."""

    key: bytes
    key_signature: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class SignedPack:
    """A pack that was believed: its manifest and its files, the signature's too, by name."""

    manifest: Manifest
    files: Mapping[str, bytes]


def key_to_sign(key: bytes) -> bytes:
    """What headquarters signs to vouch for its key for packs."""
    return b"bitacora packs key 1\0" + key


def manifest_to_sign(manifest: bytes) -> bytes:
    """What the key for packs signs."""
    return b"bitacora pack 1\0" + manifest


def signed_pack(
    country: str, version: str, parts: Mapping[str, bytes], key: bytes, vouched: bytes, sign: Sign
) -> bytes:
    """Make the zip of a pack; the same bytes for the same parts and keys.

    `vouched` is headquarters' signature of `key_to_sign(key)`; `sign` signs with that key. Raises
    Refused for files that no pack has, for those that it lacks, and for one that is too large.
    """
    _must_be_the_files(parts)
    digests = {name: hashlib.sha256(parts[name]).hexdigest() for name in sorted(parts)}
    manifest = msgspec.json.encode(Manifest(_FORMAT, country, version, digests))
    signature = PackSignature(key, vouched, sign(manifest_to_sign(manifest)))
    files = {**parts, _MANIFEST: manifest, _SIGNATURE: msgspec.json.encode(signature)}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), files[name], zipfile.ZIP_DEFLATED)
    content = written.getvalue()
    if len(content) > PACK_BYTES_MAX:
        raise Refused(
            say(
                "El paquete ocupa {size} bytes y admite {most}: acorte sus textos.",
                size=len(content),
                most=PACK_BYTES_MAX,
            )
        )
    return content


def believed_pack(content: bytes, headquarters: bytes) -> SignedPack:
    """Open a pack's zip; `headquarters` is the public key by which a laptop knows it.

    Raises Refused for what is no pack, for one without a signature or signed by others, and for
    one in which a file was changed.
    """
    return believed_files(_unpacked(content), headquarters)


def believed_files(files: Mapping[str, bytes], headquarters: bytes) -> SignedPack:
    """The same of the files of a pack that lie in a folder."""
    written = files.get(_MANIFEST, b"")
    if not written or _SIGNATURE not in files:
        raise Refused(say("Este paquete de país no está firmado: pídalo al nivel central."))
    try:
        manifest = msgspec.json.decode(written, type=Manifest)
        signature = msgspec.json.decode(files[_SIGNATURE], type=PackSignature)
    except msgspec.MsgspecError as fault:
        raise _no_pack() from fault
    vouched = is_signed_by(headquarters, signature.key_signature, key_to_sign(signature.key))
    if not vouched or not is_signed_by(
        signature.key, signature.signature, manifest_to_sign(written)
    ):
        raise Refused(say("La firma del paquete de país no es la del nivel central."))
    parts = {name: files[name] for name in files if name not in (_MANIFEST, _SIGNATURE)}
    digests = {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}
    if digests != manifest.parts or manifest.format != _FORMAT:
        raise Refused(say("El paquete de país cambió después de su firma: pídalo otra vez."))
    _must_be_the_files(parts)
    return SignedPack(manifest, files)


def _must_be_the_files(parts: Mapping[str, bytes]) -> None:
    strange, missing = sorted(set(parts) - MAY_HOLD), sorted(MUST_HOLD - set(parts))
    if strange:
        raise Refused(say("Un paquete de país no lleva {files}.", files=", ".join(strange)))
    if missing:
        raise Refused(say("Al paquete de país le falta {files}.", files=", ".join(missing)))


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a zip; one that claims to be larger than a pack can be is no pack."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = archive.infolist()
            names = {one.filename for one in listed}
            known = names <= MAY_HOLD | {_MANIFEST, _SIGNATURE} and len(names) == len(listed)
            if not known or any(one.file_size > _PART_BYTES_MAX for one in listed):
                raise _no_pack()
            return {one.filename: archive.read(one) for one in listed}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as fault:
        raise _no_pack() from fault


def _no_pack() -> Refused:
    return Refused(say("Este archivo no es un paquete de país."))
