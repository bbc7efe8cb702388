"""The finished file: what it says of itself, its field for a signature, its repeatable bytes."""

from __future__ import annotations

import io

import pikepdf
import pytest

from fieldapp.documents.acta import render_acta, render_draft
from fieldapp.documents.archival import SIGNATURE_FIELD
from fieldapp.documents.attendance import render_attendance
from fieldapp.rules.acta import draft_content
from tests.given import actas
from tests.given.every_paper import EVERY
from tests.given.packs import pack


def test_an_acta_has_one_empty_field_for_the_officers_signature() -> None:
    acta, signatures = actas.issued()
    with pikepdf.open(io.BytesIO(render_acta(acta.content, signatures))) as document:
        (field,) = document.Root.AcroForm.Fields
        assert (str(field.FT), str(field.T)) == ("/Sig", SIGNATURE_FIELD)
        assert "/V" not in field
        assert [float(side) for side in field.Rect] == [0, 0, 0, 0]
        assert int(field.F) == 4 | 128
        assert field.objgen in [one.objgen for one in document.pages[-1].obj.Annots]
        owner = document.Root.StructTreeRoot.ParentTree.Nums[2 * int(field.StructParent) + 1]
        assert str(owner.S) == "/Form"
        assert owner.K.Obj.objgen == field.objgen


def test_papers_that_nobody_signs_electronically_have_no_field() -> None:
    records = actas.visit_records(people=2)
    for paper in (
        render_attendance(records, pack(), actas.issuer()),
        render_draft(draft_content(records, pack(), actas.issuer())),
    ):
        with pikepdf.open(io.BytesIO(paper)) as document:
            assert "/AcroForm" not in document.Root


@pytest.mark.parametrize("country", ["CO", "PE", "HN"])
def test_the_file_says_the_same_of_itself_twice(country: str) -> None:
    acta, signatures = actas.issued(country=country)
    with pikepdf.open(io.BytesIO(render_acta(acta.content, signatures))) as document:
        said = document.open_metadata()
        assert said["dc:title"] == str(document.docinfo.Title)
        assert said["dc:creator"] == [str(document.docinfo.Author)]
        assert said["xmp:CreateDate"] == "2026-11-20T18:15:00Z"
        assert str(document.docinfo.CreationDate) == "D:20261120181500Z"
        assert said["pdfaid:part"] + said["pdfaid:conformance"] == "3A"
        assert str(document.Root.Lang) == f"es-{country}"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)


@pytest.mark.parametrize("name", EVERY)
def test_bytes_depend_on_nothing_but_the_content(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not on the clock, on what a build server sets for it, or on what was printed before."""
    first = EVERY[name](pack())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    EVERY["acta"](pack("PE"))
    assert EVERY[name](pack()) == first
