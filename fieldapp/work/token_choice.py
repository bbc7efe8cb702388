"""With what an officer signs: the key of this laptop, or a token (a USB key, an identity card).

The choice is kept in the vault: which token and which certificate, never its PIN. A token that is
not there, or does not let the officer in, stops no acta (rule R13): it is closed without the
electronic signature, says why, and is signed later over the same bytes.
"""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

import msgspec

from fieldapp.records.text import Outside, say
from fieldapp.records.trust import TRUST_LIST, TrustList
from fieldapp.store.settings import remembered
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.clock import believed_now
from fieldapp.work.desk import Desk
from fieldapp.work.own_signature import EXPIRED, FAILED, CannotSign

if TYPE_CHECKING:
    from fieldapp.signing.pades import PaperSigner

REMEMBERED_AS: Final = "signing_token"
"""The name under which the `ChosenToken` is remembered."""

NO_PIN: Final = say("no se escribió el PIN del token")
PIN_REFUSED: Final = say("el token no aceptó el PIN")
PIN_LOCKED: Final = say("el token está bloqueado")
AWAY: Final = say("el token no estaba conectado")

_log = logging.getLogger(__name__)


class ChosenToken(msgspec.Struct, frozen=True, kw_only=True):
    """A token and the certificate on it (DER) that the officer signs with.

    `library` is the path of its maker's PKCS#11 library, `serial` the maker's number, `label` its
    name. `in_use` is false while the officer signs with the laptop's own key again.
    """

    library: str
    label: str
    serial: str
    certificate: bytes
    in_use: bool = True


def token_of(reading: Reading) -> ChosenToken | None:
    """The token that was chosen here, in use or not."""
    return remembered(reading, REMEMBERED_AS, ChosenToken)


def token_in_use(reading: Reading) -> ChosenToken | None:
    """The token that signs; None while the laptop's own key does."""
    chosen = token_of(reading)
    return chosen if chosen is not None and chosen.in_use else None


@contextmanager
def opened(reading: Reading, token: ChosenToken, pin: str) -> Generator[PaperSigner]:
    """The signer on a token, for as long as the block lasts. Raises what `opened_token` does."""
    from fieldapp.signing.tokens import PinRefused, opened_token

    if not pin:
        raise PinRefused(say("Escriba el PIN del token."))
    with opened_token(
        token.library, token.serial, token.certificate, pin, _known(reading)
    ) as signer:
        yield signer


@contextmanager
def token_pen(
    desk: Desk, reading: Reading, token: ChosenToken, pin: str | None
) -> Generator[PaperSigner | CannotSign]:
    """Whoever signs with a token, or why nobody can; it never raises for what a token does."""
    from fieldapp.signing.tokens import PinLocked, PinRefused

    with ExitStack() as opening:
        try:
            reason = _why_not(desk, reading, token, pin)
            pen = reason or opening.enter_context(opened(reading, token, pin or ""))
        except PinLocked:
            pen = CannotSign(PIN_LOCKED)
        except PinRefused:
            pen = CannotSign(PIN_REFUSED)
        except Outside:
            pen = CannotSign(AWAY)
        except Exception:  # noqa: BLE001 - nothing technical may stop an acta
            _log.warning("the token cannot sign", exc_info=True)
            pen = CannotSign(FAILED)
        yield pen


def _why_not(
    desk: Desk, reading: Reading, token: ChosenToken, pin: str | None
) -> CannotSign | None:
    from fieldapp.signing.certificates import read_certificate

    if read_certificate(token.certificate).valid_until < believed_now(desk, reading):
        return CannotSign(EXPIRED)
    return CannotSign(NO_PIN) if pin is None else None


def _known(reading: Reading) -> list[bytes]:
    """Certificates of authorities known here: a token rarely holds those above its own."""
    from fieldapp.signing.trust import outside_of

    listed = reading.get(TrustList, TRUST_LIST) or TrustList(id=TRUST_LIST)
    outside = outside_of(listed)
    return [*outside.intermediates, *outside.roots]
