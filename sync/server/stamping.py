"""Headquarters' clock as others may prove it: time-stamp tokens after RFC 3161.

A token says that some bytes, known by their digest alone, existed at a second of headquarters'
clock. It is made in this process for papers that are completed, and for anybody who asks by HTTP.
"""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportMissingTypeStubs=false
# (asn1crypto brings no types)

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar, Final

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from sync.server.authority import Holder, Holders, Office
from sync.server.secret_files import RandomBytes

ASKED_BYTES_MAX: Final = 4 * 1024
POLICY: Final = "2.25.261764098187241553871213416180361279045"
"""Under which a token is made: the second is headquarters' own, to within one."""

_DIGESTS: Final = {"sha256": 32, "sha384": 48, "sha512": 64}
_SERIAL_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Stamping:
    """Makes tokens. Clock and randomness are handed in; the key is read each time."""

    holders: Callable[[], Holders]
    now: Callable[[], datetime]
    random_bytes: RandomBytes

    def answer(self, asked: bytes) -> bytes:
        """Answer a request as RFC 3161 says it (DER both ways); one that makes no sense too."""
        try:
            request = tsp.TimeStampReq.load(asked, strict=True)
            imprint = request["message_imprint"]
            kind = imprint["hash_algorithm"]["algorithm"].native
            size = len(imprint["hashed_message"].native)
            policy = request["req_policy"].native
        except Exception:  # noqa: BLE001 - a parser, and bytes that anybody may have made
            return _rejected("bad_data_format").dump()
        if _DIGESTS.get(kind) != size:
            return _rejected("bad_alg").dump()
        if policy not in (None, POLICY):
            return _rejected("unaccepted_policy").dump()
        return self.respond(request).dump()

    def respond(self, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Stamp what a sound request names."""
        clock = self.holders()[Office.CLOCK][-1]
        own = x509.Certificate.load(clock.der)
        second = self.now().replace(microsecond=0)
        said = self._said(request, second)
        attributes = _attributes(said, own)
        signed = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [_SHA256],
                "encap_content_info": {
                    "content_type": "tst_info",
                    "content": cms.ParsableOctetString(said),
                },
                "certificates": self._shown(own, request),
                "signer_infos": [_signer(clock, own, attributes)],
            }
        )
        token = {"content_type": "signed_data", "content": signed}
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})

    def _said(self, request: tsp.TimeStampReq, second: datetime) -> bytes:
        told: dict[str, Any] = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": request["message_imprint"],
            "serial_number": int.from_bytes(self.random_bytes(_SERIAL_BYTES), "big"),
            "gen_time": second,
            "accuracy": {"seconds": 1},
        }
        if request["nonce"].native is not None:
            told["nonce"] = request["nonce"]
        return tsp.TSTInfo(told).dump()

    def _shown(self, own: x509.Certificate, request: tsp.TimeStampReq) -> list[x509.Certificate]:
        """The clock's certificate and its root's, if the asker wants them."""
        if not request["cert_req"].native:
            return []
        above = [x509.Certificate.load(one.der) for one in self.holders()[Office.ROOT]]
        return [own, *(one for one in above if one.subject == own.issuer)]


_SHA256: Final = algos.DigestAlgorithm({"algorithm": "sha256"})


def _attributes(said: bytes, own: x509.Certificate) -> cms.CMSAttributes:
    """What the clock signs: the digest of what it says, and by which certificate (ESS)."""
    named = tsp.SigningCertificateV2(
        {"certs": [tsp.ESSCertIDv2({"cert_hash": sha256(own.dump()).digest()})]}
    )
    values: list[tuple[str, Any]] = [
        ("content_type", "tst_info"),
        ("message_digest", sha256(said).digest()),
        ("signing_certificate_v2", named),
    ]
    return cms.CMSAttributes(
        [cms.CMSAttribute({"type": kind, "values": [value]}) for kind, value in values]
    )


def _signer(clock: Holder, own: x509.Certificate, attributes: cms.CMSAttributes) -> cms.SignerInfo:
    return cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                {"issuer": own.issuer, "serial_number": own.serial_number},
            ),
            "digest_algorithm": _SHA256,
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": clock.key.sign(attributes.dump(), ec.ECDSA(SHA256())),
        }
    )


class _Rejected(core.Sequence):
    """An answer without a token, which asn1crypto does not foresee."""

    _fields: ClassVar = [("status", tsp.PKIStatusInfo)]


def _rejected(why: str) -> _Rejected:
    return _Rejected({"status": {"status": "rejection", "fail_info": {why}}})
