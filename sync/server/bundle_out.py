"""Bundles that travel on a memory stick: all scopes of a device, sealed to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy import Connection, text

from fieldapp.records.text import Refused, say
from fieldapp.signing.envelope import sealing_to
from sync.protocol.envelope import Form, begin, seal
from sync.server.bundles import Bundles
from sync.server.devices import find_device
from sync.server.keys import RandomBytes


@dataclass(frozen=True, slots=True)
class BundleOut:
    """Seals bundles to devices."""

    bundles: Bundles
    random_bytes: RandomBytes

    def sealed_for(self, who: str) -> Iterator[bytes]:
        """Give the envelope for a device by its series (D07), or for the one device of a login.

        Raises Refused when there is none, several, or it has no key for envelopes.
        """
        now = self.bundles.now()
        with self.bundles.engine.connect() as connection:
            device, reply_key = _found(connection, who)
            sender = find_device(connection, device, now)
        if sender is None or not sender.active or not reply_key:
            raise Refused(
                say("El equipo «{who}» no puede recibir archivos: actívelo de nuevo.", who=who)
            )
        head, box = begin(Form.BUNDLE, reply_key, partial(sealing_to, entropy=self.random_bytes))
        return seal(head, box, self.bundles.all_of(sender))


def _found(connection: Connection, who: str) -> tuple[UUID, bytes]:
    found = connection.execute(
        text(
            "select d.id, d.reply_key from device d join account a on a.id = d.account "
            "where d.code = :who or (a.login = :who and d.state = 'active')"
        ),
        {"who": who},
    ).all()
    if len(found) != 1:
        raise Refused(
            say("«{who}» no nombra un solo equipo activo: use su serie, por ejemplo D07.", who=who)
        )
    return found[0].id, bytes(found[0].reply_key)
