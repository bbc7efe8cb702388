"""The photographs of a meeting, printed apart from its acta."""

from __future__ import annotations

import io

import pikepdf
import pytest

from fieldapp.documents.conformance import faults
from fieldapp.documents.photo_annex import SIDE_MOST, Photograph, render_photo_annex
from fieldapp.rules.acta import draft_content
from tests.given import actas
from tests.given.packs import pack
from tests.given.papers import everything_in, pages_of, words_of
from tests.given.photos import SECRET_OWNER, a_photo


def _six() -> list[Photograph]:
    return [
        Photograph(a_photo(n, turned=n == 2), f"La mesa, grupo {n}", "20 nov 2026, 10:15")
        for n in range(6)
    ]


@pytest.mark.parametrize("country", ["CO", "PE", "HN"])
def test_six_photographs_of_twelve_megapixels_fit_one_page_and_travel(country: str) -> None:
    acta, _ = actas.issued(country=country)
    annex = render_photo_annex(acta.content, _six())
    assert len(annex) < 2_000_000
    assert len(pages_of(annex)) == 1
    assert faults(annex) == []
    said = words_of(annex)
    assert f"N.º {actas.NUMBER}" in said
    place = 0
    for n in range(1, 7):
        place = said.index(f"Fotografía {n} La mesa, grupo {n - 1}, 20 nov 2026", place)


def test_each_photograph_is_upright_small_and_says_what_it_shows() -> None:
    acta, _ = actas.issued()
    with pikepdf.open(io.BytesIO(render_photo_annex(acta.content, _six()))) as document:
        pictures = [
            (int(one.Width), int(one.Height))
            for one in document.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
        said = [
            str(one.Alt)
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
    assert sorted(pictures) == [(1200, SIDE_MOST), *[(SIDE_MOST, 1200)] * 5]
    assert min(said) == "Fotografía 1: La mesa, grupo 0, 20 nov 2026, 10:15"


def test_nothing_that_the_camera_wrote_is_carried() -> None:
    acta, _ = actas.issued()
    held = everything_in(render_photo_annex(acta.content, _six()))
    assert SECRET_OWNER.encode() in a_photo(0)
    assert SECRET_OWNER.encode() not in held
    assert b"Exif" not in held


def test_an_annex_to_a_draft_has_no_number_and_what_is_no_picture_is_said() -> None:
    content = draft_content(actas.visit_records(), pack(), actas.issuer())
    annex = render_photo_annex(content, [Photograph(b"%PDF"), Photograph(a_photo(1))])
    assert "Acta de reunión sin número" in words_of(annex)
    assert "no se puede mostrar como fotografía" in words_of(annex)
    assert faults(annex) == []
    assert render_photo_annex(content, [Photograph(a_photo(1))]) == render_photo_annex(
        content, [Photograph(a_photo(1))]
    )
