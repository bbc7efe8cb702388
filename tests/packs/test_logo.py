"""The ministry's logo: what of a drawing is printed, and what is refused by its name."""

from __future__ import annotations

import pytest

from fieldapp.packs.logo import HEIGHT, read_logo
from fieldapp.records.text import SPANISH, Refused
from tests.given.packs import LOGO

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 20 100 50">'


def _outline(written: str, attributes: str = "") -> str:
    svg = f'{_HEAD}<path {attributes} d="{written}"/></svg>'
    return read_logo(svg.encode()).shapes[0].outline


def test_a_logo_is_shapes_of_whole_numbers_from_its_own_corner() -> None:
    logo = read_logo(LOGO)
    assert (logo.width, HEIGHT) == (1200, 1000)
    assert logo.shapes[0].outline == "M 600 50 L 1150 950 L 50 950 Z"
    assert [one.white for one in logo.shapes] == [False, False, True]
    assert [one.even_odd for one in logo.shapes] == [False, True, False]


@pytest.mark.parametrize(
    ("written", "outline"),
    [
        ("M10 20L20 20 20 30z", "M 0 0 L 200 0 L 200 200 Z"),
        ("m10 20 10 0 0 10z", "M 0 0 L 200 0 L 200 200 Z"),
        ("M10,20h10v10H10V20", "M 0 0 L 200 0 L 200 200 L 0 200 L 0 0"),
        ("M10 20q15 0 15 15", "M 0 0 C 200 0 300 100 300 300"),
        (
            "M10 20c5 0 10 5 10 10s5 10 10 10",
            "M 0 0 C 100 0 200 100 200 200 C 200 300 300 400 400 400",
        ),
        ("M1e1 2e1l.5.5-.5.5z", "M 0 0 L 10 10 L 0 20 Z"),
    ],
)
def test_every_way_of_writing_an_outline_is_read(written: str, outline: str) -> None:
    assert _outline(written) == outline


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ('<path d="M10 20A5 5 0 0 1 20 20"/>', "A"),
        ('<path d="M10 20L30"/>', "L"),
        ('<path d="M10 20z 5"/>', "z"),
        ('<path d="5 5"/>', "d="),
        ('<path d="M10 20z" stroke="black"/>', "stroke"),
        ('<path d="M10 20z" style="fill:red"/>', "style"),
        ('<g transform="scale(2)"><path d="M10 20z"/></g>', "transform"),
        ("<text>letras</text>", "<text>"),
        ("<image/>", "<image>"),
        ("", "path"),
    ],
)
def test_what_cannot_be_printed_is_refused_by_its_name(inside: str, named: str) -> None:
    with pytest.raises(Refused) as refused:
        read_logo(f"{_HEAD}{inside}</svg>".encode())
    assert named in SPANISH(refused.value.text)


@pytest.mark.parametrize(
    "svg",
    [
        b"no drawing",
        b'<svg viewBox="0 0 0 0"><path d="M0 0z"/></svg>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"><path d="M0 0z"/></svg>',
        LOGO + b" " * 30_000,
    ],
)
def test_a_file_that_is_no_logo_is_refused(svg: bytes) -> None:
    with pytest.raises(Refused):
        read_logo(svg)
