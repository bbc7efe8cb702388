"""Whatever is put in whatever order, the store holds the last value and captures the first."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from fieldapp.records.describe import Code, Record
from fieldapp.records.people import Organization
from fieldapp.records.visits import Activity
from fieldapp.store.columns import from_stored
from tests.given.vaults import DEVICE, NOON, OFFICER, a_store, an_author

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
RECORDS = st.one_of(
    st.builds(
        Activity,
        id=st.integers(1, 4).map(lambda number: UUID(int=number)),
        objective=TEXTS,
        themes=st.frozensets(st.sampled_from(["youth", "rural", "mesa"]).map(Code)),
        audience_women=st.none() | st.integers(0, 100_000),
        planned_on=st.none() | st.dates(),
        starts_at=st.none() | st.datetimes(timezones=st.just(NOON.tzinfo)),
        annulled=st.sampled_from(["", "Repetida"]),
    ),
    st.builds(
        Organization,
        id=st.integers(1, 3).map(lambda number: UUID(int=number)),
        name=TEXTS,
        is_sector=st.none() | st.booleans(),
        parent=st.none() | st.uuids(),
    ),
)


class AnyHistory(RuleBasedStateMachine):
    """The store beside a plain dictionary that says what it must hold."""

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        folder = self.open.enter_context(tempfile.TemporaryDirectory())
        self.store = self.open.enter_context(a_store(Path(folder)))
        self.held: dict[tuple[type[Record], UUID], Record] = {}
        self.frozen: dict[tuple[type[Record], UUID], Record] = {}

    @rule(records=st.lists(RECORDS, min_size=1, max_size=4), fails=st.booleans())
    def put(self, records: list[Record], fails: bool) -> None:
        """One transaction, which may fail at its end."""
        try:
            with self.store.write(an_author()) as writing:
                for record in records:
                    writing.put(record)
                if fails:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            return
        for record in records:
            self.held[type(record), record.id] = signed(record)

    @rule()
    def freeze(self) -> None:
        """What a sync does with the marks."""
        with self.store.database.writing() as connection:
            connection.execute("DELETE FROM dirty")
        self.frozen = dict(self.held)

    @invariant()
    def every_record_is_as_it_was_put_last(self) -> None:
        with self.store.read() as reading:
            for (kind, ident), record in self.held.items():
                assert reading.get(kind, ident) == record
            for kind in (Activity, Organization):
                kept = reading.all(kind, include_annulled=True)
                assert {one.id for one in kept} == {i for k, i in self.held if k is kind}

    @invariant()
    def every_change_since_the_freeze_is_marked_with_what_was_seen_then(self) -> None:
        with self.store.read() as reading:
            rows = reading.connection.execute("SELECT * FROM dirty").all()
            marks: dict[tuple[str, UUID], dict[str, Any]] = {}
            for kind, ident, field, base in rows:
                marks.setdefault((kind, UUID(bytes=ident)), {})[field] = base
        for (kind, ident), record in self.held.items():
            spec = self.store.schema.kinds.spec_of(kind)
            mark = marks.pop((spec.name, ident), {})
            before = self.frozen.get((kind, ident))
            if before is None:
                assert mark == {"": None}
                continue
            for field in spec.fields:
                seen = getattr(before, field.name)
                if field.name in mark:
                    assert from_stored(field, mark[field.name]) == seen
                else:
                    assert getattr(record, field.name) == seen
        assert not marks

    @invariant()
    def every_word_is_found(self) -> None:
        with self.store.read() as reading:
            for (kind, ident), record in self.held.items():
                text = getattr(record, "objective", "") or getattr(record, "name", "")
                if text.isascii() and text.isalnum() and len(text) > 1 and not record.annulled:
                    found = reading.all(kind, {"id": ident})
                    name = self.store.schema.kinds.spec_of(kind).name
                    assert [(ident,)] == reading.listing(name, ["id"], {"id": ident}, text=text)
                    assert found == [record]

    def teardown(self) -> None:
        self.open.close()


def signed(record: Record) -> Record:
    return msgspec.structs.replace(
        record, created_by=OFFICER, created_at=NOON, created_device=DEVICE
    )


AnyHistory.TestCase.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
test_any_history = AnyHistory.TestCase
