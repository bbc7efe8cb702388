"""The officer's electronic signature on a paper: PAdES B-B, made without a network.

It certifies the paper: nothing may be changed after it (DocMDP P=1). Room is left inside it for
headquarters' time stamp, which is laid in later without moving a byte that was signed. No date
is compared here: a wrong clock or an old certificate must never stop a paper (rules R13, R22).
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false
# (asn1crypto brings no types)

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol, cast

from asn1crypto import algos, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

if TYPE_CHECKING:
    from fieldapp.signing.certificates import OfficerKey

FIELD: Final = "FirmaFuncionario"
"""The signature field of a paper, empty until the officer signs."""

RESERVED_DIGITS: Final = 20_000
"""Room for a signature in hexadecimal digits: 10,000 bytes hold it, its chain and a token."""

_BESIDES_CHAIN: Final = 6_500
"""Bytes that a signature takes besides its certificates: RSA-4096, what it names, and a token."""


class PaperWriter(IncrementalPdfFileWriter):
    """Lays something behind a paper and leaves alone what the paper says of itself.

    pyHanko would date its metadata by the machine's clock and add its own name to the producer,
    which then no longer agrees with the XMP (PDF/A-3, 6.6.3).
    """

    def __init__(self, pdf: bytes) -> None:
        super().__init__(io.BytesIO(pdf))

    def _update_meta(self) -> None:
        pass


class PaperSigner(Protocol):
    """Whoever holds an officer's key: this vault, or a token in a USB port."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Certificates (DER): the signer's own, then those above it."""
        ...

    @property
    def pss(self) -> bool:
        """Whether `sign` pads an RSA signature by PSS (salt of 32 bytes), not by PKCS#1 v1.5."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Sign with SHA-256: ECDSA (DER) or RSA, as `pss` tells."""
        ...


class KeySigner:
    """Signs with the key kept in the vault."""

    pss = False

    def __init__(self, key: OfficerKey, chain: tuple[bytes, ...]) -> None:
        self._key = key
        self.chain = chain

    def sign(self, message: bytes) -> bytes:
        """ECDSA with SHA-256, DER."""
        return self._key.sign(message)


def sign_paper(pdf: bytes, signer: PaperSigner, *, at: datetime, reason: str, place: str) -> bytes:
    """The same bytes with the officer's signature laid behind them.

    `at` is what the officer's clock says. Raises ValueError for a paper that is signed already or
    that is no PDF of ours.
    """
    try:
        return asyncio.run(_signed(pdf, signer, at, reason, place))
    except Exception as fault:
        raise ValueError(f"cannot be signed: {fault}") from fault


def reserved_digits(chain: Iterable[bytes]) -> int:
    """Room for a signature with these certificates, and for the token that comes later.

    The chains of identity cards are of RSA and longer than our own.
    """
    return max(RESERVED_DIGITS, 2 * (sum(map(len, chain)) + _BESIDES_CHAIN))


async def _signed(pdf: bytes, signer: PaperSigner, at: datetime, reason: str, place: str) -> bytes:
    wishes = PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
        location=place,
    )
    pen = PdfSigner(wishes, _Pen(signer), new_field_spec=SigFieldSpec(FIELD))
    session = pen.init_signing_session(PaperWriter(pdf))
    session.system_time = at
    paper = session.prepare_tbs_document(None, reserved_digits(signer.chain))
    prepared, written = paper.digest_tbs_document()
    await paper.perform_signature(prepared.document_digest, PdfCMSSignedAttributes())
    return cast("io.BytesIO", written).getvalue()


class _Pen(Signer):
    """pyHanko's view of a `PaperSigner`."""

    def __init__(self, signer: PaperSigner) -> None:
        own, *above = map(x509.Certificate.load, signer.chain)
        known = SimpleCertificateStore()
        known.register_multiple(above)
        super().__init__(
            signing_cert=own,
            cert_registry=known,
            signature_mechanism=_pss_with_sha256() if signer.pss else None,
        )
        self._signer = signer

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,  # noqa: ARG002 - always SHA-256
        dry_run: bool = False,  # noqa: ARG002, FBT001, FBT002 - pyHanko's signature
    ) -> bytes:
        return self._signer.sign(data)


def _pss_with_sha256() -> algos.SignedDigestAlgorithm:
    hashed = {"algorithm": "sha256"}
    return algos.SignedDigestAlgorithm(
        {
            "algorithm": "rsassa_pss",
            "parameters": {
                "hash_algorithm": hashed,
                "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": hashed},
                "salt_length": 32,
            },
        }
    )
