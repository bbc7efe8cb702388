"""What the officer's signature on a paper proves, as far as this laptop can know.

The clock of the laptop decides nothing: it is believed only inside the time for which the trust
list speaks, so that a battery that died in 2011 makes no good paper bad (rules R13 and R22).
"""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# (asn1crypto, behind pyHanko, brings no types)

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final, cast

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from fieldapp.signing.certificates import Certificate, read_certificate, read_list
from fieldapp.signing.etsi import NO_FRESH_LIST, Judgement, judge, stamped_times, stamps_are_whole
from fieldapp.signing.examined import Examined, Standing
from fieldapp.signing.pades import FIELD
from fieldapp.signing.swelling import swells

if TYPE_CHECKING:
    from fieldapp.signing.trust import Trust


def examine(pdf: bytes, trust: Trust, at: datetime) -> Examined:
    """Tell what the officer's signature on a paper proves. Never raises for what the file holds.

    `at` is the laptop's clock. Nothing is fetched from anywhere.
    """
    if swells(pdf):
        return Examined(Standing.UNREADABLE)
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if not reader.embedded_signatures:
            return Examined(Standing.UNSIGNED)
        return _examined(reader, trust, at)
    except Exception:  # noqa: BLE001 - a file made to break readers raises anything
        return Examined(Standing.UNREADABLE)


def is_signed(pdf: bytes) -> bool:
    """Tell whether a paper of ours carries the officer's signature."""
    found = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    return any(one.field_name == FIELD for one in found)


def signer_of(pdf: bytes) -> bytes | None:
    """The certificate (DER) that a signed paper names as its signer's; None when it names none.

    Nothing is proven by it.
    """
    try:
        (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        return cast("bytes", signature.signer_cert.dump())
    except Exception:  # noqa: BLE001 - a file made to break readers raises anything
        return None


def check_own_signature(signed: bytes, unsigned: bytes, certificate: bytes) -> None:
    """Read back a paper that was just signed here, before anybody is given it.

    Raises ValueError unless it is `unsigned` with one signature behind it, of the holder of the
    certificate, over all of the file. Trust and dates are not asked: they stop no paper (R13).
    """
    if not signed.startswith(unsigned):
        raise ValueError("signing changed what was to be signed")
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    if signature.signer_cert.dump() != certificate or not _is_whole(signature):
        raise ValueError("the signature is not what this key makes of this paper")


def _examined(reader: PdfFileReader, trust: Trust, at: datetime) -> Examined:
    signature = reader.embedded_signatures[0]
    leaf = read_certificate(signature.signer_cert.dump())
    lists = [read_list(one) for one in trust.crls]
    signer = trust.signer_of_public(leaf.public)
    # A list names certificates, the signer's record the key: also for a certificate that a
    # headquarters brought back from an older copy no longer knows.
    ended = [one.revoked[leaf.serial] for one in lists if leaf.serial in one.revoked]
    ended += [signer.revoked_at] if signer and signer.revoked_at else []
    said = Examined(
        Standing.CHANGED,
        holder=leaf.holder,
        signer=signer,
        claimed_at=signature.self_reported_timestamp,
        revoked_at=min(ended, default=None),
        list_of=min((one.published_at for one in lists), default=None),
    )
    if not _is_certified(reader, signature):
        return replace(said, indication="TOTAL-FAILED", reason="HASH_FAILURE")
    if not trust.roots:
        return replace(said, standing=Standing.NO_LIST)
    now = _moment(at, trust, leaf, stamped_times(reader, signature))
    own = judge(reader, signature, trust, now)
    if _standing(own) is Standing.STRANGER and trust.outside.roots:
        other = judge(reader, signature, trust, now, outside=True)
        if _standing(other) is not Standing.STRANGER:
            return _unless_revoked(_by_outside(_judged(said, other), leaf, trust))
    return _unless_revoked(_judged(said, own))


def _judged(said: Examined, judged: Judgement) -> Examined:
    return replace(
        said,
        standing=_standing(judged),
        indication=judged.indication,
        reason=judged.reason,
        token_at=judged.token_at,
        archived_at=judged.archived_at,
    )


def _by_outside(said: Examined, leaf: Certificate, trust: Trust) -> Examined:
    """What is known of a certificate that an outside authority made.

    Whose it is, its names tell; what ended it, its maker's list says. A stamp of headquarters is
    one whether or not such a list is at hand.
    """
    lists = [one for one in map(read_list, trust.outside.crls) if one.issuer == leaf.issuer]
    ended = [one.revoked[leaf.serial] for one in lists if leaf.serial in one.revoked]
    unlisted, proven_at = said.reason == NO_FRESH_LIST, said.token_at or said.archived_at
    listed_since = proven_at and any(one.published_at >= proven_at for one in lists)
    return replace(
        said,
        standing=Standing.STAMPED if unlisted and proven_at else said.standing,
        signer=trust.signer_named(leaf.names),
        outside=leaf.issuer_name or leaf.issuer,
        unlisted=unlisted and not listed_since,
        revoked_at=min(ended, default=None),
        list_of=max((one.published_at for one in lists), default=None),
    )


def _is_certified(reader: PdfFileReader, signature: EmbeddedPdfSignature) -> bool:
    """Tell whether the one signature is the officer's, and nothing else was done to the file."""
    alone = len(reader.embedded_regular_signatures) == 1 and signature.field_name == FIELD
    covered = reader.embedded_signatures[-1].evaluate_signature_coverage()
    to_the_end = covered is SignatureCoverageLevel.ENTIRE_FILE
    return alone and to_the_end and _is_whole(signature) and stamps_are_whole(reader)


def _is_whole(signature: EmbeddedPdfSignature) -> bool:
    """Tell whether signature and file agree, and nothing was laid over the file since."""
    signature.compute_integrity_info()
    intact, valid = validate_sig_integrity(
        signature.signer_info,
        signature.signer_cert,
        expected_content_type="data",
        actual_digest=signature.compute_digest(),
    )
    level = getattr(signature.diff_result, "modification_level", ModificationLevel.OTHER)
    unchanged = level in {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES}
    return intact and valid and unchanged and signature.docmdp_level is MDPPerm.NO_CHANGES


def _moment(at: datetime, trust: Trust, leaf: Certificate, stamped: Sequence[datetime]) -> datetime:
    """The time to judge at: the clock's, inside the time for which the trust list speaks.

    What a stamp in the file says has passed. Without a list nothing later is known than that
    stamp; without both, the clock's time stays inside the certificate's.
    """
    if trust.issued_at is None and stamped:
        return max(stamped)
    began, ends = trust.issued_at or leaf.valid_from, trust.next_at or leaf.valid_until
    return max(min(at, ends), began, *stamped)


def _standing(judged: Judgement) -> Standing:
    if judged.indication == "TOTAL-PASSED":
        return Standing.STAMPED if judged.proven_at else Standing.SIGNED
    if judged.reason in _WEAK:
        return Standing.WEAK
    if judged.indication == "TOTAL-FAILED":
        return Standing.CHANGED
    return _OPEN.get(judged.reason, Standing.DOUBTFUL)


def _unless_revoked(said: Examined) -> Examined:
    """Not good if the key was revoked and nothing proves that it signed before.

    pyHanko stops at a certificate that has ended, before it asks whether it had been revoked.
    """
    proven = said.token_at or said.archived_at
    if (
        said.revoked_at is None
        or said.standing not in {Standing.SIGNED, Standing.STAMPED, Standing.EXPIRED}
        or (proven is not None and proven < said.revoked_at)
    ):
        return said
    return replace(
        said, standing=Standing.REVOKED, indication="INDETERMINATE", reason="REVOKED_NO_POE"
    )


_WEAK: Final = frozenset({"CRYPTO_CONSTRAINTS_FAILURE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"})

_OPEN: Final = {
    NO_FRESH_LIST: Standing.SIGNED,
    "REVOKED_NO_POE": Standing.REVOKED,
    "OUT_OF_BOUNDS_NO_POE": Standing.EXPIRED,
    "OUT_OF_BOUNDS_NOT_REVOKED": Standing.EXPIRED,
    "EXPIRED": Standing.EXPIRED,
    "NO_CERTIFICATE_CHAIN_FOUND": Standing.STRANGER,
    "NO_SIGNING_CERTIFICATE_FOUND": Standing.STRANGER,
    "CERTIFICATE_CHAIN_GENERAL_FAILURE": Standing.STRANGER,
}
"""What the standard leaves open, in our words."""
