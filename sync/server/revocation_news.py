"""What outside authorities say now of their certificates, asked where there is a network.

Their lists are given by file or fetched where their certificates say, at the moment a paper is
completed: it then carries the answer, and no laptop needs a network for it. Whoever does not answer
holds nothing back: the paper is stamped without, and verifying says so.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.client import HTTPException, HTTPMessage
from typing import IO, Final, Protocol
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

from fieldapp.signing.trust import Outside

_BYTES_MAX: Final = 512 * 1024
_PATIENCE_S: Final = 5.0
_AGAIN_AFTER: Final = timedelta(minutes=10)
"""A service that did not answer is left alone that long: other papers wait in the same row."""

_log = logging.getLogger("bitacora.server")


class Fetch(Protocol):
    """Brings what is at an address; `asked` is posted to it. None when it cannot be had."""

    def __call__(self, address: str, asked: bytes = b"") -> bytes | None:
        """Bring it."""
        ...


@dataclass(slots=True)
class Fetcher:
    """Fetches by HTTP, through the system's proxies, and remembers who did not answer."""

    now: Callable[[], datetime]
    _silent: dict[str, datetime] = field(default_factory=dict[str, datetime])

    def __call__(self, address: str, asked: bytes = b"") -> bytes | None:
        """Bring at most half a megabyte, within seconds."""
        parts = urlsplit(address)
        until = self._silent.get(parts.netloc)
        if parts.scheme not in {"http", "https"} or (until and self.now() < until):
            return None
        kind = {"Content-Type": "application/ocsp-request"} if asked else {}
        call = Request(address, data=asked or None, headers=kind)  # noqa: S310 - looked at above
        try:
            with _OPENER.open(call, timeout=_PATIENCE_S) as answer:
                content: bytes = answer.read(_BYTES_MAX + 1)
        except HTTPError as refused:
            refused.close()
            return None
        except (OSError, HTTPException, ValueError) as fault:
            _log.warning("%s did not answer: %s", parts.netloc, type(fault).__name__)
            self._silent[parts.netloc] = self.now() + _AGAIN_AFTER
            return None
        return content if len(content) <= _BYTES_MAX else None


class _NoWayOn(HTTPRedirectHandler):
    """Follows nobody elsewhere: the certificate says the address, and no other is called."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Go nowhere; the answer then counts as a refusal."""
        del req, fp, code, msg, headers, newurl


_OPENER: Final = build_opener(_NoWayOn())


def with_news(outside: Outside, signer: bytes, now: datetime, fetch: Fetch) -> Outside:
    """The outside authorities with what they say now of a signer's certificate (DER).

    Nothing is asked for a certificate that none of them made, so that no stranger chooses whom
    headquarters calls. Of a person's certificate the word is asked first, for lists of people are
    large; of an authority's its list, which is short and which readers of archives insist on.
    """
    listed = [x509.load_der_x509_crl(one) for one in outside.crls]
    fresh = {one.issuer for one in listed if (one.next_update_utc or now) > now}
    lists, answers = list(outside.crls), list(outside.answers)
    own = x509.load_der_x509_certificate(signer)
    for below, above in _links(outside, own):
        if below.issuer in fresh:
            continue
        if below == own and (answer := _answer(below, above, fetch)):
            answers.append(answer)
        elif found := _list(below, above, fetch):
            lists.append(found)
        elif below != own and (answer := _answer(below, above, fetch)):
            answers.append(answer)
    return replace(outside, crls=tuple(lists), answers=tuple(answers))


def _links(
    outside: Outside, signer: x509.Certificate
) -> Iterator[tuple[x509.Certificate, x509.Certificate]]:
    """Each certificate from the signer's up, with whoever made it, but for the root."""
    known = [
        x509.load_der_x509_certificate(one) for one in (*outside.intermediates, *outside.roots)
    ]
    below = signer
    for _ in known:
        above = next((one for one in known if _made(one, below)), None)
        if above is None or above == below:
            return
        yield below, above
        below = above


def _made(above: x509.Certificate, below: x509.Certificate) -> bool:
    try:
        below.verify_directly_issued_by(above)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _answer(below: x509.Certificate, above: x509.Certificate, fetch: Fetch) -> bytes | None:
    """The authority's word on one certificate (OCSP); who verifies looks at what it says."""
    # The names of a question are hashed as every responder knows them; nothing is signed so.
    asked = ocsp.OCSPRequestBuilder().add_certificate(below, above, SHA1()).build()  # noqa: S303
    question = asked.public_bytes(Encoding.DER)
    for address in _services(below):
        if content := fetch(address, question):
            try:
                answered = ocsp.load_der_ocsp_response(content)
            except ValueError:
                continue
            if answered.response_status is ocsp.OCSPResponseStatus.SUCCESSFUL:
                return content
    return None


def _list(below: x509.Certificate, above: x509.Certificate, fetch: Fetch) -> bytes | None:
    for address in _places(below):
        if content := fetch(address):
            try:
                found = x509.load_der_x509_crl(content)
                sound = found.is_signature_valid(above.public_key())  # type: ignore[arg-type]
            except (ValueError, TypeError):
                continue
            if sound:
                return content
    return None


def _services(of: x509.Certificate) -> Iterator[str]:
    try:
        told = of.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, ValueError):
        return
    for one in told:
        if one.access_method == AuthorityInformationAccessOID.OCSP:
            yield str(one.access_location.value)


def _places(of: x509.Certificate) -> Iterator[str]:
    try:
        told = of.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except (x509.ExtensionNotFound, ValueError):
        return
    for point in told:
        for name in point.full_name or ():
            yield str(name.value)
