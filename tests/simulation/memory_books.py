"""Headquarters' books in memory: the second implementation of `sync.server.books`.

A transaction works on a shallow copy of the state, whose values never change, and leaves it
behind when it ends well; a backup of headquarters is one more such copy.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sync.protocol.anchors import Anchor
from sync.protocol.digest import moved
from sync.protocol.messages import Certificate, Signed
from sync.server.books import (
    Commit,
    Elsewhere,
    Found,
    Held,
    KeptBatch,
    Locked,
    Mark,
    Unstorable,
    WiderLocks,
)
from sync.server.changes import Change, changes_between, digest_steps, patches, seals
from sync.server.senders import Author, Device, Seen
from sync.server.units import Key, Row, Rows
from tests.simulation.memory_state import Account, Aside, Registered, State

_PUBLIC = ("organization", "office")


class MemoryRealm:
    """A `Realm` whose whole state is one value, and the register of its accounts and devices."""

    def __init__(self, scopes: Sequence[str]) -> None:
        self.state = State(digests=dict.fromkeys(scopes, 0))

    @contextmanager
    def writing(self, scopes: Collection[str]) -> Generator[MemoryBooks]:
        """Open a transaction in sight of these scopes."""
        books = MemoryBooks(self.state.copied(), scopes)
        yield books
        self.state = books.state

    @contextmanager
    def snapshot(self, scopes: Collection[str]) -> Generator[MemoryBooks]:
        """Open one unchanging state of these scopes."""
        yield MemoryBooks(self.state, scopes)

    def register_again(self, certificate: Certificate, now: datetime) -> None:
        """Take back a device that was forgotten."""
        del now
        devices = self.state.devices
        others = (
            one.code == certificate.device_code or one.public_key == certificate.device_key
            for one in devices.values()
        )
        if certificate.account in self.state.accounts and not any(others):
            devices[certificate.device] = Registered(
                certificate.device,
                certificate.account,
                certificate.device_key,
                certificate.device_code,
            )
        serial = int(certificate.device_code[1:])
        self.state.devices_made = max(self.state.devices_made, serial)

    def succeed(
        self, device: UUID, public_key: bytes, successor: UUID, now: datetime
    ) -> tuple[UUID, str] | None:
        """Make the device that goes on with a copied vault."""
        del now
        before = self.state.devices[device]
        for one in self.state.devices.values():
            if one.public_key == public_key:
                return (one.id, one.code) if one.account == before.account else None
        code = self.enrol(successor, before.account, public_key)
        made = self.state.devices[successor]
        self.state.devices[successor] = replace(made, active=before.active)
        return successor, code

    # What the people of the simulation's headquarters do and see

    def add_account(self, account: UUID, person: UUID, scopes: Sequence[str]) -> None:
        """Add an officer with permits."""
        permits = dict.fromkeys(scopes, True)
        self.state.accounts[account] = Account(account, person, "officer", permits)

    def enrol(self, device: UUID, account: UUID, public_key: bytes) -> str:
        """Give a device the next series."""
        self.state.devices_made += 1
        code = f"D{self.state.devices_made:02}"
        self.state.devices[device] = Registered(device, account, public_key, code)
        return code

    def permit(self, account: UUID, scope: str, *, granted: bool) -> None:
        """Grant a scope, or end the grant."""
        known = self.state.accounts[account]
        permits = {**known.permits, scope: granted}
        self.state.accounts[account] = replace(known, permits=permits)

    def granted(self, account: UUID) -> list[str]:
        """Give the scopes granted now, in order."""
        permits = self.state.accounts[account].permits
        return sorted(scope for scope, still in permits.items() if still)

    def revoke(self, device: UUID) -> None:
        """Revoke a device."""
        self.state.devices[device] = replace(self.state.devices[device], active=False)

    def devices(self) -> int:
        """Count the devices ever enrolled."""
        return len(self.state.devices)

    def revision(self) -> int:
        """Give the newest revision."""
        return self.state.rev

    def rows(self) -> Rows:
        """Give every record as it stands."""
        return self.state.rows

    def waiting(self) -> list[bytes]:
        """Give the units that wait for a person or for a record."""
        return [aside.body for aside in (*self.state.quarantined.values(), *self.state.held)]

    def copied(self) -> State:
        """Make a backup."""
        return self.state.copied()

    def restored(self, backup: State) -> None:
        """Bring a backup back; people's permits, and who is revoked, are typed in again."""
        lost, self.state = self.state, backup.copied()
        self.state.accounts = lost.accounts
        for device, known in self.state.devices.items():
            self.state.devices[device] = replace(known, active=lost.devices[device].active)


class MemoryBooks:
    """`Books` over a state; what each method means is said there."""

    def __init__(self, state: State, scopes: Collection[str]) -> None:
        self.state = state
        self._scopes = frozenset(scopes)
        self._locked: frozenset[str] | None = None

    # Who asks

    def device(self, id: UUID, now: datetime) -> Device | None:
        known = self.state.devices.get(id)
        if known is None:
            return None
        granted = self.state.accounts[known.account].permits
        read_scopes = tuple(sorted(scope for scope, still in granted.items() if still))
        author = self.author(known.account, now)
        return Device(id, known.public_key, known.code, known.active, author, read_scopes)

    def author(self, account: UUID, now: datetime) -> Author:
        del now
        known = self.state.accounts[account]
        return Author(account, known.person, known.role, tuple(sorted(known.permits)))

    def note_seen(self, device: UUID, seen: Seen, now: datetime) -> None:
        del now
        known = self.state.devices[device]
        if seen.series and seen.series not in known.series:
            series = (*known.series, seen.series)
            self.state.devices[device] = replace(known, series=series)

    # Batches

    def lock_device(self, device: UUID, account: UUID) -> int | None:
        return self.last_batches(account, [device]).get(device)

    def last_batches(self, account: UUID, devices: Collection[UUID]) -> dict[UUID, int]:
        known = (self.state.devices.get(device) for device in devices)
        return {one.id: one.last_batch for one in known if one and one.account == account}

    def batch(self, device: UUID, number: int) -> KeptBatch | None:
        return self.state.batches.get((device, number))

    def keep_batch(
        self, device: UUID, number: int, kept: KeptBatch, revision: int, now: datetime
    ) -> None:
        del revision, now
        if (device, number) in self.state.batches:
            raise Unstorable
        self.state.batches[device, number] = kept
        self.state.devices[device] = replace(self.state.devices[device], last_batch=number)

    # Merging

    def lock(self, ids: Collection[UUID], named: Collection[str]) -> Locked:
        wanted = set(ids)
        rows = Rows()
        elsewhere: dict[Key, Elsewhere] = {}
        for key, row in self.state.rows.items():
            if row.id not in wanted:
                continue
            if row.scope in self._scopes:
                rows[key] = row
            else:
                public = row.author is None and row.kind in _PUBLIC
                vals = _as_jsonb(row.vals) if public else None
                elsewhere[key] = Elsewhere(row.kind, row.id, row.rev, vals)
        scopes = {row.scope for row in rows.values()}
        if self._locked is None:
            self._locked = frozenset(named) & self.state.digests.keys()
        elif not self._locked.issuperset(named):
            raise WiderLocks(self._locked.union(named))
        if not self._locked >= scopes:
            raise WiderLocks(self._locked | scopes)
        return Locked(rows, elsewhere)

    def unit(self, scope: str, unit: UUID) -> list[Row]:
        return self._standing(scope, lambda row: row.unit == unit)

    def followers(self, scope: str, kind: str, field: str, targets: Collection[UUID]) -> list[Row]:
        wanted = {str(target) for target in targets}
        return self._standing(scope, lambda row: row.kind == kind and row.vals.get(field) in wanted)

    def sealed(self, activities: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
        wanted = self.state.seals.keys() & set(activities)
        return {activity: self.state.seals[activity] for activity in wanted}

    def setter(self, kind: str, id: UUID, field: str) -> UUID | None:
        key = kind, id
        row = self.state.rows.get(key)
        account = self.state.setters.get((key, field), row.author if row else None)
        return self.state.accounts[account].person if account else None

    def write(
        self, before: Rows, after: Rows, commit: Commit, again: Collection[Key] = ()
    ) -> tuple[int, dict[Key, int]]:
        state = self.state
        changes = changes_between(before, after, again)
        if not changes:
            return state.rev, {}
        last = state.rev + len(changes)
        revs = range(state.rev + 1, last + 1)
        state.rev = last
        at = int(commit.at.timestamp() * 1_000_000)
        state.commits[last] = commit.id, Mark(commit.account, commit.device, at)
        written: dict[Key, int] = {}
        for change, rev in zip(changes, revs, strict=True):
            self._put(change, rev, last)
            if not change.gone:
                written[change.after.key] = rev
        for _, row, patch in patches(changes, revs):
            for name in patch:
                state.setters[row.key, name] = commit.account
        for _, activity in seals(changes):
            devices = {commit.device} if commit.device else set[UUID]()
            state.seals[activity] = state.seals.get(activity, frozenset()) | devices
        for scope, step in digest_steps(changes, revs).items():
            state.digests[scope] = moved(state.digests[scope] + step)
        return last, written

    def _put(self, change: Change, rev: int, commit_rev: int) -> None:
        row, stood = replace(change.after, rev=rev), change.before
        broken = stood is not None and stood.sealed and not change.gone
        if broken and stood is not None and (not row.sealed or row.vals != stood.vals):
            raise Unstorable
        vals = "{}" if change.gone else _as_jsonb(row.vals)
        found = Found(
            change.gone, commit_rev, row.scope, row.kind, row.id, row.unit, rev, row.author, vals
        )
        self.state.index[row.scope, row.key] = found
        if not change.gone:
            self.state.rows[row.key] = row

    def revision(self) -> int:
        return self.state.rev

    @contextmanager
    def attempt(self) -> Generator[None]:
        before = self.state.copied()
        try:
            yield
        except BaseException:
            self.state = before
            raise

    # What waits

    def quarantine(self, scope: str, commit: Commit, reason: str, body: bytes) -> None:
        del reason
        mark = commit.device, sha256(body).digest()
        self.state.quarantined.setdefault(mark, Aside(scope, None, commit, body))

    def hold(self, scope: str, awaited: UUID, commit: Commit, body: bytes) -> None:
        self.state.held = (*self.state.held, Aside(scope, awaited, commit, body))

    def take_held(self, ids: Collection[UUID]) -> list[Held]:
        come = [one for one in self.state.held if one.awaited in ids]
        self.state.held = tuple(one for one in self.state.held if one.awaited not in ids)
        return [
            Held(one.body, one.commit.account, replace(one.commit, id=b""))
            for one in come
            if one.commit.account
        ]

    # Pulling

    def head(self) -> Anchor | None:
        made = self.state.commits
        return Anchor(self.state.rev, made[self.state.rev][0]) if made else None

    def commits(self, revs: Collection[int]) -> dict[int, bytes]:
        made = self.state.commits
        return {rev: made[rev][0] for rev in revs if rev in made}

    def page(self, scope: str, since: int, most: int, known: Collection[int] = ()) -> list[Found]:
        found = (one for one in self.state.index.values() if one.scope == scope and one.rev > since)
        page = sorted(found, key=_by_rev)[:most]
        return [one._replace(vals="") if one.rev in known else one for one in page]

    def standing(self, ids: Collection[UUID]) -> list[Found]:
        wanted = set(ids)
        found = (
            one
            for one in self.state.index.values()
            if one.id in wanted and not one.gone and one.scope in self._scopes
        )
        return sorted(found, key=_by_rev)

    def revisions(self, scope: str) -> list[tuple[str, UUID, int]]:
        return [(row.kind, row.id, row.rev) for row in self._standing(scope, lambda _: True)]

    def left(self, ids: Collection[UUID]) -> dict[Key, int]:
        wanted = set(ids)
        heard: dict[Key, int] = {}
        for one in self.state.index.values():
            in_sight = one.scope in self._scopes
            if one.id in wanted and one.gone == in_sight:
                heard[one.key] = max(one.rev, heard.get(one.key, 0))
        return heard

    def digests(self, scopes: Collection[str]) -> dict[str, int]:
        return {scope: self.state.digests[scope] for scope in scopes}

    def marks(self, commit_revs: Collection[int]) -> dict[int, Mark]:
        return {rev: self.state.commits[rev][1] for rev in commit_revs}

    def files_lacking(self, account: UUID, names: Sequence[bytes]) -> list[tuple[bytes, int]]:
        del account
        return [(name, 0) for name in names]

    def beacon(self) -> tuple[datetime, Signed] | None:
        return self.state.newest_beacon

    def keep_beacon(self, at: datetime, beacon: Signed) -> None:
        self.state.newest_beacon = at, beacon

    def _standing(self, scope: str, wanted: Any) -> list[Row]:
        found = (row for row in self.state.rows.values() if row.scope == scope and wanted(row))
        return sorted(found, key=_by_rev)


def _as_jsonb(vals: Mapping[str, Any]) -> str:
    """Spell values as PostgreSQL does: as many letters fill a page there and here."""
    ordered = sorted(vals.items(), key=lambda one: (len(one[0]), one[0]))
    return json.dumps(dict(ordered), ensure_ascii=False)


def _by_rev(one: Any) -> int:
    return one.rev
