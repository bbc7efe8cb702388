"""An officer's key on a token or card (PKCS#11), as another `PaperSigner`.

For ministries that give their officers certificates on hardware (a USB token, an electronic
identity card). The maker's library is loaded by its path; `python-pkcs11` is an extra: `pip
install bitacora[token]`. The key never leaves the token, and the PIN is kept by nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from fieldapp.records.text import Outside, Refused, say
from fieldapp.signing.certificates import chain_of

if TYPE_CHECKING:
    import pkcs11

_SHA256_NAME: Final = bytes.fromhex("3031300d060960864801650304020105000420")
"""Stands before a SHA-256 digest in an RSA signature of the old kind (RFC 8017, 9.2)."""

_PSS_SALT_BYTES: Final = 32


class PinRefused(Refused):
    """The token did not take the PIN: it may be typed again."""


class PinLocked(PinRefused):
    """The token takes no PIN any more, not even the right one."""


@dataclass(frozen=True, slots=True)
class OnToken:
    """A certificate (DER) on a token, and how the token calls it."""

    label: str
    certificate: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SeenToken:
    """A token that is plugged in, and the certificates it shows without a PIN.

    `serial` is the maker's number; `library` is the path of the library it was seen by.
    """

    library: str
    label: str
    serial: str
    maker: str
    certificates: tuple[OnToken, ...]


def tokens_by(library: str) -> list[SeenToken]:
    """The tokens that a maker's library sees now. Raises Outside when it cannot be used."""
    with _said_in_words():
        return [_seen(library, token) for token in _plugged_in(library)]


@contextmanager
def opened_token(
    library: str, serial: str, certificate: bytes, pin: str, above: Iterable[bytes] = ()
) -> Generator[TokenSigner]:
    """The signer on a token, for as long as the block lasts.

    `certificate` (DER) says with which key; `above` are certificates known here, to complete the
    chain that the token itself may not hold. Raises `PinRefused`, Refused when the certificate or
    its key is not there any more, Outside when there is no such token.
    """
    with _said_in_words():
        token = _with_serial(_plugged_in(library), serial)
        with _let_in(token, pin) as session:
            yield TokenSigner(session, certificate, above)


class TokenSigner:
    """Signs with the key of a token's certificate; the key never leaves the token."""

    def __init__(
        self, session: pkcs11.Session, certificate: bytes, above: Iterable[bytes] = ()
    ) -> None:
        import pkcs11

        held = {der: named for named, _, der in _certificates(session)}
        sought = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY}
        keys = [one for one in session.get_objects(sought) if isinstance(one, pkcs11.PrivateKey)]
        own = [one for one in keys if bytes(one.id) == held.get(certificate)]
        if not own:
            raise Refused(
                say(
                    "El token ya no tiene el certificado elegido o le falta su clave: elija otra "
                    "vez con qué firmar."
                )
            )
        self._key: Any = own[0]
        self.chain = chain_of(certificate, (*above, *held))
        mechanisms = session.token.slot.get_mechanisms()
        of_rsa = self._key.key_type is pkcs11.KeyType.RSA
        self._hashes = pkcs11.Mechanism.SHA256_RSA_PKCS in mechanisms
        self.pss = of_rsa and not self._hashes and pkcs11.Mechanism.RSA_PKCS not in mechanisms
        self._of_rsa = of_rsa

    def sign(self, message: bytes) -> bytes:
        """Sign with SHA-256: ECDSA (DER) or RSA, in whichever way this token can."""
        import pkcs11
        from pkcs11.util.ec import encode_ecdsa_signature

        digest = hashlib.sha256(message).digest()
        way = pkcs11.Mechanism
        if not self._of_rsa:
            return encode_ecdsa_signature(self._key.sign(digest, mechanism=way.ECDSA))
        if self.pss:
            salted = (way.SHA256, pkcs11.MGF.SHA256, _PSS_SALT_BYTES)
            return bytes(
                self._key.sign(message, mechanism=way.SHA256_RSA_PKCS_PSS, mechanism_param=salted)
            )
        if self._hashes:
            return bytes(self._key.sign(message, mechanism=way.SHA256_RSA_PKCS))
        return bytes(self._key.sign(_SHA256_NAME + digest, mechanism=way.RSA_PKCS))


def _seen(library: str, token: pkcs11.Token) -> SeenToken:
    with token.open() as session:
        held = tuple(OnToken(label, der) for _, label, der in _certificates(session))
    maker = " ".join(f"{token.manufacturer_id} {token.model}".split())
    return SeenToken(library, token.label.strip(), _serial(token), maker, held)


def _certificates(session: pkcs11.Session) -> Iterator[tuple[bytes, str, bytes]]:
    """The id, label and DER of each certificate on a token."""
    import pkcs11

    sought = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}
    for one in session.get_objects(sought):
        label = one[pkcs11.Attribute.LABEL] or ""
        yield bytes(one[pkcs11.Attribute.ID]), str(label), bytes(one[pkcs11.Attribute.VALUE])


def _with_serial(tokens: Iterable[pkcs11.Token], serial: str) -> pkcs11.Token:
    found = next((one for one in tokens if _serial(one) == serial), None)
    if found is None:
        raise _not_plugged_in()
    return found


def _serial(token: pkcs11.Token) -> str:
    return token.serial.decode("ascii", "replace").strip()


def _let_in(token: pkcs11.Token, pin: str) -> pkcs11.Session:
    """Open a token with its PIN; a wrong one is told with what is left of the tries."""
    import pkcs11

    try:
        return token.open(user_pin=pin)
    except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange) as fault:
        if pkcs11.TokenFlag.USER_PIN_LOCKED in token.flags:
            raise _locked() from fault
        last = pkcs11.TokenFlag.USER_PIN_FINAL_TRY in token.flags
        raise PinRefused(_LAST_TRY if last else _WRONG_PIN) from fault


_WRONG_PIN: Final = say(
    "El PIN no es el del token. Escríbalo otra vez con calma: tras varios PIN equivocados el token "
    "se bloquea."
)
_LAST_TRY: Final = say(
    "El PIN no es el del token y queda un solo intento: si también falla, el token se bloquea. "
    "Si duda, firme después."
)


def _plugged_in(library: str) -> list[pkcs11.Token]:
    """The tokens that a maker's library sees and somebody prepared."""
    import pkcs11

    try:
        loaded: Any = pkcs11.lib(library)
    except RuntimeError as fault:
        raise Outside(
            say(
                "«{library}» no es el programa del fabricante del token, o no está en este equipo: "
                "instálelo y elija su archivo.",
                library=library,
            )
        ) from fault
    found: list[pkcs11.Token] = loaded.get_tokens()
    return [one for one in found if pkcs11.TokenFlag.TOKEN_INITIALIZED in one.flags]


@contextmanager
def _said_in_words() -> Generator[None]:
    """Say whose fault it is that a token cannot be used, and what to do; nothing is lost by it."""
    try:
        import pkcs11
    except ImportError as fault:
        raise Outside(
            say(
                "Este programa se instaló sin lo que leen los tokens: pida la instalación completa."
            )
        ) from fault
    try:
        yield
    except pkcs11.PinLocked as fault:
        raise _locked() from fault
    except (pkcs11.TokenNotPresent, pkcs11.DeviceRemoved, pkcs11.NoSuchToken) as fault:
        raise _not_plugged_in() from fault
    except pkcs11.PKCS11Error as fault:
        raise Outside(
            say(
                "El token no responde ({fault}). Desconéctelo, conéctelo y repita; si sigue igual, "
                "avise a soporte. Lo guardado está a salvo.",
                fault=type(fault).__name__,
            )
        ) from fault


def _locked() -> PinLocked:
    return PinLocked(
        say(
            "El token está bloqueado por PIN equivocados: quien lo entregó lo desbloquea con el "
            "código PUK. Lo guardado está a salvo."
        )
    )


def _not_plugged_in() -> Outside:
    return Outside(say("El token no está conectado: conéctelo y repita. Lo guardado está a salvo."))
