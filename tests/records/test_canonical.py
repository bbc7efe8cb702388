"""The canonical form of a value: the same bytes on every machine."""

from __future__ import annotations

import pytest

from fieldapp.records.canonical import canonical_json


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert canonical_json({"b": [1, "ñ"], "a": {"d": None, "c": True}}) == (
        '{"a":{"c":true,"d":null},"b":[1,"ñ"]}'.encode()
    )


def test_keys_are_ordered_by_utf_16_as_rfc_8785_says() -> None:
    """The example of RFC 8785 section 3.2.3: U+1F600 sorts before U+FB33 in UTF-16 only."""
    assert canonical_json({"\ufb33": 1, "\U0001f600": 2, "\u20ac": 3}) == (
        '{"\u20ac":3,"\U0001f600":2,"\ufb33":1}'.encode()
    )


def test_only_the_shortest_escapes_are_used() -> None:
    assert canonical_json('"\\/\b\t\n\f\r\x01\x7f') == b'"\\"\\\\/\\b\\t\\n\\f\\r\\u0001\x7f"'


@pytest.mark.parametrize("value", [1.0, 2**53, {1: "x"}, {"x": b"x"}, "\ud800"])
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the type is the contract, the words are ours
        canonical_json(value)  # type: ignore[arg-type]
