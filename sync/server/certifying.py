"""Certificates for officers' keys: asked for in an enrolment or a sync, and never its obstacle.

A request (PKCS#10) proves that the device holds the key; whose it is headquarters knows better
than the request. What cannot be certified is left without a certificate, and the acta says so.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Connection, Engine, Row, text

from sync.server.authority import Entity, Holder, Holders, Office, Subject, certify
from sync.server.authority_keys import AuthorityKeys
from sync.server.bugs import places_of
from sync.server.secret_files import RandomBytes
from sync.server.signers import tell_signer

_RENEWED_BEFORE: Final = timedelta(days=60)
_A_YEAR_MAX: Final = 24
"""Certificates of one device in a year; a healthy one asks once in two."""

_YEAR: Final = timedelta(days=365)

_log = logging.getLogger("bitacora.server")


@dataclass(frozen=True, slots=True)
class Certifying:
    """Certifies devices' keys. Clock and randomness are handed in."""

    engine: Engine
    keys: AuthorityKeys
    entity: Entity
    now: Callable[[], datetime]
    random_bytes: RandomBytes

    def chain(self, device: UUID, request: bytes) -> list[bytes]:
        """Give the certificate for a request, its issuer's and the root's (DER); or nothing.

        The same request again gets the same certificate while it is far from its end. Nothing is
        given for a request that proves no P-256 key, for a key that another device holds, and to a
        revoked device. Never raises: without a certificate all else goes on (rule R13).
        """
        try:
            return self._chain(device, request)
        except Exception as fault:  # noqa: BLE001 - damaged keys must stop no enrolment and no sync
            _log.error("a certificate could not be given\n%s", places_of(fault))
            return []

    def _chain(self, device: UUID, request: bytes) -> list[bytes]:
        public_key = _asked_key(request)
        if public_key is None:
            _log.warning("the device %s asked for a certificate in a way nobody can read", device)
            return []
        with self.engine.begin() as connection:
            certificate = self._standing(connection, device, public_key)
            if certificate is None:
                return []
        return [certificate, *_above(self.keys.holders(), certificate)]

    def _standing(
        self, connection: Connection, device: UUID, public_key: ec.EllipticCurvePublicKey
    ) -> bytes | None:
        """Give the certificate this key has, or now gets."""
        found = connection.execute(
            text(
                "select d.code, d.state, a.full_name, o.name as office_name from device d "
                "join account a on a.id = d.account join office o on o.id = a.office_id "
                "where d.id = :device for update of d"
            ),
            {"device": device},
        ).one_or_none()
        if found is None or found.state != "active":
            return None
        now, point = self.now(), _point(public_key)
        earlier = connection.execute(
            text(
                "select device, content, valid_until from certificate where public_key = :point "
                "order by issued_at desc limit 1"
            ),
            {"point": point},
        ).one_or_none()
        if earlier is not None and earlier.device != device:
            _log.warning("the device %s asked for a certificate for another one's key", device)
            return None
        if earlier is not None and earlier.valid_until - now > _RENEWED_BEFORE:
            return bytes(earlier.content)
        if self._asked_too_often(connection, device, now):
            _log.warning("the device %s asks for certificates too often", device)
            return None
        made = self._made(found, public_key, now)
        self._keep(connection, device, made, point, now)
        return made.public_bytes(Encoding.DER)

    def _made(
        self, found: Row[Any], public_key: ec.EllipticCurvePublicKey, now: datetime
    ) -> x509.Certificate:
        holders = self.keys.appoint_due(self.entity, now, self.random_bytes)
        subject = Subject(found.full_name, found.office_name, found.code)
        return certify(public_key, subject, holders[Office.ISSUER][-1], self.entity, now)

    def _asked_too_often(self, connection: Connection, device: UUID, now: datetime) -> bool:
        return (
            connection.execute(
                text("select count(*) from certificate where device = :id and issued_at > :since"),
                {"id": device, "since": now - _YEAR},
            ).scalar_one()
            >= _A_YEAR_MAX
        )

    def _keep(
        self,
        connection: Connection,
        device: UUID,
        made: x509.Certificate,
        point: bytes,
        now: datetime,
    ) -> None:
        connection.execute(
            text(
                "insert into certificate values "
                "(:serial, :device, :issuer, :point, :content, :now, :until)"
            ),
            {
                "serial": serial_bytes(made.serial_number),
                "device": device,
                "issuer": made.issuer.rfc4514_string(),
                "point": point,
                "content": made.public_bytes(Encoding.DER),
                "now": now,
                "until": made.not_valid_after_utc,
            },
        )
        tell_signer(connection, device, now, self.random_bytes)


def serial_bytes(serial: int) -> bytes:
    """Spell a serial number as the table keeps it."""
    return serial.to_bytes(20, "big")


def _asked_key(request: bytes) -> ec.EllipticCurvePublicKey | None:
    try:
        asked = x509.load_der_x509_csr(request)
        public_key = asked.public_key()
        proven = asked.is_signature_valid
    except Exception:  # noqa: BLE001 - a parser, and bytes that anybody may have made
        return None
    if not isinstance(public_key, ec.EllipticCurvePublicKey) or not proven:
        return None
    return public_key if isinstance(public_key.curve, ec.SECP256R1) else None


def _point(public_key: ec.EllipticCurvePublicKey) -> bytes:
    return public_key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def _above(holders: Holders, certificate: bytes) -> list[bytes]:
    """The issuer of a certificate and the root above it, as far as this folder knows them."""
    chain: list[Holder] = []
    below = x509.load_der_x509_certificate(certificate)
    for office in (Office.ISSUER, Office.ROOT):
        named = below.issuer
        above = [one for one in holders[office] if one.certificate.subject == named]
        if not above:
            break
        chain.append(above[-1])
        below = above[-1].certificate
    return [one.der for one in chain]
