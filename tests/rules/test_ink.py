"""Drawn signatures as bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.rules.ink import Drawing, acta_ink_digest, pack_drawing, unpack_drawing
from tests.given import actas

_POINTS = st.tuples(st.integers(0, 5000), st.integers(0, 5000))
_DRAWINGS = st.builds(
    Drawing,
    width=st.integers(1, 5000),
    height=st.integers(1, 5000),
    strokes=st.lists(st.lists(_POINTS, max_size=30).map(tuple), max_size=6).map(tuple),
)


@given(_DRAWINGS)
def test_a_drawing_is_read_back_point_by_point(drawing: Drawing) -> None:
    assert unpack_drawing(pack_drawing(drawing)) == drawing


def test_a_signature_takes_a_few_hundred_bytes() -> None:
    assert len(pack_drawing(actas.drawing())) < 450


def test_half_a_drawing_or_something_else_is_refused() -> None:
    packed = pack_drawing(actas.drawing())
    for length in (0, 1, 3, len(packed) - 1):
        with pytest.raises(ValueError, match="drawing"):
            unpack_drawing(packed[:length])
    with pytest.raises(ValueError, match="drawing"):
        unpack_drawing(b"%PDF-1.7")


def test_a_dot_is_a_blank_pad_and_a_stroke_is_not() -> None:
    assert Drawing(1000, 400, ()).is_blank
    assert Drawing(1000, 400, (((500, 200), (503, 201)),)).is_blank
    assert not actas.drawing().is_blank


def test_a_signature_binds_to_the_acta_and_to_the_one_before() -> None:
    packed = pack_drawing(actas.drawing())

    def bound(**changes: str) -> str:
        given = {"acta_digest": "aa", "person": "p", "previous": ""} | changes
        return acta_ink_digest(packed=packed, signed_at_us=1, **given)

    assert len({bound(), bound(acta_digest="bb"), bound(person="q"), bound(previous="cc")}) == 4
