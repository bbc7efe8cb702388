"""Putting the officer's electronic signature on the copies of an acta, or saying why not.

Whatever goes wrong with a signature, the acta has its paper: rule R13.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.own_signature import FAILED, CannotSign, own_signer
from fieldapp.work.token_choice import token_in_use, token_pen

if TYPE_CHECKING:
    from fieldapp.signing.pades import PaperSigner

_REASON: Final = "Suscripción del acta por el funcionario"

_log = logging.getLogger(__name__)

Draw = Callable[[str], bytes]
"""Draws one copy; it is handed the sentence on the officer's electronic signature."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Both copies of an acta as they are handed over."""

    delivered: bytes
    archive: bytes


def pen_of(desk: Desk, reading: Reading) -> PaperSigner | CannotSign:
    """Whoever signs at this desk now; never raises, whatever a certificate holds."""
    try:
        return own_signer(desk, reading)
    except Exception:  # noqa: BLE001 - nothing technical may stop an acta
        _log.warning("the officer's certificates could not be read", exc_info=True)
        return CannotSign(FAILED)


@contextmanager
def pen_at_hand(
    desk: Desk, reading: Reading, pin: str | None
) -> Generator[PaperSigner | CannotSign]:
    """Whoever signs for this officer: the chosen token with its PIN, or the laptop's own key."""
    token = token_in_use(reading)
    if token is None:
        yield pen_of(desk, reading)
        return
    with token_pen(desk, reading, token, pin) as pen:
        yield pen


def drawn_and_signed(
    desk: Desk, pen: PaperSigner | CannotSign, place: str, delivered: Draw, archive: Draw
) -> Copies:
    """Both copies, signed if that can be; each says which."""
    from fieldapp.documents.verification import unsigned_because

    if not isinstance(pen, CannotSign):
        says = _signed_with(pen)
        drawn = (_looked_at(delivered(says)), _looked_at(archive(says)))
        try:
            return Copies(*(signed(desk, pen, one, place) for one in drawn))
        except Exception:  # noqa: BLE001 - nothing technical may stop an acta
            _log.warning("the officer's signature failed", exc_info=True)
            pen = CannotSign(FAILED)
    said = unsigned_because(str(pen.reason))
    return Copies(_looked_at(delivered(said)), _looked_at(archive(said)))


def _signed_with(pen: PaperSigner) -> str:
    """What a copy says of its signature: with the entity's own certificate, or whose."""
    from fieldapp.documents.verification import SIGNED, signed_by_certificate_of
    from fieldapp.signing.certificates import read_certificate
    from fieldapp.signing.pades import KeySigner

    if isinstance(pen, KeySigner):
        return SIGNED
    return signed_by_certificate_of(read_certificate(pen.chain[0]).issuer_name)


def _looked_at(paper: bytes) -> bytes:
    """A paper once our checker has seen it; what it finds is for support, and stops no acta."""
    from fieldapp.documents.conformance import faults

    if found := faults(paper):
        _log.error("a paper does not keep to PDF/A-3a and PDF/UA-1: %s", "; ".join(found))
    return paper


def signed(desk: Desk, pen: PaperSigner, paper: bytes, place: str) -> bytes:
    """A paper with the officer's signature behind it, read back. Raises ValueError.

    A signed file cannot be mended, so its standards are looked at first; what is found is for
    whoever mends the program, and holds back no acta.
    """
    from fieldapp.documents.conformance import faults
    from fieldapp.signing.pades import sign_paper
    from fieldapp.signing.validation import check_own_signature

    for fault in faults(paper):
        _log.error("a paper breaks its standard: %s", fault)
    done = sign_paper(paper, pen, at=desk.now(), reason=_REASON, place=place)
    check_own_signature(done, paper, pen.chain[0])
    return done
