"""Headquarters publishes a newer pack: laptops fetch it, or get it on a stick; nothing is lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.app import assemble_work
from fieldapp.packs.resources import resource_path
from fieldapp.records.describe import Code
from tests.end_to_end.conftest import Enrolled
from tests.given.desks import Clock
from tests.given.packs import changed_pack
from tests.given.served import Headquarters
from tests.given.terminals import Laptop

RETIRED = "GT"


def a_newer_pack(folder: Path, version: str = "2030.1") -> Path:
    """The pack of Colombia with an axis retired, another one new, and a day decreed free."""
    written = json.loads(resource_path("packs", "co", "pack.json").read_text(encoding="utf-8"))
    axes = [
        one | {"until": 2025} if one["code"] == RETIRED else one
        for one in written["catalogues"]["axes"]
    ]
    axes.append({"code": "NUEVO", "label": "Empleo verde"})
    catalogues = {**written["catalogues"], "axes": axes}
    return changed_pack(folder, version=version, catalogues=catalogues)


def says(laptop: Laptop) -> str:
    return str(laptop.does("pack"))


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_published_pack_reaches_laptops_and_old_records_stay_readable(
    headquarters: Headquarters, enrolled: Enrolled, tmp_path: Path
) -> None:
    laptop = enrolled("yesenia")
    with laptop.open() as opened:
        work = assemble_work(opened, Clock(datetime.now(UTC)))
        shipped = opened.pack.version
        kept = {"objective": "Instalar la mesa", "territory": "19318", "axis": Code(RETIRED)}
        visit = work.visits.start(changes=kept).id
    signed = tmp_path / "pack-co-2030.1.zip"
    headquarters.run("pack", "sign", str(a_newer_pack(tmp_path)), str(signed))
    headquarters.run("pack", "publish", str(signed))
    assert shipped in says(laptop)
    laptop.does("sync")
    laptop.does("sync")
    assert "2030.1" in says(laptop)
    with laptop.open() as opened:
        work = assemble_work(opened, Clock(datetime.now(UTC)))
        axes = opened.pack.catalogue("axes")
        assert axes.label(RETIRED) != RETIRED
        assert RETIRED not in {one.code for one in axes.offered(2026)}
        assert "NUEVO" in {one.code for one in axes.offered(2026)}
        stands = work.visits.get(visit)
        assert stands is not None
        assert stands.axis == RETIRED


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_pack_on_a_memory_stick_needs_no_network_and_no_other_key(
    headquarters: Headquarters, enrolled: Enrolled, tmp_path: Path
) -> None:
    laptop = enrolled("yesenia")
    signed = tmp_path / "pack-co-2031.1.zip"
    headquarters.run("pack", "sign", str(a_newer_pack(tmp_path, "2031.1")), str(signed))
    laptop.does("pack", str(signed))
    assert "2031.1" in says(laptop)
    forged = tmp_path / "forged.zip"
    forged.write_bytes(signed.read_bytes()[:-60])
    code, said = laptop.tries("pack", str(forged))
    assert code == 65
    assert "No se instaló nada" in said
    code, said = laptop.tries("pack", str(signed))
    assert "no es más nuevo" in said
