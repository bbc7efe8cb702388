"""What is said of a pack before it is signed: keys nobody reads, texts that would not print."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from fieldapp.packs import Pack, read_pack
from fieldapp.packs.checking import faults, ignored_keys
from fieldapp.packs.versions import in_force
from fieldapp.packs.wordings import TEXTS
from tests.given.packs import changed_pack, pack


def _with_texts(folder: Path, **texts: str | None) -> Pack:
    """The pack of Colombia with some texts of its acta changed, or without them."""
    copy = changed_pack(folder)
    written = json.loads((copy / "wording.json").read_text(encoding="utf-8"))
    for key, text in texts.items():
        written["acta"][key] = text
        if text is None:
            del written["acta"][key]
    (copy / "wording.json").write_text(json.dumps(written), encoding="utf-8")
    return read_pack(copy)


@pytest.mark.parametrize("country", ["CO", "PE", "HN"])
def test_nothing_of_a_shipped_pack_goes_unread_and_it_says_what_is_a_draft(country: str) -> None:
    there = pack(country)
    assert ignored_keys(there) == ()
    assert faults(there) == ()
    assert there.locale == f"es-{country}"
    assert there.valid_from == date(2026, 1, 1)
    told = {one.part for one in there.drafts}
    assert {"prompts.pes_scan", "catalogues.protocol_steps"} <= told
    assert bool(there.catalogue("services")) != ("catalogues.services" in told)


def test_keys_that_nobody_reads_are_named_wherever_they_stand(tmp_path: Path) -> None:
    changed = changed_pack(
        tmp_path,
        colour="red",
        legal={"draft": True, "misson": ["Ley"]},
        glossary=[{"word": "a", "meaning": "b", "meanings": "c"}],
    )
    there = read_pack(changed)
    assert ignored_keys(there) == (
        "pack.json: legal.misson",
        "pack.json: glossary.0.meanings",
        "pack.json: colour",
    )


def test_a_text_that_no_document_prints_is_named(tmp_path: Path) -> None:
    assert ignored_keys(_with_texts(tmp_path, closign="…")) == ("wording.json: acta.closign",)


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        ({"closing": "En {lugar}, el {date}."}, "{lugar}"),
        ({"closing": "En {place, el {date}."}, "acta.closing"),
        ({"convened": "Se convoca en {place}."}, "{place}"),
        ({"opening": None}, "falta «acta.opening»"),
    ],
)
def test_a_text_that_would_stop_a_document_is_told(
    tmp_path: Path, texts: dict[str, str | None], named: str
) -> None:
    (fault,) = faults(_with_texts(tmp_path, **texts))
    assert named in str(fault)


def test_what_a_text_may_hold_is_what_the_acta_puts_in(tmp_path: Path) -> None:
    every = " ".join(f"{{{place}}}" for place in sorted(TEXTS["acta"]["opening"]))
    assert faults(_with_texts(tmp_path, opening=every, closing=every)) == ()


def test_a_pack_waits_for_its_day(tmp_path: Path) -> None:
    there = read_pack(changed_pack(tmp_path, valid_from="2027-01-01"))
    assert not in_force(there, date(2026, 12, 31))
    assert in_force(there, date(2027, 1, 1))
