"""Whom and what this laptop believes: the authorities, what they revoked, and who signs with what.

It is built from records that headquarters alone writes; whoever verifies is handed it whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fieldapp.signing.certificates import read_certificate
from fieldapp.signing.keys import key_id


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

    @property
    def certificates(self) -> tuple[bytes, ...]:
        """Every certificate known, whoever's."""
        own = (one.certificate for one in self.signers if one.certificate)
        return (*self.roots, *self.intermediates, *self.stamps, *own)

    def signer_of_key(self, kid: bytes) -> KnownSigner | None:
        """Who signs codes with the key of this name; None for a stranger."""
        found = (one for one in self.signers if one.qr_key and key_id(one.qr_key) == kid)
        return next(found, None)

    def signer_of_public(self, public: bytes) -> KnownSigner | None:
        """Who signs papers with this key (SubjectPublicKeyInfo, DER); None for a stranger.

        By the key and not by the certificate: a renewed certificate is of the same key.
        """
        certified = (one for one in self.signers if one.certificate)
        found = (one for one in certified if read_certificate(one.certificate).public == public)
        return next(found, None)
