"""A country pack as one signed file: what is proven is read, anything else is refused."""

from __future__ import annotations

import io
import json
import zipfile
from functools import partial
from pathlib import Path

import pytest

from fieldapp.packs import Pack, read_pack
from fieldapp.packs.pack import pack_of
from fieldapp.packs.pack_file import BYTES_MAX, NotAPack, read_pack_file, write_pack_file
from fieldapp.packs.resources import resource_path
from fieldapp.packs.versions import must_follow, order
from fieldapp.records.text import Refused
from fieldapp.signing.keys import DeviceKey, is_signed_by
from tests.given.packs import changed_pack, pack

KEY = DeviceKey(b"k" * 32)


def shipped(country: str = "CO") -> dict[str, bytes]:
    folder = resource_path("packs", country.lower())
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.suffix != ".md"}


def packed(**parts: bytes) -> bytes:
    named = {name.replace("_", "."): content for name, content in parts.items()}
    return write_pack_file("CO", "2026.2", {**shipped(), **named}, KEY.sign)


def opened(content: bytes, key: bytes = KEY.public) -> Pack:
    file = read_pack_file(content, partial(is_signed_by, key))
    return pack_of(file.parts.get, file.manifest.version)


@pytest.mark.parametrize("country", ["CO", "PE", "HN"])
def test_a_signed_pack_is_the_pack_of_its_folder(country: str) -> None:
    content = write_pack_file(country, "2026.2", shipped(country), KEY.sign)
    found, folder = opened(content), pack(country)
    assert (found.country, found.version) == (folder.country, folder.version)
    assert found.sentences == folder.sentences
    assert len(found.territories) == len(folder.territories)
    assert content == write_pack_file(country, "2026.2", shipped(country), KEY.sign)
    assert len(content) < 200_000


def test_what_another_key_signed_is_no_pack() -> None:
    with pytest.raises(NotAPack, match="not signed"):
        opened(packed(), DeviceKey(b"x" * 32).public)


def test_a_part_that_was_changed_or_taken_out_is_noticed() -> None:
    for change in (b"{}", None):
        written = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(packed())) as whole,
            zipfile.ZipFile(written, "w") as forged,
        ):
            for name in whole.namelist():
                content = change if name == "wording.json" else whole.read(name)
                if content is not None:
                    forged.writestr(name, content)
        with pytest.raises(NotAPack):
            opened(written.getvalue())


def test_bytes_that_somebody_made_up_are_no_pack() -> None:
    whole = packed()
    for content in (b"", b"PK\x05\x06" + bytes(18), whole[:-40], whole[100:], b"\0" * 5000):
        with pytest.raises(NotAPack):
            opened(content)


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(NotAPack, match="too large"):
        opened(packed(bomb_json=b" " * (BYTES_MAX + 1)))


def test_versions_are_numbers_and_not_words() -> None:
    assert order("2026.10") > order("2026.9") > order("2025.12.1")
    with pytest.raises(Refused, match="La versión de un paquete"):
        order("última")


def test_a_newer_pack_keeps_every_code_and_is_of_the_country(tmp_path: Path) -> None:
    stood = pack()
    must_follow(read_pack(changed_pack(tmp_path / "newer", version="2030.1")), stood)
    with pytest.raises(Refused, match="no es más nuevo"):
        must_follow(stood, stood)
    with pytest.raises(Refused, match="El paquete es de"):
        must_follow(pack("PE"), stood)
    written = json.loads(resource_path("packs", "co", "pack.json").read_text(encoding="utf-8"))
    catalogues = {**written["catalogues"], "axes": [{"code": "GT", "label": "Gobernanza"}]}
    lost = changed_pack(tmp_path / "lost", version="2030.1", catalogues=catalogues)
    with pytest.raises(Refused, match="quitó códigos"):
        must_follow(read_pack(lost), stood)
