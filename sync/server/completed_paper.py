"""What headquarters adds to a signed paper so that it proves itself for ever, byte by byte.

A token on the officer's signature goes into the room that the signature left; then, behind the
end of the file, the certificates and revocation lists of that day and a time stamp of the whole
(PAdES B-LTA). Not one byte that the officer signed moves.
"""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportMissingTypeStubs=false
# (asn1crypto brings no types)

import asyncio
import io
from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple, cast

from asn1crypto import cms, crl, ocsp, tsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import DocumentSecurityStore

from fieldapp.signing.pades import PaperWriter
from sync.server.der import SEQUENCE, SET, element, first_element, grown, last_within
from sync.server.stamping import Stamping

STAMP_FIELD: Final = "SelloSede"

_UNSIGNED: Final = b"\xa1"
_SIGNER_DEPTH: Final = 4
"""ContentInfo, its content, SignedData, the set of signers, the signer."""


class NoRoom(ValueError):
    """The signature left too little room for a token."""


class Evidence(NamedTuple):
    """What proves certificates on the day of the stamp (DER each); answers are of OCSP."""

    certificates: Collection[bytes]
    lists: Collection[bytes]
    answers: Collection[bytes] = ()


class Completed(NamedTuple):
    """The completed copy, and the second in the token on the officer's signature."""

    content: bytes
    token_at: datetime


def completed_paper(paper: bytes, stamping: Stamping, evidence: Evidence) -> Completed:
    """Complete a paper that carries one signature, the officer's, over all of it.

    The caller has examined it. Raises `NoRoom`.
    """
    stamped, token_at = _with_token(paper, _Clock(stamping))
    writer = PaperWriter(stamped)
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=[x509.Certificate.load(one) for one in evidence.certificates],
        crls=[crl.CertificateList.load(one) for one in evidence.lists],
        ocsps=[ocsp.OCSPResponse.load(one) for one in evidence.answers],
    )
    stamper = PdfTimeStamper(
        _Clock(stamping), STAMP_FIELD, readable_field_name="Sello de tiempo de la entidad"
    )
    written = cast("io.BytesIO", stamper.timestamp_pdf(writer, "sha256"))
    return Completed(written.getvalue(), token_at)


class _Clock(TimeStamper):
    """pyHanko's view of our own clock."""

    def __init__(self, stamping: Stamping) -> None:
        super().__init__()
        self._stamping = stamping

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        # Read back: what is still being put together would be put together anew at each look.
        return tsp.TimeStampResp.load(self._stamping.respond(req).dump())


def _with_token(paper: bytes, clock: _Clock) -> tuple[bytes, datetime]:
    """Lay a token into the room behind the signature; nothing outside that room changes."""
    (signature,) = PdfFileReader(io.BytesIO(paper)).embedded_signatures
    before, length, after, _ = cast("list[int]", signature.byte_range)
    first, last = int(before) + int(length) + 1, int(after) - 1
    room = bytes.fromhex(paper[first:last].decode("ascii"))
    digest = sha256(cast("bytes", signature.signer_info["signature"].native)).digest()
    token = asyncio.run(clock.async_timestamp(digest, "sha256"))
    digits = _with_unsigned(room, token.dump()).hex().encode("ascii")
    if len(digits) > last - first:
        raise NoRoom(f"{len(digits)} digits for {last - first}")
    said: Any = token["content"]
    second: datetime = said["encap_content_info"]["content"].parsed["gen_time"].native
    return paper[:first] + digits.ljust(last - first, b"0") + paper[last:], second


def _with_unsigned(room: bytes, token: bytes) -> bytes:
    """Put a token behind the one signer's signature; only the lengths around it grow.

    The signer stands last in everything around it, and what is not signed stands last in it.
    """
    signature = first_element(room)
    if last_within(signature, _SIGNER_DEPTH + 1)[:1] == _UNSIGNED:
        raise ValueError("the signature carries a token already")
    kind = cms.CMSAttributeType("signature_time_stamp_token").dump()
    attribute = element(SEQUENCE, kind + element(SET, token))
    return grown(signature, _SIGNER_DEPTH, element(_UNSIGNED, attribute))
