"""The same check of a paper as on a laptop, for anybody who has the paper: and no name in it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Engine

from fieldapp.packs import Pack
from fieldapp.records.values import instant_of
from fieldapp.rules.acta_marks import heard_digest, short_digest
from fieldapp.rules.verdict import Verdict
from fieldapp.signing.trust import KnownSigner, Trust
from fieldapp.signing.verify import judge
from fieldapp.signing.witnesses import Witnesses
from sync.protocol.messages import Beacon, Signed, read_statement
from sync.protocol.signing import Purpose
from sync.server.keys import Keys
from sync.server.paper_register import PaperRegister
from sync.server.reading_room import read_apart

PAPER_BYTES_MAX: Final = 12 * 1024 * 1024
"""A photograph of the last page; a delivered copy has 300 kB, with photographs a few MB."""


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """Tells what can be proven of a paper. Keeps nothing of it."""

    engine: Engine
    keys: Keys
    pack: Pack
    now: Callable[[], datetime]

    def judged(self, file: bytes) -> Verdict:
        """The verdict on a file; never raises for what it holds.

        No transaction is open while the file is read.
        """
        with self.engine.connect() as connection:
            trust = _without_names(PaperRegister(connection).trust())
        held = read_apart(file, trust, self.now())
        with self.engine.connect() as connection:
            register = PaperRegister(connection)
            return judge(
                held, hashlib.sha256(file).hexdigest(), register, self._witnesses(register, trust)
            )

    def is_issued(self, number: str, digest: str) -> bool:
        """Tell whether the acta with this number has the short digest that somebody typed."""
        heard = heard_digest(digest)
        if not heard:
            return False
        with self.engine.connect() as connection:
            found = PaperRegister(connection).digests_of(number.strip())
        return any(heard_digest(short_digest(bytes.fromhex(one))) == heard for one in found)

    def _witnesses(self, register: PaperRegister, trust: Trust) -> Witnesses:
        formats = self.pack.formats
        return Witnesses(
            trust=trust,
            at=self.now(),
            stamped_at=register.stamped_at,
            fate_of=register.fate_of,
            beacon_at=self._beacon_at,
            moment=formats.moment_long,
            day=lambda at: formats.day_long(formats.day_of(at)),
        )

    def _beacon_at(self, body: bytes, signature: bytes) -> datetime | None:
        signed = Signed(body, signature)
        if not self.keys.stated(Purpose.BEACON, signed):
            return None
        return instant_of(read_statement(Beacon, signed).at)


def _without_names(trust: Trust) -> Trust:
    """Whoever asks here may be anybody: told is the office and the laptop, not the officer."""
    return replace(trust, signers=tuple(map(_unnamed, trust.signers)))


def _unnamed(signer: KnownSigner) -> KnownSigner:
    called = f"{signer.office_name} (equipo {signer.device_code})"
    return replace(signer, name=called)
