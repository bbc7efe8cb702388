"""Field merge: nothing is lost, whoever comes first."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.canonical import base_hash
from sync.protocol.merge import Merge, Outcome, merge_created, merge_field
from tests.given.messages import values

code_sets = st.lists(st.sampled_from("abcde"), unique=True, max_size=4).map(
    lambda codes: sorted(codes) or None
)


@st.composite
def triples(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    """A value seen by two people and what each made of it; often the same thing."""
    base = draw(values)
    mine = draw(st.just(base) | values)
    theirs = draw(st.just(base) | st.just(mine) | values)
    return base, mine, theirs


@given(triples())
def test_a_change_of_what_its_author_saw_is_set(triple: tuple[Any, Any, Any]) -> None:
    base, mine, _ = triple
    merged = merge_field(Merge.FIELD, base, mine, base_hash(base))
    assert merged.value == mine


@given(triples())
def test_of_two_different_changes_the_first_stands_and_the_second_is_reported(
    triple: tuple[Any, Any, Any],
) -> None:
    base, mine, theirs = triple
    first = merge_field(Merge.FIELD, base, mine, base_hash(base))
    second = merge_field(Merge.FIELD, first.value, theirs, base_hash(base))
    assert second.value == theirs or (
        second.value == first.value and second.outcome is Outcome.CONFLICT
    )


@given(st.sampled_from(Merge), triples())
def test_merging_the_same_patch_twice_changes_nothing_more(
    merge: Merge, triple: tuple[Any, Any, Any]
) -> None:
    base, mine, theirs = triple
    once = merge_field(merge, theirs, mine, base_hash(base))
    twice = merge_field(merge, once.value, mine, base_hash(base))
    assert twice.value == once.value


@given(st.sampled_from(Merge), triples())
def test_no_outcome_drops_the_offered_value_in_silence(
    merge: Merge, triple: tuple[Any, Any, Any]
) -> None:
    base, mine, theirs = triple
    merged = merge_field(merge, theirs, mine, base_hash(base))
    if merged.outcome in (Outcome.SAME, Outcome.SET):
        assert merged.value == mine
    if merged.outcome is Outcome.CONFLICT:
        assert merged.value == theirs


@given(code_sets, code_sets, code_sets)
def test_two_additions_to_a_set_are_joined_in_either_order(
    base: Any, mine: Any, theirs: Any
) -> None:
    def both(first: Any, second: Any) -> Any:
        stored = merge_field(Merge.UNION, base, first, base_hash(base)).value
        return merge_field(Merge.UNION, stored, second, base_hash(base)).value

    if base not in (mine, theirs):
        assert both(mine, theirs) == both(theirs, mine)
        assert set(mine or ()) | set(theirs or ()) == set(both(mine, theirs) or ())


@given(*[st.integers(-(2**63), 2**63 - 1)] * 3)
def test_the_larger_value_stands_in_either_order(base: int, mine: int, theirs: int) -> None:
    stored = merge_field(Merge.MAX, base, mine, base_hash(base)).value
    assert merge_field(Merge.MAX, stored, theirs, base_hash(base)).value == max(base, mine, theirs)


def test_an_immutable_field_is_set_once() -> None:
    first = merge_field(Merge.IMMUTABLE, None, "D07-1", base_hash(None))
    assert (first.value, first.outcome) == ("D07-1", Outcome.SET)
    second = merge_field(Merge.IMMUTABLE, "D07-1", "D07-2", base_hash("D07-1"))
    assert (second.value, second.outcome) == ("D07-1", Outcome.CONFLICT)


def test_a_name_is_set_once_and_may_be_forgotten() -> None:
    def merged(stored: str | None, offered: str | None, base: str | None) -> tuple[object, Outcome]:
        found = merge_field(Merge.ONCE, stored, offered, base_hash(base))
        return found.value, found.outcome

    assert merged(None, "Ana Mina", None) == ("Ana Mina", Outcome.SET)
    assert merged("Ana Mina", "Rosa Paz", "Ana Mina") == ("Ana Mina", Outcome.CONFLICT)
    assert merged("Ana Mina", None, "Ana Mina") == (None, Outcome.SET)
    assert merged("Ana Mina", None, "Rosa Paz") == ("Ana Mina", Outcome.CONFLICT)


def test_only_headquarters_sets_its_fields() -> None:
    merged = merge_field(Merge.HQ, None, "x", base_hash(None))
    assert (merged.value, merged.outcome) == (None, Outcome.CONFLICT)


def test_a_record_made_twice_keeps_what_was_there_and_takes_what_was_empty() -> None:
    assert merge_created(Merge.FIELD, "Alcaldía", None).outcome is Outcome.SAME
    assert merge_created(Merge.FIELD, None, "Guapi").value == "Guapi"
    assert merge_created(Merge.FIELD, "Alcaldía", "Concejo").outcome is Outcome.CONFLICT
