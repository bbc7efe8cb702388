"""Files keep their content, hide it, and say so when they were touched."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.text import Outside
from fieldapp.store.files import Files
from fieldapp.store.vault import Cipher

CHUNK = 64 * 1024


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """An empty folder of files."""
    return Files(tmp_path, Cipher(bytes(32)))


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_content_comes_back_whole_and_from_any_place(files: Files, length: int) -> None:
    content = bytes(place % 251 for place in range(length))
    name = files.put(content)
    assert name == hashlib.sha256(content).hexdigest()
    assert files.read(name) == content
    assert files.size_bytes(name) == length
    assert list(files.names()) == [name]
    for offset in {0, 1, CHUNK - 1, CHUNK, length // 2, length, length + 5}:
        assert files.read(name, offset) == content[offset:]


@given(st.integers(0, 3 * CHUNK), st.integers(0, 3 * CHUNK), st.integers(0, 2 * CHUNK))
def test_any_part_is_read_on_its_own(
    tmp_path_factory: pytest.TempPathFactory, length: int, offset: int, most: int
) -> None:
    files = Files(tmp_path_factory.mktemp("files"), Cipher(bytes(32)))
    content = bytes(place % 251 for place in range(length))
    name = files.put(content)
    assert files.read(name, offset, most) == content[offset : offset + most]


def test_the_disk_holds_no_clear_byte(files: Files, tmp_path: Path) -> None:
    name = files.put(b"Maria Perez, DNI 40213398" * 10_000)
    assert b"Perez" not in (tmp_path / name).read_bytes()


def test_the_same_content_is_kept_once_and_never_written_again(
    files: Files, tmp_path: Path
) -> None:
    name = files.put(b"acta")
    before = (tmp_path / name).read_bytes()
    assert files.put(b"acta") == name
    assert (tmp_path / name).read_bytes() == before


@given(st.data())
def test_whatever_is_altered_cut_or_moved_does_not_open(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("files")
    files = Files(folder, Cipher(bytes(32)))
    path = folder / files.put(bytes(2 * CHUNK + 10))
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    sealed = CHUNK + 16
    first, second = whole[13 : 13 + sealed], whole[13 + sealed : 13 + 2 * sealed]
    harm = data.draw(
        st.sampled_from(
            [
                whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :],
                whole[:place],
                whole[: 13 + sealed],
                whole[:13] + second + first + whole[13 + 2 * sealed :],
                whole + b"\0",
            ]
        )
    )
    path.write_bytes(harm)
    with pytest.raises(Outside):
        files.read(path.name)


def test_a_name_that_is_no_digest_reaches_no_file(files: Files, tmp_path: Path) -> None:
    (tmp_path / "vault.json").write_text("{}")
    for name in ("vault.json", "../vault.json", "A" * 64, ""):
        assert not files.has(name)
        with pytest.raises(Outside):
            files.read(name)


def test_a_file_of_another_vault_does_not_open(files: Files, tmp_path: Path) -> None:
    name = files.put(b"acta")
    with pytest.raises(Outside):
        Files(tmp_path, Cipher(b"\1" * 32)).read(name)
