"""Registers: any kind listed, opened, saved and annulled from its description alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from fieldapp.packs.showing import Showing
from fieldapp.records.describe import FieldSpec, KindSpec, Record
from fieldapp.records.text import Text, say
from fieldapp.rules.permissions import Action, refusal
from fieldapp.rules.visits import Lack
from fieldapp.store.settings import remember, remembered
from fieldapp.work.allowed import must_be_allowed, seen_by
from fieldapp.work.changing import annul, change, create, fetch, lacking, put, restore
from fieldapp.work.desk import Changes, Desk, Saved
from fieldapp.work.options import Option, options_of
from fieldapp.work.register_rows import Listing, Wished, listing_of
from fieldapp.work.showing import labels_of

if TYPE_CHECKING:
    from fieldapp.work.children import Children
    from fieldapp.work.record_files import RecordFiles

_WITH_A_PAGE: Final = frozenset(
    {
        "activity",
        "agreement",
        "alternative",
        "assessment",
        "blank_form",
        "cause",
        "commitment",
        "follow_up",
        "logbook_entry",
        "minutes",
        "plan",
        "prioritisation",
        "problem",
    }
)
"""Kinds that have a page of their own, or are read through one."""


_LAST_KIND: Final = "last register"


@dataclass(frozen=True, slots=True)
class RegisterGroup:
    """Registers that belong together: the group's code and label, and its kinds."""

    code: str
    label: str
    kinds: tuple[KindSpec, ...]


class Registers:
    """What is done with any kind of record; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def kinds(self) -> tuple[KindSpec, ...]:
        """The plain registers: roots of a group that have no page of their own."""
        return tuple(
            spec
            for spec in self._desk.kinds
            if spec.group and not (spec.unit or spec.off or spec.name in _WITH_A_PAGE)
        )

    def groups(self) -> tuple[RegisterGroup, ...]:
        """The plain registers by group, in the groups' own order."""
        kinds = self.kinds()
        gathered = (
            RegisterGroup(
                one.code, one.label, tuple(spec for spec in kinds if spec.group == one.code)
            )
            for one in self._desk.pack.catalogue("register_groups")
        )
        return tuple(group for group in gathered if group.kinds)

    def last_kind(self) -> str:
        """The register that was looked at last; "" for none."""
        with self._desk.reading() as reading:
            return remembered(reading, _LAST_KIND, str) or ""

    def keep_last_kind(self, kind: str) -> None:
        """Remember which register is looked at."""
        with self._desk.writing() as writing:
            remember(writing, _LAST_KIND, kind)

    @property
    def children(self) -> Children:
        """What belongs to one record, as rows of it."""
        from fieldapp.work.children import Children

        return Children(self._desk)

    @property
    def files(self) -> RecordFiles:
        """The one file that some kinds of record have."""
        from fieldapp.work.record_files import RecordFiles

        return RecordFiles(self._desk)

    def counts(self) -> dict[str, int]:
        """How many records of each kind this laptop holds, without the annulled."""
        with self._desk.reading() as reading:
            return {
                spec.name: reading.count(spec.name, seen_by(self._desk, reading, spec))
                for spec in self._desk.kinds
            }

    def list(
        self,
        kind: str,
        *,
        text: str = "",
        filters: Mapping[str, object] | None = None,
        sort: str = "",
        descending: bool = False,
        limit: int = 200,
        offset: int = 0,
    ) -> Listing:
        """Rows of a kind in which every word of `text` occurs, sorted by a field or the newest."""
        spec = self._desk.kinds[kind]
        order = (("-" if descending else "") + sort,) if sort else ()
        with self._desk.reading() as reading:
            seen = {**(filters or {}), **seen_by(self._desk, reading, spec)}
            wished = Wished(text, seen, order, limit, offset)
            return listing_of(self._desk, reading, spec, wished)

    def get(self, kind: str, id: UUID) -> Record | None:
        """A record, annulled or not; None if this laptop does not hold it."""
        with self._desk.reading() as reading:
            return reading.get(self._desk.kinds[kind].record, id)

    def save(self, kind: str, id: UUID | None, changes: Changes) -> Saved:
        """Keep what was typed, in a new record when there is no id.

        A new person or entity with the document of another is joined to it (R1). Raises
        WrongFields, or Refused if this officer may not write that kind.
        """
        from fieldapp.work.same_as import join_equals

        record_class = self._desk.kinds[kind].record
        with self._desk.writing() as writing:
            if id is None:
                record = create(self._desk, record_class, changes)
            else:
                record = change(self._desk, fetch(writing, record_class, id), changes)
            must_be_allowed(self._desk, writing, record, changes.keys())
            put(self._desk, writing, record)
            join_equals(self._desk, writing, record)
            return Saved(writing.changed_kinds, record.id)

    def title(self, kind: str, id: UUID) -> str:
        """How a record is called in words; its kind's name where it has no name yet."""
        spec = self._desk.kinds[kind]
        with self._desk.reading() as reading:
            named = getattr(fetch(reading, spec.record, id), spec.title)
        return self.label(spec[spec.title], named) or spec.label

    def read_only(self, kind: str, id: UUID) -> Text | None:
        """Why this officer does not write on a record; None where they may."""
        spec, posting = self._desk.kinds[kind], self._desk.posting
        with self._desk.reading() as reading:
            record = fetch(reading, spec.record, id)
        if record.annulled:
            return say("Está anulado: {reason}", reason=record.annulled)
        return refusal(posting.role, Action.EDIT, spec, record, posting.officer)

    def annul(self, kind: str, id: UUID, reason: str) -> Saved:
        """Mark a record as not counting, with its reason."""
        with self._desk.writing() as writing:
            record = fetch(writing, self._desk.kinds[kind].record, id)
            return annul(self._desk, writing, record, reason)

    def restore(self, kind: str, id: UUID) -> Saved:
        """Take an annulment back."""
        with self._desk.writing() as writing:
            return restore(self._desk, writing, fetch(writing, self._desk.kinds[kind].record, id))

    def missing(self, kind: str, id: UUID) -> list[Lack]:
        """The fields a record should have and has not, and what is odd in those it has."""
        from fieldapp.work.doubts import doubts_about

        with self._desk.reading() as reading:
            record = fetch(reading, self._desk.kinds[kind].record, id)
            return [*lacking(self._desk, record), *doubts_about(self._desk, reading, record)]

    def options(self, field: FieldSpec, text: str = "", limit: int = 50) -> list[Option]:
        """What a picker offers for a code, a territory or a reference, the likeliest first."""
        with self._desk.reading() as reading:
            return options_of(self._desk, reading, field, text, limit)

    def label(self, field: FieldSpec, value: object) -> str:
        """A value as people read it."""
        with self._desk.reading() as reading:
            labels = labels_of(reading, self._desk.kinds, [(field, value)])
            return Showing(self._desk.pack, labels).cell(field, value)
