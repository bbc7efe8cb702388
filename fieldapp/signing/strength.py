"""Which keys and certificates are strong enough to sign an acta or to vouch for who signs.

RSA from 2,048 bits and the three curves of NIST, signed with SHA-2: what identity cards and tokens
of today hold. Anything less can be forged, so it is said and not believed.
"""

from __future__ import annotations

from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from fieldapp.records.text import Text, say

RSA_BITS_MIN: Final = 2048
_CURVES: Final = frozenset({"secp256r1", "secp384r1", "secp521r1"})
_WEAK_DIGESTS: Final = frozenset({"md5", "sha1"})


def weakness_of(certificate: bytes) -> Text | None:
    """Why a certificate (DER) is too weak to be believed, as a sentence; None if it is not.

    Raises ValueError for what is none.
    """
    read = x509.load_der_x509_certificate(certificate)
    key = read.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < RSA_BITS_MIN:
            return say(
                "El certificado tiene una clave RSA de {bits} bits, que hoy se puede falsificar: "
                "pida a su emisor uno de 2048 o más.",
                bits=key.key_size,
            )
    elif not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name not in _CURVES:
        return say(
            "El certificado tiene una clave de una clase que los lectores de PDF no conocen: "
            "pida a su emisor una RSA o P-256."
        )
    digest = read.signature_hash_algorithm
    if digest is None or digest.name in _WEAK_DIGESTS:
        return say(
            "El certificado está firmado con SHA-1 u otro resumen débil, que hoy se puede "
            "falsificar: pida a su emisor uno con SHA-256."
        )
    return None
