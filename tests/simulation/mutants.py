"""The product without one of its remedies, by name: what the simulation must notice.

A mutant puts something else in the place of one method while a story is told. The product has no
switch for any of it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

import msgspec

from fieldapp.records.describe import Record
from fieldapp.store import freezing
from fieldapp.store.doubt_book import DoubtBook
from fieldapp.store.outbox_book import OutboxBook
from fieldapp.store.sync_store import SyncStore
from sync.client import scope_pages
from sync.client.absorb import Absorbing
from sync.client.scope_pages import ScopePages
from sync.protocol.anchors import Anchor
from sync.protocol.body import batch_hash
from sync.protocol.merge import Merge, Merged, Outcome, merge_field
from sync.protocol.messages import Gone, Receipt, Stage, read_statement
from sync.protocol.packing import FrameError
from sync.protocol.signing import Purpose
from sync.server import merging, pushing
from sync.server.applying import Applying
from sync.server.books import KeptBatch
from sync.server.pulling import CommonGround, Pulling
from sync.server.pushing import Intake, Pushing
from sync.server.seal_locks import SealLocks
from sync.server.units import Row
from tests.simulation.found_mutants import FOUND_MUTANTS
from tests.simulation.headquarters import KEYS
from tests.simulation.memory_books import MemoryBooks
from tests.simulation.substitutions import Substitution, substituted

_ANY_BASE: Final = b"********"


@contextmanager
def without(name: str) -> Generator[None]:
    """Take one remedy out of the product for a while."""
    with substituted(MUTANTS[name]()):
        yield


# Headquarters


class _Forgetful:
    """Books that do not remember which batches were taken in."""

    def __init__(self, books: MemoryBooks, number: int) -> None:
        self._books = books
        self._number = number

    def __getattr__(self, name: str) -> Any:
        return getattr(self._books, name)

    def lock_device(self, *asked: Any) -> int | None:
        last = self._books.lock_device(*asked)
        return None if last is None else min(last, self._number - 1)

    def keep_batch(self, device: Any, number: int, *kept: Any) -> None:
        known = self._books.state.devices[device].last_batch
        self._books.state.batches.pop((device, number), None)
        self._books.keep_batch(device, number, *kept)
        newest = replace(self._books.state.devices[device], last_batch=max(known, number))
        self._books.state.devices[device] = newest


def _no_idempotency() -> list[Substitution]:
    genuine = Pushing._take

    def take(self: Any, books: Any, device: Any, came: Any, also: Any, **how: Any) -> Intake:
        forgetful: Any = _Forgetful(books, came.batch.number)
        return genuine(self, forgetful, device, came, also, **how)

    return [(Pushing, "_take", take)]


def _lww_arrival() -> list[Substitution]:
    def merge(rule: Merge, stored: Any, offered: Any, base: bytes) -> Merged:
        if rule is Merge.FIELD and stored != offered:
            return Merged(offered, Outcome.SET)
        return merge_field(rule, stored, offered, base)

    return [(merging, "merge_field", merge)]


def _no_authoritative() -> list[Substitution]:
    return [(Pulling, "standing", lambda *_: [])]


def _visible_out_of_order() -> list[Substitution]:
    genuine = MemoryBooks.page

    def page(self: Any, *asked: Any) -> list[Any]:
        found = genuine(self, *asked)
        commits = sorted({one.commit_rev for one in found})
        late = commits[-2] if len(commits) > 1 and self.state.rev % 3 else None
        return [one for one in found if one.commit_rev != late]

    return [(MemoryBooks, "page", page)]


def _no_anchor() -> list[Substitution]:
    def newest(self: Any, claims: Any) -> Anchor | None:
        found = (claim for claim in claims if self.head and claim.rev <= self.head.rev)
        return next((Anchor(claim.rev, claim.begins) for claim in found), None)

    return [(CommonGround, "newest_common", newest)]


def _batch_all_or_nothing() -> list[Substitution]:
    def refuse(*_: Any) -> Any:
        raise FrameError("a unit of the batch is wrong")

    return [(Applying, "_set_aside", refuse)]


def _no_fork_check() -> list[Substitution]:
    genuine = pushing._answered_again

    def answered(books: Any, came: Any) -> Intake:
        known = books.batch(came.batch.device, came.batch.number)
        receipt = read_statement(Receipt, known.receipt)
        same = msgspec.structs.replace(receipt, hash=batch_hash(came.batch.body))
        signed = KEYS.state(Purpose.RECEIPT, same)
        books.state.batches[came.batch.device, came.batch.number] = KeptBatch(same.hash, signed)
        return genuine(books, came)

    return [(pushing, "_answered_again", answered)]


def _no_gone_marker() -> list[Substitution]:
    genuine = MemoryBooks.page

    def page(self: Any, *asked: Any) -> list[Any]:
        return [one for one in genuine(self, *asked) if not one.gone]

    return [(MemoryBooks, "page", page)]


def _no_seal_guard() -> list[Substitution]:
    return [
        (Row, "sealed", property(lambda _: False)),
        (SealLocks, "fixed_in", lambda *_: frozenset()),
        (SealLocks, "bars", lambda *_: False),
    ]


def _stale_dup_answer() -> list[Substitution]:
    genuine = pushing._answered_again

    def answered(books: Any, came: Any) -> Intake:
        return replace(genuine(books, came), standing=set())

    return [(pushing, "_answered_again", answered)]


def _no_closure() -> list[Substitution]:
    def truths(self: Any, asked: Any, budget: Any) -> Any:
        wanted = set(asked)
        standing = self.books.standing({record for _, record in wanted})
        found = [one for one in standing if one.key in wanted]
        absent = sorted(wanted - {one.key for one in found})
        left = self.books.left({record for _, record in absent})
        gone = [Gone(kind, record, left.get((kind, record), 0)) for kind, record in absent]
        return self._by_scope(budget.take(found)), gone

    return [(Pulling, "truths", truths)]


# The laptop


def _refreeze() -> list[Substitution]:
    genuine = SyncStore.freeze
    typed: dict[tuple[int, bytes], list[Any]] = {}

    def freeze(self: Any, now_us: int) -> None:
        place = id(self), self.device().bytes
        with self._store.database.writing() as connection:
            ask = connection.execute
            if ask('SELECT 1 FROM "outbox" WHERE "settled_at" IS NULL').first():
                ask('DELETE FROM "outbox" WHERE "settled_at" IS NULL')
                ask('DELETE FROM "in_flight"')
                for row in typed.get(place, ()):
                    ask('INSERT OR REPLACE INTO "dirty" VALUES (?, ?, ?, ?)', tuple(row))
            typed[place] = ask('SELECT * FROM "dirty"').all()
        genuine(self, now_us)

    return [(SyncStore, "freeze", freeze)]


def _full_row_push() -> list[Substitution]:
    def changes(form: Any, wire: Any, bases: Any, *, whole: bool) -> dict[str, Any]:
        del bases, whole
        sent = (name for name in form.names if name not in Record.__struct_fields__)
        return {name: (wire.get(name), _ANY_BASE) for name in sent}

    def merge(rule: Merge, stored: Any, offered: Any, base: bytes) -> Merged:
        if base == _ANY_BASE and stored != offered:
            return Merged(offered, Outcome.SET)
        return merge_field(rule, stored, offered, base)

    return [(freezing, "_changes", changes), (merging, "merge_field", merge)]


def _partial_seal() -> list[Substitution]:
    genuine = freezing._changes

    def changes(form: Any, wire: Any, bases: Any, *, whole: bool) -> dict[str, Any]:
        del whole
        return genuine(form, wire, bases)

    return [(freezing, "_changes", changes)]


def _apply_pages() -> list[Substitution]:
    def keep_aside(self: Any, page: Any) -> bool:
        if not page.more or page.anchor is None:
            return False
        self._let_go(page.scope, self._apply(page))
        standing = self._taking.standing(page.scope)
        self._taking.stand(page.scope, replace(standing, stage=Stage(page.upto, page.anchor)))
        self._absorbed.ask_again = True
        return True

    return [(ScopePages, "_keep_aside", keep_aside)]


def _no_suspect() -> list[Substitution]:
    return [(Absorbing, "_look_back", lambda *_: None)]


def _no_retention() -> list[Substitution]:
    genuine = OutboxBook.settle

    def settle(self: Any, receipt: Any, *asked: Any) -> Any:
        settled = genuine(self, receipt, *asked)
        self._connection.execute('UPDATE "outbox" SET "body" = NULL WHERE "settled_at" IS NOT NULL')
        return settled

    return [(OutboxBook, "settle", settle)]


def _purge_on_revoke() -> list[Substitution]:
    def take_leave(self: Any, scope: str) -> None:
        self._revoke(scope)
        ask = self._taking._connection.execute
        held = f'SELECT "kind", "id" FROM "row_state" WHERE "scope" = \'{scope}\''
        for table in ("dirty", "in_flight"):
            ask(f'DELETE FROM "{table}" WHERE ("kind", "id") IN ({held})')
        self._taking.drop(scope)

    return [(Absorbing, "_take_leave", take_leave)]


def _apply_stale() -> list[Substitution]:
    return [(scope_pages, "is_later", lambda *_: True)]


def _stage_old_head() -> list[Substitution]:
    genuine = ScopePages._keep_aside

    def keep_aside(self: Any, page: Any) -> bool:
        first = self._taking.standing(page.scope).stage
        if first is not None:
            page = msgspec.structs.replace(page, anchor=first.head)
        return genuine(self, page)

    return [(ScopePages, "_keep_aside", keep_aside)]


def _no_tombstones() -> list[Substitution]:
    genuine = DoubtBook.doubt_newer_than

    def doubt(self: Any, rev: int) -> int:
        self._connection.execute('DELETE FROM "tombstone"')
        return genuine(self, rev)

    return [(DoubtBook, "doubt_newer_than", doubt)]


MUTANTS: Final[dict[str, Callable[[], list[Substitution]]]] = {
    "no_idempotency": _no_idempotency,
    "refreeze": _refreeze,
    "full_row_push": _full_row_push,
    "lww_arrival": _lww_arrival,
    "no_authoritative": _no_authoritative,
    "apply_pages": _apply_pages,
    "visible_out_of_order": _visible_out_of_order,
    "no_anchor": _no_anchor,
    "no_suspect": _no_suspect,
    "no_retention": _no_retention,
    "purge_on_revoke": _purge_on_revoke,
    "batch_all_or_nothing": _batch_all_or_nothing,
    "no_fork_check": _no_fork_check,
    "no_gone_marker": _no_gone_marker,
    "no_seal_guard": _no_seal_guard,
    "partial_seal": _partial_seal,
    "apply_stale": _apply_stale,
    "stage_old_head": _stage_old_head,
    "no_tombstones": _no_tombstones,
    "stale_dup_answer": _stale_dup_answer,
    "no_closure": _no_closure,
    **FOUND_MUTANTS,
}
"""Every remedy with what stands in its place."""
