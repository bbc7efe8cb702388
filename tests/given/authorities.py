"""A small real authority: root, issuing, time-stamp service, revocations and completed papers.

What headquarters does with its keys, without headquarters: tests of signatures need a clock of
their own, keys that are stolen, and strangers who sign.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from asn1crypto import cms, crl, keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from fieldapp.signing.certificates import OfficerKey, officer_key
from fieldapp.signing.pades import KeySigner, PaperWriter
from fieldapp.signing.trust import KnownSigner, Trust

BEGAN = datetime(2026, 1, 5, tzinfo=UTC)
NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
_DAY = timedelta(days=1)


@dataclass
class AnOfficer:
    """Somebody with a key and a certificate of an authority."""

    key: OfficerKey
    chain: tuple[bytes, ...]
    known: KnownSigner

    @property
    def signer(self) -> KeySigner:
        return KeySigner(self.key, self.chain)


@dataclass
class AnAuthority:
    """The keys of a headquarters."""

    name: str = "Bitácora de prueba"
    began: datetime = BEGAN
    root: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP384R1())
    )
    issuing: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    stamping: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(65537, 2048)
    )
    revoked: dict[int, datetime] = field(default_factory=dict)
    officers: list[AnOfficer] = field(default_factory=list)

    def __post_init__(self) -> None:
        top, middle = f"Raíz {self.name}", f"Emisora {self.name}"
        self.root_certificate = _certificate(
            top, self.root.public_key(), top, self.root, years=30, depth=1, begins=self.began
        )
        self.issuing_certificate = _certificate(
            middle, self.issuing.public_key(), top, self.root, years=15, depth=0, begins=self.began
        )
        self.stamping_certificate = _certificate(
            f"Sello de tiempo {self.name}",
            self.stamping.public_key(),
            middle,
            self.issuing,
            years=15,
            stamping=True,
            begins=self.began,
        )

    def officer(
        self,
        name: str = "Marleny Angulo Riascos",
        *,
        seed: int = 1,
        key: OfficerKey | None = None,
        begins: datetime = BEGAN,
        lives: timedelta = 730 * _DAY,
    ) -> AnOfficer:
        """Somebody new with a certificate, which lasts as long as it `lives`."""
        key = key or officer_key(Random(seed).randbytes(32))
        public = serialization.load_der_public_key(key.public)
        leaf = _certificate(
            name, public, f"Emisora {self.name}", self.issuing, begins=begins, lives=lives
        )
        known = KnownSigner(
            None, f"D{seed:02}", None, name, "Dirección Territorial Cauca", _der(leaf)
        )
        chain = (_der(leaf), _der(self.issuing_certificate), _der(self.root_certificate))
        made = AnOfficer(key, chain, known)
        self.officers.append(made)
        return made

    def revoke(self, officer: AnOfficer, at: datetime) -> None:
        serial = x509.load_der_x509_certificate(officer.chain[0]).serial_number
        self.revoked[serial] = at

    def crls(self, at: datetime) -> tuple[bytes, bytes]:
        """The revocation lists as they were published at a time: the issuing one, the root's."""
        gone = {serial: when for serial, when in self.revoked.items() if when <= at}
        return (
            _list(f"Emisora {self.name}", self.issuing, at, gone),
            _list(f"Raíz {self.name}", self.root, at, {}),
        )

    def trust(self, at: datetime = NOON) -> Trust:
        """What a laptop believes that synced at this time."""
        return Trust(
            roots=(_der(self.root_certificate),),
            intermediates=(_der(self.issuing_certificate),),
            stamps=(_der(self.stamping_certificate),),
            crls=self.crls(at),
            signers=tuple(one.known for one in self.officers),
            issued_at=at,
            next_at=at + 30 * _DAY,
        )

    def stamped(self, pdf: bytes, at: datetime) -> bytes:
        """The paper with a time-stamp token laid into its signature (B-T)."""
        signature = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
        ranges = [int(one) for one in signature.byte_range]  # type: ignore[union-attr]
        first, last = ranges[1] + 1, ranges[2] - 1
        content = cms.ContentInfo.load(bytes.fromhex(pdf[first:last].decode()), strict=False)
        signed = content["content"]["signer_infos"][0]
        digest = hashlib.sha256(signed["signature"].native).digest()
        token = asyncio.run(self._stamper(at).async_timestamp(digest, "sha256"))
        signed["unsigned_attrs"] = cms.CMSAttributes(
            [cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [token]})]
        )
        content["content"]["signer_infos"] = cms.SignerInfos([signed])
        digits = content.dump(force=True).hex().encode().ljust(last - first, b"0")
        assert len(digits) == last - first
        return pdf[:first] + digits + pdf[last:]

    def completed(self, pdf: bytes, at: datetime) -> bytes:
        """The paper with token, validation material and a time stamp of the whole (LTA)."""
        writer = PaperWriter(self.stamped(pdf, at))
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,
            certs=[
                asn1.Certificate.load(_der(one))
                for one in (
                    self.root_certificate,
                    self.issuing_certificate,
                    self.stamping_certificate,
                )
            ],
            crls=[crl.CertificateList.load(one) for one in self.crls(at)],
        )
        later = self._stamper(at + timedelta(seconds=1))
        stamping = PdfTimeStamper(later, "SelloSede", readable_field_name="Sello del nivel central")
        return stamping.timestamp_pdf(writer, "sha256").getvalue()

    def _stamper(self, at: datetime) -> DummyTimeStamper:
        above = SimpleCertificateStore()
        above.register(asn1.Certificate.load(_der(self.issuing_certificate)))
        return DummyTimeStamper(
            asn1.Certificate.load(_der(self.stamping_certificate)),
            keys.PrivateKeyInfo.load(
                self.stamping.private_bytes(
                    serialization.Encoding.DER,
                    serialization.PrivateFormat.PKCS8,
                    serialization.NoEncryption(),
                )
            ),
            certs_to_embed=above,
            fixed_dt=at,
        )


def _certificate(
    name: str,
    public: Any,
    issuer: str,
    signing: ec.EllipticCurvePrivateKey,
    *,
    years: int = 2,
    begins: datetime = BEGAN,
    lives: timedelta | None = None,
    depth: int | None = None,
    stamping: bool = False,
) -> x509.Certificate:
    authority = depth is not None
    build = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + (lives or 365 * years * _DAY))
        .add_extension(x509.BasicConstraints(authority, depth), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority,
                content_commitment=not authority and not stamping,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=authority,
                crl_sign=authority,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()),
            critical=False,
        )
    )
    if stamping:
        only = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        build = build.add_extension(only, critical=True)
    return build.sign(signing, SHA256())


def _list(
    issuer: str, signing: ec.EllipticCurvePrivateKey, at: datetime, revoked: dict[int, datetime]
) -> bytes:
    build = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(_named(issuer))
        .last_update(at)
        .next_update(at + 30 * _DAY)
        .add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()),
            critical=False,
        )
    )
    for serial, when in revoked.items():
        build = build.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(serial)
            .revocation_date(when)
            .add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False)
            .build()
        )
    return build.sign(signing, SHA256()).public_bytes(serialization.Encoding.DER)


def _named(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CO"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Ministerio de prueba"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)
