"""A pack from its folder to a laptop: signed, published, synced, used at the next opening."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.end_to_end.conftest import Enrolled
from tests.given.packs import changed_pack
from tests.given.served import Headquarters
from tests.given.signed_packs import catalogues_of


def an_edition(folder: Path, version: str, **changes: Any) -> Path:
    return changed_pack(folder / version, "CO", version=version, **changes)


def a_relabelled_theme() -> dict[str, Any]:
    catalogues = catalogues_of("CO")
    first, *rest = catalogues["themes"]
    return {**catalogues, "themes": [{**first, "label": "Con otro nombre"}, *rest]}


def test_a_published_pack_reaches_the_laptop_by_sync(
    headquarters: Headquarters, enrolled: Enrolled, tmp_path: Path
) -> None:
    laptop = enrolled("yesenia")
    assert json.loads(laptop.does("pack", "--json"))["version"] == "2026.1"
    folder = an_edition(tmp_path, "2026.2", catalogues=a_relabelled_theme())
    zipped = str(tmp_path / "co-2026.2.zip")
    signed = headquarters.run("pack", "sign", str(folder), zipped)
    assert signed["version"] == "2026.2"
    assert "data_protection" in signed["drafts"]
    headquarters.run("pack", "publish", zipped)
    laptop.does("sync")
    assert json.loads(laptop.does("pack", "--json"))["version"] == "2026.2"
    with laptop.open() as opened:
        labels = [one.label for one in opened.pack.catalogue("themes")]
    assert labels[0] == "Con otro nombre"
    assert (laptop.places.packs / "co-2026.2").is_dir()
    code, said = headquarters.tries("pack", "publish", zipped)
    assert code != 0
    assert "ya se publicó" in said
    headquarters.stop()
    headquarters.start()
    laptop.does("sync")


def test_a_pack_comes_in_a_usb_memory_and_an_older_one_is_refused(
    headquarters: Headquarters, enrolled: Enrolled, tmp_path: Path
) -> None:
    laptop = enrolled("rosa")
    files = []
    for version in ("2027.1", "2026.9"):
        folder, zipped = an_edition(tmp_path, version), tmp_path / f"co-{version}.zip"
        headquarters.run("pack", "sign", str(folder), str(zipped))
        files.append(str(zipped))
    told = json.loads(laptop.does("pack", "--install", files[0], "--json"))
    assert told == {"country": "CO", "installed": True, "version": "2027.1"}
    assert json.loads(laptop.does("pack", "--json"))["version"] == "2027.1"
    code, said = laptop.tries("pack", "--install", files[1])
    assert code != 0
    assert "no es más nuevo" in said


def test_a_pack_that_drops_a_code_is_not_signed(headquarters: Headquarters, tmp_path: Path) -> None:
    catalogues = catalogues_of("CO")
    dropped = {**catalogues, "themes": catalogues["themes"][1:]}
    folder = an_edition(tmp_path, "2026.5", catalogues=dropped)
    zipped = tmp_path / "co-2026.5.zip"
    code, said = headquarters.tries("pack", "sign", str(folder), str(zipped))
    assert code != 0
    assert "ya no tiene el código" in said
    assert not zipped.exists()
