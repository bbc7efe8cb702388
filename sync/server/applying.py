"""Merging the units of one batch and writing the result, inside the batch's transaction.

The merge itself is pure and done in memory; the books are read once before and written once
after. A unit that cannot be taken is quarantined whole; one that came before its root is held.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Final

import msgspec

from fieldapp.records.text import SPANISH, Text, say
from fieldapp.rules.old_visits import in_full_since, is_old
from sync.protocol.messages import Ruling, Verdict
from sync.server.books import Books, Commit, Elsewhere, Held, Unstorable, WiderLocks
from sync.server.checking import Checks, says_the_same
from sync.server.conflicts import KIND, Contest, Persons, conflict_rows, without_known
from sync.server.keys import RandomBytes
from sync.server.merging import Merging, moves_to
from sync.server.moving import unit_moved
from sync.server.projection import officers_differ, shown_to_officers, told_in_short
from sync.server.seal_locks import SealLocks, activities_of
from sync.server.senders import Author
from sync.server.units import Key, OfferedUnit, Row, Rows, missing_in, touched

NO_SCOPE: Final = ""
"""Where quarantined bytes lie whose scope nobody can tell."""


@dataclass(slots=True)
class Applied:
    """What became of a batch's units."""

    rulings: list[Ruling] = field(default_factory=list[Ruling])
    revision: int = 0
    plain: dict[Key, tuple[int, int]] = field(default_factory=dict[Key, tuple[int, int]])
    """Rows that stand exactly as sent: their revision before this batch, and now."""
    standing: set[Key] = field(default_factory=set[Key])
    """Rows that do not stand as sent."""


@dataclass(slots=True)
class _Work:
    """A batch as merged so far, not yet written."""

    author: Author
    commit: Commit
    merging: Merging
    before: Rows
    elsewhere: dict[Key, Elsewhere]
    forbidden: set[Key]
    """Records that stand in scopes never granted to the author."""
    rows: Rows
    """As they stand with everything merged so far."""
    after: Rows = field(default_factory=Rows)
    """Of these, the ones touched, in order."""
    again: set[Key] = field(default_factory=set[Key])
    """Rows to write although nothing in them differs."""
    contests: list[Contest] = field(default_factory=list[Contest])
    plain: set[Key] = field(default_factory=set[Key])
    standing: set[Key] = field(default_factory=set[Key])

    def put(self, rows: Rows) -> None:
        """Lay merged rows over those so far."""
        self.rows |= rows
        self.after |= rows

    def learn(self, stood: Rows) -> None:
        """Take note of rows as they stand in the books."""
        for key, row in stood.items():
            self.before.setdefault(key, row)
            self.rows.setdefault(key, row)


@dataclass(frozen=True, slots=True)
class Applying:
    """Applies units for their author. Clock and randomness are handed in."""

    checks: Checks
    books: Books
    now: Callable[[], datetime]
    random_bytes: RandomBytes
    sight: frozenset[str]
    """The scopes this transaction may see and write."""
    also: frozenset[str] = frozenset()
    """Scopes to lock besides those that the units name."""

    def apply(self, author: Author, units: Sequence[OfferedUnit], commit: Commit) -> Applied:
        """Merge units in order and write them as one commit; then those that waited for them."""
        work = self._begun(author, units, commit)
        rulings = [self._merge(work, unit) for unit in units]
        self._keep_contests(work)
        new = [record for kind, record in work.after.keys() - work.before.keys() if kind != KIND]
        waited = self.books.take_held(new) if new else ()
        revision, revs = self.books.write(work.before, work.after, commit, work.again)
        applied = Applied(rulings, revision, _as_sent(work, revs), work.standing)
        for held in waited:
            applied.revision = self._apply_held(held)
        return applied

    def one_by_one(self, author: Author, units: Sequence[OfferedUnit], commit: Commit) -> Applied:
        """Apply each unit as a commit of its own, and set aside those that the books refuse."""
        # Locked before the first attempt: giving locks back half-way would break their order.
        self._begun(author, units, commit)
        whole = Applied(revision=self.books.revision())
        for unit in units:
            try:
                with self.books.attempt():
                    own = replace(commit, id=self.random_bytes(8))
                    applied = self.apply(author, [unit], own)
            except Unstorable:
                problem = say("La base de datos no admite estos valores.")
                ruling = self._set_aside(author, unit, commit, problem)
                applied = Applied([ruling], whole.revision)
            whole.rulings += applied.rulings
            whole.revision = max(whole.revision, applied.revision)
            whole.plain |= applied.plain
            whole.standing |= applied.standing
        return whole

    def _begun(self, author: Author, units: Sequence[OfferedUnit], commit: Commit) -> _Work:
        """Lock the scopes that units name, and read the records they touch."""
        named = self.also | {unit.scope for unit in units if unit.scope in author.write_scopes}
        locked = self.books.lock(set(touched(units)), named)
        activities = activities_of(locked.rows, units)
        sealed = self.books.sealed(activities) if activities else {}
        locks = SealLocks(self.checks.kinds, sealed, commit.device)
        annulled_by = {
            (kind, record): self.books.setter(kind, record, "annulled")
            for (kind, record), row in locked.rows.items()
            if "annulled" in row.vals
        }
        merging = Merging(self.checks.kinds, author, locks, annulled_by)
        granted = author.write_scopes
        forbidden = {key for key, row in locked.rows.items() if row.scope not in granted}
        forbidden |= locked.elsewhere.keys()
        rows, elsewhere = locked.rows, locked.elsewhere
        return _Work(author, commit, merging, rows, elsewhere, forbidden, dict(rows))

    def _merge(self, work: _Work, unit: OfferedUnit) -> Ruling:
        """Merge one unit into the work so far, or put it where it waits."""
        if self._stands_elsewhere(work, unit):
            return Ruling(Verdict.EXISTED)
        if problem := self._problem(work, unit):
            work.standing |= _standing_of(work, unit)
            return self._set_aside(work.author, unit, work.commit, problem)
        if (awaited := missing_in(work.rows, unit)) is not None:
            body = msgspec.msgpack.encode(unit)
            self.books.hold(unit.scope, awaited, work.commit, body)
            work.standing |= _standing_of(work, unit)
            return Ruling(Verdict.HELD, SPANISH(say("Falta un registro que aún no ha llegado.")))
        root = work.rows.get((unit.kind, unit.id))
        merged = work.merging.merge(work.rows, unit)
        scope = moves_to(self.checks.kinds, work.rows, unit)
        work.put(merged.rows)
        work.contests += merged.contests
        work.plain |= merged.plain
        work.standing |= {offer.key for offer in unit.offers} - merged.plain | merged.revived
        if root is not None:
            self._follow_root(work, root, scope)
        return merged.ruling

    def _follow_root(self, work: _Work, stood: Row, scope: str | None) -> None:
        """Let what belongs to a root follow it: to another scope, or to other officers."""
        root = work.rows[stood.key]
        if scope is not None:
            before, moved = unit_moved(self.books, self.checks.kinds, work.rows, root, scope)
            work.learn(before)
            work.put(moved)
        if officers_differ(stood, root):
            # What was withheld from an officer who leads the visit from now on comes again.
            self._tell_again(work, stood, partial(shown_to_officers, self.checks.kinds))
        if self._is_opened_again(stood, root):
            self._tell_again(work, stood, partial(told_in_short, self.checks.kinds))

    def _is_opened_again(self, stood: Row, root: Row) -> bool:
        """Tell whether a visit that laptops hold in short is worked on again."""
        since = in_full_since(self.now(), self.checks.pack.full_months)
        return is_old(stood.vals, since) and not is_old(root.vals, since)

    def _tell_again(self, work: _Work, root: Row, concerned: Callable[[str], bool]) -> None:
        unit = {row.key: row for row in self.books.unit(root.scope, root.unit)}
        work.learn(unit)
        again = [key for key in unit if concerned(key[0])]
        work.put({key: work.rows[key] for key in again})
        work.again.update(again)

    def _stands_elsewhere(self, work: _Work, unit: OfferedUnit) -> bool:
        """Tell whether a unit is a public body that headquarters already holds for everybody.

        An officer picks one of another department's directory; it brings nothing new.
        """
        if not work.elsewhere:
            return False
        for offer in unit.offers:
            known = work.elsewhere.get(offer.key)
            if not offer.created or known is None or known.vals is None:
                return False
            if not says_the_same(msgspec.json.decode(known.vals), offer):
                return False
        return bool(unit.offers)

    def _problem(self, work: _Work, unit: OfferedUnit) -> Text | None:
        if work.forbidden and not work.forbidden.isdisjoint(
            [(unit.kind, unit.id), *(offer.key for offer in unit.offers)]
        ):
            return say("El registro está en un territorio que no está autorizado a esta cuenta.")
        locks = work.merging.locks
        for offer in unit.offers:
            if offer.created and locks.bars(offer) and offer.key not in work.rows:
                return say(
                    "El acta de esta visita ya está firmada. Lo nuevo no se perdió: "
                    "quedó guardado para revisarlo."
                )
        return self.checks.problem_with(work.author, work.rows, unit)

    def _keep_contests(self, work: _Work) -> None:
        """Put the values that did not win beside the others, each once."""
        if not work.contests:
            return
        scope_of = {contest.key: work.rows[contest.key].scope for contest in work.contests}
        rows = conflict_rows(
            self.checks.kinds,
            work.contests,
            scope_of.__getitem__,
            lambda contest: self._persons(work, contest),
            work.commit,
        )
        about = {key[1]: scope for key, scope in scope_of.items()}
        standing: list[Row] = []
        for scope in sorted(set(about.values())):
            ids = [record for record, its_scope in about.items() if its_scope == scope]
            standing += self.books.followers(scope, KIND, "about", ids)
        work.put({row.key: row for row in without_known(rows, standing)})

    def _persons(self, work: _Work, contest: Contest) -> Persons:
        """Tell who wrote the value that stands and the one that waits."""
        mine = work.author.person
        kind, record = contest.key
        stood = work.before.get(contest.key)
        written_here = stood is None or stood.vals.get(contest.field) != contest.kept
        earlier = None if stood is None else self.books.setter(kind, record, contest.field)
        if contest.displaced:
            return Persons(mine, earlier)
        return Persons(mine if written_here else earlier, mine)

    def _apply_held(self, held: Held) -> int:
        """Apply a unit that waited, for its own author as of now; give the revision after it."""
        author = self.books.author(held.account, self.now())
        unit = msgspec.msgpack.decode(held.body, type=OfferedUnit)
        if unit.scope in author.write_scopes and unit.scope not in self.sight:
            raise WiderLocks([unit.scope])
        commit = replace(held.commit, id=self.random_bytes(8), at=self.now())
        return self.apply(author, [unit], commit).revision

    def _set_aside(
        self, author: Author, unit: OfferedUnit, commit: Commit, problem: Text
    ) -> Ruling:
        """Quarantine a unit for a person at headquarters."""
        reason = self.checks.words(problem)
        scope = unit.scope if unit.scope in author.write_scopes else NO_SCOPE
        self.books.quarantine(scope, commit, reason, msgspec.msgpack.encode(unit))
        return Ruling(Verdict.QUARANTINED, reason)


def _standing_of(work: _Work, unit: OfferedUnit) -> set[Key]:
    """The records of a unit that waits: its laptop shows what it typed and must see what stands.

    They may stand since an earlier batch of the same request.
    """
    return {offer.key for offer in unit.offers if offer.key in work.rows}


def _as_sent(work: _Work, revs: Mapping[Key, int]) -> dict[Key, tuple[int, int]]:
    """The rows written that stand exactly as sent, with their revisions before and now.

    Not one that changed its scope: its new scope never told the laptop what it held.
    """
    found: dict[Key, tuple[int, int]] = {}
    for key in work.plain - work.standing:
        rev, stood = revs.get(key), work.before.get(key)
        if rev is not None and (stood is None or stood.scope == work.after[key].scope):
            found[key] = (stood.rev if stood else 0, rev)
    return found
