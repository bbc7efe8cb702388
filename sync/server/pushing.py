"""Taking in what laptops send: one batch, one transaction, one receipt.

Order of locks everywhere: the device's row, the scopes' rows ascending, the realm's counter last.
A unit that cannot be taken is kept aside whole and never stops the others.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from fieldapp.records.text import SPANISH, Text, say
from sync.protocol.body import Body, batch_hash, read_body
from sync.protocol.messages import Batch, Receipt, Ruling, Signed, Verdict, read_statement
from sync.protocol.packing import FrameError
from sync.protocol.signing import Purpose
from sync.server.applying import NO_SCOPE, Applied, Applying, quarantine, realm_revision
from sync.server.checking import Checks
from sync.server.database import as_app
from sync.server.devices import Device
from sync.server.keys import Keys, RandomBytes
from sync.server.merging import Key, units_of
from sync.server.records import Commit


@dataclass(slots=True)
class Intake:
    """What a request's batches came to."""

    receipts: list[Signed] = field(default_factory=list[Signed])
    resend: dict[UUID, int] = field(default_factory=dict[UUID, int])
    forked: list[tuple[UUID, int]] = field(default_factory=list[tuple[UUID, int]])
    plain: dict[Key, tuple[int, int]] = field(default_factory=dict[Key, tuple[int, int]])
    """Rows that stand exactly as sent: their revision before this request, and now."""
    standing: set[Key] = field(default_factory=set[Key])
    """Rows that do not stand as sent; the laptop must be told."""

    def add(self, applied: Applied) -> None:
        """Take over what one batch came to; a later batch of the request may touch a row again."""
        for key, (prior, rev) in applied.plain.items():
            first, known = self.plain.get(key, (prior, prior))
            self.plain[key] = (first if known == prior else prior, rev)
        for key in applied.standing:
            self.plain.pop(key, None)
        self.standing |= applied.standing


@dataclass(frozen=True, slots=True)
class Pushing:
    """Takes batches in. Clock and randomness are handed in."""

    engine: Engine
    checks: Checks
    keys: Keys
    now: Callable[[], datetime]
    random_bytes: RandomBytes

    def take(self, device: Device, batch: Batch, intake: Intake) -> None:
        """Take one batch in; whatever becomes of it is noted in `intake`.

        A batch seen before gets its receipt of then; the same number with other bytes means that
        the vault was copied; a number too far ahead, that headquarters lost batches. After either
        of the last two, later batches of that device wait for another request.
        """
        if batch.device in {*intake.resend, *(copied for copied, _ in intake.forked)}:
            return
        try:
            body = read_body(batch.body)
        except FrameError:
            body = None
        with as_app(self.engine, device.author.write_scopes) as connection:
            last = _locked(connection, batch.device, device.author.account)
            if last is None:
                self._take_strangers(connection, device, batch, intake)
            elif batch.number <= last:
                _answer_again(connection, batch, body, intake)
            elif batch.number > last + 1:
                intake.resend[batch.device] = last + 1
            else:
                self._take_new(connection, device, batch, body, intake)

    def _take_new(
        self,
        connection: Connection,
        device: Device,
        batch: Batch,
        body: Body | None,
        intake: Intake,
    ) -> None:
        commit = self._commit(device, batch, batch.device)
        if body is None:
            problem = say("El lote no se puede leer; quedó guardado para revisarlo.")
            applied = _aside(connection, commit, batch, problem)
        else:
            applying = Applying(self.checks, self.now, self.random_bytes)
            applied = applying.apply(connection, device.author, units_of(body), commit)
        intake.add(applied)
        intake.receipts.append(self._kept_receipt(connection, batch, applied))

    def _take_strangers(
        self, connection: Connection, device: Device, batch: Batch, intake: Intake
    ) -> None:
        """Keep a batch numbered for somebody else's device, whose own count is not touched."""
        problem = say("El lote es de un equipo que no pertenece a esta cuenta.")
        applied = _aside(connection, self._commit(device, batch, device.id), batch, problem)
        intake.receipts.append(self.keys.state(Purpose.RECEIPT, _receipt(batch, applied)))

    def _commit(self, device: Device, batch: Batch, sender: UUID) -> Commit:
        return Commit(self.random_bytes(8), self.now(), device.author.account, sender, batch.number)

    def _kept_receipt(self, connection: Connection, batch: Batch, applied: Applied) -> Signed:
        receipt = _receipt(batch, applied)
        signed = self.keys.state(Purpose.RECEIPT, receipt)
        connection.execute(
            text("insert into batch values (:device, :number, :hash, :body, :sig, :rev, :now)"),
            {
                "device": batch.device,
                "number": batch.number,
                "hash": receipt.hash,
                "body": signed.body,
                "sig": signed.signature,
                "rev": receipt.revision,
                "now": self.now(),
            },
        )
        connection.execute(
            text("update device set last_batch = :number where id = :device"),
            {"number": batch.number, "device": batch.device},
        )
        return signed


def _locked(connection: Connection, device: UUID, account: UUID) -> int | None:
    """Lock a device of this account and give its last batch; None if it has no such device."""
    return connection.execute(
        text("select last_batch from device where id = :id and account = :account for update"),
        {"id": device, "account": account},
    ).scalar_one_or_none()


def _answer_again(connection: Connection, batch: Batch, body: Body | None, intake: Intake) -> None:
    """Give a batch seen before its receipt of then, and its rows as they stand today."""
    known = connection.execute(
        text("select hash, receipt, signature from batch where device = :id and number = :number"),
        {"id": batch.device, "number": batch.number},
    ).one_or_none()
    if known is None or known.hash != batch_hash(batch.body):
        intake.forked.append((batch.device, batch.number))
        return
    signed = Signed(known.receipt, known.signature)
    intake.receipts.append(signed)
    rulings = read_statement(Receipt, signed).rulings
    for unit, ruling in zip(units_of(body) if body else (), rulings, strict=False):
        if ruling.verdict is not Verdict.OK:
            intake.standing |= {offer.key for offer in unit.offers}


def _aside(connection: Connection, commit: Commit, batch: Batch, problem: Text) -> Applied:
    """Quarantine a whole batch."""
    reason = SPANISH(problem)
    quarantine(connection, NO_SCOPE, commit, reason, batch.body)
    return Applied([Ruling(Verdict.QUARANTINED, reason)], realm_revision(connection))


def _receipt(batch: Batch, applied: Applied) -> Receipt:
    return Receipt(
        batch.device, batch.number, batch_hash(batch.body), applied.rulings, applied.revision
    )
