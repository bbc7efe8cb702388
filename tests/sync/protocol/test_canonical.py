"""Canonical values: one spelling, RFC 8785 where it applies."""

import json
from hashlib import blake2b
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.canonical import canonical_json
from sync.protocol.canonical import EMPTY_HASH, NotCanonical, base_hash, canonical
from tests.given.messages import values


@given(values)
def test_the_canonical_form_reads_back_as_the_same_value(value: Any) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(st.text(alphabet="aé\ue000😀\n", max_size=3), st.integers(-9, 9)))
def test_the_order_in_which_keys_were_written_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))


def test_keys_are_ordered_by_utf_16_as_in_the_example_of_rfc_8785() -> None:
    value = {"\u20ac": "e", "\r": "r", "\ufb33": "f", "1": "o", "\U0001f600": "s", "\u0080": "c"}
    written = canonical(value).decode()
    assert list(json.loads(written).values()) == ["r", "o", "c", "e", "s", "f"]


def test_control_characters_use_the_short_or_lowercase_escapes() -> None:
    assert canonical('\u000f\n"\\/é\x7f') == '"\\u000f\\n\\"\\\\/é\x7f"'.encode()


def test_the_base_hash_is_the_start_of_blake2b_512() -> None:
    assert base_hash("Guapi") == blake2b(b'"Guapi"').digest()[:8]
    assert base_hash(None) == EMPTY_HASH == blake2b(b"null").digest()[:8]


def test_an_instant_of_the_year_9999_has_a_canonical_form() -> None:
    assert canonical(253_402_300_799_999_999) == b"253402300799999999"


@pytest.mark.parametrize(
    "value", [1.5, b"bytes", 2**63, -(2**63) - 1, {1: 2}, "\ud800", (1, 2), float("nan")]
)
def test_what_no_record_can_hold_has_no_canonical_form(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_a_value_nested_too_deep_has_no_canonical_form() -> None:
    value: list[Any] = []
    for _ in range(2000):
        value = [value]
    with pytest.raises(NotCanonical):
        canonical(value)


@given(values)
def test_the_records_own_canonical_form_is_the_same(value: Any) -> None:
    try:
        expected = canonical_json(value)
    except ValueError:
        return  # beyond 2**53 - 1, which an acta never holds and an instant may
    assert canonical(value) == expected
