"""Country packs for tests: the shipped ones, and copies with one thing changed."""

from __future__ import annotations

import functools
import json
import shutil
from pathlib import Path
from typing import Any, Final

from fieldapp.packs import Pack, load_pack, read_pack
from fieldapp.packs.resources import resource_path


@functools.cache
def pack(country: str = "CO") -> Pack:
    return load_pack(country)


def changed_pack(folder: Path, country: str = "CO", **changes: Any) -> Path:
    """Copy a shipped pack into a folder, with some keys of its pack.json replaced."""
    copy = folder / country.lower()
    shutil.copytree(resource_path("packs", country.lower()), copy)
    written = json.loads((copy / "pack.json").read_text(encoding="utf-8"))
    (copy / "pack.json").write_text(json.dumps(written | changes), encoding="utf-8")
    return copy


LOGO: Final = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 100">
<title>Invented</title>
<path d="M60 5 L115 95 H5 z"/><g><path fill-rule="evenodd" d="M2 2h20v20h-20zM6 6h12v12H6z"/></g>
<path fill="#fff" d="m60 40c11 0 20 9 20 20s-9 20-20 20-20-9-20-20 9-20 20-20z"/></svg>"""
"""An invented logo: a triangle with a white hole, and a frame."""


def pack_with_logo(folder: Path, country: str = "CO") -> Pack:
    """A shipped pack with an invented logo."""
    copy = changed_pack(folder, country)
    (copy / "logo.svg").write_bytes(LOGO)
    return read_pack(copy)


WAYUU: Final = "guc"
NOT_A_TRANSLATION: Final = (
    "Texto de prueba que ocupa el lugar de una traducción: ü, ï, ñ.",
    "Segundo párrafo del texto de prueba.",
)
"""Words that no ministry wrote: they only show that what the pack holds is what is read."""


def pack_with_notice(folder: Path, language: str = WAYUU, **changes: Any) -> Pack:
    """The pack of Colombia with the data notice in a second language."""
    copy = changed_pack(folder)
    notice = {
        "version": "co-habeas-data-1-guc-1",
        "translates": "co-habeas-data-1",
        "translated_by": "Nadie: es una prueba",
        "text": NOT_A_TRANSLATION,
    }
    (copy / "notices.json").write_text(json.dumps({language: notice | changes}), encoding="utf-8")
    return read_pack(copy)
