"""What tells, at every opening, that the tables need no second look."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fieldapp.records import KINDS
from fieldapp.records.kinds import Kinds
from fieldapp.store.schema_key import schema_key


def test_other_descriptions_have_another_key() -> None:
    fewer = Kinds(tuple(KINDS)[1:])
    assert schema_key(KINDS) == schema_key(KINDS) != schema_key(fewer)


def test_a_frozen_program_has_the_key_of_its_executable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bitacora.exe"
    program.write_bytes(b"MZ")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    key = schema_key(KINDS)
    program.write_bytes(b"MZ of the next version")
    assert "" != key != schema_key(KINDS)
    program.unlink()
    assert schema_key(KINDS) == ""
