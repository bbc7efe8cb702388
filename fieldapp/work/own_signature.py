"""This laptop's own electronic signature: whether it can be given now, and why not.

Nothing here ever stops an acta (rule R13): without a good certificate its paper says so, and the
signature is added later. The key is the vault's; certificates come with the activation, and newer
ones as the `signer` record that headquarters keeps of this device.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from fieldapp.records.text import Text, say
from fieldapp.records.trust import TRUST_LIST, Signer, TrustList, signer_id
from fieldapp.rules.readiness import Certified
from fieldapp.store.settings import Identity, identity
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.clock import believed_now
from fieldapp.work.desk import Desk

if TYPE_CHECKING:
    from fieldapp.signing.certificates import Certificate
    from fieldapp.signing.pades import PaperSigner

_RENEWED_BEFORE: Final = timedelta(days=60)

NO_CERTIFICATE: Final = say("este equipo aún no tiene certificado")
EXPIRED: Final = say("certificado vencido")
REVOKED: Final = say("certificado revocado")
FAILED: Final = say("no se pudo firmar")


@dataclass(frozen=True, slots=True)
class CannotSign:
    """Why this laptop signs nothing now, in words for the paper."""

    reason: Text


def own_signer(desk: Desk, reading: Reading) -> PaperSigner | CannotSign:
    """Whoever signs papers at this desk, or why nobody can."""
    from fieldapp.signing.certificates import chain_of, der_parts, officer_key
    from fieldapp.signing.pades import KeySigner

    who = identity(reading)
    own = _certificate(reading, who) if who else None
    why_not = own_validity(desk, reading).why_not
    if who is None or own is None or why_not is not None:
        return CannotSign(why_not or NO_CERTIFICATE)
    listed = reading.get(TrustList, TRUST_LIST) or TrustList(id=TRUST_LIST)
    known = (
        *who.enrolment.certificates,
        *der_parts(listed.intermediates or b""),
        *der_parts(listed.roots or b""),
    )
    return KeySigner(officer_key(who.signing_seed), chain_of(own.der, known))


def own_validity(desk: Desk, reading: Reading) -> Certified:
    """How long this laptop may sign, or why it cannot; the signing library is not loaded."""
    who = identity(reading)
    own = _certificate(reading, who) if who else None
    if who is None or own is None:
        return Certified(why_not=NO_CERTIFICATE)
    told = reading.get(Signer, signer_id(who.enrolment.device))
    if told is not None and told.revoked_at is not None:
        return Certified(why_not=REVOKED)
    expired = own.valid_until < believed_now(desk, reading)
    return Certified(until=own.valid_until, why_not=EXPIRED if expired else None)


def signing_request(desk: Desk) -> bytes:
    """The request for a certificate (PKCS#10), or b"" while the one here is good for long.

    Asked again also when headquarters, brought back from an older copy, knows of none.
    """
    from fieldapp.signing.certificates import officer_key

    with desk.reading() as reading:
        who = identity(reading)
        own = _certificate(reading, who) if who else None
        lasting = own and own.valid_until - believed_now(desk, reading) > _RENEWED_BEFORE
        told = reading.get(Signer, signer_id(who.enrolment.device)) if who else None
    forgotten = told is not None and not told.certificate
    return (
        b""
        if who is None or (lasting and not forgotten)
        else officer_key(who.signing_seed).request()
    )


def _certificate(reading: Reading, who: Identity) -> Certificate | None:
    """The certificate of this vault's key, the newest that came; None while it has none."""
    from fieldapp.signing.certificates import officer_key, read_certificate

    public = officer_key(who.signing_seed).public
    given = map(read_certificate, _given(reading, who))
    return next((one for one in given if one.public == public), None)


def _given(reading: Reading, who: Identity) -> Iterator[bytes]:
    told = reading.get(Signer, signer_id(who.enrolment.device))
    if told is not None and told.certificate:
        yield told.certificate
    yield from who.enrolment.certificates[:1]
