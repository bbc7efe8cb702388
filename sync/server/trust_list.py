"""The trust list: one record for everybody, written anew when something in it changed or ages.

What it once said stays in it: authorities whose keys are lost (an older copy of the key folder
came back) remain, with the last revocation list they signed, so that old papers stay provable.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from msgspec.structs import replace
from sqlalchemy import Connection, text

from fieldapp.records import KINDS
from fieldapp.records.describe import NATIONAL
from fieldapp.records.trust import TRUST_LIST, TrustList
from fieldapp.records.values import record_from_wire, record_to_wire
from fieldapp.signing.certificates import der_parts
from sync.server.authority import LIST_LIFE, Ended, Holder, Holders, Office, revocation_list
from sync.server.books import Commit
from sync.server.records import load_rows, lock_scopes, write_records
from sync.server.secret_files import RandomBytes
from sync.server.units import Row

WRITTEN_EVERY: Final = timedelta(days=25)
"""A list is three kilobytes for every laptop; it says that the next one is due in 90 days."""

_SPEC: Final = KINDS.spec_of(TrustList)
_KEY: Final = (_SPEC.name, TRUST_LIST)


def revocation_lists(
    connection: Connection, holders: Holders, now: datetime
) -> list[x509.CertificateRevocationList]:
    """Sign, as of now, what every authority that certifies has revoked."""
    return [
        revocation_list(holder, _ended(connection, holder), now) for holder in _certifying(holders)
    ]


def read_trust_list(connection: Connection) -> TrustList:
    """Give the list as it stands; an empty one before the first."""
    row = load_rows(connection, [TRUST_LIST], [NATIONAL]).get(_KEY)
    vals: Mapping[str, Any] = row.vals if row else {}
    return cast("TrustList", record_from_wire(_SPEC, TRUST_LIST, vals))


def tell_trust(
    connection: Connection, holders: Holders, now: datetime, random_bytes: RandomBytes
) -> bool:
    """Write the trust list if it changed or ages, in the caller's transaction; tell whether."""
    if not _is_due(connection, read_trust_list(connection), holders, now):
        return False
    lock_scopes(connection, [NATIONAL])
    stood = read_trust_list(connection)
    if not _is_due(connection, stood, holders, now):
        return False  # another process was first
    lists = revocation_lists(connection, holders, now)
    written = replace(
        stood,
        roots=_with(stood.roots, holders[Office.ROOT]),
        intermediates=_with(stood.intermediates, holders[Office.ISSUER]),
        tsa=_with(stood.tsa, holders[Office.CLOCK]),
        crl=_newest_lists(stood.crl, lists),
        issued_at=now,
        next_at=now + LIST_LIFE,
    )
    _write(connection, stood, written, now, random_bytes)
    return True


def change_outside(
    connection: Connection,
    change: Callable[[TrustList], TrustList],
    now: datetime,
    random_bytes: RandomBytes,
) -> None:
    """Write the list with other outside authorities, in the caller's transaction.

    Its dates stay: they speak of headquarters' own revocations. Whatever `change` raises goes on.
    """
    lock_scopes(connection, [NATIONAL])
    stood = read_trust_list(connection)
    if (changed := change(stood)) != stood:
        _write(connection, stood, changed, now, random_bytes)


def _write(
    connection: Connection,
    stood: TrustList,
    written: TrustList,
    now: datetime,
    random_bytes: RandomBytes,
) -> None:
    number = max(int(now.timestamp()), 1 + (stood.number or 0))
    vals = record_to_wire(_SPEC, replace(written, number=number))
    row = Row(NATIONAL, _SPEC.name, TRUST_LIST, TRUST_LIST, vals)
    before = load_rows(connection, [TRUST_LIST], [NATIONAL])
    write_records(connection, before, {row.key: row}, Commit(random_bytes(8), now))


def _is_due(connection: Connection, stood: TrustList, holders: Holders, now: datetime) -> bool:
    if stood.issued_at is None or now - stood.issued_at >= WRITTEN_EVERY:
        return True
    for told, office in (
        (stood.roots, Office.ROOT),
        (stood.intermediates, Office.ISSUER),
        (stood.tsa, Office.CLOCK),
    ):
        if not {one.der for one in holders[office]} <= set(der_parts(told or b"")):
            return True
    said = {
        (of.issuer, one.serial_number)
        for of in map(x509.load_der_x509_crl, der_parts(stood.crl or b""))
        for one in of
    }
    true = {
        (holder.certificate.subject, one.serial)
        for holder in _certifying(holders)
        for one in _ended(connection, holder)
    }
    return not true <= said


def _certifying(holders: Holders) -> list[Holder]:
    return [*holders[Office.ISSUER], *holders[Office.ROOT]]


def _ended(connection: Connection, holder: Holder) -> Sequence[Ended]:
    """The certificates of a holder whose devices are revoked."""
    found = connection.execute(
        text(
            "select c.serial, coalesce(d.revoked_at, d.enrolled_at) from certificate c "
            "join device d on d.id = c.device "
            "where d.state = 'revoked' and c.issuer = :issuer order by c.serial"
        ),
        {"issuer": holder.certificate.subject.rfc4514_string()},
    )
    return [Ended(int.from_bytes(serial, "big"), at) for serial, at in found]


def _with(stood: bytes | None, holders: Iterable[Holder]) -> bytes:
    known = dict.fromkeys([*der_parts(stood or b""), *(holder.der for holder in holders)])
    return b"".join(known)


def _newest_lists(stood: bytes | None, made: Iterable[x509.CertificateRevocationList]) -> bytes:
    """Each authority's newest list; one that signs no more keeps its last."""
    newest = {of.issuer: of for of in map(x509.load_der_x509_crl, der_parts(stood or b""))}
    newest |= {of.issuer: of for of in made}
    return b"".join(of.public_bytes(Encoding.DER) for of in newest.values())
