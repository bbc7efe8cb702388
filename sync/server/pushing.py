"""Taking in what laptops send: one batch, one transaction, one receipt.

Order of locks everywhere: the device's row, the scopes' rows ascending, the realm's counter last.
A unit that cannot be taken is kept aside whole and never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from fieldapp.records.text import SPANISH, Text, say
from sync.protocol.body import batch_hash, read_body
from sync.protocol.messages import Batch, Receipt, Ruling, Signed, Verdict, read_statement
from sync.protocol.packing import FrameError
from sync.protocol.signing import Purpose
from sync.server.applying import NO_SCOPE, Applied, Applying
from sync.server.books import Books, Commit, KeptBatch, Realm, Unstorable, WiderLocks
from sync.server.checking import Checks
from sync.server.keys import Keys, RandomBytes
from sync.server.senders import Device
from sync.server.units import Key, Offer, OfferedUnit, WholeBatch, units_of


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
    whole: list[WholeBatch] = field(default_factory=list[WholeBatch])
    """Batches of which every row stood as sent when they were in."""

    def add(self, later: Intake) -> None:
        """Take over what one batch came to; a later batch of the request may touch a row again."""
        self.receipts += later.receipts
        self.resend |= later.resend
        self.forked += later.forked
        self.whole += later.whole
        for key, (prior, rev) in later.plain.items():
            first, known = self.plain.get(key, (prior, prior))
            self.plain[key] = (first if known == prior else prior, rev)
        for key in later.standing:
            self.plain.pop(key, None)
        self.standing |= later.standing


@dataclass(frozen=True, slots=True)
class _Came:
    """A batch as it came, and its units; None when its body cannot be read."""

    batch: Batch
    units: list[OfferedUnit] | None


@dataclass(frozen=True, slots=True)
class Pushing:
    """Takes batches in. Clock and randomness are handed in."""

    realm: Realm
    checks: Checks
    keys: Keys
    now: Callable[[], datetime]
    random_bytes: RandomBytes

    def take(self, device: Device, batch: Batch, intake: Intake) -> None:
        """Take one batch in; whatever becomes of it is noted in `intake`.

        A batch seen before gets its receipt of then; the same number with other bytes means that
        the vault was copied; a number too far ahead, that headquarters lost batches. After either
        of the last two, later batches of that device wait for another request.

        The transaction begins again when it turns out to need more scopes than it locked, and,
        unit by unit, when the books refuse a value that every check let pass.
        """
        if batch.device in {*intake.resend, *(copied for copied, _ in intake.forked)}:
            return
        try:
            came = _Came(batch, units_of(read_body(batch.body)))
        except FrameError:
            came = _Came(batch, None)
        also, one_by_one = frozenset[str](), False
        while True:
            try:
                with self.realm.writing({*device.author.write_scopes, *also}) as books:
                    told = self._take(books, device, came, also, one_by_one=one_by_one)
            except WiderLocks as wider:
                also |= wider.scopes
            except Unstorable:
                if one_by_one:
                    raise
                one_by_one = True
            else:
                intake.add(told)
                return

    def _take(
        self,
        books: Books,
        device: Device,
        came: _Came,
        also: frozenset[str],
        *,
        one_by_one: bool,
    ) -> Intake:
        """Take a batch in and give what it alone came to."""
        batch = came.batch
        last = books.lock_device(batch.device, device.author.account)
        if last is None:
            return self._take_strangers(books, device, batch)
        if batch.number <= last:
            return _answered_again(books, came)
        if batch.number > last + 1:
            return Intake(resend={batch.device: last + 1})
        commit = self._commit(device, batch, batch.device)
        if came.units is None:
            problem = say("El lote no se puede leer; quedó guardado para revisarlo.")
            applied = _aside(books, commit, batch, problem)
        else:
            sight = frozenset({*device.author.write_scopes, *also})
            applying = Applying(self.checks, books, self.now, self.random_bytes, sight, also)
            apply = applying.one_by_one if one_by_one else applying.apply
            applied = apply(device.author, came.units, commit)
        receipt = _receipt(batch, applied)
        signed = self.keys.state(Purpose.RECEIPT, receipt)
        kept = KeptBatch(receipt.hash, signed)
        books.keep_batch(batch.device, batch.number, kept, receipt.revision, self.now())
        keys = [offer.key for unit in came.units or () for offer in unit.offers]
        whole = bool(keys) and all(key in applied.plain for key in keys)
        return Intake(
            [signed],
            plain=applied.plain,
            standing=applied.standing,
            whole=[WholeBatch(batch.device, batch.number, keys)] if whole else [],
        )

    def _take_strangers(self, books: Books, device: Device, batch: Batch) -> Intake:
        """Keep a batch numbered for somebody else's device, whose own count is not touched."""
        problem = say("El lote es de un equipo que no pertenece a esta cuenta.")
        applied = _aside(books, self._commit(device, batch, device.id), batch, problem)
        return Intake([self.keys.state(Purpose.RECEIPT, _receipt(batch, applied))])

    def _commit(self, device: Device, batch: Batch, sender: UUID) -> Commit:
        return Commit(self.random_bytes(8), self.now(), device.author.account, sender, batch.number)


def _answered_again(books: Books, came: _Came) -> Intake:
    """Give a batch seen before its receipt of then, and its rows as they stand today."""
    batch = came.batch
    known = books.batch(batch.device, batch.number)
    if known is None or known.hash != batch_hash(batch.body):
        return Intake(forked=[(batch.device, batch.number)])
    rulings = read_statement(Receipt, known.receipt).rulings
    units = came.units or []
    offers = {offer.key: offer for unit in units for offer in unit.offers}
    today = {one.key: one.row.vals for one in books.standing({record for _, record in offers})}
    standing = {
        offer.key
        for unit, ruling in zip(units, rulings, strict=False)
        for offer in unit.offers
        if ruling.verdict is not Verdict.OK or _changed_since(offer, today.get(offer.key))
    }
    return Intake([known.receipt], standing=standing)


def _changed_since(offer: Offer, today: Mapping[str, Any] | None) -> bool:
    """Tell whether a record holds something else by now; a copy of the vault may have gone on."""
    if today is None:
        return False
    # A record offered as new left its empty fields out.
    names = {*offer.vals, *today} if offer.created else offer.vals.keys()
    return any(today.get(name) != offer.vals.get(name) for name in names)


def _aside(books: Books, commit: Commit, batch: Batch, problem: Text) -> Applied:
    """Quarantine a whole batch."""
    reason = SPANISH(problem)
    books.quarantine(NO_SCOPE, commit, reason, batch.body)
    return Applied([Ruling(Verdict.QUARANTINED, reason)], books.revision())


def _receipt(batch: Batch, applied: Applied) -> Receipt:
    return Receipt(
        batch.device, batch.number, batch_hash(batch.body), applied.rulings, applied.revision
    )
