"""Whatever the line does, two laptops and headquarters end up equal and no typed value vanishes."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fieldapp.records.describe import Record
from fieldapp.records.visits import Activity, AgendaItem
from sync.client.ports import LineFailure
from tests.given.field_work import a_visit
from tests.given.headquarters import HeadquartersGiven
from tests.given.lines import Fault
from tests.sync.client.conftest import Enrol, Enrolled

FIELDS = ("venue", "results", "companions")

steps = st.lists(
    st.one_of(
        st.tuples(st.just("create"), st.integers(0, 1), st.integers(0, 2)),
        st.tuples(st.just("edit"), st.integers(0, 1), st.integers(0, 2)),
        st.tuples(st.just("sync"), st.integers(0, 1), st.sampled_from(list(Fault))),
        st.tuples(st.just("type while it syncs"), st.integers(0, 1), st.integers(0, 2)),
    ),
    min_size=4,
    max_size=24,
)


class Story:
    """What two officers did to a handful of visits, and every value they typed."""

    def __init__(self, laptops: list[Enrolled]) -> None:
        self.laptops = laptops
        self.visits: list[UUID] = []
        self.typed: dict[str, str] = {}
        """Each value typed, with the value its author saw before."""

    def play(self, step: tuple[str, int, Any]) -> None:
        verb, who, what = step
        at = self.laptops[who]
        if verb == "create":
            self.create(at, what)
        elif verb == "edit":
            self.edit(at, what)
        elif verb == "type while it syncs":
            self.sync_and_edit(at, what)
        else:
            at.line.will(what)
            self.sync(at)

    def create(self, at: Enrolled, points: int) -> None:
        visit = a_visit(str(uuid4()), created_by=None, venue=self.type("", "new"))
        agenda = [AgendaItem(id=uuid4(), activity=visit.id, title="Punto") for _ in range(points)]
        at.laptop.put(visit, *agenda)
        self.visits.append(visit.id)

    def edit(self, at: Enrolled, field: int) -> None:
        name = FIELDS[field]
        for visit in self.visits:
            with at.laptop.store.read() as reading:
                held = reading.get(Activity, visit)
            if held is not None:
                typed = self.type(getattr(held, name), name)
                at.laptop.put(replace(held, **{name: typed}))

    def type(self, seen: str, about: str) -> str:
        value = f"{about} {len(self.typed)} {uuid4()}"
        self.typed[value] = seen
        return value

    def sync_and_edit(self, at: Enrolled, field: int) -> None:
        genuine = at.line.answer

        def answer(sent: bytes) -> bytes:
            answered = genuine(sent)
            self.edit(at, field)
            return answered

        at.line.answer = answer
        at.sync()
        at.line.answer = genuine

    def sync(self, at: Enrolled) -> None:
        try:
            at.sync()
        except LineFailure:
            return
        finally:
            at.line.faults.clear()


def _held(at: Enrolled, visits: list[UUID]) -> dict[UUID, list[Record]]:
    with at.laptop.store.read() as reading:
        return {
            visit: [
                *reading.all(Activity, {"id": visit}),
                *reading.all(AgendaItem, {"activity": visit}, order_by=["id"]),
            ]
            for visit in visits
        }


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_laptops_converge_and_no_typed_value_vanishes(
    enrol: Enrol, headquarters: HeadquartersGiven, told: list[tuple[str, int, Any]]
) -> None:
    story = Story([enrol(), enrol()])
    for step in told:
        story.play(step)
    for _ in range(4):  # The faults are over: everything must drain.
        for at in story.laptops:
            at.sync()
    one, two = (_held(at, story.visits) for at in story.laptops)
    assert one == two
    for at in story.laptops:
        counts = at.laptop.sync.counts()
        assert (counts.pending, counts.batches_waiting, counts.differing) == ({}, 0, ())
    assert not story.typed.keys() - _kept(headquarters, story)


def _kept(headquarters: HeadquartersGiven, story: Story) -> set[str]:
    """Values that stand or wait for a person, and all that a kept value's author had seen."""
    standing = headquarters.rows(
        "select v.value from record, jsonb_each_text(vals) v where id = any(:ids)",
        ids=story.visits,
    )
    offered = [offered for _, _, offered in headquarters.contests()]
    waiting = {*(value for (value,) in standing), *offered} & story.typed.keys()
    kept: set[str] = set()
    while waiting:
        value = waiting.pop()
        kept.add(value)
        waiting |= {story.typed[value]} & story.typed.keys() - kept
    return kept
