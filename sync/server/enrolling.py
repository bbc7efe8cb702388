"""How a laptop becomes a device: a one-time code against a series and a certificate.

Asking again with the same code and the same key gives the same answer, because answers get lost.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import Connection, Engine, text

from fieldapp.records.text import Refused, say
from fieldapp.records.values import microseconds
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest, OfficeCard, Officer
from sync.protocol.messages import Certificate
from sync.protocol.signing import Purpose
from sync.server.certifying import Certifying
from sync.server.devices import find_author, next_code
from sync.server.keys import Keys, RandomBytes, spoken_code
from sync.server.signers import tell_signer

RECOVERY_LETTERS = 24


@dataclass(frozen=True, slots=True)
class Enrolling:
    """Enrols devices. Clock, randomness and ids are handed in."""

    engine: Engine
    keys: Keys
    now: Callable[[], datetime]
    random_bytes: RandomBytes
    new_id: Callable[[], UUID]
    certifying: Certifying

    def enrol(self, asked: EnrolRequest) -> EnrolAnswer:
        """Give a device all it needs; raises `Refused` for a code that opens nothing (any more)."""
        answer = self._enrolled(asked)
        if not asked.signing_request:
            return answer
        chain = self.certifying.chain(answer.device, asked.signing_request)
        return replace(answer, certificates=chain)

    def _enrolled(self, asked: EnrolRequest) -> EnrolAnswer:
        with self.engine.begin() as connection:
            code = connection.execute(
                text(
                    "select c.account, c.device, c.used_at, c.expires_at, a.active "
                    "from enrolment_code c join account a on a.id = c.account "
                    "where c.mark = :mark for update of c"
                ),
                {"mark": self.keys.mark_of(asked.code)},
            ).one_or_none()
            if code is None or (code.used_at is None and code.expires_at < self.now()):
                raise Refused(say("El código no existe o venció. Pida otro a su coordinación."))
            if not code.active:
                raise Refused(say("La cuenta está bloqueada. Hable con su coordinación."))
            device = code.device or self._new_device(connection, code.account, asked)
            return self._answer(connection, device, asked.device_key)

    def _new_device(self, connection: Connection, account: UUID, asked: EnrolRequest) -> UUID:
        """Take the next series, which is never given twice, and use the code up."""
        taken = connection.execute(
            text("select true from device where public_key = :key"), {"key": asked.device_key}
        ).scalar_one_or_none()
        if taken:
            raise Refused(say("Este equipo ya está activado con otra cuenta o código."))
        device = self.new_id()
        recovery_code = spoken_code(self.random_bytes, RECOVERY_LETTERS)
        connection.execute(
            text(
                "insert into device (id, account, public_key, code, schema_no, app, platform, "
                "recovery, reply_key, enrolled_at) values (:id, :account, :key, :code, :schema, "
                ":app, :platform, :recovery, :reply_key, :now)"
            ),
            {
                "id": device,
                "account": account,
                "key": asked.device_key,
                "code": next_code(connection),
                "schema": asked.schema,
                "app": asked.app,
                "platform": asked.platform,
                "recovery": self.keys.seal_for_headquarters(
                    recovery_code.encode(), self.random_bytes
                ),
                "reply_key": asked.reply_key,
                "now": self.now(),
            },
        )
        connection.execute(
            text("update enrolment_code set used_at = :now, device = :device where mark = :mark"),
            {"now": self.now(), "device": device, "mark": self.keys.mark_of(asked.code)},
        )
        tell_signer(connection, device, self.now(), self.random_bytes)
        return device

    def _answer(self, connection: Connection, device: UUID, key: bytes) -> EnrolAnswer:
        found = connection.execute(
            text(
                "select d.public_key, d.code as series, d.recovery, a.id as account, a.login, "
                "a.full_name, a.role, a.person_id, o.id as office, o.code as office_code, "
                "o.name as office_name, o.territory, o.scope_id, realm.country from device d "
                "join account a on a.id = d.account join office o on o.id = a.office_id, realm "
                "where d.id = :device"
            ),
            {"device": device},
        ).one()
        if found.public_key != key:
            raise Refused(say("El código ya se usó en otro equipo. Pida otro."))
        now = self.now()
        _, scopes = find_author(connection, found.account, now)
        certificate = Certificate(device, key, found.series, found.account, microseconds(now))
        return EnrolAnswer(
            device=device,
            device_code=found.series,
            account=found.account,
            officer=Officer(
                found.account, found.person_id, found.login, found.full_name, found.role
            ),
            office=OfficeCard(found.office, found.office_code, found.office_name, found.territory),
            scopes=list(scopes),
            home_scope=found.scope_id,
            country=found.country,
            headquarters_key=self.keys.answers_public,
            recovery_code=self.keys.open_sealed(found.recovery).decode(),
            certificate=self.keys.state(Purpose.CERTIFICATE, certificate),
            now=microseconds(now),
            envelope_key=self.keys.envelope_public,
        )
