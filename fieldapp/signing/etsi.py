"""The European standard's verdict (ETSI EN 319 102-1) on a signature in a PDF, asked of pyHanko.

With our authorities and lists, without any network, and at a time that is handed in. pyHanko
itself asks the machine what time it is in two places, which on a laptop back in 2011 would let a
stamp made after a revocation pass for one made before; here it gets the time handed in.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportIndexIssue=false, reportMissingTypeStubs=false
# (asn1crypto brings no types)

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from asn1crypto import cms, crl, ocsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESStatus
from pyhanko.sign.validation.ades import (
    AdESBasicValidationResult,
    AdESLTAValidationResult,
    ades_basic_validation,
    ades_lta_validation,
    ades_with_time_validation,
)
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import StandardCMSSignatureStatus
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv import ades_past, poe
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer

from fieldapp.signing.certificates import read_certificate, read_list

if TYPE_CHECKING:
    from fieldapp.signing.trust import Trust

_Result: TypeAlias = AdESBasicValidationResult[StandardCMSSignatureStatus]

_INDICATIONS: Final = {
    AdESStatus.PASSED: "TOTAL-PASSED",
    AdESStatus.INDETERMINATE: "INDETERMINATE",
    AdESStatus.FAILED: "TOTAL-FAILED",
}

_JUDGED_AT: Final[ContextVar[datetime | None]] = ContextVar("judged_at", default=None)


class _JudgedClock(datetime):
    """The time handed in, where pyHanko would ask the machine."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return _JUDGED_AT.get() or super().now(tz)


for _asking in (ades_past, poe):
    vars(_asking)["datetime"] = _JudgedClock

for _chatty in ("pyhanko", "pyhanko_certvalidator"):
    # It would log each reason against a paper with its whole stack; the verdict says it.
    logging.getLogger(_chatty).setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The standard's words ("TOTAL-PASSED"; "REVOKED_NO_POE") and the times that were proven.

    `token_at` is of the token on the signature, `archived_at` of the stamp on the whole file.
    """

    indication: str
    reason: str
    token_at: datetime | None
    archived_at: datetime | None

    @property
    def proven_at(self) -> datetime | None:
        """When the signature is proven to have been there; None while no stamp proves it."""
        return self.token_at or self.archived_at


def judge(
    reader: PdfFileReader,
    signature: EmbeddedPdfSignature,
    trust: Trust,
    at: datetime,
    *,
    outside: bool = False,
) -> Judgement:
    """What the standard says of a signature at a time, by the fullest process it has material for.

    `outside` asks the outside authorities for the signer and headquarters' for the stamps; lists
    of theirs are rarely at hand, and `NO_FRESH_LIST` then says that nobody asked for the key's
    revocation. Two questions are not asked here: whether the file is whole, and whether a list of
    today names a signer whose certificate has ended. Raises whatever pyHanko raises.
    """
    if outside or at > read_certificate(signature.signer_cert.dump()).valid_until:
        trust, at = _when_stamped(reader, trust, at)
    _JUDGED_AT.set(at)
    asked = _by_outside if outside else _judged
    try:
        return asyncio.run(asked(reader, signature, trust, at))
    finally:
        _JUDGED_AT.set(None)


async def _judged(
    reader: PdfFileReader, signature: EmbeddedPdfSignature, trust: Trust, at: datetime
) -> Judgement:
    timing = ValidationTimingInfo(at, at, point_in_time_validation=False)
    said = await _fullest(reader, signature, _spec(trust, _CRL_REQUIRED), timing)
    if said.reason == _CHAIN_FAILS:
        unlisted = _spec(trust, RevocationCheckingRule.NO_CHECK)
        certified = await _asked(ades_basic_validation, signature, unlisted, timing)
        if certified.ades_subindic.status is AdESStatus.PASSED:
            return replace(said, reason=NO_FRESH_LIST)
    return said


async def _by_outside(
    reader: PdfFileReader, signature: EmbeddedPdfSignature, trust: Trust, at: datetime
) -> Judgement:
    """With revocation if there is anything that tells of it, else without and saying so."""
    timing = ValidationTimingInfo(at, at, point_in_time_validation=False)
    listed = _outside_spec(trust, RevocationCheckingRule.CRL_OR_OCSP_REQUIRED)
    said = await _fullest(reader, signature, listed, timing)
    if said.reason not in _REVOCATION_UNKNOWN:
        return said
    # The standard's process for archives insists on lists; the token alone proves the time too.
    held = replace(trust, crls=(*trust.crls, *_kept_lists(reader)))
    unlisted = _outside_spec(held, RevocationCheckingRule.NO_CHECK)
    certified = _judgement(await _asked(_plain_process(signature), signature, unlisted, timing))
    if certified.reason:
        return certified
    return replace(certified, indication="INDETERMINATE", reason=NO_FRESH_LIST)


def _kept_lists(reader: PdfFileReader) -> Iterator[bytes]:
    """The revocation lists that were laid into the file when it was stamped."""
    if "/DSS" in reader.root:
        for one in DocumentSecurityStore.read_dss(reader).crls:
            yield one.get_object().data


def _plain_process(signature: EmbeddedPdfSignature) -> Callable[..., Awaitable[_Result]]:
    return ades_with_time_validation if _tokens(signature) else ades_basic_validation


async def _fullest(
    reader: PdfFileReader,
    signature: EmbeddedPdfSignature,
    spec: SignatureValidationSpec,
    timing: ValidationTimingInfo,
) -> Judgement:
    if reader.embedded_timestamp_signatures:
        result = await ades_lta_validation(signature, PdfSignatureValidationSpec(spec), timing)
    else:
        result = await _asked(_plain_process(signature), signature, spec, timing)
    said = _judgement(result)
    if not said.reason and reader.embedded_timestamp_signatures and not said.archived_at:
        # pyHanko goes on as if the stamp of the whole were not there.
        return replace(said, indication="INDETERMINATE", reason="NO_POE")
    return said


def _judgement(result: _Result) -> Judgement:
    found = result.ades_subindic
    passed = found.status is AdESStatus.PASSED
    return Judgement(
        _INDICATIONS[found.status],
        "" if passed else str(found.standard_name),
        _token_at(result),
        getattr(result, "oldest_evidence_record_timestamp", None),
    )


_CHAIN_FAILS: Final = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
"""Said of a stranger, and of an authority of ours of which no fresh revocation list is here."""

NO_FRESH_LIST: Final = "TRY_LATER"
"""Certified by whom we believe; whether it was revoked meanwhile is not known here."""

_REVOCATION_UNKNOWN: Final = frozenset({_CHAIN_FAILS, NO_FRESH_LIST, "NO_POE"})
"""Said where a list is lacking; what a list names is REVOKED, whatever comes after."""

_CRL_REQUIRED: Final = RevocationCheckingRule.CRL_REQUIRED


async def _asked(
    process: Callable[..., Awaitable[_Result]],
    signature: EmbeddedPdfSignature,
    spec: SignatureValidationSpec,
    timing: ValidationTimingInfo,
) -> _Result:
    return await process(
        signature.signed_data,
        validation_spec=spec,
        timing_info=timing,
        raw_digest=signature.compute_digest(),
    )


def _spec(trust: Trust, rule: RevocationCheckingRule) -> SignatureValidationSpec:
    return SignatureValidationSpec(
        _policy(trust.roots, rule), _OFFLINE, local_knowledge=_known(trust.crls, trust.certificates)
    )


def _outside_spec(trust: Trust, rule: RevocationCheckingRule) -> SignatureValidationSpec:
    """Outside authorities for the signer alone; a stamp is headquarters' or none."""
    outside = trust.outside
    return SignatureValidationSpec(
        _policy(outside.roots, rule),
        _OFFLINE,
        ts_cert_validation_policy=_policy(trust.roots, _CRL_REQUIRED),
        local_knowledge=_known(
            (*trust.crls, *outside.crls),
            (*trust.certificates, *outside.roots, *outside.intermediates),
            outside.answers,
        ),
        key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation"}),
    )


def _policy(roots: Iterable[bytes], rule: RevocationCheckingRule) -> CertValidationPolicySpec:
    return CertValidationPolicySpec(
        SimpleTrustManager.build([x509.Certificate.load(one) for one in roots]),
        CertRevTrustPolicy(RevocationCheckingPolicy(rule, rule)),
    )


def _known(
    crls: Iterable[bytes], certificates: Iterable[bytes], answers: Iterable[bytes] = ()
) -> LocalKnowledge:
    read = (OCSPContainer.load_multi(ocsp.OCSPResponse.load(one)) for one in answers)
    return LocalKnowledge(
        known_ocsps=[one for several in read for one in several],
        known_crls=[CRLContainer(crl.CertificateList.load(one)) for one in crls],
        known_certs=[x509.Certificate.load(one) for one in certificates],
    )


_OFFLINE: Final = RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY)


def _when_stamped(reader: PdfFileReader, trust: Trust, at: datetime) -> tuple[Trust, datetime]:
    """What was believed when the whole file was stamped last, and that time.

    Once the signer's certificate has ended, later lists say nothing of it, and pyHanko would find
    no time at which both it and the stamp were good. Not for a stamp that was revoked since.
    """
    lists = [(one, read_list(one)) for one in trust.crls]
    stamps = reader.embedded_timestamp_signatures
    revoked = {serial for _, one in lists for serial in one.revoked}
    if not stamps or any(one.signer_cert.serial_number in revoked for one in stamps):
        return trust, at
    then = _stated_time(stamps[-1].signed_data)
    return replace(trust, crls=tuple(der for der, one in lists if one.published_at <= then)), then


def stamped_times(reader: PdfFileReader, signature: EmbeddedPdfSignature) -> list[datetime]:
    """What the time stamps in a file say, on the whole and on the signature; proven or not."""
    whole = [one.signed_data for one in reader.embedded_timestamp_signatures]
    return [_stated_time(one) for one in (*whole, *_tokens(signature))]


def stamps_are_whole(reader: PdfFileReader) -> bool:
    """Tell whether each stamp of the whole file was made of these very bytes."""
    for one in reader.embedded_timestamp_signatures:
        stamped = one.signed_data["encap_content_info"]["content"].parsed["message_imprint"]
        if stamped["hashed_message"].native != one.compute_digest():
            return False
    return True


def _stated_time(token: cms.SignedData) -> datetime:
    return cast("datetime", token["encap_content_info"]["content"].parsed["gen_time"].native)


def _tokens(signature: EmbeddedPdfSignature) -> list[cms.SignedData]:
    return list(extract_tst_data_iter(signature.signer_info, signed=False))


def _token_at(result: _Result) -> datetime | None:
    """The time of the token on the signature, if the token itself stood the examination."""
    if isinstance(result, AdESLTAValidationResult):
        token = result.signature_timestamp_status
        status = token.api_status if token else None
    else:
        status = getattr(result.api_status, "timestamp_validity", None)
    return cast("datetime | None", getattr(status, "timestamp", None))
