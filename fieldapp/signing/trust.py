"""Whom and what this laptop believes: the authorities, what they revoked, and who signs with what.

It is built from records that headquarters alone writes; whoever verifies is handed it whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fieldapp.records.trust import Signer, TrustList
from fieldapp.rules.holder_names import are_of_one
from fieldapp.signing.certificates import der_parts, read_certificate
from fieldapp.signing.keys import PUBLIC_BYTES, key_id


@dataclass(frozen=True, slots=True)
class KnownSigner:
    """An officer at a device. `certificate` is DER, b"" for who has none yet.

    `qr_key` is the Ed25519 public key of its codes, 32 bytes. `revoked_at` ends both; None while
    they stand.
    """

    device: UUID | None
    device_code: str
    person: UUID | None
    name: str
    office_name: str
    certificate: bytes = field(default=b"", repr=False)
    qr_key: bytes = field(default=b"", repr=False)
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """Authorities that are not headquarters' own, and their revocation lists (DER each).

    Headquarters lists them for the certificates of officers' identity cards and tokens: they vouch
    for nobody's time and for no device. `answers` are what they said of one certificate (OCSP).
    """

    roots: tuple[bytes, ...] = ()
    intermediates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    answers: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Trust:
    """Authorities, time-stamp services and revocation lists (DER each), and the signers known.

    `issued_at` is the date of the trust list, `next_at` when a newer one is due; None without one.
    """

    roots: tuple[bytes, ...] = ()
    intermediates: tuple[bytes, ...] = ()
    stamps: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    signers: tuple[KnownSigner, ...] = ()
    issued_at: datetime | None = None
    next_at: datetime | None = None
    outside: Outside = Outside()

    @property
    def certificates(self) -> tuple[bytes, ...]:
        """Every certificate known, whoever's."""
        own = (one.certificate for one in self.signers if one.certificate)
        return (*self.roots, *self.intermediates, *self.stamps, *own)

    def signer_of_key(self, kid: bytes) -> KnownSigner | None:
        """Who signs codes with the key of this name; None for a stranger."""
        found = (one for one in self.signers if one.qr_key and key_id(one.qr_key) == kid)
        return next(found, None)

    def signer_named(self, certified: str) -> KnownSigner | None:
        """Whose a certificate of an outside authority is, by the names in it; None for a stranger.

        An officer with several devices is one signer here; of two officers with one name, neither.
        """
        found = [one for one in self.signers if are_of_one(one.name, certified)]
        return found[0] if len({one.person or one.name for one in found}) == 1 else None

    def signer_of_public(self, public: bytes) -> KnownSigner | None:
        """Who signs papers with this key (SubjectPublicKeyInfo, DER); None for a stranger.

        By the key and not by the certificate: a renewed certificate is of the same key.
        """
        certified = (one for one in self.signers if one.certificate)
        found = (one for one in certified if read_certificate(one.certificate).public == public)
        return next(found, None)


def trust_of(signers: Iterable[Signer], listed: TrustList | None) -> Trust:
    """What headquarters' records say. Raises ValueError for a list that is none."""
    known = tuple(_known(one) for one in signers if not one.annulled)
    if listed is None:
        return Trust(signers=known)
    return Trust(
        roots=der_parts(listed.roots or b""),
        intermediates=der_parts(listed.intermediates or b""),
        stamps=der_parts(listed.tsa or b""),
        crls=der_parts(listed.crl or b""),
        signers=known,
        issued_at=listed.issued_at,
        next_at=listed.next_at,
        outside=outside_of(listed),
    )


def outside_of(listed: TrustList) -> Outside:
    """The outside authorities of a list. Raises ValueError for a list that is none."""
    return Outside(
        roots=der_parts(listed.outside_roots or b""),
        intermediates=der_parts(listed.outside_intermediates or b""),
        crls=der_parts(listed.outside_crl or b""),
    )


def _known(signer: Signer) -> KnownSigner:
    return KnownSigner(
        device=signer.device,
        device_code=signer.device_code,
        person=signer.person,
        name=signer.person_name,
        office_name=signer.office_name,
        certificate=signer.certificate or b"",
        qr_key=_key(signer.qr_key),
        revoked_at=signer.revoked_at,
    )


def _key(written: str) -> bytes:
    """The key that a record says in hexadecimal; empty when it says none."""
    try:
        key = bytes.fromhex(written)
    except ValueError:
        return b""
    return key if len(key) == PUBLIC_BYTES else b""
