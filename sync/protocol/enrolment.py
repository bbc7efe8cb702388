"""How a new laptop becomes a device: one JSON request and one JSON answer, once in its life."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from sync.protocol.messages import Digest32, Line, Signed, SigningRequest


class Officer(msgspec.Struct, frozen=True):
    """Whom the device belongs to."""

    account: UUID
    person: UUID
    login: str
    name: str
    role: str


class OfficeCard(msgspec.Struct, frozen=True):
    """The officer's office."""

    id: UUID
    code: str
    name: str
    territory: str


class EnrolRequest(msgspec.Struct, frozen=True):
    """A laptop presents its one-time code and its public key (JSON both ways)."""

    code: Annotated[str, Meta(min_length=1, max_length=40)]
    device_key: Digest32
    app: Line
    schema: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    platform: Line = ""
    reply_key: bytes = b""
    """X25519 public key to which envelopes and bundles for this device are sealed."""
    signing_request: SigningRequest = b""
    """PKCS#10 (DER) for the P-256 key of the officer's electronic signature."""


class EnrolAnswer(msgspec.Struct, frozen=True):
    """Everything a new device needs for good."""

    device: UUID
    device_code: str
    """The series of its official numbers, for example D07; never given twice."""
    account: UUID
    officer: Officer
    office: OfficeCard
    scopes: list[str]
    home_scope: str
    country: str
    headquarters_key: Digest32
    """Ed25519 public key that signs answers and statements."""
    recovery_code: str
    certificate: Signed
    now: int
    envelope_key: bytes = b""
    """X25519 public key to which envelopes for headquarters are sealed."""
    certificates: list[bytes] = []
    """For the signing request: the officer's certificate, its issuer's, the root's (X.509, DER);
    empty when none was asked for or none could be given, which stops nothing."""


class Refusal(msgspec.Struct, frozen=True):
    """Why a request other than a sync was not met, in Spanish."""

    text: str
