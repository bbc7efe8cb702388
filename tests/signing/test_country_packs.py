"""A country pack is believed only as headquarters signed it, and only a newer one is taken in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from fieldapp.packs.shelf import PackShelf
from fieldapp.packs.versions import edition
from fieldapp.records.text import Refused
from fieldapp.signing.country_packs import PACK_BYTES_MAX, believed_pack, signed_pack
from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.packs_in_use import install_pack, pack_in_use
from tests.given.signed_packs import HEADQUARTERS, PACKS, a_signed_pack

KEY = HEADQUARTERS.public


def changed(content: bytes, name: str, words: bytes | None) -> bytes:
    """The same zip with one file replaced, or left out."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(written, "w") as archive:
        for one in read.namelist():
            if one != name:
                archive.writestr(one, read.read(one))
        if words is not None:
            archive.writestr(name, words)
    return written.getvalue()


def refusal(content: bytes, key: bytes = KEY) -> str:
    with pytest.raises(Refused) as refused:
        believed_pack(content, key)
    return str(refused.value.text)


def test_what_headquarters_signed_is_believed_and_is_the_same_every_time(tmp_path: Path) -> None:
    content = a_signed_pack(tmp_path)
    manifest = believed_pack(content, KEY).manifest
    assert (manifest.country, manifest.version) == ("CO", "2026.2")
    assert content == a_signed_pack(tmp_path / "again")
    assert len(content) <= PACK_BYTES_MAX


def test_an_unsigned_changed_or_foreign_pack_is_refused_in_words(tmp_path: Path) -> None:
    content = a_signed_pack(tmp_path)
    assert "no está firmado" in refusal(changed(content, "signature.json", None))
    assert "cambió después de su firma" in refusal(changed(content, "wording.json", b"{}"))
    assert "cambió después de su firma" in refusal(changed(content, "notices.json", b"{}"))
    assert "no es la del nivel central" in refusal(content, DeviceKey(bytes(32)).public)
    others = a_signed_pack(tmp_path / "others", by=DeviceKey(bytes(32)))
    assert "no es la del nivel central" in refusal(others)
    assert "no es un paquete" in refusal(b"PK nothing")
    assert "no es un paquete" in refusal(changed(content, "../evil.json", b"{}"))


def test_a_pack_that_claims_to_be_huge_is_not_unpacked() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pack.json", bytes(5 * 1024 * 1024))
    assert "no es un paquete" in refusal(written.getvalue())


def test_a_pack_must_hold_its_three_files_and_no_strange_one() -> None:
    parts = {"pack.json": b"{}", "wording.json": b"{}"}
    with pytest.raises(Refused, match="le falta"):
        signed_pack("CO", "2026.2", parts, PACKS.public, bytes(64), PACKS.sign)
    parts |= {"territories.csv": b"", "macro.exe": b""}
    with pytest.raises(Refused, match="no lleva"):
        signed_pack("CO", "2026.2", parts, PACKS.public, bytes(64), PACKS.sign)


def test_an_older_pack_is_refused_and_the_one_before_stays(tmp_path: Path) -> None:
    shelf = PackShelf(tmp_path / "shelf")
    install_pack(shelf, a_signed_pack(tmp_path, version="2026.3"), KEY)
    install_pack(shelf, a_signed_pack(tmp_path, version="2026.10"), KEY)
    with pytest.raises(Refused) as refused:
        install_pack(shelf, a_signed_pack(tmp_path, version="2026.9"), KEY)
    assert "no es más nuevo que el que se usa (2026.10)" in str(refused.value.text)
    assert [shelf.version(one) for one in shelf.of("CO")] == ["2026.10", "2026.3"]
    assert edition("2026.10") > edition("2026.9-draft")


def test_a_pack_damaged_on_the_disk_is_passed_over_for_the_one_before(tmp_path: Path) -> None:
    shelf = PackShelf(tmp_path / "shelf")
    install_pack(shelf, a_signed_pack(tmp_path, version="2026.2"), KEY)
    install_pack(shelf, a_signed_pack(tmp_path, version="2026.3"), KEY)
    newest = shelf.of("CO")[0] / "wording.json"
    newest.write_bytes(newest.read_bytes() + b" ")
    assert pack_in_use(shelf, "CO", KEY).version == "2026.2"
    (shelf.of("CO")[1] / "signature.json").unlink()
    assert pack_in_use(shelf, "CO", KEY).version == "2026.1"


def test_a_pack_of_a_number_pattern_without_series_is_never_used(tmp_path: Path) -> None:
    shelf = PackShelf(tmp_path / "shelf")
    wrong = a_signed_pack(tmp_path, numbering={"pattern": "ACTA {seq:03}-{yyyy}"})
    with pytest.raises(Refused, match="serie"):
        install_pack(shelf, wrong, KEY)
    assert pack_in_use(shelf, "CO", KEY).version == "2026.1"
