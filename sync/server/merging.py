"""The heart of headquarters: rows as they stand and one offered unit give rows, and a verdict.

Pure: the database is read before and written after, so the same function serves the server, the
tests and the simulation. A unit is all or nothing because its rows are laid over the standing
ones only by whoever takes the result.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from fieldapp.records.describe import KindSpec
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import SPANISH, Text, say
from sync.protocol.canonical import base_hash, canonical
from sync.protocol.merge import Merge, Outcome, merge_created, merge_field
from sync.protocol.messages import Ruling, Verdict
from sync.server.conflicts import Contest
from sync.server.seal_locks import SealLocks
from sync.server.senders import Author
from sync.server.units import AUTHORSHIP, Key, Offer, OfferedUnit, Row, Rows, described

_ISSUE: Final = frozenset(
    ["number", "status", "digest", "frozen_at", "file_sha256", "archive_sha256", "sealed_at"]
)
"""What issuing and sealing write into an acta: its number, content, file and state are one."""
_HOW_FAR: Final = {"frozen": 1, "void": 1, "sealed": 2}
"""An acta that was handed over is not a draft again because somebody marked the draft."""


_ANNULLED: Final = "annulled"


@dataclass(slots=True)
class MergedUnit:
    """What one unit comes to, if it is taken."""

    rows: Rows = field(default_factory=Rows)
    contests: list[Contest] = field(default_factory=list["Contest"])
    plain: set[Key] = field(default_factory=set[Key])
    """Rows that hold what was offered, with nothing of anybody else mixed in."""
    revived: set[Key] = field(default_factory=set[Key])
    """Rows that stand again although somebody had annulled them."""
    verdicts: set[Verdict] = field(default_factory=set[Verdict])
    contested_fields: set[str] = field(default_factory=set[str])

    @property
    def ruling(self) -> Ruling:
        """The gravest verdict of its rows, in words where the officer should know more."""
        for verdict in (Verdict.SEALED, Verdict.CONFLICT, Verdict.MERGED, Verdict.EXISTED):
            if verdict in self.verdicts:
                return Ruling(verdict, self._words(verdict))
        return Ruling(Verdict.OK)

    def _words(self, verdict: Verdict) -> str:
        fields = ", ".join(f"«{label}»" for label in sorted(self.contested_fields))
        if verdict is Verdict.SEALED:
            return SPANISH(say("El registro está firmado y no cambia: {fields}.", fields=fields))
        if verdict is Verdict.CONFLICT:
            return SPANISH(say("Otra persona había cambiado antes: {fields}.", fields=fields))
        return ""


@dataclass(frozen=True, slots=True)
class Merging:
    """Merges units of one author, under the seals that bind the device they come from."""

    kinds: Kinds
    author: Author
    locks: SealLocks
    annulled_by: Mapping[Key, UUID | None]
    """Of the records that stand annulled, the persons who did it; None for headquarters."""

    def merge(self, rows: Mapping[Key, Row], unit: OfferedUnit) -> MergedUnit:
        """Merge one unit into the standing rows. Every row it changes must be among them."""
        merged = MergedUnit()
        root = rows.get((unit.kind, unit.id))
        scope = root.scope if root else unit.scope
        for offer in unit.offers:
            standing = merged.rows.get(offer.key) or rows.get(offer.key)
            if standing is None:
                merged.rows[offer.key] = Row(
                    scope, offer.kind, offer.id, unit.id, offer.vals, author=self.author.account
                )
                merged.plain.add(offer.key)
            else:
                self._lay_over(merged, standing, offer)
        if self.annulled_by:
            self._revive(merged, rows, unit)
        return merged

    def _lay_over(self, merged: MergedUnit, standing: Row, offer: Offer) -> None:
        """Lay one offer over a standing row and note what its author must be told."""
        spec = described(self.kinds, offer.kind)
        fixed = self.locks.fixed_in(standing)
        vals = dict(standing.vals)
        outcomes: set[Outcome] = set()
        refused_by_seal = False
        results = {name: self._result(spec, standing, offer, name) for name in offer.vals}
        results, displaced = _as_one_issue(standing, offer, results)
        if not offer.created and offer.vals.get(_ANNULLED) is not None:
            results = _unless_edited(standing, offer, results)
        for name, (outcome, value) in results.items():
            stored, offered = vals.get(name), offer.vals.get(name)
            outcomes.add(outcome)
            if outcome is Outcome.CONFLICT:
                sealed = name in fixed
                refused_by_seal |= sealed
                merged.contests.append(Contest(offer.key, name, stored, offered, sealed))
                merged.contested_fields.add(_label(spec, name))
            elif value is None:
                vals.pop(name, None)
            else:
                vals[name] = value
        merged.contests += displaced
        merged.rows[offer.key] = replace(standing, vals=vals, author=self._author(standing, offer))
        verdict = _verdict(offer, outcomes, refused_by_seal=refused_by_seal)
        merged.verdicts.add(verdict)
        if verdict is Verdict.OK:
            merged.plain.add(offer.key)
        else:
            merged.plain.discard(offer.key)

    def _result(
        self, spec: KindSpec | None, standing: Row, offer: Offer, name: str
    ) -> tuple[Outcome, Any]:
        stored, offered = standing.vals.get(name), offer.vals[name]
        if offer.created and (name in AUTHORSHIP or offered is None):
            return Outcome.SAME, stored
        if name in self.locks.fixed_in(standing):
            same = canonical(stored) == canonical(offered)
            return (Outcome.SAME if same else Outcome.CONFLICT), stored
        rule = _rule(spec, name)
        result = (
            merge_created(rule, stored, offered)
            if offer.created
            else merge_field(rule, stored, offered, offer.bases[name])
        )
        return result.outcome, result.value

    def _revive(self, merged: MergedUnit, rows: Mapping[Key, Row], unit: OfferedUnit) -> None:
        """Let a change stand against an annulment its author had not seen, of the row or its root.

        The annulment waits for a person instead.
        """
        decided = {offer.key for offer in unit.offers if offer.created or _ANNULLED in offer.vals}
        changed = [key for key, row in merged.rows.items() if row != rows.get(key)]
        for key in dict.fromkeys([(unit.kind, unit.id), *changed] if changed else ()):
            row = merged.rows.get(key) or rows.get(key)
            unseen = key in self.annulled_by and self.annulled_by[key] != self.author.person
            if row is None or _ANNULLED not in row.vals or not unseen or key in decided:
                continue
            if _ANNULLED in self.locks.fixed_in(row):
                continue
            vals = {name: value for name, value in row.vals.items() if name != _ANNULLED}
            contest = Contest(key, _ANNULLED, None, row.vals[_ANNULLED], displaced=True)
            merged.contests.append(contest)
            merged.rows[key] = replace(row, vals=vals)
            merged.revived.add(key)
            merged.plain.discard(key)

    def _author(self, standing: Row, offer: Offer) -> UUID | None:
        """Give the account whose record it is.

        A visit handed to a colleague (field rule R18) may come first from the colleague's laptop;
        once whoever made it sends it too, it is theirs.
        """
        made_it = standing.vals.get("created_by") == str(self.author.person)
        return self.author.account if offer.created and made_it else standing.author


def moves_to(kinds: Kinds, rows: Mapping[Key, Row], unit: OfferedUnit) -> str | None:
    """Give the scope a unit moves to because its root's own territory changed in it; or none."""
    root = rows.get((unit.kind, unit.id))
    if root is None or root.scope == unit.scope or unit.kind not in kinds:
        return None
    territory = kinds[unit.kind].scope_by
    changed = any(
        territory in offer.vals and not _is_witness(offer, territory)
        for offer in unit.offers
        if offer.key == (unit.kind, unit.id)
    )
    return unit.scope if changed else None


def _is_witness(offer: Offer, name: str) -> bool:
    """Tell whether a field only says what its author saw, as beside an annulment."""
    return offer.bases.get(name) == base_hash(offer.vals[name])


_Results = dict[str, tuple[Outcome, Any]]


def _as_one_issue(standing: Row, offer: Offer, results: _Results) -> tuple[_Results, list[Contest]]:
    """Let an acta's issue stand whole or not at all: never the file of one under the D of another.

    Two laptops may issue the same draft, and one may mark a draft that the other has issued. A
    signed acta comes with all its fields, and they are one. Gives the results, and what stood and
    was displaced without having been seen.
    """
    if standing.kind != "minutes":
        return results, []
    sealing = offer.vals.get("status") == "sealed"
    issue = results.keys() - AUTHORSHIP if sealing else _ISSUE & results.keys()
    agreed = (Outcome.SAME, Outcome.SET)
    unsaid = _unsaid(standing, offer) if sealing and offer.created else []
    lost = [name for name in results if name in issue and results[name][0] not in agreed] + unsaid
    if not lost:
        return results, []
    if standing.sealed or not _goes_further(standing, offer):
        kept = {
            name: (Outcome.CONFLICT, standing.vals.get(name))
            for name in issue
            if results[name][0] is not Outcome.SAME
        }
        return results | kept, []
    displaced = [
        Contest(
            offer.key,
            name,
            offer.vals.get(name),
            standing.vals[name],
            sealed=sealing,
            displaced=True,
        )
        for name in lost
        if standing.vals.get(name) is not None and not _saw(standing, offer, name)
    ]
    taken = {name: (Outcome.SET, offer.vals.get(name)) for name in results if name in issue}
    emptied: _Results = dict.fromkeys(unsaid, (Outcome.SET, None))
    return results | taken | emptied, displaced


def _unsaid(standing: Row, offer: Offer) -> list[str]:
    """Name the fields that are empty in an acta signed before it was ever sent."""
    return [name for name in standing.vals if name not in offer.vals and name not in AUTHORSHIP]


def _unless_edited(standing: Row, offer: Offer, results: _Results) -> _Results:
    """Let an annulment wait for a person if somebody changed what its author had seen.

    Beside the reason it carries fields that it does not change, only to say which values were
    seen: their base is the hash of their own value. Of one that stands already, as a copied vault
    offers it again, the author is told what else stands.
    """
    seen = [
        name
        for name in results
        if name != _ANNULLED and base_hash(offer.vals[name]) == offer.bases[name]
    ]
    edited = {name for name in seen if results[name][0] is not Outcome.SAME}
    results = results | {name: (Outcome.MERGED, standing.vals.get(name)) for name in edited}
    if edited and results[_ANNULLED][0] is Outcome.SET:
        results[_ANNULLED] = (Outcome.CONFLICT, standing.vals.get(_ANNULLED))
    return results


def _goes_further(standing: Row, offer: Offer) -> bool:
    """Tell whether an offer issues or seals, under the same number, what stands less far."""
    number, status = standing.vals.get("number"), standing.vals.get("status")
    further = _HOW_FAR.get(str(offer.vals.get("status")), 0) > _HOW_FAR.get(str(status), 0)
    return further and number in (None, offer.vals.get("number", number))


def _saw(standing: Row, offer: Offer, name: str) -> bool:
    return offer.bases.get(name) == base_hash(standing.vals.get(name))


def _verdict(offer: Offer, outcomes: set[Outcome], *, refused_by_seal: bool) -> Verdict:
    if Outcome.CONFLICT in outcomes:
        return Verdict.SEALED if refused_by_seal else Verdict.CONFLICT
    if Outcome.MERGED in outcomes:
        return Verdict.MERGED
    return Verdict.EXISTED if offer.created else Verdict.OK


def _rule(spec: KindSpec | None, name: str) -> Merge:
    """A field's merge class; a field nobody described here merges like any other."""
    if spec is None or name not in spec:
        return Merge.FIELD
    return Merge(spec[name].fact.merge.value)


def _label(spec: KindSpec | None, name: str) -> str:
    return SPANISH(Text(spec[name].label)) if spec and name in spec else name
