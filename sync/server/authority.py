"""Headquarters as an authority: who may say whose a key is, and what time it was.

Three offices: the root certifies the other two and nobody else; the issuer certifies officers'
keys; the clock stamps the time on papers (RFC 3161). Each has holders, one after the other: a new
one takes over long before the old one's certificate ends, so that nothing ever waits for a hand.
Whatever a holder signed stays provable as long as its certificate runs, hence the long lives.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from fieldapp.packs import Pack

_YEAR: Final = timedelta(days=365)
OFFICER_LIFE: Final = 2 * _YEAR
LIST_LIFE: Final = timedelta(days=90)
"""A revocation list says that long when the next one is due; it is written anew far earlier."""

_BEFORE: Final = timedelta(days=1)
"""Certificates begin so much earlier than made: a laptop's clock may be some hours slow."""

DOCUMENT_SIGNING: Final = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
_NAME_LETTERS: Final = 64
"""X.509 allows no longer names."""


class Office(StrEnum):
    """What a holder's key is for, in the order in which they are made."""

    ROOT = "root"
    ISSUER = "issuer"
    CLOCK = "clock"


class Span(NamedTuple):
    """How long a certificate of an office runs, and how long before its end another takes over."""

    life: timedelta
    left: timedelta


SPANS: Final[Mapping[Office, Span]] = {
    # Whoever certifies must outlive what it certifies, also what it certifies on its last day.
    Office.ROOT: Span(45 * _YEAR, 26 * _YEAR),
    Office.ISSUER: Span(10 * _YEAR, 4 * _YEAR),
    Office.CLOCK: Span(25 * _YEAR, 20 * _YEAR),
}

# With its day each holder has a name of its own, by which lists and chains find it.
_WORDS: Final[Mapping[Office, str]] = {
    Office.ROOT: "Actas: autoridad raíz {day}",
    Office.ISSUER: "Actas: autoridad emisora {day}",
    Office.CLOCK: "Actas: sello de tiempo {day}",
}


class Entity(NamedTuple):
    """Whose authority it is: the country's code and the name of the institution."""

    country: str
    name: str

    @classmethod
    def of(cls, pack: Pack) -> "Entity":
        """The ministry of a country pack."""
        return cls(pack.country, pack.institution.name)


@dataclass(frozen=True, slots=True)
class Holder:
    """One key of an office and the certificate it has."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        """The certificate's bytes."""
        return self.certificate.public_bytes(Encoding.DER)

    def left(self, now: datetime) -> timedelta:
        """How long the certificate still runs."""
        return self.certificate.not_valid_after_utc - now


Holders: TypeAlias = Mapping[Office, Sequence[Holder]]
"""The holders of each office, the newest last."""


class Ended(NamedTuple):
    """A certificate that was revoked: its serial number and when."""

    serial: int
    at: datetime


class Subject(NamedTuple):
    """Whom a certificate is for, in headquarters' own words and not in the asker's."""

    officer: str
    office: str
    device_code: str


def due(office: Office, holders: Sequence[Holder], now: datetime) -> bool:
    """Tell whether an office needs its first holder, or one that takes over."""
    return not holders or holders[-1].left(now) <= SPANS[office].left


def appoint(office: Office, holders: Holders, entity: Entity, now: datetime) -> Holder:
    """Make the key and certificate of an office's next holder, certified by the newest root."""
    own = ec.generate_private_key(ec.SECP384R1() if office is Office.ROOT else ec.SECP256R1())
    name = _name(entity, _WORDS[office].format(day=f"{now:%Y-%m-%d}"))
    root = None if office is Office.ROOT else holders[Office.ROOT][-1]
    certifies = office is not Office.CLOCK
    building = _begun(name, own.public_key(), root.certificate.subject if root else name)
    building = _lasting(building, now, SPANS[office].life)
    building = building.add_extension(
        x509.BasicConstraints(ca=certifies, path_length=_below(office)), critical=True
    ).add_extension(_usage(certifies=certifies), critical=True)
    if office is Office.CLOCK:
        stamps = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        building = building.add_extension(stamps, critical=True)
    signer = root.key if root else own
    return Holder(_signed(building, own.public_key(), signer), own)


def certify(
    public_key: ec.EllipticCurvePublicKey,
    subject: Subject,
    issuer: Holder,
    entity: Entity,
    now: datetime,
) -> x509.Certificate:
    """Certify an officer's key for signing documents, for two years."""
    name = _name(entity, subject.officer, subject.office, subject.device_code)
    building = _begun(name, public_key, issuer.certificate.subject)
    building = _lasting(building, now, OFFICER_LIFE)
    building = (
        building.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(certifies=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
    )
    return _signed(building, public_key, issuer.key)


def revocation_list(
    holder: Holder, ended: Sequence[Ended], now: datetime
) -> x509.CertificateRevocationList:
    """Say which certificates of a holder count no more.

    Its number is the second in which it was made: a headquarters that came back from an older
    copy goes on with greater numbers, as it must.
    """
    building = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(holder.certificate.subject)
        .last_update(now)
        .next_update(now + LIST_LIFE)
        .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        .add_extension(_authority_key(holder.key), critical=False)
    )
    for one in ended:
        building = building.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(one.serial)
            .revocation_date(one.at)
            .build()
        )
    return building.sign(holder.key, _digest(holder.key))


def _name(entity: Entity, common: str, unit: str = "", serial: str = "") -> x509.Name:
    told = (
        (NameOID.COUNTRY_NAME, entity.country),
        (NameOID.ORGANIZATION_NAME, entity.name),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        (NameOID.COMMON_NAME, common),
        (NameOID.SERIAL_NUMBER, serial),
    )
    return x509.Name(
        [x509.NameAttribute(kind, words[:_NAME_LETTERS]) for kind, words in told if words]
    )


def _begun(
    name: x509.Name, public_key: ec.EllipticCurvePublicKey, issuer: x509.Name
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
    )


def _lasting(
    building: x509.CertificateBuilder, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    return building.not_valid_before(now - _BEFORE).not_valid_after(now + life)


def _below(office: Office) -> int | None:
    """How many authorities may stand between this one and whom it certifies."""
    return {Office.ROOT: 1, Office.ISSUER: 0}.get(office)


def _usage(*, certifies: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certifies,
        content_commitment=not certifies,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certifies,
        crl_sign=certifies,
        encipher_only=False,
        decipher_only=False,
    )


def _signed(
    building: x509.CertificateBuilder,
    public_key: ec.EllipticCurvePublicKey,
    signer: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    return (
        building.add_extension(
            x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False
        )
        .add_extension(_authority_key(signer), critical=False)
        .sign(signer, _digest(signer))
    )


def _authority_key(signer: ec.EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())


def _digest(signer: ec.EllipticCurvePrivateKey) -> SHA256 | SHA384:
    return SHA384() if signer.curve.key_size > 256 else SHA256()  # noqa: PLR2004 - bits
