"""The officer's key for electronic signatures, its request, and the certificates that answer it.

A P-256 key of its own, beside the Ed25519 key of the device, because readers of PDF know no
Ed25519. It grows from the seed of the device's key and is kept nowhere else: a vault that becomes
another device has another key, and an activation whose answer was lost asks again with the same
one. It has no passphrase of its own: whoever opened the vault is the officer, and a second
wrapping with the same secret would add delay and no safety.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, cast

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509.oid import NameOID

_CURVE: Final = ec.SECP256R1()
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_SECRET_BYTES: Final = 40
"""Eight bytes more than the order has, so that the remainder favours no key (FIPS 186-5 A.2.1)."""

_KEY_INFO: Final = b"bitacora officer's signature 1"

_NAMES: Final = (NameOID.GIVEN_NAME, NameOID.SURNAME)

_SHORT_LENGTH: Final = 0x80


@dataclass(frozen=True)
class OfficerKey:
    """A P-256 signing key as PKCS#8 (DER); printing it shows nothing."""

    private: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """The public half, SubjectPublicKeyInfo (DER)."""
        return _public_bytes(self._key().public_key())

    def request(self) -> bytes:
        """The PKCS#10 request (DER). It names nobody: headquarters knows whose device this is."""
        unnamed = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
        signed = unnamed.sign(self._key(), SHA256(), ecdsa_deterministic=True)
        return signed.public_bytes(serialization.Encoding.DER)

    def sign(self, message: bytes) -> bytes:
        """ECDSA with SHA-256 (DER), the same each time (RFC 6979)."""
        return self._key().sign(message, ec.ECDSA(SHA256(), deterministic_signing=True))

    def _key(self) -> ec.EllipticCurvePrivateKey:
        key = serialization.load_der_private_key(self.private, None)
        return cast("ec.EllipticCurvePrivateKey", key)


def officer_key(seed: bytes) -> OfficerKey:
    """The key for electronic signatures of a device, derived from the seed of its own key."""
    grown = HKDF(SHA256(), _SECRET_BYTES, salt=None, info=_KEY_INFO).derive(seed)
    secret = int.from_bytes(grown) % (_ORDER - 1) + 1
    return OfficerKey(
        ec.derive_private_key(secret, _CURVE).private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as its DER, and what we ask of it.

    `holder` is the name it was made out to, `names` all the names it has for them, `issuer_name`
    that of who made it, `issuer` the latter in full, as lists name it. `for_documents` tells
    whether it is for signing and not only for coming in somewhere.
    """

    der: bytes = field(repr=False)
    holder: str
    serial: int
    public: bytes = field(repr=False)
    valid_from: datetime
    valid_until: datetime
    names: str = ""
    issuer_name: str = ""
    issuer: str = ""
    for_documents: bool = True

    @property
    def sha256(self) -> str:
        """Its fingerprint, hexadecimal."""
        return hashlib.sha256(self.der).hexdigest()


def read_certificate(der: bytes) -> Certificate:
    """Read a certificate. Raises ValueError for what is none."""
    read = x509.load_der_x509_certificate(der)
    return Certificate(
        der=der,
        holder=_common_name(read.subject),
        serial=read.serial_number,
        public=_public_bytes(read.public_key()),
        valid_from=read.not_valid_before_utc,
        valid_until=read.not_valid_after_utc,
        names=" ".join(_said(read.subject, *_NAMES) or _said(read.subject, NameOID.COMMON_NAME)),
        issuer_name=_common_name(read.issuer),
        issuer=read.issuer.rfc4514_string(),
        for_documents=_commits(read),
    )


def _common_name(name: x509.Name) -> str:
    return next(iter(_said(name, NameOID.COMMON_NAME)), "")


def _said(name: x509.Name, *kinds: x509.ObjectIdentifier) -> list[str]:
    return [str(one.value) for kind in kinds for one in name.get_attributes_for_oid(kind)]


def _commits(read: x509.Certificate) -> bool:
    """Whether a certificate binds its holder to what is signed (nonRepudiation)."""
    try:
        return read.extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment
    except x509.ExtensionNotFound:
        return False


def chain_of(certificate: bytes, known: Iterable[bytes]) -> tuple[bytes, ...]:
    """A certificate and those above it, as far as they are among the known (DER)."""
    above = {one.subject: one for one in map(x509.load_der_x509_certificate, known)}
    chain = [x509.load_der_x509_certificate(certificate)]
    while (issuer := above.pop(chain[-1].issuer, None)) is not None:
        chain.append(issuer)
    return tuple(one.public_bytes(serialization.Encoding.DER) for one in chain)


@dataclass(frozen=True, slots=True)
class RevocationList:
    """What an authority revoked, and when it said so.

    `revoked` maps serials to their end; `issuer` is the authority's name in full, `due_at` when
    its next list is due.
    """

    published_at: datetime
    revoked: Mapping[int, datetime]
    issuer: str = ""
    due_at: datetime | None = None


def read_list(der: bytes) -> RevocationList:
    """Read a revocation list. Raises ValueError for what is none."""
    read = x509.load_der_x509_crl(der)
    revoked = {one.serial_number: one.revocation_date_utc for one in read}
    issuer = read.issuer.rfc4514_string()
    return RevocationList(read.last_update_utc, revoked, issuer, read.next_update_utc)


def der_parts(joined: bytes) -> tuple[bytes, ...]:
    """The DER values that stand one after the other. Raises ValueError for anything else."""
    return tuple(_der_parts(joined))


def _der_parts(joined: bytes) -> Iterator[bytes]:
    left = joined
    while left:
        head = 2
        length = left[1] if len(left) > 1 else len(left)
        if length >= _SHORT_LENGTH:
            head += length - _SHORT_LENGTH
            length = int.from_bytes(left[2:head])
        if head == len(left) or head + length > len(left):
            raise ValueError("cut off, or no DER")
        yield left[: head + length]
        left = left[head + length :]


def _public_bytes(key: object) -> bytes:
    return cast("ec.EllipticCurvePublicKey", key).public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
