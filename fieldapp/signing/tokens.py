"""An officer's key on a token or card (PKCS#11), as another `PaperSigner`.

For ministries that give their officers certificates on hardware (a USB token, a DNI card). The
maker's library is loaded by its path; `python-pkcs11` is an extra: `pip install bitacora[token]`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fieldapp.records.text import Outside, Refused, say
from fieldapp.signing.certificates import chain_of

if TYPE_CHECKING:
    import pkcs11


@contextmanager
def opened_token(library: str, label: str, pin: str) -> Generator[TokenSigner]:
    """The signer on a token, for as long as the block lasts.

    `library` is the path of its maker's PKCS#11 library, `label` the token's name. Raises Refused
    for a wrong PIN or a token without a certificate, Outside when there is no such token.
    """
    try:
        import pkcs11
    except ImportError as fault:
        raise Outside(
            say(
                "Este programa se instaló sin lo que leen los tokens: pida la instalación completa."
            )
        ) from fault
    try:
        token = pkcs11.lib(library).get_token(token_label=label)
        with token.open(user_pin=pin) as session:
            yield TokenSigner(session)
    except pkcs11.PinIncorrect as fault:
        raise Refused(say("El PIN del token no es correcto.")) from fault
    except (pkcs11.PKCS11Error, RuntimeError) as fault:
        raise Outside(
            say("No se puede usar el token «{label}». ¿Está conectado?", label=label)
        ) from fault


class TokenSigner:
    """Signs with the key of a token's certificate; the key never leaves the token."""

    def __init__(self, session: pkcs11.Session) -> None:
        import pkcs11

        sought = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}
        certificates = {
            bytes(one[pkcs11.Attribute.ID]): bytes(one[pkcs11.Attribute.VALUE])
            for one in session.get_objects(sought)
        }
        sought = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY}
        keys = [
            one
            for one in session.get_objects(sought)
            if isinstance(one, pkcs11.PrivateKey) and bytes(one.id) in certificates
        ]
        if not keys:
            raise Refused(say("El token no tiene un certificado con su clave."))
        self._key: Any = keys[0]
        self.chain = chain_of(certificates[bytes(keys[0].id)], certificates.values())

    def sign(self, message: bytes) -> bytes:
        """Sign with SHA-256: ECDSA (DER) or RSA (PKCS#1 v1.5)."""
        import pkcs11
        from pkcs11.util.ec import encode_ecdsa_signature

        if self._key.key_type is pkcs11.KeyType.RSA:
            return bytes(self._key.sign(message, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))
        digest = hashlib.sha256(message).digest()
        return encode_ecdsa_signature(self._key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA))
