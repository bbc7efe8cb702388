"""Whom the laptop believes on the other end of an encrypted line, whatever its clock says.

OpenSSL compares a certificate's dates with the laptop's clock, and field laptops wake up in 2011.
So its check is off and replaced by ours: a certificate that ended before the latest time this
laptop has proof of (a beacon from headquarters, the day the program was built) is refused; one
that begins later than that is accepted. Everything else of the usual check stays: the chain, the
name, the purpose. Headquarters' own signature on each answer does not depend on any of this.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Any, Final

import certifi

_NO_CHECK_TIME: Final = ssl.VerifyFlags(0x200000)
"""OpenSSL's X509_V_FLAG_NO_CHECK_TIME; the ssl module has no name for it."""

ProvenTime = Callable[[], int]
"""Gives the latest time the laptop has proof of, UTC microseconds."""


class CertificateEnded(ssl.SSLError):
    """The server's certificate ended before a time that is proven."""


class TrustingContext(ssl.SSLContext):
    """The system's roots, certifi's and the ministry's own; dates by what is proven."""

    proven_us: ProvenTime

    def wrap_socket(self, *args: Any, **named: Any) -> ssl.SSLSocket:
        """Shake hands, then look at the dates before a single byte of ours is sent."""
        line = super().wrap_socket(*args, **named)
        try:
            _check_end(line.getpeercert() or {}, self.proven_us())
        except BaseException:
            line.close()
            raise
        return line


def trusting_context(proven_us: ProvenTime, authority_pem: str = "") -> TrustingContext:
    """Build the one context for all lines; `authority_pem` came with the enrolment, or is empty.

    Raises ssl.SSLError if `authority_pem` is not a certificate.
    """
    context = TrustingContext(ssl.PROTOCOL_TLS_CLIENT)
    context.proven_us = proven_us
    context.verify_flags |= _NO_CHECK_TIME
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_default_certs()
    context.load_verify_locations(cafile=certifi.where())
    if authority_pem:
        context.load_verify_locations(cadata=authority_pem)
    return context


def _check_end(certificate: dict[str, Any], proven_us: int) -> None:
    ends = certificate.get("notAfter")
    if not isinstance(ends, str) or ssl.cert_time_to_seconds(ends) * 1_000_000 < proven_us:
        raise CertificateEnded(f"the server's certificate ended on {ends}")
