"""Which fields of a record a laptop does not receive (field rule R9).

Sensitive answers and inks go up and never down to another officer's laptop; personal data inside
a unit (an attendee's telephone) go down only to the officers of that visit. A withheld field is
named, so that the laptop keeps whatever it holds of it; the row itself is never withheld, so both
sides count and compare the same rows. Of a private kind (a citizen's request, rule R6) nothing but
that there is one goes to anybody except its author, who leads it, and headquarters. Of old visits
the words stay here unless a laptop asks for them (`old_visits`). What waits for a decision is shown
no wider than the field it is about.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final
from uuid import UUID

from fieldapp.records.describe import KindSpec, Record, Sensitivity
from fieldapp.records.kinds import Kinds
from fieldapp.rules.old_visits import is_old, told_short
from fieldapp.rules.permissions import is_headquarters
from sync.server.books import Found
from sync.server.conflicts import KIND
from sync.server.senders import Author
from sync.server.units import Row, described

_LEADER: Final = "lead_officer"
_VALUES: Final = ("kept", "offered")


@dataclass(frozen=True)
class Projection:
    """What one reader is shown. `roots` are the roots of the units it reads, by their id.

    Visits that ended before `in_full_since` (UTC microseconds) and are closed are told in short.
    """

    kinds: Kinds
    reader: Author
    roots: Mapping[UUID, Row]
    in_full_since: int = 0

    def withheld(self, found: Found) -> tuple[str, ...]:
        """Name the fields of a record that this reader does not receive, in order of name."""
        guarded, short = self._guarded_of(found), self._short.get(found.kind)
        if not short:
            return guarded
        visit = found.row if found.id == found.unit else self.roots.get(found.unit)
        if visit is None or not is_old(visit.vals, self.in_full_since):
            return guarded
        return tuple(sorted(short.union(guarded)))

    def _guarded_of(self, found: Found) -> tuple[str, ...]:
        if found.kind == KIND:
            return self._withheld_of_a_contest(found.row)
        if found.kind not in self._guarded or found.author == self.reader.account:
            return ()
        if found.kind in self._private:
            return () if self._may_read(found.row) else self._private[found.kind]
        sensitive, personal = self._guarded[found.kind]
        return sensitive if self._is_of_the_visit(found.unit) else personal

    def _may_read(self, private: Row) -> bool:
        """Headquarters, and who was put in charge of it; its author never asks here."""
        leads = private.vals.get(_LEADER) == str(self.reader.person)
        return leads or is_headquarters(self.reader.role)

    def _is_of_the_visit(self, unit: UUID) -> bool:
        root = self.roots.get(unit)
        return root is not None and (
            root.author == self.reader.account or root.vals.get(_LEADER) == str(self.reader.person)
        )

    def _withheld_of_a_contest(self, row: Row) -> tuple[str, ...]:
        spec = described(self.kinds, str(row.vals.get("about_kind")))
        name = str(row.vals.get("field"))
        if spec is None or name not in spec:
            return ()
        sensitivity = spec[name].fact.sensitivity
        if sensitivity is Sensitivity.SENSITIVE:
            return _VALUES
        if spec.private and is_headquarters(self.reader.role):
            return ()
        personal = bool(spec.unit) and sensitivity is Sensitivity.PERSONAL
        if not (personal or spec.private):
            return ()
        # What stands may be read by who wrote it: offering a value gives nobody a look at it.
        reader = str(self.reader.person)
        if reader == row.vals.get("kept_by"):
            return ()
        return ("kept",) if reader == row.vals.get("offered_by") else _VALUES

    @property
    def _short(self) -> Mapping[str, frozenset[str]]:
        return _told_short(self.kinds) if self.in_full_since else {}

    @property
    def _private(self) -> Mapping[str, tuple[str, ...]]:
        return _private_of(self.kinds)

    @property
    def _guarded(self) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        return _guarded_of(self.kinds)


# What follows from the kinds alone is worked out once: a request has a projection of its own.


@cache
def _told_short(kinds: Kinds) -> Mapping[str, frozenset[str]]:
    """Of each kind, the words that stay here once a visit is old."""
    return {spec.name: told_short(spec) for spec in kinds}


@cache
def _private_of(kinds: Kinds) -> Mapping[str, tuple[str, ...]]:
    """For each private kind all that people write in it."""
    return {
        spec.name: tuple(sorted({one.name for one in spec.fields} - set(Record.__struct_fields__)))
        for spec in kinds
        if spec.private
    }


@cache
def _guarded_of(kinds: Kinds) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each kind, its sensitive fields, and these with the personal ones of a unit."""
    return {
        spec.name: (
            _fields(spec, Sensitivity.SENSITIVE),
            _fields(spec, Sensitivity.SENSITIVE, Sensitivity.PERSONAL)
            if spec.unit
            else _fields(spec, Sensitivity.SENSITIVE),
        )
        for spec in kinds
    }


def officers_differ(before: Row, after: Row) -> bool:
    """Tell whether other people are now the officers of a visit."""
    return before.vals.get(_LEADER) != after.vals.get(_LEADER) or before.author != after.author


def shown_to_officers(kinds: Kinds, kind: str) -> bool:
    """Tell whether records of a kind have fields that only the officers of a visit receive."""
    spec = described(kinds, kind)
    return bool(spec and spec.unit and _fields(spec, Sensitivity.PERSONAL))


def told_in_short(kinds: Kinds, kind: str) -> bool:
    """Tell whether records of a kind leave words here once their visit is old."""
    spec = described(kinds, kind)
    return spec is not None and bool(told_short(spec))


def _fields(spec: KindSpec, *guarded: Sensitivity) -> tuple[str, ...]:
    return tuple(sorted(field.name for field in spec.fields if field.fact.sensitivity in guarded))
