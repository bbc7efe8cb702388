"""A laptop is lost with blank forms out: headquarters knows each number, the next one types."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from fieldapp.app import assemble_work
from tests.end_to_end.conftest import Enrolled
from tests.given.desks import Clock
from tests.given.photographs import photographed, printed
from tests.given.served import Headquarters
from tests.given.terminals import Laptop


def fates_at(headquarters: Headquarters, *words: str) -> list[tuple[str, str, str]]:
    """What headquarters says of the forms: number, fate, reason."""
    listed = cast("list[dict[str, Any]]", headquarters.run("form", "list", *words))
    return [(one["number"], one["fate"], one["reason"]) for one in listed]


def complaints(headquarters: Headquarters) -> list[str]:
    _, said = headquarters.tries("check")
    return [line for line in said.splitlines() if line.startswith("!") and "ormulario" in line]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_forms_of_a_lost_laptop_are_known_and_typed_on_the_next(
    headquarters: Headquarters, enrolled: Enrolled, tmp_path: Path
) -> None:
    lost = enrolled("yesenia")
    with lost.open() as opened:
        forms = assemble_work(opened, Clock(datetime.now(UTC))).blank_forms
        first, spoilt, out = made = forms.make("acta", 3).numbers
        photos = [tmp_path / "1.jpg", tmp_path / "2.jpg"]
        for photo, page in zip(photos, (0, -1), strict=True):
            photo.write_bytes(photographed(printed(forms.again([first]).pdf, page)))
        forms.annul(spoilt, "Se mojó")
    lost.does("sync")
    assert fates_at(headquarters) == [
        (first, "printed", ""),
        (spoilt, "annulled", "Se mojó"),
        (out, "printed", ""),
    ]

    code = headquarters.devices()[-1]["code"]
    headquarters.run("device", "revoke", code, "--reason", "Se la llevó el río")
    assert [first in line and out in line for line in complaints(headquarters)] == [True]

    nxt: Laptop = enrolled("yesenia")
    nxt.does("sync")
    with nxt.open() as opened:
        work = assemble_work(opened, Clock(datetime.now(UTC)))
        assert {line.number for line in work.blank_forms.lines()} == set(made)
        pages = [page for photo in photos for page in work.signed_papers.read(photo)]
        work.blank_forms.transcribe(first, pages)
        work.blank_forms.lose(out, "Iba en el maletín")
        assert work.blank_forms.make("acta", 1).numbers[0] not in made
    nxt.does("sync")
    assert fates_at(headquarters, "--device", code) == [
        (first, "transcribed", ""),
        (spoilt, "annulled", "Se mojó"),
        (out, "lost", "Iba en el maletín"),
    ]
    assert complaints(headquarters) == []
