"""An authority that is not headquarters': a root, an issuer and people with identity cards.

Of any kind of key, because identity cards and tokens are mostly RSA; keys are made once for all
tests, since a strong one takes its time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import TypeAlias

from asn1crypto import core
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from fieldapp.signing.trust import Outside
from tests.given.authorities import BEGAN

Key: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

KINDS = ("rsa-2048", "rsa-3072", "rsa-4096", "p256", "p384")
_DAY = timedelta(days=1)


@cache
def a_key(kind: str, which: int = 0) -> Key:
    """A key of a kind; another one for another number."""
    del which
    if kind.startswith("rsa-"):
        return rsa.generate_private_key(65537, int(kind.removeprefix("rsa-")))
    return ec.generate_private_key({"p256": ec.SECP256R1(), "p384": ec.SECP384R1()}[kind])


@dataclass(frozen=True)
class SoftwareSigner:
    """A `PaperSigner` with a key of any kind in memory, as a token has it inside."""

    key: Key
    chain: tuple[bytes, ...]
    pss: bool = False

    def sign(self, message: bytes) -> bytes:
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(message, ec.ECDSA(hashes.SHA256()))
        by_pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
        return self.key.sign(message, by_pss if self.pss else padding.PKCS1v15(), hashes.SHA256())


@dataclass
class OutsideAuthority:
    """The keys of an authority of identity cards, its root and its issuer."""

    name: str = "Registro Civil de prueba"
    kind: str = "rsa-2048"
    by_sha1: bool = False
    address: str = ""
    """Where its certificates say that it answers: OCSP at /ocsp, its lists at /0.crl and /1.crl."""
    revoked: dict[int, datetime] = field(default_factory=dict[int, datetime])
    made: list[x509.Certificate] = field(default_factory=list[x509.Certificate])

    def __post_init__(self) -> None:
        self._root, self._issuer = a_key(self.kind, 1), a_key(self.kind, 2)
        top, middle = _named(f"{self.name}: raíz"), _named(f"{self.name}: emisora")
        self.root = self._certificate(top, self._root, top, self._root, depth=1)
        self.issuer = self._certificate(middle, self._issuer, top, self._root, depth=0)

    @property
    def ders(self) -> tuple[bytes, ...]:
        """The root's and the issuer's."""
        return (_der(self.root), _der(self.issuer))

    @property
    def pem(self) -> str:
        """The file that such an authority publishes."""
        whole = serialization.Encoding.PEM
        return b"".join(one.public_bytes(whole) for one in (self.root, self.issuer)).decode()

    def card(
        self,
        name: str = "ANGULO RIASCOS MARLENY FIR 25388001",
        *,
        kind: str = "",
        pss: bool = False,
        commits: bool = True,
        lives: timedelta = 1460 * _DAY,
        whole_chain: bool = True,
    ) -> SoftwareSigner:
        """An identity card; one that does not commit its holder is only for coming in."""
        key = a_key(kind or self.kind, 3)
        leaf = self._certificate(
            _named(name), key, self.issuer.subject, self._issuer, commits=commits, lives=lives
        )
        self.made.append(leaf)
        above = (_der(self.issuer), _der(self.root)) if whole_chain else ()
        return SoftwareSigner(key, (_der(leaf), *above), pss)

    def revoke(self, card: SoftwareSigner, at: datetime) -> None:
        self.revoked[x509.load_der_x509_certificate(card.chain[0]).serial_number] = at

    def crls(self, at: datetime) -> tuple[bytes, ...]:
        """The lists of the issuer and the root as of a time; each is good for a week."""
        gone = {serial: when for serial, when in self.revoked.items() if when <= at}
        return (
            _list(self.issuer, self._issuer, at, gone),
            _list(self.root, self._root, at, {}),
        )

    def listed(self, *crls: bytes) -> Outside:
        """What headquarters' list says of it."""
        return Outside((_der(self.root),), (_der(self.issuer),), crls)

    def answer(self, asked: bytes, at: datetime) -> bytes:
        """What it says of a certificate when asked (OCSP)."""
        read = ocsp.load_der_ocsp_request(asked)
        one = next(
            der for der in (*self.made, self.issuer) if der.serial_number == read.serial_number
        )
        by_root = one == self.issuer
        above, key = (self.root, self._root) if by_root else (self.issuer, self._issuer)
        gone = self.revoked.get(read.serial_number)
        build = ocsp.OCSPResponseBuilder().add_response(
            one,
            above,
            hashes.SHA1(),
            ocsp.OCSPCertStatus.REVOKED if gone else ocsp.OCSPCertStatus.GOOD,
            at,
            at + _DAY,
            gone,
            None,
        )
        build = build.responder_id(ocsp.OCSPResponderEncoding.HASH, above).certificates([above])
        return build.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def _saying_where(
        self, build: x509.CertificateBuilder, *, below_root: bool
    ) -> x509.CertificateBuilder:
        point = f"{self.address}/{1 if below_root else 0}.crl"
        told = x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP,
            x509.UniformResourceIdentifier(f"{self.address}/ocsp"),
        )
        where = x509.DistributionPoint([x509.UniformResourceIdentifier(point)], None, None, None)
        return build.add_extension(
            x509.AuthorityInformationAccess([told]), critical=False
        ).add_extension(x509.CRLDistributionPoints([where]), critical=False)

    def _certificate(
        self,
        subject: x509.Name,
        key: Key,
        issuer: x509.Name,
        signing: Key,
        *,
        depth: int | None = None,
        commits: bool = True,
        lives: timedelta = 3650 * _DAY,
    ) -> x509.Certificate:
        certifies = depth is not None
        public = key.public_key()
        build = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(BEGAN)
            .not_valid_after(BEGAN + lives)
            .add_extension(x509.BasicConstraints(certifies, depth), critical=True)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=not certifies,
                    content_commitment=commits and not certifies,
                    key_encipherment=False,
                    data_encipherment=False,
                    key_agreement=False,
                    key_cert_sign=certifies,
                    crl_sign=certifies,
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
        if self.address and subject != issuer:
            build = self._saying_where(build, below_root=certifies)
        made = build.sign(signing, hashes.SHA256())
        return _by_sha1(made, signing) if self.by_sha1 else made


def _by_sha1(made: x509.Certificate, signing: Key) -> x509.Certificate:
    """The same certificate as authorities of long ago signed it: libraries of today refuse to."""
    assert isinstance(signing, rsa.RSAPrivateKey)
    old = asn1.Certificate.load(_der(made))
    by = {"algorithm": "sha1_rsa", "parameters": core.Null()}
    old["tbs_certificate"]["signature"] = by
    old["signature_algorithm"] = by
    said = old["tbs_certificate"].dump(force=True)
    old["signature_value"] = signing.sign(said, padding.PKCS1v15(), hashes.SHA1())
    return x509.load_der_x509_certificate(old.dump(force=True))


def _list(of: x509.Certificate, signing: Key, at: datetime, revoked: dict[int, datetime]) -> bytes:
    build = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(of.subject)
        .last_update(at)
        .next_update(at + 7 * _DAY)
        .add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()),
            critical=False,
        )
    )
    for serial, when in revoked.items():
        gone = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when)
        build = build.add_revoked_certificate(gone.build())
    return build.sign(signing, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _named(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "PE"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)
