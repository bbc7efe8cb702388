"""`fieldapp-server pack check`: which texts of a pack the ministry still has to give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sync.server.__main__ import main
from tests.given.packs import pack_with_notice


def test_each_written_language_is_told_with_what_it_lacks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["pack", "check", "co"]) == 0
    said = capsys.readouterr().out
    assert "Español (es): tiene un texto en borrador" in said
    assert "Wayuunaiki (guc): no tiene texto" in said
    assert "señas" not in said
    assert "Faltan los textos de 8 lenguas" in said


def test_a_text_that_is_there_is_told_and_lacks_no_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack_with_notice(tmp_path, draft=False)
    assert main(["--json", "pack", "check", str(tmp_path / "co")]) == 0
    languages = json.loads(capsys.readouterr().out)["languages"]
    assert (languages["guc"], languages["pbb"]) == ("ready", "missing")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"translates": "co-habeas-data-0"}, "traduce una versión anterior"),
        ({"text": ["漢"]}, "no se puede imprimir"),
    ],
)
def test_a_text_that_cannot_be_used_fails_the_check(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    changes: dict[str, Any],
    why: str,
) -> None:
    pack_with_notice(tmp_path, **changes)
    assert main(["pack", "check", str(tmp_path / "co")]) == 69
    told = capsys.readouterr()
    assert why in told.out
    assert "guc" in told.err
