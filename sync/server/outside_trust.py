"""Authorities that are not headquarters' own: which of them its trust list names, and their lists.

Officers' identity cards and tokens are certified by others (a civil registry, a certifying
company). Headquarters says by hand which of them it believes, and only for officers' signatures;
the authorities travel to laptops inside the trust list.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from fieldapp.records.text import Refused, say
from fieldapp.records.trust import TrustList
from fieldapp.signing.certificates import der_parts
from fieldapp.signing.strength import weakness_of

LIST_BYTES_MAX: Final = 128 * 1024
"""A revocation list goes to every laptop, over lines of 8 kB a second."""

_PEM: Final = b"-----BEGIN"


@dataclass(frozen=True, slots=True)
class Believed:
    """An outside authority in the trust list. `listed_at` dates its revocation list, if any."""

    name: str
    is_root: bool
    fingerprint: str
    valid_until: datetime
    listed_at: datetime | None
    list_due_at: datetime | None


def read_authorities(content: bytes) -> list[x509.Certificate]:
    """The certificates in a file, PEM or DER. Raises Refused for what is none."""
    try:
        if _PEM in content:
            return x509.load_pem_x509_certificates(content)
        return [x509.load_der_x509_certificate(content)]
    except ValueError as fault:
        raise Refused(say("El archivo no es un certificado (PEM o DER).")) from fault


def read_revocations(content: bytes) -> x509.CertificateRevocationList:
    """The revocation list in a file, PEM or DER. Raises Refused for what is none."""
    if len(content) > LIST_BYTES_MAX:
        raise Refused(
            say(
                "La lista de revocación pesa {kib} KiB y viajaría a todos los equipos: se admiten "
                "hasta {most}. Sin ella, «Verificar» dice que la revocación no se comprobó.",
                kib=len(content) // 1024,
                most=LIST_BYTES_MAX // 1024,
            )
        )
    try:
        if _PEM in content:
            return x509.load_pem_x509_crl(content)
        return x509.load_der_x509_crl(content)
    except ValueError as fault:
        raise Refused(say("El archivo no es una lista de revocación (PEM o DER).")) from fault


def believing(
    stood: TrustList,
    made: Sequence[x509.Certificate],
    lists: Sequence[x509.CertificateRevocationList],
    now: datetime,
) -> TrustList:
    """The list with these authorities and revocation lists besides. Raises Refused, in words."""
    for one in made:
        _must_be_an_authority(stood, one, now)
    roots = _joined(_certificates(stood.outside_roots), filter(_is_root, made))
    others = (one for one in made if not _is_root(one))
    issuers = _joined(_certificates(stood.outside_intermediates), others)
    for one in issuers:
        if not _is_under(one, [*roots, *issuers]):
            raise Refused(
                say(
                    "Falta quien certificó a «{name}»: agregue también la autoridad raíz, en el "
                    "mismo archivo o antes.",
                    name=_name(one),
                )
            )
    return _written(
        stood, roots, issuers, [*_lists(stood.outside_crl), *_sound(lists, roots, issuers)]
    )


def without(stood: TrustList, named: str) -> TrustList:
    """The list without an authority (its name, or how its fingerprint begins), and who hung on it.

    Raises Refused when it names none, or several.
    """
    roots, issuers = _certificates(stood.outside_roots), _certificates(stood.outside_intermediates)
    found = [one for one in (*roots, *issuers) if _is_named(one, named)]
    if len(found) != 1:
        raise Refused(
            say(
                "«{named}» nombra {n} autoridades de la lista: use la huella que muestra "
                "«fieldapp-server trust list».",
                named=named,
                n=len(found),
            )
        )
    roots = [one for one in roots if one not in found]
    issuers = [one for one in issuers if one not in found]
    while (left := [one for one in issuers if _is_under(one, [*roots, *issuers])]) != issuers:
        issuers = left
    return _written(stood, roots, issuers, _lists(stood.outside_crl))


def believed(stood: TrustList) -> list[Believed]:
    """The outside authorities of the list, roots first."""
    dated = {one.issuer: one for one in _lists(stood.outside_crl)}
    roots, issuers = _certificates(stood.outside_roots), _certificates(stood.outside_intermediates)
    return [
        Believed(
            name=_name(one),
            is_root=_is_root(one),
            fingerprint=one.fingerprint(SHA256()).hex(),
            valid_until=one.not_valid_after_utc,
            listed_at=dated[one.subject].last_update_utc if one.subject in dated else None,
            list_due_at=dated[one.subject].next_update_utc if one.subject in dated else None,
        )
        for one in (*roots, *issuers)
    ]


def _must_be_an_authority(stood: TrustList, one: x509.Certificate, now: datetime) -> None:
    name, der = _name(one), one.public_bytes(Encoding.DER)
    if weakness := weakness_of(der):
        raise Refused(say("«{name}»: {why}", name=name, why=weakness))
    if not _certifies(one):
        raise Refused(
            say(
                "«{name}» no es una autoridad: su certificado no sirve para certificar a otros. "
                "Pida a la entidad el de su raíz y el de su emisora.",
                name=name,
            )
        )
    if one.not_valid_after_utc < now:
        raise Refused(
            say(
                "El certificado de «{name}» venció el {day}: pida el vigente.",
                name=name,
                day=f"{one.not_valid_after_utc:%Y-%m-%d}",
            )
        )
    if der in (*der_parts(stood.roots or b""), *der_parts(stood.intermediates or b"")):
        raise Refused(say("«{name}» es de este servidor: no hace falta agregarla.", name=name))


def _certifies(one: x509.Certificate) -> bool:
    try:
        return one.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def _sound(
    lists: Iterable[x509.CertificateRevocationList],
    roots: Sequence[x509.Certificate],
    issuers: Sequence[x509.Certificate],
) -> list[x509.CertificateRevocationList]:
    """The lists, each signed by an authority that is listed. Raises Refused for any other."""
    by = {one.subject: one for one in (*roots, *issuers)}
    checked = list(lists)
    for one in checked:
        signer = by.get(one.issuer)
        if signer is None or not one.is_signature_valid(signer.public_key()):  # type: ignore[arg-type]
            raise Refused(
                say(
                    "La lista de revocación no la firmó ninguna autoridad ajena de la lista de "
                    "confianza: agregue primero a quien la emite, o pida la lista correcta."
                )
            )
    return checked


def _written(
    stood: TrustList,
    roots: Sequence[x509.Certificate],
    issuers: Sequence[x509.Certificate],
    lists: Iterable[x509.CertificateRevocationList],
) -> TrustList:
    """Put down the authorities, and of those that are listed the newest revocation list each."""
    names = {one.subject for one in (*roots, *issuers)}
    newest: dict[x509.Name, x509.CertificateRevocationList] = {}
    for one in sorted(lists, key=lambda of: of.last_update_utc):
        if one.issuer in names:
            newest[one.issuer] = one
    return msgspec.structs.replace(
        stood,
        outside_roots=_run(roots),
        outside_intermediates=_run(issuers),
        outside_crl=_run(newest.values()),
    )


def _run(made: Iterable[x509.Certificate | x509.CertificateRevocationList]) -> bytes | None:
    return b"".join(one.public_bytes(Encoding.DER) for one in made) or None


def _joined(
    stood: Sequence[x509.Certificate], made: Iterable[x509.Certificate]
) -> list[x509.Certificate]:
    return list(dict.fromkeys([*stood, *made]))


def _certificates(run: bytes | None) -> list[x509.Certificate]:
    return [x509.load_der_x509_certificate(one) for one in der_parts(run or b"")]


def _lists(run: bytes | None) -> list[x509.CertificateRevocationList]:
    return [x509.load_der_x509_crl(one) for one in der_parts(run or b"")]


def _is_root(one: x509.Certificate) -> bool:
    return one.subject == one.issuer and _is_under(one, [one])


def _is_under(one: x509.Certificate, above: Iterable[x509.Certificate]) -> bool:
    for other in above:
        if other is one and one.subject != one.issuer:
            continue
        try:
            one.verify_directly_issued_by(other)
        except (ValueError, TypeError, InvalidSignature):
            continue
        return True
    return False


def _is_named(one: x509.Certificate, named: str) -> bool:
    wished = named.replace(":", "").strip().lower()
    return _name(one) == named or (
        len(wished) >= _FINGERPRINT_MIN and one.fingerprint(SHA256()).hex().startswith(wished)
    )


_FINGERPRINT_MIN: Final = 8


def _name(one: x509.Certificate) -> str:
    named = one.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(named[0].value) if named else one.subject.rfc4514_string()
