"""Where the files shipped with the program are: packs, translations, themes, icons, fonts.

They lie in `resources/` of the checkout; the wheel and the frozen bundle carry the same tree as
`fieldapp/_resources`, so that a path relative to this package finds it in all three.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resource_path(*parts: str) -> Path:
    """Return the path of a shipped file: `resource_path("packs", "co", "pack.json")`."""
    shipped = _PACKAGE / "_resources"
    root = shipped if shipped.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)
