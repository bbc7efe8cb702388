"""Whom and what this laptop believes: the authorities, what they revoked, and who signs with what.

It is built from records that headquarters alone writes; whoever verifies is handed it whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fieldapp.signing.keys import key_id


@dataclass(frozen=True, slots=True)
class KnownSigner:
    """An officer at a device. `qr_key` is the Ed25519 public key of its codes, 32 bytes.

    `revoked_at` ends it; None while it stands.
    """

    device: UUID | None
    device_code: str
    person: UUID | None
    name: str
    office_name: str
    qr_key: bytes = field(default=b"", repr=False)
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trust:
    """The signers known. `issued_at` is the date of the trust list; None without a list."""

    signers: tuple[KnownSigner, ...] = ()
    issued_at: datetime | None = None

    def signer_of_key(self, kid: bytes) -> KnownSigner | None:
        """Who signs codes with the key of this name; None for a stranger."""
        found = (one for one in self.signers if one.qr_key and key_id(one.qr_key) == kid)
        return next(found, None)
